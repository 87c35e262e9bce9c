"""Parts of a table on following pages -> one grid: headers that are repeated dropped, cut cells put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.readers.pdf.frames import Box
from extractor.readers.pdf.grids import Place
from extractor.readers.pdf.layouts import CellPart, TablePart, same_width
from extractor.readers.pdf.lines import glue
from extractor.readers.pdf.rules import clusters
from extractor.readers.pdf.tolerances import DEFAULT, Tolerances
from lexicons.printing import begins_item

#: A header of more rows than this is not looked for.
TALLEST_HEADER = 6


@dataclass(frozen=True, slots=True)
class Joined:
    """A cell of the whole table, and the page and box where it begins."""

    cell: CellPart
    page: int

    @property
    def place(self) -> Place:
        """Its rectangle in the whole table."""
        return self.cell.place

    @property
    def box(self) -> Box:
        """Its box on its page."""
        return self.cell.box


def is_continued(before: TablePart, part: TablePart, tolerances: Tolerances = DEFAULT) -> bool:
    """Whether a part at the top of a page has the same width as the one at the bottom of the page before."""
    return part.page == before.page + 1 and same_width(before, part, tolerances)


def join(parts: Sequence[TablePart], tolerances: Tolerances = DEFAULT) -> tuple[Joined, ...]:
    """The cells of the whole table, in rows and columns common to all parts."""
    columns = _columns(parts, tolerances)
    rows = 0
    whole: list[Joined] = []
    head: list[CellPart] = []
    for number, part in enumerate(parts):
        cells = [_in_columns(cell, part.box[0], columns) for cell in part.cells]
        if number == 0:
            head = cells
        else:
            cells = _without(cells, repeated_rows(head, cells))
        seam = rows
        placed = [Joined(_lower(cell, rows), part.page) for cell in cells]
        rows = max((joined.place.row_end for joined in placed), default=rows)
        if number:
            whole, placed, lost = _sew(whole, placed, seam)
            rows -= lost
        whole.extend(placed)
    return tuple(sorted(whole, key=lambda j: (j.place.row, j.place.column)))


def _columns(parts: Sequence[TablePart], tolerances: Tolerances) -> dict[float, int]:
    """The edges of cells, counted from each part's left edge -> the boundary between columns that they are."""
    edges = {x - part.box[0] for part in parts for cell in part.cells for x in (cell.box[0], cell.box[2])}
    groups = clusters(edges, tolerances.boundary)
    return {edge: number for number, group in enumerate(groups) for edge in group}


def _in_columns(cell: CellPart, left: float, columns: dict[float, int]) -> CellPart:
    start, end = columns[cell.box[0] - left], columns[cell.box[2] - left]
    place = Place(cell.place.row, start, cell.place.row_end, max(end, start + 1))
    return cell if place == cell.place else replace(cell, place=place)


def _lower(cell: CellPart, by: int) -> CellPart:
    place = cell.place
    return replace(cell, place=place._replace(row=place.row + by, row_end=place.row_end + by)) if by else cell


def repeated_rows(head: Sequence[CellPart], cells: Sequence[CellPart]) -> int:
    """How many first rows say the same as the table's first rows; a header has words and no cell reaching out of it."""
    same = 0
    above, here = (_rows(group, TALLEST_HEADER) for group in (head, cells))
    for count in range(1, TALLEST_HEADER + 1):
        rows = [row for row in here if row[0].row < count]
        if rows != [row for row in above if row[0].row < count]:
            break
        if all(place.row_end <= count for place, _ in rows) and any(text and not text.isdigit() for _, text in rows):
            same = count if len(rows) > 1 else same
    return same if any(cell.place.row >= same for cell in cells) else 0


def _rows(cells: Sequence[CellPart], count: int) -> list[tuple[Place, str]]:
    return [(c.place, "".join(c.text.split())) for c in cells if c.place.row < count]


def _without(cells: Sequence[CellPart], rows: int) -> list[CellPart]:
    return [_lower(cell, -rows) for cell in cells if cell.place.row >= rows]


def _sew(above: list[Joined], below: list[Joined], seam: int) -> tuple[list[Joined], list[Joined], int]:
    """Cells cut by the page break put together: a whole row, or labels that span rows on both sides."""
    upper = {(j.place.column, j.place.column_end): j for j in above if j.place.row_end == seam}
    lower = {(j.place.column, j.place.column_end): j for j in below if j.place.row == seam}
    if cut_row([(upper.get(key), j) for key, j in lower.items()]):
        return _one_row(above, below, upper, lower)
    header = upper.keys() != lower.keys() and not any(
        j.cell.text.replace(".", "").isdigit() for j in (*upper.values(), *lower.values())
    )
    first = min((j.place.column for j in lower.values() if j.cell.text), default=0)
    changed: dict[int, Joined] = {}
    gone: set[int] = set()
    for key, j in lower.items():
        over = upper.get(key)
        if over is None or not _one_label(over.cell, j.cell, first, header):
            continue
        merged = replace(
            j.cell,
            text=glue(over.cell.text, j.cell.text),
            box=over.box,
            place=over.place._replace(row_end=j.place.row_end),
        )
        changed[id(over)] = Joined(merged, over.page)
        gone.add(id(j))
    return [changed.get(id(j), j) for j in above], [j for j in below if id(j) not in gone], 0


def _one_label(over: CellPart, under: CellPart, first: int, header: bool) -> bool:
    """Whether a label goes on below the page break.

    Empty, it does where it spans rows or stands before the first cell of its row that is filled. In a ``header``,
    whose two rows
    are divided differently, every cell that is as wide above as below is one.
    """
    spans = under.place.row_end - under.place.row > 1
    if not under.text:
        return header or spans or under.place.column < first
    if not over.text:
        return False
    return (header or spans or over.place.row_end - over.place.row > 1) and runs_on(over, under)


def runs_on(over: CellPart, under: CellPart) -> bool:
    """Whether the text below can be the end of the text above: that one fills its last line and its cell, this one
    is no new item.
    """
    if begins_item(under.text) or (over.text[-1].isdigit() and under.text[0].isdigit()):
        return False
    return under.first > over.room - 0.6 * over.size and over.below < 1.6 * over.size


def cut_row(pairs: Sequence[tuple[Joined | None, Joined]]) -> bool:
    """Whether the row above a page break and the row below are one: each column is filled once, or its words run on."""
    if any(over is None for over, _ in pairs):
        return False
    joints = 0
    for over, under in pairs:
        assert over is not None
        if not over.cell.text or not under.cell.text:
            continue
        if not runs_on(over.cell, under.cell):
            return False
        joints += under.place.row_end - under.place.row == 1
    return joints > 0 and any(over is not None and over.cell.text and not under.cell.text for over, under in pairs)


def _one_row(
    above: list[Joined], below: list[Joined], upper: dict[tuple[int, int], Joined], lower: dict[tuple[int, int], Joined]
) -> tuple[list[Joined], list[Joined], int]:
    changed: dict[int, Joined] = {}
    for key, j in lower.items():
        over = upper[key]
        place = over.place._replace(row_end=j.place.row_end - 1)
        changed[id(over)] = Joined(replace(over.cell, text=glue(over.cell.text, j.cell.text), place=place), over.page)
    rest = [Joined(_lower(j.cell, -1), j.page) for j in below if j not in lower.values()]
    return [changed.get(id(j), j) for j in above], rest, 1
