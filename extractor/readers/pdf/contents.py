"""What PDFium knows of a page: its characters, its straight lines, its pictures.

With ``strokes`` the only module that calls PDFium. Everything is copied out at once: no PDFium object outlives its
page.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from extractor.readers.pdf.frames import Box, Frame, Glyph, Stroke
from extractor.readers.pdf.strokes import mostly_invisible, page_marks

#: Beyond this, coordinates come from a damaged file.
FARTHEST = 1e5
#: Text, box (left, bottom, right, top), origin across its direction, em, quarter turns: all in the file's coordinates.
Character = tuple[str, Box, float, float, int]


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
    turns = Counter(character[-1] for character in raw)
    turn = min(turns, key=lambda t: (-turns[t], t)) if turns else 0
    frame = Frame(turn, box)
    marks = page_marks(page.raw)
    strokes = tuple(Stroke(*frame.place(s.x0, s.y0), *frame.place(s.x1, s.y1)) for s in marks.strokes)
    area = max(frame.width * frame.height, 1.0)
    covered = sum(_overlap(picture, box) for picture in marks.pictures)
    return Page(
        number,
        frame,
        _upright(raw, frame),
        strokes,
        tuple(frame.place_box(fill) for fill in marks.fills),
        min(covered / area, 1.0),
        marks.paths,
        bool(marks.pictures) and mostly_invisible(page.raw),
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


def _upright(raw: Sequence[Character], frame: Frame) -> tuple[Glyph, ...]:
    """The visible characters placed in the frame; a box that says nothing gives way to the em square over the
    baseline.
    """
    glyphs: list[Glyph] = []
    page_left, _, _, page_top = frame.box
    for text, box, across, size, own_turn in raw:
        if frame.turn == 0:
            left, top, right, bottom = box[0] - page_left, page_top - box[3], box[2] - page_left, page_top - box[1]
        else:
            left, top, right, bottom = frame.place_box(box)
        turn = (own_turn - frame.turn) % 4
        base = bottom if turn else frame.place(across, across)[1]
        if not turn and not 0.4 * size < bottom - top < 2.5 * size:
            top, bottom = base - 0.88 * size, base + 0.12 * size
        if 0 <= left + right <= 2 * frame.width and 0 <= top + bottom <= 2 * frame.height:
            glyphs.append(Glyph(text, left, top, right, bottom, base, size, turn))
    return tuple(glyphs)


def _characters(page: Any) -> list[Character]:
    """All characters of a page, skewed ones (watermarks) left out."""
    textpage = pdf.FPDFText_LoadPage(page)
    if not textpage:
        return []
    try:
        return list(_printed_characters(textpage))
    finally:
        pdf.FPDFText_ClosePage(textpage)


def _printed_characters(textpage: Any) -> Iterator[Character]:
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
        origin_x, origin_y = x.value, y.value
        numbers = (*box, origin_x, origin_y)
        if turn is None or not (min(numbers) > -FARTHEST and max(numbers) < FARTHEST):
            continue
        size = get_size(textpage, index) * (abs(matrix.d) or abs(matrix.c))
        if not 1.0 < size < 500.0:
            size = max(box[3] - box[1], box[2] - box[0], 1.0)
        yield text, box, origin_x if turn % 2 else origin_y, size, turn


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
