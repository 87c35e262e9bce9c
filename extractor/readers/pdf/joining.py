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
    """Cells cut by the page break put together: a whole row, or labels that span rows on both sides.

    Returns the cells above and below, and how many rows there are less.
    """
    upper = {(j.place.column, j.place.column_end): j for j in above if j.place.row_end == seam}
    lower = {(j.place.column, j.place.column_end): j for j in below if j.place.row == seam}
    wrapped = {(j.place.column, j.place.column_end) for j in (*above, *below) if j.cell.lines > 1}
    if cut_row([(upper.get(key), j, key in wrapped) for key, j in lower.items()]):
        return *_fused(above, below, upper, lower, 1), 1
    header = upper.keys() != lower.keys() and not any(
        j.cell.text.replace(".", "").isdigit() for j in (*upper.values(), *lower.values())
    )
    first = min((j.place.column for j in lower.values() if j.cell.text), default=0)
    labels = {
        key: j
        for key, j in lower.items()
        if key in upper and _one_label(upper[key].cell, j.cell, first, header, key in wrapped)
    }
    return *_fused(above, below, upper, labels, 0), 0


def _one_label(over: CellPart, under: CellPart, first: int, header: bool, wrapped: bool) -> bool:
    """Whether a label goes on below the page break.

    Empty, it does where it spans rows or stands before the first cell of its row that is filled. In a ``header``, whose
    two rows are divided differently, every cell that is as wide above as below is one.
    """
    spans = under.place.row_end - under.place.row > 1
    if not under.text:
        return header or spans or under.place.column < first
    if not over.text:
        return False
    return (header or spans or over.place.row_end - over.place.row > 1) and runs_on(over, under, header or wrapped)


def runs_on(over: CellPart, under: CellPart, wrapped: bool) -> bool:
    """Whether the text below can be the end of the text above.

    That one fills its last line and its cell, this one is no new item; and it is shorter, or lines are wrapped in this
    column: where columns are just as wide as their words, words of the same length fill them.
    """
    if begins_item(under.text) or over.below >= 1.6 * over.size:
        return False
    if not wrapped and under.room < over.room + 0.5 * over.size:
        return False
    numbers = over.text[-1].isdigit() and under.text[0].isdigit()
    return under.first > over.room + (0.5 if numbers else -0.6) * over.size


def cut_row(pairs: Sequence[tuple[Joined | None, Joined, bool]]) -> bool:
    """Whether the rows above and below a page break are one: each column is filled once, or its words run on.

    The pairs are the cells above and below of each column, and whether text is wrapped in it.
    """
    joints = alone = 0
    for over, under, wrapped in pairs:
        if over is None:
            return False
        if over.cell.text and under.cell.text:
            if not runs_on(over.cell, under.cell, wrapped):
                return False
            joints += under.place.row_end - under.place.row == 1
        elif over.cell.text:
            alone += 1
    return joints > 0 and alone > 0


def _fused(
    above: list[Joined],
    below: list[Joined],
    upper: dict[tuple[int, int], Joined],
    lower: dict[tuple[int, int], Joined],
    lost: int,
) -> tuple[list[Joined], list[Joined]]:
    """Each cell of ``lower`` joined to the one over it; the rows below move up by ``lost``."""
    fused = {id(upper[key]): _one(upper[key], j, lost) for key, j in lower.items()}
    gone = {id(j) for j in lower.values()}
    rest = [Joined(_lower(j.cell, -lost), j.page) if lost else j for j in below if id(j) not in gone]
    return [fused.get(id(j), j) for j in above], rest


def _one(over: Joined, under: Joined, lost: int) -> Joined:
    """The cell cut in two as one: it begins where its upper part does and may go on where its lower part ends."""
    place = over.place._replace(row_end=under.place.row_end - lost)
    if not under.cell.text:
        return Joined(replace(over.cell, place=place, below=float("inf")), over.page)
    text = glue(over.cell.text, under.cell.text)
    return Joined(replace(under.cell, text=text, place=place, box=over.box), over.page)
