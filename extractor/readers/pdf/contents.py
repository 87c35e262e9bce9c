"""What PDFium knows of a page: its characters, its straight lines, its pictures. The only module that calls PDFium.

Everything is copied out at once, so that no PDFium object outlives its page.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from extractor.readers.pdf.frames import Box, Frame, Glyph, Stroke
from extractor.readers.pdf.strokes import page_marks

#: Beyond this, coordinates come from a damaged file.
FARTHEST = 1e5
INVISIBLE = 3


@dataclass(frozen=True, slots=True)
class Page:
    """One page upright: characters in the file's order, strokes, and how much of it pictures cover.

    ``drawn`` counts the path objects; ``recognised`` says that the characters lie invisible over a picture.
    """

    number: int
    frame: Frame
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    fills: tuple[Box, ...]
    picture_share: float = 0.0
    drawn: int = 0
    recognised: bool = False


class Unopened(Exception):
    """PDFium refuses the file; the text says why."""


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The PDFium document, closed afterwards; raises ``Unopened``."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Unopened(str(error)) from None
    try:
        yield document
    finally:
        document.close()


def title(document: Any) -> str:
    """The title that the file states of itself, or nothing."""
    try:
        return str(document.get_metadata_value("Title")).strip("\x00 \t\r\n")
    except (pdfium.PdfiumError, UnicodeDecodeError, ValueError):
        return ""


def pages(document: Any) -> Iterator[Page | None]:
    """The pages in order, None for one that cannot be loaded."""
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            yield None
            continue
        try:
            yield _page(page, index + 1)
        finally:
            page.close()


def _page(page: Any, number: int) -> Page:
    box = _visible(page)
    raw = _characters(page.raw)
    turns = Counter(glyph.turn for glyph in raw)
    turn = min(turns, key=lambda t: (-turns[t], t)) if turns else 0
    frame = Frame(turn, box)
    marks = page_marks(page.raw)
    glyphs = tuple(g for g in (_upright(glyph, frame) for glyph in raw) if _inside(g, frame))
    strokes = tuple(Stroke(*frame.place(s.x0, s.y0), *frame.place(s.x1, s.y1)) for s in marks.strokes)
    area = max(frame.width * frame.height, 1.0)
    covered = sum(_overlap(picture, box) for picture in marks.pictures)
    return Page(
        number,
        frame,
        glyphs,
        strokes,
        tuple(frame.place_box(fill) for fill in marks.fills),
        min(covered / area, 1.0),
        marks.paths,
        bool(marks.pictures) and marks.invisible_text,
    )


def _visible(page: Any) -> Box:
    """The crop box within the media box; a broken one falls back to the page's size."""
    left, bottom, right, top = page.get_mediabox()
    crop = page.get_cropbox(fallback_ok=True) or (left, bottom, right, top)
    cut = (max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3]))
    if not all(map(math.isfinite, cut)) or cut[2] - cut[0] < 10 or cut[3] - cut[1] < 10:
        return 0.0, 0.0, 612.0, 792.0
    return cut


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _inside(glyph: Glyph, frame: Frame) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def _upright(glyph: Glyph, frame: Frame) -> Glyph:
    """The glyph placed in the frame; a box that says nothing gives way to the em square over the baseline."""
    left, top, right, bottom = frame.place_box((glyph.left, glyph.bottom, glyph.right, glyph.top))
    turn = (glyph.turn - frame.turn) % 4
    if turn:
        return Glyph(glyph.text, left, top, right, bottom, bottom, glyph.size, turn)
    # While a glyph is raw, ``base`` holds the origin across its own direction (see ``_characters``).
    base = frame.place(glyph.base, glyph.base)[1]
    if not 0.4 * glyph.size < bottom - top < 2.5 * glyph.size:
        top, bottom = base - 0.88 * glyph.size, base + 0.12 * glyph.size
    return Glyph(glyph.text, left, top, right, bottom, base, glyph.size)


def _characters(page: Any) -> list[Glyph]:
    """All characters of a page in the file's coordinates (top above bottom), skewed ones (watermarks) left out."""
    textpage = pdf.FPDFText_LoadPage(page)
    if not textpage:
        return []
    try:
        return list(_glyphs(textpage))
    finally:
        pdf.FPDFText_ClosePage(textpage)


def _glyphs(textpage: Any) -> Iterator[Glyph]:
    rect, matrix = pdf.FS_RECTF(), pdf.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    rect_at, matrix_at, x_at, y_at = map(ctypes.byref, (rect, matrix, x, y))
    unicode, loose, origin = pdf.FPDFText_GetUnicode, pdf.FPDFText_GetLooseCharBox, pdf.FPDFText_GetCharOrigin
    get_matrix, get_size = pdf.FPDFText_GetMatrix, pdf.FPDFText_GetFontSize
    high = 0
    for index in range(pdf.FPDFText_CountChars(textpage)):
        code = unicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        text = _printed(code)
        if not text or not loose(textpage, index, rect_at) or not origin(textpage, index, x_at, y_at):
            continue
        get_matrix(textpage, index, matrix_at)
        turn = _turn(matrix.a, matrix.b)
        box = (rect.left, rect.bottom, rect.right, rect.top)
        if turn is None or not (-FARTHEST < min(*box, x.value, y.value) and max(*box, x.value, y.value) < FARTHEST):
            continue
        size = get_size(textpage, index) * math.hypot(matrix.c, matrix.d)
        if not 1.0 < size < 500.0:
            size = max(box[3] - box[1], box[2] - box[0], 1.0)
        base = x.value if turn % 2 else y.value
        yield Glyph(text, box[0], box[3], box[2], box[1], base, size, turn)


def _turn(a: float, b: float) -> int | None:
    """Quarter turns of a text matrix, None where it is skewed.

    >>> _turn(12, 0), _turn(0, 1), _turn(-1, 0.001), _turn(1, 1)
    (0, 1, 2, None)
    """
    if b == 0 and a > 0:
        return 0
    quarters = math.atan2(b, a) / (math.pi / 2)
    whole = round(quarters)
    return whole % 4 if abs(quarters - whole) < 0.05 else None


def _printed(code: int) -> str:
    """The character of a code point, nothing for blanks and control characters.

    PDFium gives 2 for a hyphen at a line's end, 0 for a glyph of which the file does not say what it means.
    """
    if code == 2:
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    if code < 33 or code in {0x7F, 0xA0, 0xAD, 0x3000, 0xFEFF, 0x200B} or 0x2000 <= code <= 0x200A:
        return ""
    return chr(code)
