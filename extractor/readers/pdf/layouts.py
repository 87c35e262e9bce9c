"""One page -> its printed lines and the parts of tables on it, from top to bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.readers.pdf.bands import divided
from extractor.readers.pdf.contents import Page
from extractor.readers.pdf.frames import Box, Frame, Glyph, untwisted
from extractor.readers.pdf.grids import Lattice, Place, fill, find_lattices
from extractor.readers.pdf.lines import BLANK, Line, find_lines, glue
from extractor.readers.pdf.rules import find_rules
from extractor.readers.pdf.tolerances import DEFAULT, Tolerances

#: What a cell keeps free on each side between rule and text, in points, at least and at most.
PADDING = (2.0, 8.0)
#: A row cut off by a page break is lower than this share of the page.
LOW = 0.25


@dataclass(frozen=True, slots=True)
class CellPart:
    """A cell as far as it stands on one page.

    ``place`` counts rows within the part. ``room`` is the width left free after its last line, ``below`` the height
    left free under it; ``lines`` counts its lines, ``first`` is the width of the unit that its text begins with,
    ``size`` its em.
    """

    text: str
    place: Place
    box: Box
    room: float = 0.0
    below: float = 0.0
    first: float = 0.0
    size: float = 0.0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as far as it stands on one page.

    A ``loose`` part, a single box or column of boxes, may be a frame around text or the row of a table that a page
    break cut off: until ``settle`` decides, its text stands in the lines of the page as well.
    """

    page: int
    box: Box
    cells: tuple[CellPart, ...]
    rows: int
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands on a page, from top to bottom."""

    number: int
    frame: Frame
    items: tuple[Line | TablePart, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines outside tables."""
        return tuple(item for item in self.items if isinstance(item, Line))


def lay_out(page: Page, tolerances: Tolerances = DEFAULT) -> Layout:
    """The lines and table parts of a page; characters turned against the rest come last, if they are in no table."""
    rest: tuple[Glyph, ...] = page.glyphs
    items: list[Line | TablePart] = []
    lattices = find_lattices(find_rules(page.strokes, page.fills, tolerances), tolerances)
    for lattice in sorted(lattices, key=_area):
        inside, outside = fill(lattice, rest)
        finer = divided(lattice, inside)
        if finer is not lattice:
            lattice, (inside, outside) = finer, fill(finer, rest)
        if any(inside):
            part = _table_part(page.number, lattice, inside, tolerances)
            items.append(part)
            rest = rest if part.loose else outside
    items.extend(find_lines((g for g in rest if not g.turn), tolerances))
    items.extend(_turned_lines([g for g in rest if g.turn], tolerances))
    return Layout(page.number, page.frame, _ordered(items))


def _ordered(items: Sequence[Line | TablePart]) -> tuple[Line | TablePart, ...]:
    def place(item: Line | TablePart) -> tuple[float, float]:
        return (item.box[1] if isinstance(item, TablePart) else item.base - 0.9 * item.size, item.box[0])

    return tuple(sorted(items, key=place))


def settle(layouts: Sequence[Layout], tolerances: Tolerances = DEFAULT) -> tuple[Layout, ...]:
    """Frames around text are dropped and their lines stay.

    Rows that a page break cut off from a table of the same width are kept, and their lines dropped.
    """
    settled: list[Layout] = []
    for before, layout, after in zip((None, *layouts), layouts, (*layouts[1:], None)):
        kept = _cut_off(layout, before, after, tolerances)
        items = [
            item
            for item in layout.items
            if (
                item in kept or not item.loose
                if isinstance(item, TablePart)
                else not any(_holds(k, item) for k in kept)
            )
        ]
        settled.append(Layout(layout.number, layout.frame, tuple(items)))
    return tuple(settled)


def _cut_off(
    layout: Layout, before: Layout | None, after: Layout | None, tolerances: Tolerances
) -> tuple[TablePart, ...]:
    """The loose parts at a page's end or beginning that go on from, or into, a table of the same width."""
    kept: list[TablePart] = []
    for last, other in ((True, after), (False, before)):
        part = _outermost(layout, last, tolerances)
        beside = _outermost(other, not last, tolerances) if other else None
        if part is None or beside is None or not part.loose or beside.loose:
            continue
        if part.box[3] - part.box[1] < LOW * layout.frame.height and same_width(part, beside, tolerances):
            kept.append(part)
    return tuple(kept)


