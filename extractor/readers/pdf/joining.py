"""Parts of a table on following pages -> one grid: headers that are repeated dropped, cut cells put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.readers.pdf.frames import Box
from extractor.readers.pdf.grids import Place
from extractor.readers.pdf.layouts import CellPart, TablePart, same_width
from extractor.readers.pdf.lines import BLANK, glue
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
    edges = sorted(
        {round(x - part.box[0], 2) for part in parts for cell in part.cells for x in (cell.box[0], cell.box[2])}
    )
    columns = [sum(group) / len(group) for group in clusters(edges, tolerances.boundary)]
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


def _in_columns(cell: CellPart, left: float, columns: Sequence[float]) -> CellPart:
    start, end = (
        min(range(len(columns)), key=lambda k: abs(columns[k] - (x - left))) for x in (cell.box[0], cell.box[2])
    )
    return replace(cell, place=cell.place._replace(column=start, column_end=max(end, start + 1)))


def _lower(cell: CellPart, by: int) -> CellPart:
    place = cell.place
    return replace(cell, place=place._replace(row=place.row + by, row_end=place.row_end + by))


def repeated_rows(head: Sequence[CellPart], cells: Sequence[CellPart]) -> int:
    """How many first rows say the same as the table's first rows; a header has words and no cell reaching out of it."""
    same = 0
    for count in range(1, TALLEST_HEADER + 1):
        above, here = (_rows(group, count) for group in (head, cells))
        if not here or above != here or any(end > count for _, end, *_ in here):
            continue
        if any(text and not text.isdigit() for *_, text in here) and len(here) > 1:
            same = count
    return same if len(cells) > len(_rows(cells, same)) else 0


def _rows(cells: Sequence[CellPart], count: int) -> list[tuple[int, int, int, int, str]]:
    return [
        (c.place.row, c.place.row_end, c.place.column, c.place.column_end, "".join(c.text.split()))
        for c in cells
        if c.place.row < count
    ]


def _without(cells: Sequence[CellPart], rows: int) -> list[CellPart]:
    return [_lower(cell, -rows) for cell in cells if cell.place.row >= rows]


def _sew(
    above: list[Joined], below: list[Joined], seam: int
) -> tuple[list[Joined], list[Joined], int]:
    """Cells cut by the page break put together: a whole row, or labels that span rows on both sides."""
    upper = {(j.place.column, j.place.column_end): j for j in above if j.place.row_end == seam}
    lower = {(j.place.column, j.place.column_end): j for j in below if j.place.row == seam}
    if cut_row([(upper.get(key), j) for key, j in lower.items()]):
        return _one_row(above, below, upper, lower, seam)
    header = upper.keys() != lower.keys() and not any(
        j.cell.text.replace(".", "").isdigit() for j in (*upper.values(), *lower.values())
    )
    first = min((j.place.column for j in lower.values() if j.cell.text), default=0)
    for key, j in lower.items():
        over = upper.get(key)
        if over is None or not _one_label(over.cell, j.cell, first, header):
            continue
        merged = replace(
            j.cell, text=glue(over.cell.text, j.cell.text), box=over.box,
            place=over.place._replace(row_end=j.place.row_end),
        )
        above[above.index(over)] = Joined(merged, over.page)
        below.remove(j)
    return above, below, 0


def _one_label(over: CellPart, under: CellPart, first: int, header: bool) -> bool:
    """Whether a label goes on below the page break.

    Empty, it does where it spans rows or stands before the first cell of its row that is filled. In a ``header``, whose two rows
    are divided differently, every cell that is as wide above as below is one.
    """
    spans = under.place.row_end - under.place.row > 1
    if not under.text:
        return header or spans or under.place.column < first
    if not over.text:
        return False
    return (header or spans or over.place.row_end - over.place.row > 1) and runs_on(over, under)


def runs_on(over: CellPart, under: CellPart) -> bool:
    """Whether the text below can be the end of the text above: that one fills its last line and its cell, this one is no new item."""
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
    above: list[Joined],
    below: list[Joined],
    upper: dict[tuple[int, int], Joined],
    lower: dict[tuple[int, int], Joined],
    seam: int,
) -> tuple[list[Joined], list[Joined], int]:
    for key, j in lower.items():
        over = upper[key]
        text = glue(over.cell.text, j.cell.text)
        if over.cell.text[-1:].isdigit() and j.cell.text[:1].isdigit():
            text = over.cell.text + BLANK + j.cell.text
        place = over.place._replace(row_end=j.place.row_end - 1)
        above[above.index(over)] = Joined(replace(over.cell, text=text, place=place), over.page)
        below.remove(j)
    return above, [Joined(_lower(j.cell, -1), j.page) for j in below], 1
