"""The reading as a spaCy component, for whoever works in spaCy: ``nlp.add_pipe("gouji")`` behind any Chinese tokenizer.

In comes a ``Doc`` whose text is one report. Out comes the same ``Doc`` with span groups (``gouji.facts``, ``gouji.items``, ``gouji.findings``,
``gouji.cells``), the whole record in ``doc._.gouji``, and in ``span._.gouji`` the record's entry that a span stands for. Spans cover whole
tokens; the entry has the exact offsets. Installed packages announce the component by an entry point; otherwise import this module.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, registry

from extractor.api import audited, to_record, unreadable
from extractor.errors import UnreadableInput
from extractor.exports.as_records import Record
from extractor.language import WordTokenizer
from extractor.model import Report, Source
from extractor.readers import from_text
from extractor.reports import extract
from extractor.sources import Input

NAME = "gouji"
#: The name under which spaCy's configurations know our words.
TOKENIZER = "gouji.words.v1"
GROUPS = ("facts", "items", "findings", "cells")
#: What a figure is called that belongs to no indicator.
UNNAMED = "figure"


def record_of(doc: Doc) -> Record | None:
    """The record of a document, None where the component has not been; ``DocBin`` makes tuples of lists, which are lists again here."""
    record: Record | None = doc.user_data.get(NAME)
    if record is not None and isinstance(record["facts"], tuple):
        doc.user_data[NAME] = record = {key: _lists(value) for key, value in record.items()}
    return record


def _lists(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_lists(part) for part in value]
    return {key: _lists(part) for key, part in value.items()} if isinstance(value, dict) else value


def entry_of(span: Span) -> Record | None:
    """The record's entry that a span stands for; None for spans that are not ours."""
    group, _, number = str(span.id_).partition(":")
    record = record_of(span.doc)
    if record is None or group not in GROUPS or not number.split(":")[0].isdigit():
        return None
    entries: list[Record] = record[group]
    index = int(number.split(":")[0])
    return entries[index] if index < len(entries) else None


def register() -> None:
    """The extension attributes, once a process: ``doc._.gouji`` and ``span._.gouji``."""
    if not Doc.has_extension(NAME):
        Doc.set_extension(NAME, getter=record_of)
    if not Span.has_extension(NAME):
        Span.set_extension(NAME, getter=entry_of)


register()


@dataclass(slots=True)  # not frozen: spaCy names its components itself
class Gouji:
    """The component: reads the text of a ``Doc`` as one report.

    ``audit`` holds the report against itself, ``cells`` makes spans of the tables' cells, ``held`` lists findings that agree, ``ents`` sets
    the figures as the document's entities.
    """

    name: str = NAME
    audit: bool = True
    cells: bool = True
    held: bool = False
    ents: bool = False

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with span groups and record."""
        report = read(doc.text, self.name)
        record = to_record(audited(report) if self.audit else report, self.held)
        doc.user_data[NAME] = record
        places = offsets(doc.text, record["text"])
        for group in GROUPS:
            shown = group != "cells" or self.cells
            doc.spans[f"{NAME}.{group}"] = list(_spans(doc, group, record[group], places)) if shown else []
        if self.ents:
            doc.ents = tuple(filter_spans(doc.spans[f"{NAME}.facts"]))
        return doc


def read(text: str, name: str = NAME) -> Report:
    """The report of a text; what is no text or no report gives a report with a diagnostic.

    >>> read("今天天气好。").diagnostics[-1].code
    'input.not_report'
    """
    data = text.encode("utf-8")
    source = Source(name, "txt", hashlib.sha256(data).hexdigest())
    try:
        return extract(from_text.read(data, source))
    except UnreadableInput as failure:
        return unreadable(Input(name, data), failure.code, str(failure))


def offsets(text: str, canonical: str) -> Sequence[int]:
    r"""Where each offset of the canonical text stands in the text: line ends and a leading mark may have been taken out.

    >>> list(offsets("\ufeff甲\r\n乙", "甲\n乙"))
    [1, 2, 4, 5]
    """
    if text == canonical:
        return range(len(text) + 1)
    start = text.startswith("\ufeff")
    kept = [i for i in range(start, len(text)) if not (text[i] == "\n" and i > start and text[i - 1] == "\r")]
    return [*kept, len(text)]


def _spans(doc: Doc, group: str, entries: Sequence[Record], places: Sequence[int]) -> Iterator[Span]:
    """The spans of a group, tokens that an end cuts taken in whole."""
    for index, entry in enumerate(entries):
        for number, (start, end) in enumerate(_places(entry)):
            span = doc.char_span(
                places[start],
                places[end],
                label=_label(group, entry),
                alignment_mode="expand",
                span_id=f"{group}:{index}" + (f":{number}" if number else ""),
            )
            if span is not None and end > start:
                yield span


def _places(entry: Record) -> Iterator[tuple[int, int]]:
    if "spans" in entry:
        yield from ((start, end) for start, end in entry["spans"])
    elif entry.get("start") is not None:
        yield entry["start"], entry["end"]


def _label(group: str, entry: Record) -> str:
    keys = {"facts": "indicator", "items": "role", "findings": "check", "cells": "cell"}
    return str(entry[keys[group]] or UNNAMED)


@Language.factory(
    NAME,
    assigns=["doc.spans", "doc._.gouji"],
    default_config={"audit": True, "cells": True, "held": False, "ents": False},
)
def create(nlp: Language, name: str, audit: bool, cells: bool, held: bool, ents: bool) -> Gouji:  # noqa: ARG001 - spaCy calls it so
    """The component of a pipeline, by its configuration."""
    return Gouji(name, audit, cells, held, ents)


def create_tokenizer() -> Callable[[Language], WordTokenizer]:
    """Our words as the tokenizer of a pipeline: ``config={"nlp": {"tokenizer": {"@tokenizers": "gouji.words.v1"}}}``."""
    return lambda nlp: WordTokenizer(nlp.vocab)


registry.tokenizers(TOKENIZER, func=create_tokenizer)
