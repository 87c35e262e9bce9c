"""Annotations as PDF objects: highlights over characters, and notes with a picture of their own.

Each carries its appearance, so that all viewers show the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractor.errors import MissingPackage
from extractor.exports.notes import AUTHOR
from extractor.readers.pdf.frames import Box

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject

#: Red, green and blue from 0 to 1, light enough for black text to be read through them.
COLOURS: dict[str, tuple[float, float, float]] = {
    "error": (1.0, 0.66, 0.66), "warning": (1.0, 0.84, 0.45), "notice": (0.68, 0.84, 1.0), "undecided": (0.86, 0.76, 1.0),
}  # fmt: skip
PRINTED, STICKER = 4, 28
SIDE = 18.0
MULTIPLY = "/Multiply"


def require_pypdf() -> None:
    """Raises ``MissingPackage`` where pypdf is not installed."""
    try:
        import pypdf  # noqa: F401 (asked for its presence)
    except ImportError:
        raise MissingPackage("pypdf", "office") from None


def highlight(writer: PdfWriter, boxes: Sequence[Box], kind: str, text: str, name: str) -> dict[str, Any]:
    """A highlight over boxes of one page, with what is said of them."""
    colour = COLOURS[kind]
    around = _hull(boxes)
    quads = [v for left, bottom, right, top in boxes for v in (left, top, right, top, left, bottom, right, bottom)]
    drawn = " ".join(f"{_n(x0)} {_n(y0)} {_n(x1 - x0)} {_n(y1 - y0)} re" for x0, y0, x1, y1 in boxes)
    look = f"/G gs {_colour(colour)} rg {drawn} f"
    return _annotation(writer, "/Highlight", around, colour, text, name, look) | {"/QuadPoints": _array(quads), "/F": _number(PRINTED)}


def sticker(writer: PdfWriter, x: float, top: float, kind: str, text: str, name: str) -> dict[str, Any]:
    """A note whose sign has its upper left corner here."""
    from pypdf.generic import NameObject

    colour = COLOURS[kind]
    box = (x, top - SIDE, x + SIDE, top)
    lines = " ".join(f"{_n(x + 4)} {_n(top - y)} m {_n(x + SIDE - 4)} {_n(top - y)} l S" for y in (5, 9, 13))
    frame = f"{_n(x + 0.5)} {_n(top - SIDE + 0.5)} {_n(SIDE - 1)} {_n(SIDE - 1)} re B"
    look = f"{_colour(colour)} rg 0.3 0.3 0.3 RG 1 w {frame} {lines}"
    return _annotation(writer, "/Text", box, colour, text, name, look) | {
        "/Name": NameObject("/Comment"), "/F": _number(STICKER),
    }  # fmt: skip


def _annotation(
    writer: PdfWriter, subtype: str, box: Box, colour: tuple[float, ...], text: str, name: str, look: str
) -> dict[str, Any]:
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    appearance = writer._add_object(_form(box, look))
    return {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject(subtype),
        "/Rect": _array(box),
        "/C": _array(colour),
        "/Contents": TextStringObject(text),
        "/T": TextStringObject(AUTHOR),
        "/NM": TextStringObject(name),
        "/AP": DictionaryObject({NameObject("/N"): appearance}),
    }


def _form(box: Box, look: str) -> DictionaryObject:
    """A form drawn over a box, darkening what lies under it."""
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    state = DictionaryObject({NameObject("/Type"): NameObject("/ExtGState"), NameObject("/BM"): NameObject(MULTIPLY)})
    states = DictionaryObject({NameObject("/G"): state})
    group = {NameObject("/Type"): NameObject("/Group"), NameObject("/S"): NameObject("/Transparency")}
    form = StreamObject()
    form.set_data(look.encode("ascii"))
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): _array(box),
            NameObject("/Group"): DictionaryObject(group),
            NameObject("/Resources"): DictionaryObject({NameObject("/ExtGState"): states}),
        }
    )
    return form


def _array(values: Sequence[float]) -> Any:
    from pypdf.generic import ArrayObject

    return ArrayObject([_number(value) for value in values])


def _number(value: float) -> Any:
    from pypdf.generic import FloatObject, NumberObject

    return NumberObject(value) if isinstance(value, int) else FloatObject(_n(value))


def _n(value: float) -> str:
    return f"{value:.2f}"


def _colour(colour: Sequence[float]) -> str:
    return " ".join(map(_n, colour))


def _hull(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
