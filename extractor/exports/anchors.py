"""Where a piece of a block's text stands among the characters of its source.

The canonical text of a block differs from what the source file holds: automatic numbers are written out, white space is
folded, lines are glued. Both sides are compared without white space; the piece is found by the whole block, else by
enough of the words around it to be found once.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Generic, TypeVar

from extractor.model import Block, Document, GridCell, Origin
from extractor.spans import Span

#: How many characters before and after the piece are asked to agree, the surest first.
CONTEXTS = ((40, 20), (24, 12), (12, 12), (12, 4), (20, 0), (6, 6), (4, 2), (2, 2), (6, 0), (2, 0), (0, 0))


Owner = TypeVar("Owner")


class Letters(Generic[Owner]):
    """The characters of a source in reading order, white space left out, each with what it came from.

    >>> letters = Letters([("共", 0), (" ", 1), ("4", 2), ("6", 3)])
    >>> letters.text, [letters.owners[i] for i in letters.find("本年共 46 件", Span(4, 6))]
    ('共46', [2, 3])
    """

    def __init__(self, characters: Iterable[tuple[str, Owner]]) -> None:
        kept = [(char, owner) for char, owner in characters if not char.isspace()]
        self.text = "".join(char for char, _ in kept)
        self.owners = tuple(owner for _, owner in kept)

    def find(self, text: str, piece: Span) -> range | None:
        """The letters of a piece of a block's text; None where they cannot be told for certain.

        >>> Letters([]).find("46", Span(0, 2))
        """
        before, inner, after = (_squeezed(t) for t in (text[: piece.start], piece.of(text), text[piece.end :]))
        if not inner:
            return None
        whole = self._once(before + inner + after)
        if whole is not None:
            return range(whole + len(before), whole + len(before) + len(inner))
        for left, right in CONTEXTS:
            head = before[-left:] if left else ""
            at = self._once(head + inner + after[:right])
            if at is not None:
                return range(at + len(head), at + len(head) + len(inner))
        return None

    def _once(self, wanted: str) -> int | None:
        at = self.text.find(wanted)
        return at if at >= 0 and self.text.find(wanted, at + 1) < 0 else None


def _squeezed(text: str) -> str:
    return "".join(text.split())


class Home:
    """The smallest unit of the source that holds a place: a paragraph or a cell, its text, and the place in it.

    ``piece`` counts from the unit's beginning; it is empty where the place has no characters.
    """

    __slots__ = ("cell", "origin", "piece", "text")

    def __init__(self, origin: Origin, text: str, piece: Span, cell: bool) -> None:
        self.origin, self.text, self.piece, self.cell = origin, text, piece, cell


def home_of(document: Document, place: Span) -> Home | None:
    """The unit that a place begins in; a place between units belongs to the one after it, at the end to the last.

    None where the document has no blocks.
    """
    block = _block_at(document.blocks, place)
    if block is None:
        return None
    if not block.cells:
        return _home(document, block.origin, block.span, place, cell=False)
    cell = _cell_at(block.cells, place)
    return _home(document, cell.origin or block.origin, cell.span, place, cell=True)


def _home(document: Document, origin: Origin, unit: Span, place: Span, cell: bool) -> Home:
    start = min(max(place.start, unit.start), unit.end)
    end = min(max(place.end, start), unit.end)
    return Home(origin, unit.of(document.text), Span(start - unit.start, end - unit.start), cell)


def _block_at(blocks: tuple[Block, ...], place: Span) -> Block | None:
    for block in blocks:
        if block.span.overlaps(place) or (not len(place) and block.span.start <= place.start <= block.span.end):
            return block
    later = (block for block in blocks if block.span.start >= place.start)
    return next(later, blocks[-1] if blocks else None)


def _cell_at(cells: tuple[GridCell, ...], place: Span) -> GridCell:
    """The cell that is the place, else the first that shares a character with it, else the one it touches."""
    same = (cell for cell in cells if cell.span == place)
    sharing = (cell for cell in cells if cell.span.overlaps(place))
    touching = (cell for cell in cells if cell.span.start <= place.start <= cell.span.end)
    after = (cell for cell in cells if cell.span.start >= place.start)
    return next(chain(same, sharing, touching, after), cells[-1])
