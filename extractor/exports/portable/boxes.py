"""A place of the canonical text -> its page and the boxes of its characters, in the file's own coordinates.

The characters are asked of the page again: those within the paragraph's or cell's box first, in the file's order and
row by row, then those of the whole page, then of the next one, on which a paragraph may go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.exports.anchors import Home, Letters, home_of
from extractor.model import Document
from extractor.readers.pdf.contents import Page, opened, pages
from extractor.readers.pdf.frames import Box, Frame, Glyph
from extractor.spans import Span

#: A character belongs to a box when its middle lies within it or so close, in points.
NEAR = 1.5
#: Of a longer place so many characters at its beginning will do where the whole cannot be found: it may run over a page break.
BEGINNINGS = (24, 12, 6, 3)
#: The least size of a mark, in points: a blank cell may have no height.
LEAST = 6.0
#: A mark reaches so far beyond its characters, in points: a single 1 is narrow.
AIR = 0.8


@dataclass(frozen=True, slots=True)
class Boxes:
    """Where a place lies: its page, counted from 1, its boxes (left, bottom, right, top), one a line.

    ``exact`` where they are its characters' or its blank cell's; else they are its paragraph's or cell's.
    """

    page: int
    boxes: tuple[Box, ...]
    exact: bool


class Sheets:
    """The pages of one PDF, read once."""

    def __init__(self, data: bytes) -> None:
        with opened(data) as found:
            self._pages = {page.number: page for page in pages(found) if page is not None}

    def find(self, document: Document, place: Span) -> Boxes | None:
        """Where a place lies; None where not even its page is known."""
        home = home_of(document, place)
        if home is None or home.origin.page is None:
            return None
        for piece in _pieces(home):
            for page, letters in self._candidates(home):
                found = letters.find(home.text, piece)
                if found is not None:
                    glyphs = [letters.owners[index] for index in found]
                    return Boxes(page.number, tuple(_lines(glyphs, page.frame)), True)
        if home.origin.box is None:
            return None
        return Boxes(home.origin.page, (_widened(home.origin.box),), home.cell and not home.text.strip())

    def _candidates(self, home: Home) -> Iterator[tuple[Page, Letters[Glyph]]]:
        number, box = home.origin.page or 0, home.origin.box
        page = self._pages.get(number)
        if page is not None and box is not None:
            inside = [g for g in page.glyphs if _within(g, page.frame.place_box(box))]
            yield page, letters_of(inside)
            yield page, letters_of(by_rows(inside))
        for beyond in (page, self._pages.get(number + 1)) if not home.cell else ():
            if beyond is not None:
                yield beyond, letters_of(beyond.glyphs)


def _pieces(home: Home) -> Iterator[Span]:
    if not len(home.piece):
        return
    yield home.piece
    yield from (Span(home.piece.start, home.piece.start + n) for n in BEGINNINGS if n < len(home.piece))


def letters_of(glyphs: Iterable[Glyph]) -> Letters[Glyph]:
    """The characters of glyphs in their order."""
    return Letters((char, glyph) for glyph in glyphs for char in glyph.text)


def by_rows(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs row by row from the left, whatever the file's order.

    >>> row = [Glyph("6", 20, 0, 30, 10, 9, 10), Glyph("4", 10, 0, 20, 10, 9.4, 10), Glyph("共", 0, -20, 10, -10, -11, 10)]
    >>> "".join(glyph.text for glyph in by_rows(row))
    '共46'
    """
    ordered = sorted(glyphs, key=lambda g: g.base)
    rows: list[list[Glyph]] = []
    for glyph in ordered:
        if rows and glyph.base - rows[-1][0].base <= 0.5 * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [glyph for row in rows for glyph in sorted(row, key=lambda g: g.left)]


def _within(glyph: Glyph, box: Box) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] - NEAR <= x <= box[2] + NEAR and box[1] - NEAR <= y <= box[3] + NEAR


def _lines(glyphs: Sequence[Glyph], frame: Frame) -> Iterator[Box]:
    """One box a line of glyphs, in the file's coordinates."""
    number, before = 0, glyphs[0]
    numbered: list[tuple[int, Glyph]] = []
    for glyph in glyphs:
        number += abs(glyph.base - before.base) > 0.5 * glyph.size or glyph.left < before.left - glyph.size
        numbered.append((number, glyph))
        before = glyph
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        line = [glyph for _, glyph in group]
        left, right = min(g.left for g in line) - AIR, max(g.right for g in line) + AIR
        around = (left, min(g.top for g in line), right, max(g.bottom for g in line))
        yield frame.source(around)


def _widened(box: Box) -> Box:
    left, bottom, right, top = box
    return left, bottom, max(right, left + LEAST), max(top, bottom + LEAST)
