"""The record of the contract as types: its JSON Schema is generated from them and every record can be checked against them."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from lexicons.reports.disclosure.agency_words import Kind, Level

SectionName = Literal["preamble", "overview", "disclosure", "applications", "review", "problems", "others"]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the report came from."""

    path: str
    format: str
    sha256: str
    encoding: str


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A statutory part."""

    id: SectionName
    title: str
    start: int
    end: int
    title_start: int
    title_end: int


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A statutory table: where it stands and which rows are printed."""

    part: Literal["disclosure", "applications", "review", "statistics"]
    form: str
    rows: list[str]
    start: int
    end: int


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cell of a statutory table."""

    cell: str
    value: str | None
    raw: str
    state: Literal["read", "blank", "placeholder", "unreadable", "inferred"]
    start: int
    end: int
    confidence: float = 1.0


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of the prose."""

    id: str
    indicator: str | None
    label: str
    value: str
    unit: str
    low: str | None
    high: str | None
    qualifier: Literal["exact", "about", "more", "less", "range"]
    period: str
    scope: str
    section: SectionName
    part_of: str | None
    raw: str
    start: int
    end: int
    made_by: str
    number: tuple[int, int]
    qualifies: str | None = None
    base: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    direction: Literal["up", "down", ""] = ""
    step: str = "1"
    denial: bool = False
    sure: bool = True
    firm: bool = True


class Substance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much a measure promises: a score from 0 to 100 and what was found."""

    score: int
    parts: list[Literal["action", "object", "amount", "date", "doer", "intent"]]
    spans: list[tuple[int, int]]


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A problem or measure; ``answered_by`` is said of problems, ``substance`` of measures."""

    id: str
    role: Literal["previous_problem", "improvement", "current_problem", "next_measure"]
    text: str
    topics: list[str]
    answers: list[str]
    start: int
    end: int
    title: str = ""
    title_start: int | None = None
    year: int | None = None
    why: str = ""
    topic_words: dict[str, list[str]] = {}
    answered_by: list[str] = []
    substance: Substance | None = None


class Suggestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change after which everything holds."""

    value: str
    unique: bool
    cause: str
    cell: str | None = None
    fact: str | None = None


class Finding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verdict."""

    check: str
    verdict: Literal["broken", "undecided", "held"]
    severity: Literal["error", "warning", "notice"]
    message: str
    expected: str | None
    actual: str | None
    cells: list[str]
    facts: list[str]
    spans: list[tuple[int, int]]
    suggestions: list[Suggestion]


class NotAssessed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A check that had nothing to work on."""

    check: str
    why: str


class Coverage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much was held against something."""

    quantities: int = 0
    bound: int = 0
    held: int = 0
    broken: int = 0
    undecided: int = 0
    unbound: list[str] = []
    not_assessed: list[NotAssessed] = []


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What could not be read."""

    code: str
    message: str
    start: int | None
    end: int | None


class ReportRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One report, one line."""

    schema: Literal["gouji.report/1"]
    source: Source
    agency: str | None
    year: int | None
    form: Literal["2021", "2019", "2014"] | None
    text: str
    sections: list[Section]
    tables: list[Table]
    cells: list[Cell]
    facts: list[Fact]
    items: list[Item]
    findings: list[Finding]
    coverage: Coverage
    diagnostics: list[Note]
    agency_kind: Kind | None = None
    agency_level: Level | None = None
    region: str | None = None
    metadata: dict[str, str] = {}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record.

    >>> json_schema()["$defs"]["Cell"]["properties"]["state"]["enum"]
    ['blank', 'inferred', 'placeholder', 'read', 'unreadable']
    """
    return msgspec.json.schema(ReportRecord)


def check(record: dict[str, Any]) -> ReportRecord:
    """A record as its type; raises ``msgspec.ValidationError`` naming the field that does not fit."""
    return msgspec.convert(record, ReportRecord)


class CrossSuggestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of a cell or a fact of one of the documents, after which both agree."""

    path: str
    value: str
    unique: bool
    cause: str
    cell: str | None = None
    fact: str | None = None


class CrossRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding between reports; ``facts`` and ``spans`` hold a list for each document of ``between``."""

    check: str
    verdict: Literal["broken", "undecided", "held"]
    severity: Literal["error", "warning", "notice"]
    message: str
    between: list[str]
    cells: list[str]
    facts: list[list[str]]
    spans: list[list[tuple[int, int]]]
    expected: str | None
    actual: str | None
    suggestions: list[CrossSuggestion]


def cross_schema() -> dict[str, Any]:
    """The JSON Schema of a finding between reports.

    >>> cross_schema()["$ref"]
    '#/$defs/CrossRecord'
    """
    return msgspec.json.schema(CrossRecord)


def check_cross(record: dict[str, Any]) -> CrossRecord:
    """A record of a finding between reports as its type; raises ``msgspec.ValidationError`` naming the field that does not fit."""
    return msgspec.convert(record, CrossRecord)
