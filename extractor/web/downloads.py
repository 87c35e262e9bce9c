"""A document -> a file to take away: its page, its workbook, itself with comments; without what was set aside."""

from __future__ import annotations

from pathlib import Path

from extractor.annotation import annotate
from extractor.api import Audited, audited, extract_input
from extractor.auditing.baselines import dismiss
from extractor.errors import MissingPackage, UnreadableInput
from extractor.exports.as_html import render
from extractor.exports.folder import labels
from extractor.sources.inputs import Input
from extractor.web import messages

PAGE = messages.Made(".html", "text/html; charset=utf-8")
WORKBOOK = messages.Made(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
#: Formats that come back as they are, with comments.
MARKED = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docm": "application/vnd.ms-word.document.macroEnabled.12",
    ".pdf": "application/pdf",
}
UNMARKED = "文本、网页和图片不能带批注；可以另存网页。"


def make(task: messages.Make) -> messages.Made | messages.Missing:
    """Write one download to its place; what cannot be made says why."""
    source = source_of(task.document, task.file)
    try:
        if task.kind == "annotated":
            return _annotated(source, task)
        result = audited(extract_input(source))
        result = Audited(result.report, dismiss(result.report, result.audit, task.reasons))
        return _page(result, task.target) if task.kind == "page" else _workbook(result, task.target)
    except MissingPackage as missing:
        return messages.Missing(str(missing), installed=False)
    except UnreadableInput as unreadable:
        return messages.Missing(str(unreadable), installed=True)


def source_of(document: messages.Document, file: str) -> Input:
    """A stored document as the readers take it: under its own name, never under that of its place here."""
    return Input(document.name, Path(file).read_bytes(), None, document.metadata, document.suffix)


def _page(result: Audited, target: str) -> messages.Made:
    Path(target).write_text(render(result.report, result.audit, labels()), "utf-8")
    return PAGE


def _workbook(result: Audited, target: str) -> messages.Made:
    from extractor.exports.as_workbook import write_workbook

    write_workbook(Path(target), [(result.report, result.audit, "")])
    return WORKBOOK


def _annotated(source: Input, task: messages.Make) -> messages.Made | messages.Missing:
    marked = annotate(source, reasons=task.reasons)
    media_type = MARKED.get(marked.suffix.lower())
    if media_type is None:
        return messages.Missing(UNMARKED, installed=True)
    Path(task.target).write_bytes(marked.data)
    return messages.Made(f"-批注{marked.suffix}", media_type)
