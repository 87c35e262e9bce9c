"""One source file -> the same file with its findings at their places: comments in DOCX, highlights and notes in PDF.

Formats that take no comments (text, HTML, pictures, rows of a feed) come back as their page. Old word processing formats
are converted first; their comments stand in the converted document. Whatever the user must know of that is said in
``Marked.remarks``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.api import Audited, audited, extract_input
from extractor.auditing.baselines import dismiss
from extractor.conversion import convert, needs_conversion
from extractor.exports.as_docx_comments import Annotated, annotate_docx
from extractor.exports.as_html import render
from extractor.exports.as_pdf_notes import annotate_pdf
from extractor.exports.folder import labels
from extractor.exports.notes import Note, notes
from extractor.model import Document
from extractor.readers.from_docx import SUFFIXES as WORD_SUFFIXES
from extractor.sources import Input
from extractor.sources.inputs import suffix_of

CONVERTED = "旧格式，已先转换为 DOCX，批注写在转换后的文件里。"
PAGED = "此格式不能带批注，结果写成网页。"


@dataclass(frozen=True, slots=True)
class Marked:
    """What came of one input: its report and findings, the marked file's suffix and bytes (none where unreadable)."""

    result: Audited
    suffix: str
    data: bytes
    remarks: tuple[str, ...] = ()
    near: int = 0
    listed: int = 0

    @property
    def findings(self) -> int:
        """How many findings the file shows."""
        return len(self.result.audit.findings)


def annotate(source: Input, codes: frozenset[str] | None = None, reasons: Mapping[str, str] | None = None) -> Marked:
    """The input's file with its findings; ``codes`` chooses checks, ``reasons`` is a baseline of what is set aside.

    Raises ``UnreadableInput`` where a file that was read cannot be written back, ``MissingPackage`` where a package is
    wanted for that.
    """
    remarks: tuple[str, ...] = ()
    data = source.data
    suffix = source.suffix or suffix_of(source.path)
    if source.failure is None and needs_conversion(data, suffix):
        data, remarks = convert(data, suffix), (CONVERTED,)
        source = Input(source.path, data, metadata=source.metadata, suffix=".docx")
    result = audited(extract_input(source), codes)
    if reasons:
        result = Audited(result.report, dismiss(result.report, result.audit, reasons))
    document = result.report.document
    if not document.text:
        return Marked(result, "", b"", tuple(d.message() for d in result.report.diagnostics))
    names = labels()
    marked = _marked(data, document, notes(result.report, result.audit, names))
    if marked is None:
        page = render(result.report, result.audit, names).encode("utf-8")
        return Marked(result, ".html", page, (PAGED,))
    # a document with macros that is called .docx is refused by Word
    written = suffix if document.source.format == "docx" and suffix in WORD_SUFFIXES else f".{document.source.format}"
    return Marked(result, written, marked.data, remarks, marked.near, marked.listed)


def _marked(data: bytes, document: Document, said: tuple[Note, ...]) -> Annotated | None:
    if document.source.format == "docx":
        return annotate_docx(data, document, said)
    return annotate_pdf(data, document, said) if document.source.format == "pdf" else None
