"""Reports and audits -> one workbook (XLSX): findings, statutory tables, figures, problems and measures, a panel.

Reports are taken one at a time: with many of them rows leave memory as they are written. A few are laid out as the form
prints its tables, many as lists to be filtered. The same reports give the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extractor.auditing.findings import Audit, Finding
from extractor.errors import MissingPackage
from extractor.exports.folder import labels
from extractor.exports.html.cards import deal
from extractor.exports.notes import notes
from extractor.exports.workbook import forms, guide, lists
from extractor.exports.workbook.cells import cell_views
from extractor.exports.workbook.sheets import MAX_LINKS, MAX_ROWS, Column, Sheet
from extractor.exports.workbook.styles import Styles
from extractor.exports.workbook.values import Link, Value
from extractor.model import Report

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SUFFIX = ".xlsx"
#: Up to so many reports the tables are laid out as printed.
FEW = 20
#: Stands in the file instead of the clock.
CREATED = datetime.datetime(2000, 1, 1)
#: Report, audit, and the address of its page seen from the workbook ("pages/a.html", "" for none).
Row = tuple[Report, Audit, str]


def write_workbook(
    target: Path | IO[bytes], rows: Iterable[Row], max_rows: int = MAX_ROWS, max_links: int = MAX_LINKS
) -> int:
    """Write the workbook of all rows; how many there were.

    ``target`` is a path or an open binary file. Raises ``MissingPackage`` without XlsxWriter.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingPackage("XlsxWriter", "office") from None
    source = iter(rows)
    first = list(islice(source, FEW + 1))
    few = len(first) <= FEW
    options = {
        "constant_memory": not few, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }  # fmt: skip
    book = Workbook(str(target) if isinstance(target, Path) else target, options)
    book.set_properties({"title": "政府信息公开工作年度报告核对结果", "author": "gouji", "created": CREATED})
    writer = _Writer(book, few, max_rows, max_links)
    while first:  # let go one by one
        writer.add(*first.pop(0))
    for row in source:
        writer.add(*row)
    writer.close()
    book.close()
    return writer.number


class _Writer:
    """The sheets of one workbook, filled report by report."""

    def __init__(self, book: Workbook, few: bool, max_rows: int, max_links: int) -> None:
        self.number = 0
        self._book, self._few, self._limits = book, few, (max_rows, max_links)
        self._styles = Styles(book)
        self._labels = labels()
        self._tally = guide.Tally()
        self._guide = self._sheet("说明")
        self._findings = self._sheet("不一致", lists.FINDINGS)
        self._tables: dict[str, forms.Blocks | forms.Lines] = {}
        self._table_sheets: list[Sheet] = []
        for part in ("disclosure", "applications", "review"):
            self._table(part)
        self._facts = self._sheet("正文数字", lists.FACTS)
        self._items = self._sheet("问题措施", lists.ITEMS)
        self._panel = self._sheet("面板", lists.PANEL)
        self._reports = self._sheet("报告", lists.REPORTS)
        self._findings.part.activate()

    def _sheet(self, name: str, columns: tuple[Column, ...] = ()) -> Sheet:
        return Sheet(self._book, self._styles, name, columns, *self._limits)

    def _table(self, part: str) -> forms.Blocks | forms.Lines:
        """The sheet of a part of the form; that of the old statistics comes with the first report that has them."""
        if part not in self._tables:
            sheet = self._sheet(forms.SHEETS[part], () if self._few else forms.list_columns(part))
            self._table_sheets.append(sheet)
            self._tables[part] = forms.Blocks(sheet, part) if self._few else forms.Lines(sheet, part)
        return self._tables[part]

    def add(self, report: Report, audit: Audit, page: str) -> None:
        """Write one report to all sheets; the tables first, so that findings can lead to their cells."""
        self.number += 1
        self._tally.add(report, audit)
        page = page_url(page)
        cards = deal(report, audit, self._labels)
        said = notes(report, audit, self._labels)
        views = cell_views(report, audit, said, [card.finding.cells for card in cards])
        places: dict[str, str] = {}
        for part in forms.SHEETS:
            edition = forms.form_of(report, part)
            if edition is not None:
                places |= self._table(part).write(forms.Subject(report, page), part, edition, views)
        for id, values, styles in lists.fact_rows(report, audit, self._labels):
            places[id] = self._facts.place(self._facts.append(values, styles), 5)
        for card in cards:
            self._findings.append(*lists.finding_row(card, report, _links(card.finding, places, page)))
        for row in lists.item_rows(report):
            self._items.append(row)
        for row in lists.panel_rows(report, audit, self._labels):
            self._panel.append(row)
        self._reports.append(lists.report_row(self.number, report, audit, page))

    def close(self) -> None:
        """Fill the guide, set the filters."""
        extra = (forms.SHEETS["statistics"],) if "statistics" in self._tables else ()
        guide.write_guide(self._guide, self._tally, self._few, extra)
        for sheet in (self._findings, *self._table_sheets, self._facts, self._items, self._panel, self._reports):
            sheet.close()


def _links(finding: Finding, places: dict[str, str], page: str) -> tuple[Value, Value, Value]:
    """Links to the first cell, the first figure and the page of a finding."""
    changed = (s.cell for s in finding.suggestions if s.cell)
    cell = next((places[id] for id in chain(changed, finding.cells) if id in places), "")
    fact = next((places[id] for id in finding.facts if id in places), "")
    named = ((cell, "表格"), (fact, "数字"), (page, "网页"))
    return tuple(Link(url, text) if url else None for url, text in named)  # type: ignore[return-value]


def page_url(page: str) -> str:
    """The address of a page as a workbook wants it.

    >>> page_url("pages/a#1.html"), page_url("https://a.example/b"), page_url("")
    ('external:pages/a%231.html', 'https://a.example/b', '')
    """
    if not page or page.startswith(("http://", "https://")):
        return page
    return "external:" + page.replace("%", "%25").replace("#", "%23")
