"""Ruling lines of one table -> its cells as rectangles with row and column spans, by which walls are missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.readers.pdf.frames import Box, Glyph
from extractor.readers.pdf.lines import is_narrow
from extractor.readers.pdf.rules import Rule, Rules, clusters, tables
from extractor.readers.pdf.tolerances import DEFAULT, Tolerances


class Place(NamedTuple):
    """A rectangle of a grid: rows and columns half open, counted from 0."""

    row: int
    column: int
    row_end: int
    column_end: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """The positions of a table's columns and rows (one more than there are), and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[Place, ...]

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def place_box(self, place: Place) -> Box:
        """The box of one cell."""
        return self.xs[place.column], self.ys[place.row], self.xs[place.column_end], self.ys[place.row_end]


def find_lattices(rules: Rules, tolerances: Tolerances = DEFAULT) -> tuple[Lattice, ...]:
    """The tables of a page, and frames around text, which are lattices of a single cell.

    >>> from extractor.readers.pdf.frames import Stroke
    >>> from extractor.readers.pdf.rules import find_rules
    >>> rules = find_rules(Stroke(*s) for s in [(0, 0, 90, 0), (0, 20, 90, 20), (0, 40, 90, 40),
    ...     (0, 0, 0, 40), (30, 20, 30, 40), (90, 0, 90, 40)])
    >>> find_lattices(rules)[0].places
    (Place(row=0, column=0, row_end=1, column_end=2), Place(row=1, column=0, row_end=2, column_end=1), \
Place(row=1, column=1, row_end=2, column_end=2))
    """
    found = (lattice(group, tolerances) for group in tables(rules, tolerances))
    return tuple(one for one in found if one is not None)


def lattice(rules: Rules, tolerances: Tolerances = DEFAULT) -> Lattice | None:
    """The cells that one table's rules enclose; the ends of rules are edges too where no rule closes the table."""
    xs = boundaries(rules.down, rules.across, tolerances)
    ys = boundaries(rules.across, rules.down, tolerances)
    if len(xs) < 2 or len(ys) < 2:
        return None
    right_walls = walls(rules.down, xs, ys, tolerances)
    lower_walls = walls(rules.across, ys, xs, tolerances)
    rooms = _rooms(len(ys) - 1, len(xs) - 1, right_walls, lower_walls)
    return _compressed(xs, ys, rooms)


def boundaries(rules: Sequence[Rule], others: Sequence[Rule], tolerances: Tolerances = DEFAULT) -> tuple[float, ...]:
    """The positions of rules, and of the ends of those that cross them, as edges of columns or rows.

    >>> boundaries([Rule(0, 0, 50), Rule(20, 0, 50)], [Rule(0, 0, 40), Rule(50, 0, 41)])
    (0.0, 20.0, 40.5)
    """
    kept = [sum(group) / len(group) for group in clusters((r.at for r in rules), tolerances.boundary)]
    ends = [end for r in others for end in (r.start, r.end)]
    free = [end for end in ends if all(abs(end - at) > tolerances.boundary for at in kept)]
    kept.extend(sum(group) / len(group) for group in clusters(free, tolerances.boundary))
    return tuple(sorted(kept))


def walls(
    rules: Sequence[Rule], positions: Sequence[float], tracks: Sequence[float], tolerances: Tolerances = DEFAULT
) -> frozenset[tuple[int, int]]:
    """Which (boundary, track) pairs a rule covers: boundary k lies between tracks k-1 and k of the other direction."""
    found: set[tuple[int, int]] = set()
    for rule in rules:
        nearest = min(range(len(positions)), key=lambda k: abs(positions[k] - rule.at))
        for track in range(len(tracks) - 1):
            length = tracks[track + 1] - tracks[track]
            shared = min(rule.end, tracks[track + 1]) - max(rule.start, tracks[track])
            if shared >= tolerances.cover * length:
                found.add((nearest, track))
    return frozenset(found)


