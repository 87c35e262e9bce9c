"""The same PDF back with a highlight and a note at each finding, over the characters of its figures.

The bytes given stand unchanged at the beginning of the result, the notes are appended (an incremental update); where the
file does not allow that (encrypted without a password, damaged lists of objects), the pages are copied.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from extractor.errors import UnreadableInput
from extractor.exports.as_docx_comments import Annotated
from extractor.exports.notes import Note, list_heading
from extractor.exports.portable.annotations import SIDE, highlight, require_pypdf, sticker
from extractor.exports.portable.boxes import Boxes, Sheets
from extractor.model import Document
from extractor.readers.pdf.contents import Unopened, opened

if TYPE_CHECKING:
    from pypdf import PdfWriter

SUFFIX = ".pdf"
#: The list of what has no place stands this far inside the first page's upper left corner, in points.
INSET = 12.0


def annotate_pdf(data: bytes, document: Document, notes: Sequence[Note]) -> Annotated:
    """The file of a document that was read from these bytes, with its notes.

    Raises ``MissingPackage`` without pypdf, ``UnreadableInput`` where the file cannot be written back.
    """
    require_pypdf()
    try:
        found = Sheets(data)
    except Unopened as reason:
        raise _unwritable(document.source.path, str(reason)) from None
    places = {place: found.find(document, place) for note in notes for place in (*note.places[:1], *note.others)}
    first = [places[note.places[0]] if note.places else None for note in notes]
    lost = [note for note, boxes in zip(notes, first, strict=True) if boxes is None]
    exact = sum(boxes is not None and boxes.exact for boxes in first)
    count = sum(boxes is not None for boxes in places.values()) + bool(lost)

    def put(writer: PdfWriter) -> None:
        for note in notes:
            for place in (*note.places[:1], *note.others):
                _put(writer, places[place], note, place is note.places[0], note.places.index(place))
        if lost:
            _list(writer, lost)

    return Annotated(_written(data, put, document.source.path, count), exact, len(notes) - exact - len(lost), len(lost))


def _put(writer: PdfWriter, boxes: Boxes | None, note: Note, is_first: bool, number: int) -> None:
    if boxes is not None:
        text = note.text if is_first else note.brief
        page = writer.pages[boxes.page - 1]
        name = f"gouji-{note.number}-{number}"
        writer.add_annotation(page, highlight(writer, boxes.boxes, note.kind, text, name))


def _list(writer: PdfWriter, lost: Sequence[Note]) -> None:
    """One note on the first page that lists what has no place of its own."""
    page = writer.pages[0]
    text = "\n\n".join((list_heading(lost), *(note.text for note in lost)))
    x, top = float(page.cropbox.left) + INSET, float(page.cropbox.top) - INSET
    writer.add_annotation(page, sticker(writer, x, max(top, SIDE), lost[0].kind, text, "gouji-list"))


def _written(data: bytes, put: Callable[[PdfWriter], None], path: str, count: int) -> bytes:
    """The file with its notes, appended if that can be, else as a copy; what comes out is opened again to be sure."""
    from pypdf import PdfReader, PdfWriter

    reason = ""
    for incremental in (True, False):
        target = io.BytesIO()
        try:
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted:
                reader.decrypt("")
            writer = PdfWriter(reader, incremental=True) if incremental else PdfWriter(clone_from=reader)
            put(writer)
            writer.write(target)
        except Exception as error:  # pypdf raises many kinds over damaged files; the copy is tried, then it is said
            reason = f"{type(error).__name__}: {error}"
            continue
        if _annotations(target.getvalue()) >= count:
            return target.getvalue()
    raise _unwritable(path, reason)


def _annotations(data: bytes) -> int:
    """How many annotations an independent reader finds on all pages."""
    from pypdfium2 import PdfiumError
    from pypdfium2.raw import FPDFPage_GetAnnotCount

    count = 0
    try:
        with opened(data) as document:
            for index in range(len(document)):
                with contextlib.suppress(PdfiumError):  # a page that cannot be loaded has none
                    page = document[index]
                    count += FPDFPage_GetAnnotCount(page.raw)
                    page.close()
    except Unopened:
        return -1
    return count


def _unwritable(path: str, reason: str) -> UnreadableInput:
    return UnreadableInput(
        "input.damaged", f"{path}：不能写入批注（{reason}）。请用阅读器另存为新的 PDF 后重试，或看网页。"
    )
