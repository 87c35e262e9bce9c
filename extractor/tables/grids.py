"""Rows of the form placed by the true geometry of a source grid: columns are found by the head, or by the rectangle.

A blank cell, a merged zero and a row that wrong spans moved are told by where their cells stand, not by what is printed. Where
geometry and head disagree nothing is said here, and the row is read as text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Block, GridCell
from extractor.patterns import squeezed
from extractor.spans import Span
from extractor.tables.labels import Anchor
from extractor.tables.letters import DIGIT
from extractor.tables.slots import Reading, Slot, slot_of, unreadable
from extractor.tables.tokens import SPACED, Token, read_tokens, to_decimal


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid with its cells by the places they cover."""

    block: Block
    cells: dict[tuple[int, int], GridCell]
    width: int

    def row(self, number: int) -> list[GridCell]:
        """The cells that cover a row, left to right, each once."""
        found: list[GridCell] = []
        for column in range(self.width):
            cell = self.cells.get((number, column))
            if cell and (not found or found[-1] is not cell):
                found.append(cell)
        return found


class Grids:
    """The grids of a document, looked up by text offset."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        self._blocks = [b for b in blocks if b.kind == "grid" and b.cells]
        self._starts = [b.span.start for b in self._blocks]
        self._grids: dict[int, Grid] = {}

    def place(self, anchor: Anchor, names: Sequence[tuple[str, ...]]) -> Reading | None:
        """The reading of the row whose label stands at the anchor; ``names`` are the heads of its columns.

        None where the label is in no grid, or the grid does not tell the columns.
        """
        grid = self._grid_at(anchor.span.end - 1)
        label = next((c for c in grid.block.cells if _holds(c.span, anchor.span.end - 1)), None) if grid else None
        if grid is None or label is None or DIGIT.search(self._text, anchor.span.end, label.span.end):
            return None
        cells = [c for c in grid.row(label.row) if c.column >= label.column + label.column_span]
        if len(cells) == len(names) and all(c.row_span == 1 for c in cells):
            return self._slots([(c, False) for c in cells])
        columns = self._columns(grid, label.row, names)
        if columns is None:
            return None
        hit = [grid.cells.get((label.row, c)) for c in columns]
        if any(c is None or c not in cells for c in hit):
            return None
        missed = [c for c in cells if c not in hit and self._text[c.span.start : c.span.end].strip()]
        if missed:
            return None
        return self._slots([(c, hit.count(c) > 1 or c.row_span > 1) for c in hit if c])

    def line(self, anchor: Anchor, width: int) -> Reading | None:
        """The reading of the first row below the anchor that has exactly ``width`` cells, none of them words."""
        grid = self._grid_at(anchor.span.end - 1)
        label = next((c for c in grid.block.cells if _holds(c.span, anchor.span.end - 1)), None) if grid else None
        if grid is None or label is None:
            return None
        for row in range(label.row + 1, 1 + max(r for r, _ in grid.cells)):
            cells = grid.row(row)
            if len(cells) == width and all(c.row_span == 1 for c in cells):
                reading = self._slots([(c, False) for c in cells])
                if not any(s.state == "unreadable" for s in reading):
                    return reading
        return None

    def holds(self, position: int) -> bool:
        """Whether a place in the text stands in a grid."""
        return self._grid_at(position) is not None

    def _grid_at(self, position: int) -> Grid | None:
        number = bisect_right(self._starts, position) - 1
        if number < 0 or position >= self._blocks[number].span.end:
            return None
        if number not in self._grids:
            places: dict[tuple[int, int], GridCell] = {}
            for cell in self._blocks[number].cells:
                for row in range(cell.row, cell.row + cell.row_span):
                    for column in range(cell.column, cell.column + cell.column_span):
                        places[row, column] = cell
            width = 1 + max(column for _, column in places)
            self._grids[number] = Grid(self._blocks[number], places, width)
        return self._grids[number]

    def _columns(self, grid: Grid, row: int, names: Sequence[tuple[str, ...]]) -> list[int] | None:
        """The columns under the nearest heads above a row, in the order of the names, or None."""
        found: dict[int, int] = {}
        for cell in sorted(grid.block.cells, key=lambda c: (-c.row, c.column)):
            words = squeezed(self._text[cell.span.start : cell.span.end])
            number = next((n for n, labels in enumerate(names) if words in labels), None) if cell.row < row else None
            if number is not None:
                found.setdefault(number, cell.column)
        columns = [found[n] for n in sorted(found)]
        if len(columns) != len(names) or columns != sorted(set(columns)):
            return None
        return columns

    def _slots(self, cells: Sequence[tuple[GridCell, bool]]) -> Reading:
        """Slots of cells; one that covers several columns or rows is known only where it is empty or 0."""
        slots: list[Slot] = []
        for cell, shared in cells:
            slot = cell_slot(self._text, cell.span)
            if shared and slot.state == "read":
                slot = slot._replace(state="inferred") if slot.value == 0 else unreadable(cell.span)
            slots.append(slot)
        return tuple(slots)


def cell_slot(text: str, span: Span) -> Slot:
    """What one source cell holds.

    >>> [(s.state, s.raw) for s in (cell_slot(t, Span(0, len(t))) for t in ("1 811", "", "/", "3 4"))]
    [('read', '1 811'), ('blank', ''), ('placeholder', '/'), ('unreadable', '')]
    """
    raw = span.of(text)
    if not raw.strip():
        return Slot("blank", None, "", Span(span.start, span.start))
    bare = raw.strip()
    if SPACED.fullmatch(bare):
        at = span.start + raw.index(bare)
        return Slot("read", to_decimal(bare.replace(" ", "")), bare, Span(at, at + len(bare)))
    tokens: tuple[Token, ...] = tuple(t for t in read_tokens(text, span) if t.kind != "blank")
    return slot_of(tokens[0]) if len(tokens) == 1 and tokens[0].kind != "word" else unreadable(span)


def _holds(span: Span, position: int) -> bool:
    return span.start <= position < span.end
