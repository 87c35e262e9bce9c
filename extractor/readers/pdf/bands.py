"""Rows that no rule parts: columns of numbers inside one ruled cell each -> a row for each printed line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.readers.pdf.frames import Glyph
from extractor.readers.pdf.grids import Lattice, Place
from extractor.readers.pdf.rules import clusters

#: What a column of numbers consists of.
NUMERIC = frozenset("0123456789.,，%％")
#: What cells keep free beside their text, on both sides together, in points.
PADDING = 12.0


def divided(lattice: Lattice, inside: Sequence[Sequence[Glyph]]) -> Lattice:
    """The lattice with a row cut where all its cells of figures, two at least, hold columns of numbers in line.

    >>> cells = (Place(0, 0, 1, 1), Place(0, 1, 1, 2))
    >>> digits = [[Glyph("7", x, y, x + 5, y + 10, y + 9, 10) for y in (0, 20)] for x in (5, 35)]
    >>> divided(Lattice((0, 30, 60), (0, 40), cells), digits).ys
    (0, 15.0, 40)
    >>> divided(Lattice((0, 20, 40), (0, 40), cells), digits).ys
    (0, 40)
    >>> divided(Lattice((0, 30, 60), (0, 40), cells), [digits[0], ()]).ys
    (0, 40)
    """
    cuts: dict[int, tuple[float, ...]] = {}
    for row in range(len(lattice.ys) - 1):
        columns = [
            number_lines(glyphs, lattice.xs[place.column_end] - lattice.xs[place.column])
            for place, glyphs in zip(lattice.places, inside)
            if place.row == row and place.row_end == row + 1 and is_numeric(glyphs)
        ]
        first = columns[0] if len(columns) > 1 else ()
        alike = all(len(c) == len(first) and all(abs(a - b) <= 2 for a, b in zip(c, first)) for c in columns)
        if len(first) > 1 and alike:
            cuts[row] = tuple(0.7 * a + 0.3 * b for a, b in pairwise(first))
    return _cut(lattice, cuts) if cuts else lattice


def is_numeric(glyphs: Sequence[Glyph]) -> bool:
    """Whether a cell holds figures alone."""
    return bool(glyphs) and all(g.text in NUMERIC and not g.turn for g in glyphs)


def number_lines(glyphs: Sequence[Glyph], width: float) -> tuple[float, ...]:
    """The baselines of a cell of figures ``width`` points wide; empty where a number may go on in the next line."""
    size = max(g.size for g in glyphs)
    bases: list[float] = []
    for line in clusters((g.base for g in glyphs), 0.3 * size):
        on_it = [g for g in glyphs if g.base in line]
        if bases and line[0] - bases[-1] < 1.1 * size:
            return ()
        if max(g.right for g in on_it) - min(g.left for g in on_it) + size / 2 > width - PADDING:
            return ()
        bases.append(line[0])
    return tuple(bases)


def _cut(lattice: Lattice, cuts: dict[int, tuple[float, ...]]) -> Lattice:
    ys: list[float] = []
    start: list[int] = []
    for row, y in enumerate(lattice.ys):
        start.append(len(ys))
        ys.extend((y, *cuts.get(row, ())))
    places: list[Place] = []
    for place in lattice.places:
        moved = place._replace(row=start[place.row], row_end=start[place.row_end])
        if place.row in cuts and place.row_end == place.row + 1:
            places.extend(moved._replace(row=r, row_end=r + 1) for r in range(moved.row, moved.row_end))
        else:
            places.append(moved)
    return replace(lattice, ys=tuple(ys), places=tuple(sorted(places)))
