"""The statutory tables: as the form prints them where there are few reports, a row a line of the form where there are many.

Writing a table tells where each of its cells stands, so that findings can lead there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.exports.workbook.cells import CellViews
from extractor.exports.workbook.sheets import Column, Sheet
from extractor.exports.workbook.values import Link, Value
from extractor.model import Report
from lexicons.reports.disclosure.forms import EDITIONS, Form, Row, form
from lexicons.reports.disclosure.forms import Column as FormColumn

#: Part of the form -> name of its sheet, in the order of the report.
SHEETS = {"disclosure": "主动公开", "applications": "申请办理", "review": "复议诉讼", "statistics": "统计表"}
#: Two columns of labels (group and line), then as many figures as the widest table has.
LABEL_WIDTHS, FIGURE_WIDTH, FIGURES = (16.0, 40.0), 11.0, 15
#: Height of a line whose label is wrapped, in points; merged cells do not grow by themselves.
LINE, LONG_LABEL = 15.0, 19


@dataclass(frozen=True, slots=True)
class Subject:
    """A report as a table's head names it: agency and year, and the address of its page ("" where it has none)."""

    report: Report
    page: str

    @property
    def about(self) -> tuple[Value, Value]:
        """Agency and year."""
        return self.report.agency or "机关未识别", self.report.year

    def caption(self, edition: str) -> Value:
        """The head of a table."""
        agency, year = self.about
        text = f"{agency}　{year or '年度未识别'}　（{edition} 年版表式）"
        return Link(self.page, text) if self.page else text


def form_of(report: Report, part: str) -> str | None:
    """The edition that a part of the report is laid out by; None where the report has no such table."""
    printed = [table.form for table in report.tables if table.part == part]
    if printed:
        return printed[0]
    if not any(cell.id.startswith(f"{part}.") for cell in report.cells):
        return None
    return "2014" if part == "statistics" else report.form or "2021"


def cell_id(row: Row, column: FormColumn) -> str:
    """The id of a cell of the form.

    >>> row = form("2021").rows_of("review")[0]
    >>> cell_id(row, form("2021").columns_of(row)[0])
    'review.review.upheld'
    """
    return f"{row.part}.{row.id}" if row.part == "statistics" else f"{row.part}.{row.id}.{column.id}"


def heading(column: FormColumn) -> str:
    """A column's heading with its unit."""
    return f"{column.name}（{column.unit}）" if column.unit and column.unit not in column.name else column.name


# ---- few reports: one block a table ------------------------------------------------------------------------------------


class Blocks:
    """One sheet of tables below each other, each as the form prints it."""

    def __init__(self, sheet: Sheet, part: str) -> None:
        self._sheet = sheet
        self._places: dict[str, str] = {}
        sheet.part.set_column(0, FIGURES - 1, FIGURE_WIDTH)
        for index, width in enumerate(LABEL_WIDTHS if part != "review" else ()):
            sheet.part.set_column(index, index, width)
        if part != "review":  # whose one line of figures has no labels
            sheet.part.freeze_panes(0, len(LABEL_WIDTHS))

    def write(self, subject: Subject, part: str, edition: str, views: CellViews) -> dict[str, str]:
        """Append a report's table; the places of its cells by id."""
        self._places = {}
        this = form(edition)
        rows = this.rows_of(part)
        self._sheet.room(3 * len(rows) + 6)
        caption = subject.caption(edition)
        for column in range(len(LABEL_WIDTHS) + _width(this, rows)):
            self._sheet.put(self._sheet.row, column, None, "caption")
        self._sheet.put(self._sheet.row, 0, caption, "captionlink" if isinstance(caption, Link) else "caption")
        self._sheet.row += 1
        if part == "review":
            self._across(this, rows, views)
        else:
            for _, group in groupby(rows, key=lambda row: () if row.group else tuple(c.id for c in this.columns_of(row))):
                self._lines(this, tuple(group), views)
        self._sheet.row += 1
        return self._places

    def _head(self, columns: Sequence[FormColumn]) -> None:
        sheet = self._sheet
        sheet.part.set_row(sheet.row, 2 * LINE)
        sheet.merge(sheet.row, 0, sheet.row, 1, "项目", "head")
        for index, column in enumerate(columns, len(LABEL_WIDTHS)):
            sheet.put(sheet.row, index, heading(column), "head")
        sheet.row += 1

    def _lines(self, this: Form, rows: Sequence[Row], views: CellViews) -> None:
        lines = [row for row in rows if not row.group]
        if lines and (rows[0].part != "applications" or lines[0].id == "new"):
            self._head(this.columns_of(lines[0]))
        for name, group in groupby(rows, key=lambda row: row.parent):
            children = tuple(group)
            if name:
                first, last = self._sheet.row, self._sheet.row + len(children) - 1
                label = next((r.name for r in this.rows_of(rows[0].part) if r.id == name), name)
                self._sheet.merge(first, 0, last, 0, label, "group")
            for row in children:
                self._line(this, row, views)

    def _line(self, this: Form, row: Row, views: CellViews) -> None:
        sheet = self._sheet
        if row.group:
            if not any(r.parent == row.id for r in this.rows_of(row.part)):
                last = len(LABEL_WIDTHS) + _width(this, this.rows_of(row.part)) - 1
                sheet.merge(sheet.row, 0, sheet.row, last, row.name, "label")
                sheet.row += 1
            return
        if row.parent:
            sheet.put(sheet.row, 1, row.name, "label")
        else:
            sheet.merge(sheet.row, 0, sheet.row, 1, row.name, "label")
        lines = 1 + (len(row.name) - 1) // LONG_LABEL if row.parent else 1
        sheet.part.set_row(sheet.row, max(18.0, lines * LINE))
        for index, column in enumerate(this.columns_of(row), len(LABEL_WIDTHS)):
            self._cell(cell_id(row, column), index, views)
        sheet.row += 1

    def _across(self, this: Form, rows: Sequence[Row], views: CellViews) -> None:
        """The review table has one line: blocks side by side, their outcomes below."""
        sheet, column = self._sheet, 0
        sheet.part.set_row(sheet.row, 2 * LINE)
        sheet.part.set_row(sheet.row + 1, 2 * LINE)
        top = sheet.row
        for row in (r for r in rows if not r.group):
            columns = this.columns_of(row)
            sheet.merge(top, column, top, column + len(columns) - 1, row.name, "head")
            for offset, outcome in enumerate(columns):
                sheet.put(top + 1, column + offset, outcome.name, "head")
            sheet.row = top + 2
            for offset, outcome in enumerate(columns):
                self._cell(cell_id(row, outcome), column + offset, views)
            column += len(columns)
        sheet.part.set_row(top + 2, 18.0)
        sheet.row = top + 3

    def _cell(self, id: str, column: int, views: CellViews) -> None:
        _write_cell(self._sheet, self._sheet.row, column, id, views, self._places)


