"""HTML tables: which hold data, and where each cell stands once rowspan and colspan are resolved.

Placing follows the HTML standard's table model; spans that overlap or run out of the table are cut, and rows or columns
in which no cell begins are taken out, so that wrong spans do not move the cells of other rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.model import Origin
from extractor.readers.assembly import RawCell
from extractor.readers.html_elements import Element

ROW_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
#: A cell with this many characters and a full stop is prose; tables that hold data have many short cells besides.
PROSE, SHORT_PER_PROSE = 40, 4
#: No form has more columns; browsers stop at 1000 columns and 65534 rows (HTML standard, 4.9.11).
WIDEST, TALLEST = 100, 65534
DIGITS = regex.compile(r"\s*(\d{1,6})")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as written: its text, its path and the spans it asks for."""

    text: str
    path: str
    column_span: int = 1
    row_span: int = 1


def table_rows(table: Element) -> list[list[Element]]:
    """The cells of a table's rows, its own and not those of tables inside, header rows first and footer rows last."""
    groups: tuple[list[list[Element]], ...] = ([], [], [])
    for group, row in _rows(table, 1):
        groups[group].append(row)
    return [row for group in groups for row in group]


def _rows(element: Element, group: int) -> Iterator[tuple[int, list[Element]]]:
    loose: list[Element] = []
    for child in element.elements():
        if child.tag in {"td", "th"}:
            loose.append(child)
            continue
        if loose:
            yield group, loose
            loose = []
        if child.tag == "tr":
            yield group, list(_cells(child))
        elif child.tag not in {"table", "caption"}:
            yield from _rows(child, ROW_GROUPS.get(child.tag, group))
    if loose:
        yield group, loose


def _cells(row: Element) -> Iterator[Element]:
    for child in row.elements():
        if child.tag in {"td", "th"}:
            yield child
        elif child.tag != "table":
            yield from _cells(child)


def inner_tables(element: Element) -> Iterator[Element]:
    """Tables inside an element, outermost first."""
    for child in element.elements():
        if child.tag == "table":
            yield child
        yield from inner_tables(child)


def is_layout(table: Element) -> bool:
    """Whether a table only arranges the page: one column, other tables, headings or prose in its cells.

    >>> from extractor.readers.html_elements import full_tree, visible_tree
    >>> def table(html): return next(inner_tables(visible_tree(full_tree(html))))
    >>> is_layout(table("<table><tr><td><p>规章</p></td><td>1</td></tr></table>"))
    False
    >>> is_layout(table("<table><tr><td>侧栏<td><table><tr><td>规章<td>1<tr><td>许可<td>2</table></table>"))
    True
    >>> is_layout(table("<table></table>"))
    True
    """
    rows = table_rows(table)
    if table.attributes.get("role", "").lower() in {"presentation", "none"}:
        return True
    if any(_is_real(inner) for inner in inner_tables(table)):
        return True
    cells = [cell for row in rows for cell in row]
    texts = ["".join(cell.text().split()) for cell in cells]
    filled = sum(1 for text in texts if text)
    if filled <= 1 or _columns(rows) <= 1:
        return True
    if any(_holds_heading(cell) for cell in cells if cell.tag == "td"):
        return True
    prose = sum(1 for text in texts if len(text) >= PROSE and "。" in text)
    return prose > 0 and filled - prose <= SHORT_PER_PROSE * prose


def _is_real(table: Element) -> bool:
    """Whether a table inside another is a table of its own: at least two rows of two cells."""
    return sum(1 for row in table_rows(table) if len(row) > 1) > 1


def _columns(rows: Sequence[Sequence[Element]]) -> int:
    """How many columns hold text, seen without spans."""
    return len({number for row in rows for number, cell in enumerate(row) if cell.text().strip()})


def _holds_heading(element: Element) -> bool:
    return any(child.tag in HEADINGS or _holds_heading(child) for child in element.elements())


def asked_span(element: Element, name: str, limit: int) -> int:
    """A span attribute as browsers read it: leading digits, 1 where there are none; rowspan 0 is "to the end"."""
    match = DIGITS.match(element.attributes.get(name, ""))
    if match is None:
        return 1
    number = int(match[1])
    if number == 0:
        return limit if name == "rowspan" else 1
    return min(number, limit)


def place(rows: Sequence[Sequence[SourceCell]]) -> tuple[RawCell, ...]:
    """Cells in a rectangle of rows and columns, both without gaps.

    >>> head = [SourceCell("甲", "", row_span=9), SourceCell("乙", "", column_span=5)]
    >>> cells = place([head, [SourceCell("1", ""), SourceCell("2", "")]])
    >>> [(c.text, c.row, c.column, c.row_span, c.column_span) for c in cells]
    [('甲', 0, 0, 2, 1), ('乙', 0, 1, 1, 2), ('1', 1, 1, 1, 1), ('2', 1, 2, 1, 1)]
    >>> place([])
    ()
    """
    open_until: dict[int, int] = {}
    placed: list[tuple[SourceCell, int, int, int, int]] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while open_until.get(column, 0) > number:
                column += 1
            end = column + 1
            while end < column + cell.column_span and open_until.get(end, 0) <= number:
                end += 1
            bottom = min(number + cell.row_span, len(rows))
            for taken in range(column, end):
                open_until[taken] = bottom
            placed.append((cell, number, column, bottom, end))
            column = end
    row_starts = sorted({entry[1] for entry in placed})
    column_starts = sorted({entry[2] for entry in placed})
    return tuple(
        RawCell(cell.text, *_ranked(row_starts, row, column_starts, column, bottom, end), Origin(cell.path))
        for cell, row, column, bottom, end in placed
    )


def _ranked(
    rows: Sequence[int], row: int, columns: Sequence[int], column: int, bottom: int, end: int
) -> tuple[int, int, int, int]:
    """Row, column and spans counted only over rows and columns in which a cell begins."""
    top, left = bisect_left(rows, row), bisect_left(columns, column)
    return top, left, bisect_left(rows, bottom) - top, bisect_left(columns, end) - left
