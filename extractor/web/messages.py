"""What the application and its auditing process say to each other: one JSON object a line, its type under ``type``."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["page", "workbook", "annotated"]


class Document(msgspec.Struct, frozen=True):
    """One document of an upload: the name it is shown by and the digest its bytes are stored under.

    ``failure`` is one Chinese sentence where there is nothing to read (an encrypted entry of an archive, say).
    """

    name: str
    digest: str = ""
    size: int = 0
    suffix: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    failure: str = ""


class Mark(msgspec.Struct, frozen=True):
    """What the lists need of a finding."""

    fingerprint: str
    check: str
    title: str
    verdict: Literal["broken", "undecided"]
    severity: Literal["error", "warning", "notice"]
    message: str


class Summary(msgspec.Struct, frozen=True):
    """What the lists need of a report; ``failure`` says why nothing could be read."""

    agency: str | None
    year: int | None
    form: str | None
    quantities: int
    bound: int
    held: int
    marks: tuple[Mark, ...]
    failure: str = ""


class Open(msgspec.Struct, frozen=True, tag="open"):
    """Take an upload apart into documents, stored in the folder under their digests, within a count and a size."""

    name: str
    file: str
    folder: str
    count: int
    size: int


class Audit(msgspec.Struct, frozen=True, tag="audit"):
    """Audit one document; its record and page go into the folder."""

    document: Document
    file: str
    folder: str


class Make(msgspec.Struct, frozen=True, tag="make"):
    """Make a download of one document, without the findings whose fingerprints are given."""

    document: Document
    file: str
    target: str
    kind: Kind
    reasons: dict[str, str] = {}


class Cross(msgspec.Struct, frozen=True, tag="cross"):
    """Hold reports against each other: the id and the record's file of each."""

    records: tuple[tuple[str, str], ...]


class Compare(msgspec.Struct, frozen=True, tag="compare"):
    """Write the page of two reports of different years: the id and the record's file of each; ``framed`` with the application's links."""

    records: tuple[tuple[str, str], tuple[str, str]]
    target: str
    framed: bool


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The process has loaded what it needs."""


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """The documents of an upload; ``left_out`` were beyond the limits."""

    documents: tuple[Document, ...]
    left_out: int = 0


class Audited(msgspec.Struct, frozen=True, tag="audited"):
    """A document was audited."""

    summary: Summary


class CrossMark(msgspec.Struct, frozen=True):
    """A finding between reports; ``between`` are their ids."""

    check: str
    title: str
    verdict: Literal["broken", "undecided"]
    severity: Literal["error", "warning", "notice"]
    message: str
    between: tuple[str, ...]
    expected: str | None = None
    actual: str | None = None


class Crossed(msgspec.Struct, frozen=True, tag="crossed"):
    """What holds between reports was looked at; ``compared`` is how many were part of it."""

    findings: tuple[CrossMark, ...]
    compared: int


class Made(msgspec.Struct, frozen=True, tag="made"):
    """A download lies in its file; ``suffix`` with its dot."""

    suffix: str
    media_type: str


class Missing(msgspec.Struct, frozen=True, tag="missing"):
    """This download cannot be made: not here (an optional part is missing) or not of such a document."""

    why: str
    installed: bool


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """A task went wrong in a way that nobody foresaw."""

    why: str


Task = Open | Audit | Make | Cross | Compare
Answer = Ready | Opened | Audited | Crossed | Made | Missing | Failed