def _width(this: Form, rows: Sequence[Row]) -> int:
    if rows and rows[0].part == "review":
        return sum(len(this.columns_of(row)) for row in rows if not row.group) - len(LABEL_WIDTHS)
    return max((len(this.columns_of(row)) for row in rows if not row.group), default=0)


def _write_cell(sheet: Sheet, row: int, column: int, id: str, views: CellViews, places: dict[str, str]) -> None:
    shown = views.show(id)
    sheet.put(row, column, shown.value, shown.style)
    if shown.comment:
        sheet.comment(row, column, shown.comment)
    places[id] = sheet.place(row, column)


# ---- many reports: one line a row of the form --------------------------------------------------------------------------


class Lines:
    """One sheet as a list: agency, year, line of the form, and a column for every column of its editions."""

    def __init__(self, sheet: Sheet, part: str) -> None:
        self._sheet = sheet
        self._columns = tuple(dict.fromkeys(column for column, _ in wide_columns(part)))

    def write(self, subject: Subject, part: str, edition: str, views: CellViews) -> dict[str, str]:
        """Append a report's table; the places of its cells by id."""
        places: dict[str, str] = {}
        this = form(edition)
        rows = [row for row in this.rows_of(part) if not row.group]
        if part == "review":
            cells = {f"{row.id}.{c.id}": cell_id(row, c) for row in rows for c in this.columns_of(row)}
            self._append(subject, edition, "", cells, views, places)
            return places
        for row in rows:
            self._append(subject, edition, line_name(this, row), {c.id: cell_id(row, c) for c in this.columns_of(row)}, views, places)
        return places

    def _append(
        self, subject: Subject, edition: str, name: str, cells: dict[str, str], views: CellViews, places: dict[str, str]
    ) -> None:
        agency, year = subject.about
        head = (agency, year, edition, *((name,) if name else ()))
        row = self._sheet.append(head)
        for index, column in enumerate(self._columns, len(head)):
            id = cells.get(column)
            if id is not None:
                _write_cell(self._sheet, row, index, id, views, places)


def line_name(this: Form, row: Row) -> str:
    """A line's name with that of its group before it."""
    group = next((r.name for r in this.rows_of(row.part) if row.parent and r.id == row.parent), "")
    return f"{group}：{row.name}" if group else row.name


def wide_columns(part: str) -> Iterator[tuple[str, str]]:
    """Id and heading of every column of a part's list, the newest edition's first."""
    for edition in EDITIONS:
        this = form(edition)
        for row in (r for r in this.rows_of(part) if not r.group):
            for column in this.columns_of(row):
                if part == "review":
                    yield f"{row.id}.{column.id}", f"{row.name}：{column.name}"
                else:
                    yield column.id, heading(column)


def list_columns(part: str) -> tuple[Column, ...]:
    """The columns of a part's list."""
    known = dict(reversed(list(wide_columns(part))))
    ordered = tuple(dict.fromkeys(id for id, _ in wide_columns(part)))
    head = (Column("机关", 26), Column("年度", 7, "plain"), Column("表式", 7))
    line = () if part == "review" else (Column("项目", 40, "wrap"),)
    return (*head, *line, *(Column(known[id], FIGURE_WIDTH, "read") for id in ordered))
