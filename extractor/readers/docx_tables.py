"""One w:tbl -> its cells in a resolved rectangle: w:gridSpan, w:vMerge, w:hMerge, w:gridBefore and w:gridAfter.

Columns are counted in units of the table's grid, rows as they are shown (deleted rows are not). What stands in a cell that goes on
from its neighbour is not shown and not read, as in Word.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extractor.readers.docx_places import TBL, TC, TR, W, cell_path, children
from extractor.readers.docx_revisions import cell_gone, row_gone
from extractor.readers.docx_styles import VAL, whole

#: Word's own limit of columns; a larger span is a damaged number.
MAX_COLUMNS = 63


@dataclass(slots=True)
class Slot:
    """A cell to be read: its element, its rectangle and its path."""

    element: etree._Element
    row: int
    column: int
    path: str
    row_span: int = 1
    column_span: int = 1


def _span(properties: etree._Element | None, name: str, least: int) -> int:
    element = properties.find(W + name) if properties is not None else None
    return min(max(whole(element, least), least), MAX_COLUMNS)


def _goes_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a cell continues its neighbour (w:vMerge the one above, w:hMerge the one before)."""
    element = properties.find(W + name) if properties is not None else None
    return element is not None and element.get(VAL, "continue") != "restart"


def resolve(table: etree._Element, path: str) -> tuple[Slot, ...]:
    """The cells that a table shows, in reading order."""
    slots: list[Slot] = []
    above: dict[int, Slot] = {}
    row = 0
    for number, element in enumerate(children(table, TR), 1):
        if row_gone(element):
            continue
        above = _resolve_row(element, (path, number, row), above, slots)
        row += 1
    return tuple(slots)


def _resolve_row(
    element: etree._Element, place: tuple[str, int, int], above: dict[int, Slot], slots: list[Slot]
) -> dict[int, Slot]:
    """Append the slots of one row; the answer maps each starting column to the slot that fills it, for the row below."""
    path, number, row = place
    column = _span(element.find(f"{W}trPr"), "gridBefore", 0)
    filled: dict[int, Slot] = {}
    before: Slot | None = None
    for position, cell in enumerate(children(element, TC), 1):
        if cell_gone(cell):
            continue
        properties = cell.find(f"{W}tcPr")
        width = _span(properties, "gridSpan", 1)
        upper = above.get(column)
        if before is not None and _goes_on(properties, "hMerge"):
            if before.row == row:
                before.column_span += width
        elif upper is not None and _goes_on(properties, "vMerge"):
            upper.row_span = row - upper.row + 1
            filled[column] = before = upper
        else:
            before = Slot(cell, row, column, cell_path(path, number, position), column_span=width)
            slots.append(before)
            filled[column] = before
        column += width
    return filled


def nested(table: etree._Element) -> bool:
    """Whether tables stand in the table's cells."""
    return next(table.iterdescendants(TBL), None) is not None


def is_layout(table: etree._Element, slots: tuple[Slot, ...]) -> bool:
    """Whether a table only frames text: a single cell, or cells that hold tables and little else of their own."""
    if len(slots) == 1:
        return True
    if not nested(table):
        return False
    if len({slot.row for slot in slots}) == len(slots):  # one cell a row
        return True
    length = inner = 0
    for text in table.iterdescendants(f"{W}t"):
        size = len(text.text or "")
        length += size
        owner = next(text.iterancestors(TBL), None)
        inner += size if owner is not table else 0
    return inner * 2 > length