def _rooms(
    rows: int, columns: int, right: frozenset[tuple[int, int]], lower: frozenset[tuple[int, int]]
) -> tuple[Place, ...]:
    """Unit squares that no wall parts are one room; a room that is no rectangle is cut into rectangles from its top
    left.
    """
    room: dict[tuple[int, int], int] = {}
    for start in ((r, c) for r in range(rows) for c in range(columns)):
        if start in room:
            continue
        number, queue = len(room), [start]
        room[start] = number
        while queue:
            r, c = queue.pop()
            ways = (
                ((r, c + 1), (c + 1, r) in right),
                ((r, c - 1), (c, r) in right),
                ((r + 1, c), (r + 1, c) in lower),
                ((r - 1, c), (r, c) in lower),
            )
            for (nr, nc), blocked in ways:
                if not blocked and 0 <= nr < rows and 0 <= nc < columns and (nr, nc) not in room:
                    room[nr, nc] = number
                    queue.append((nr, nc))
    return _rectangles(rows, columns, room)


def _rectangles(rows: int, columns: int, room: dict[tuple[int, int], int]) -> tuple[Place, ...]:
    taken: set[tuple[int, int]] = set()
    places: list[Place] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            number = room[row, column]
            end = column + 1
            while end < columns and room[row, end] == number and (row, end) not in taken:
                end += 1
            below = row + 1
            while below < rows and all(room[below, c] == number for c in range(column, end)):
                below += 1
            taken.update((r, c) for r in range(row, below) for c in range(column, end))
            places.append(Place(row, column, below, end))
    return tuple(places)


def _compressed(xs: tuple[float, ...], ys: tuple[float, ...], places: tuple[Place, ...]) -> Lattice:
    """The lattice without boundaries at which no cell begins or ends."""
    columns = sorted({c for p in places for c in (p.column, p.column_end)})
    rows = sorted({r for p in places for r in (p.row, p.row_end)})
    column_of, row_of = ({old: new for new, old in enumerate(kept)} for kept in (columns, rows))
    renumbered = (Place(row_of[p.row], column_of[p.column], row_of[p.row_end], column_of[p.column_end]) for p in places)
    return Lattice(tuple(xs[c] for c in columns), tuple(ys[r] for r in rows), tuple(renumbered))


def fill(lattice: Lattice, glyphs: Sequence[Glyph]) -> tuple[tuple[tuple[Glyph, ...], ...], tuple[Glyph, ...]]:
    """The characters of each cell, by where their centres lie, and those outside the table.

    A number or word goes as a whole where its middle lies: one that is too wide for its column must not lose digits to
    the next.
    """
    at = {
        (r, c): k
        for k, p in enumerate(lattice.places)
        for r in range(p.row, p.row_end)
        for c in range(p.column, p.column_end)
    }
    left, top, right, bottom = lattice.box
    inside: list[list[Glyph]] = [[] for _ in lattice.places]
    outside: list[Glyph] = []
    for run in runs(glyphs):
        x = (run[0].left + run[-1].right) / 2
        y = (run[0].top + run[0].bottom) / 2
        if left <= x <= right and top <= y <= bottom:
            row = min(bisect_right(lattice.ys, y), len(lattice.ys) - 1) - 1
            column = min(bisect_right(lattice.xs, x), len(lattice.xs) - 1) - 1
            inside[at[row, column]].extend(run)
        else:
            outside.extend(run)
    return tuple(map(tuple, inside)), tuple(outside)


def runs(glyphs: Sequence[Glyph], tolerances: Tolerances = DEFAULT) -> list[list[Glyph]]:
    """Numbers and Latin words as they follow each other in the file, everything else character by character.

    >>> row = [Glyph(c, 5 * k, 0, 5 * k + 5, 10, 9, 10) for k, c in enumerate("12")]
    >>> row += [Glyph("件", 10, 0, 20, 10, 9, 10), Glyph("3", 25, 0, 30, 10, 9, 10)]
    >>> [[g.text for g in run] for run in runs(row)]
    [['1', '2'], ['件'], ['3']]
    """
    found: list[list[Glyph]] = []
    narrow = False
    for glyph in glyphs:
        before, narrow_before = (found[-1][-1] if found else glyph), narrow
        narrow = is_narrow(glyph.text) and not glyph.turn
        if (
            found
            and narrow
            and narrow_before
            and abs(glyph.base - before.base) < 0.5
            and -0.5 * glyph.size < glyph.left - before.right < tolerances.word_em * glyph.size
        ):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return found
