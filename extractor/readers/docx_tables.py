"""One w:tbl -> its cells in a resolved rectangle: w:gridSpan, w:vMerge, w:hMerge, w:gridBefore and w:gridAfter.

Columns are counted in units of the table's grid, rows as they are shown (deleted rows are not). What stands in a cell
that goes on from its neighbour is not shown and not read, as in Word.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extractor.readers.docx_places import TBL, TC, TR, W, cell_path, children, properties_of
from extractor.readers.docx_revisions import row_gone
from extractor.readers.docx_styles import VAL, whole

PROPERTIES, SPAN, MERGED_DOWN, MERGED_ACROSS, DELETED = (
    W + name for name in ("tcPr", "gridSpan", "vMerge", "hMerge", "cellDel")
)
#: Word's own limit of columns; a larger span is a damaged number.
MAX_COLUMNS = 63
#: Edges of columns that are closer than this, in twentieths of a point, are one edge (a millimetre is 57).
HAIR = 40


@dataclass(slots=True)
class Slot:
    """A cell to be read: its element, its rectangle and its path."""

    element: etree._Element
    row: int
    column: int
    path: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """What a cell says of its own width, and whether it continues the cell above (w:vMerge) or before (w:hMerge)."""

    width: int = 1
    from_above: bool = False
    from_before: bool = False
    gone: bool = False


SIMPLE = Shape()


def _limited(element: etree._Element | None, least: int) -> int:
    return min(max(whole(element, least), least), MAX_COLUMNS)


def _shape(cell: etree._Element) -> Shape:
    properties = properties_of(cell, PROPERTIES)
    if properties is None:
        return SIMPLE
    width, from_above, from_before, gone = 1, False, False, False
    for child in properties:
        tag = child.tag
        if tag == SPAN:
            width = _limited(child, 1)
        elif tag == MERGED_DOWN:
            from_above = child.get(VAL, "continue") != "restart"
        elif tag == MERGED_ACROSS:
            from_before = child.get(VAL, "continue") != "restart"
        elif tag == DELETED:
            gone = True
    return Shape(width, from_above, from_before, gone)


def resolve(table: etree._Element, path: str) -> tuple[Slot, ...]:
    """The cells that a table shows, in reading order."""
    edges = _edges(table)
    slots = _resolve(table, path, edges)
    if any(slot.column_span < 1 for slot in slots):  # the widths are not to be trusted
        return _resolve(table, path, ())
    return slots


def _edges(table: etree._Element) -> tuple[int, ...]:
    """For each edge of the table's grid its column, where edges less than a hair apart are one; () for as they come.

    Rows whose edges miss each other by a few twentieths of a point come from dragging borders and from converters.
    """
    grid = table.find(f"{W}tblGrid")
    edges = [0]
    for column in grid.iterchildren(f"{W}gridCol") if grid is not None else ():
        width = column.get(f"{W}w", "")
        edges.append(edges[-1] + (not width.isdecimal() or int(width) >= HAIR))
    return tuple(edges) if edges[-1] < len(edges) - 1 else ()


def _resolve(table: etree._Element, path: str, edges: tuple[int, ...]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    above: dict[int, Slot] = {}
    row = 0
    for number, element in enumerate(children(table, TR), 1):
        if not row_gone(element):
            above = _resolve_row(element, Place(path, number, row, edges), above, slots)
            row += 1
    return tuple(slots)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: as stored (``number``, from 1), as shown (``row``, from 0), and the columns of its edges."""

    path: str
    number: int
    row: int
    edges: tuple[int, ...]

    def column(self, edge: int) -> int:
        """The column that begins at an edge of the grid."""
        if edge < len(self.edges):
            return self.edges[edge]
        return edge - len(self.edges) + 1 + self.edges[-1] if self.edges else edge


def _resolve_row(element: etree._Element, place: Place, above: dict[int, Slot], slots: list[Slot]) -> dict[int, Slot]:
    """Append the slots of one row; the answer maps each column to the slot that starts there, for the row below."""
    edge = _limited(element.find(f"{W}trPr/{W}gridBefore"), 0)
    filled: dict[int, Slot] = {}
    before: Slot | None = None
    for position, cell in enumerate(children(element, TC), 1):
        shape = _shape(cell)
        if shape.gone:
            continue
        column, width = place.column(edge), place.column(edge + shape.width) - place.column(edge)
        edge += shape.width
        upper = above.get(column) if shape.from_above else None
        if before is not None and shape.from_before:
            if before.row == place.row:
                before.column_span += width
            continue
        if upper is not None:
            upper.row_span = place.row - upper.row + 1
            before = upper
        else:
            path = cell_path(place.path, place.number, position)
            before = Slot(cell, place.row, column, path, column_span=width)
            slots.append(before)
        filled[column] = before
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
