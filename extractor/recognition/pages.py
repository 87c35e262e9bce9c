"""One page's pixels -> the characters and ruling lines that the PDF reader works on, with the recogniser's scores.

Tables are read cell by cell on the grid of their rules, since a search for lines runs over cell borders and misses single
figures; what stands outside is found by that search.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from extractor.readers.pdf.contents import Page
from extractor.readers.pdf.frames import Box, Glyph
from extractor.readers.pdf.grids import Lattice, find_lattices
from extractor.readers.pdf.rules import find_rules
from extractor.recognition.engines import Engine
from extractor.recognition.lettering import UNREAD, glyphs_of, size_of
from extractor.recognition.rasters import Raster
from extractor.recognition.ruling import FAINT, find_strokes, ink_of
from extractor.recognition.strips import USUAL, Strip, find_strips

#: What is recognised less surely than this is not read: in a cell it is marked, elsewhere left out as dirt or a seal.
LEAST = 0.6
#: What is recognised less surely than this is looked at once more, with more white beside it.
DOUBTED, MORE = 0.85, 1.0
#: A dash alone in a cell: how high and how long it is at most, in shares of a line's height, and how much longer than high.
DASH, FLAT, LONGEST_DASH, LEVEL = "-", 0.35, 2.5, 1.5
#: White around a strip, in shares of its line's height.
MARGIN = 0.25
#: Points between a cell's edge and the pixels that are looked at.
INSET = 0.8
#: Em in points where no line tells it.
USUAL_EM = 10.5

Reading = tuple[str, float, Box]


def page_of(raster: Raster, engine: Engine) -> tuple[Page, tuple[float, ...]]:
    """A page as the PDF reader has it, and one score for each recognised character."""
    ink = ink_of(raster.grey)
    strokes, covered = find_strokes(ink_of(raster.grey, FAINT), raster.scale)
    ink[covered > 0] = 0
    lattices = [one for one in find_lattices(find_rules(strokes)) if len(one.places) > 1]
    clean = raster.grey.copy()
    clean[covered > 0] = 255
    inside = _in_cells(raster, lattices, ink, clean, engine)
    outside = _outside(raster, lattices, clean, ink, engine)
    readings = [*inside, *outside]
    usual = median([s for text, _, box in readings if (s := size_of(text, box))] or [USUAL_EM])
    glyphs = [g for text, _, box in readings for g in glyphs_of(text, box, size_of(text, box) or usual)]
    scores = tuple(score for text, score, _ in readings for _ in text)
    return Page(raster.number, raster.frame, tuple(_in_order(glyphs)), strokes, ()), scores


def _in_order(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return sorted(glyphs, key=lambda g: (round(g.base, 1), g.left))


def _in_cells(raster: Raster, lattices: Sequence[Lattice], ink: Any, clean: Any, engine: Engine) -> list[Reading]:
    """The lines of every cell; ink that cannot be read is marked, so that its cell does not pass for empty."""
    boxes = [_pixels(lattice.place_box(p), raster, INSET) for lattice in lattices for p in lattice.places]
    first = [strip for box in boxes for strip in find_strips(ink, box)]
    heights = sorted(s.bottom - s.top for s in first)
    height = float(heights[len(heights) * 3 // 4]) if heights else USUAL
    strips = [strip for box in boxes for strip in find_strips(ink, box, height)]
    found = engine.read([_cut(clean, strip, height) for strip in strips])
    doubted = [k for k, (_, score) in enumerate(found) if score < DOUBTED]
    for k, again in zip(doubted, engine.read([_cut(clean, strips[k], height, MORE) for k in doubted])):
        found[k] = max(found[k], again, key=lambda reading: reading[1])
    return [(*_told(text, score, strip, height), _points(strip, raster)) for strip, (text, score) in zip(strips, found)]


def _told(text: str, score: float, strip: Strip, height: float) -> tuple[str, float]:
    """What a strip says, a mark where that is not sure; the recogniser is not sure of a dash, whose shape tells it.

    >>> _told("O", 0.3, Strip(0, 0, 12, 25), 25), _told("", 0.0, Strip(0, 0, 20, 4), 25), _told("0", 0.9, Strip(0, 0, 12, 25), 25)
    (('\ufffd', 0.3), ('-', 0.6), ('0', 0.9))
    """
    if score >= LEAST and text.strip():
        return text, score
    high, long = strip.bottom - strip.top, strip.right - strip.left
    flat = high <= FLAT * height and LEVEL * high <= long <= LONGEST_DASH * height
    return (DASH, LEAST) if flat else (UNREAD, score)


def _outside(raster: Raster, lattices: Sequence[Lattice], clean: Any, ink: Any, engine: Engine) -> list[Reading]:
    page = clean.copy()
    for lattice in lattices:
        box = _pixels(lattice.box, raster, -INSET)
        page[box.top : box.bottom, box.left : box.right] = 255
        ink[box.top : box.bottom, box.left : box.right] = 0
    height, width = page.shape
    strips = []
    for left, top, right, bottom in engine.detect(page):
        box = Strip(max(0, int(left)), max(0, int(top)), min(width, int(right) + 1), min(height, int(bottom) + 1))
        columns = ink[box.top : box.bottom, box.left : box.right].any(axis=0).nonzero()[0]
        if len(columns):
            strips.append(box._replace(left=box.left + int(columns[0]), right=box.left + int(columns[-1]) + 1))
    found = engine.read([_cut(page, s, 0.3 * (s.bottom - s.top)) for s in strips])
    return [(text, score, _points(s, raster)) for s, (text, score) in zip(strips, found) if score >= LEAST]


def _cut(grey: Any, strip: Strip, height: float, beside: float = MARGIN) -> Any:
    """The pixels of a strip with white around it; a low mark, such as a dash, keeps its place in the line."""
    import cv2

    margin, side = max(2, round(MARGIN * height)), max(2, round(beside * height))
    more = max(0, round((height - (strip.bottom - strip.top)) / 2))
    piece = grey[strip.top : strip.bottom, strip.left : strip.right]
    return cv2.copyMakeBorder(
        piece, margin + more, margin + more, side, side, cv2.BORDER_CONSTANT, value=int(grey.max())
    )


def _pixels(box: Box, raster: Raster, inset: float) -> Strip:
    left, top, right, bottom = box
    height, width = raster.grey.shape
    return Strip(
        max(0, round((left + inset) * raster.scale)),
        max(0, round((top + inset) * raster.scale)),
        min(width, round((right - inset) * raster.scale)),
        min(height, round((bottom - inset) * raster.scale)),
    )


def _points(strip: Strip, raster: Raster) -> Box:
    left, top, right, bottom = (value / raster.scale for value in strip)
    return left, top, right, bottom