def _holds(part: TablePart, line: Line) -> bool:
    x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    return part.box[0] <= x <= part.box[2] and part.box[1] <= y <= part.box[3]


def same_width(one: TablePart, other: TablePart, tolerances: Tolerances = DEFAULT) -> bool:
    """Whether two table parts are equally wide, as parts of one table are even where margins change sides."""
    widths = (one.box[2] - one.box[0], other.box[2] - other.box[0])
    return abs(widths[0] - widths[1]) <= tolerances.same_edge


def _outermost(layout: Layout, last: bool, tolerances: Tolerances) -> TablePart | None:
    """The table part at a page's end or beginning, with at most page numbers and running heads further out."""
    height = layout.frame.height
    parts = [item for item in layout.items if isinstance(item, TablePart)]
    for item in layout.items[::-1] if last else layout.items:
        if isinstance(item, TablePart):
            return item
        if any(part.loose and _holds(part, item) for part in parts):
            continue
        middle = (item.box[1] + item.box[3]) / 2 / height
        if tolerances.margin < middle < 1 - tolerances.margin:
            return None
    return None


def _area(lattice: Lattice) -> float:
    left, top, right, bottom = lattice.box
    return (right - left) * (bottom - top)


def _table_part(number: int, lattice: Lattice, inside: Sequence[Sequence[Glyph]], tolerances: Tolerances) -> TablePart:
    tolerances = replace(tolerances, figure_em=tolerances.cell_figure_em)
    cells = tuple(
        cell_part(glyphs, place, lattice.place_box(place), tolerances) for place, glyphs in zip(lattice.places, inside)
    )
    loose = len(lattice.xs) < 3 or sum(map(bool, inside)) < 2
    return TablePart(number, lattice.box, cells, len(lattice.ys) - 1, loose)


def cell_part(glyphs: Sequence[Glyph], place: Place, box: Box, tolerances: Tolerances = DEFAULT) -> CellPart:
    """The text of a cell: its lines run on, but two numbers on two lines only where the first could not go on.

    >>> def row(text, y): return [Glyph(c, 2 + 6 * k, y, 8 + 6 * k, y + 10, y + 9, 10) for k, c in enumerate(text)]
    >>> at = Place(0, 0, 1, 1)
    >>> cell_part([*row("14238", 0), *row("01", 12)], at, (0, 0, 34, 30)).text
    '1423801'
    >>> cell_part([*row("14", 0), *row("15", 12)], at, (0, 0, 90, 30)).text
    '14 15'
    >>> cell_part([], at, (0, 0, 34, 30)).text
    ''
    """
    if not glyphs:
        return CellPart("", place, box)
    turns = Counter(g.turn for g in glyphs)
    turned = turns[0] * 2 < len(glyphs)
    lines = find_lines((untwisted(g) for g in glyphs) if turned else glyphs, tolerances)
    width = box[3] - box[1] if turned else box[2] - box[0]
    margin = PADDING[0] if turned else min(line.box[0] for line in lines) - box[0]
    inner = width - 2 * min(max(margin, PADDING[0]), PADDING[1])
    text, room = lines[0].text, inner
    for before, line in pairwise(lines):
        room = inner - (before.box[2] - before.box[0])
        apart = text[-1].isdigit() and line.text[0].isdigit() and line.first <= room
        text = text + BLANK + line.text if apart else glue(text, line.text)
    last = lines[-1]
    below = 0.0 if turned else box[3] - last.box[3]
    return CellPart(text, place, box, inner - (last.box[2] - last.box[0]), below, lines[0].first, last.size, len(lines))


def _turned_lines(glyphs: Sequence[Glyph], tolerances: Tolerances) -> list[Line]:
    lines: list[Line] = []
    for turn in sorted({g.turn for g in glyphs}):
        group = [g for g in glyphs if g.turn == turn]
        box = (
            min(g.left for g in group),
            min(g.top for g in group),
            max(g.right for g in group),
            max(g.bottom for g in group),
        )
        for line in find_lines(map(untwisted, group), tolerances):
            lines.append(Line(line.pieces, box, box[3], line.size, line.first, line.longest, line.count))
    return lines
