"""The columns of every table, as data: their types, and which field of a record each is filled from.

Exact numbers are strings, as in the record. ``amount`` stands beside ``value`` as a double: for sums and comparisons in queries,
never written back. Offsets are called ``start`` and ``stop``, checks ``code``: ``end`` and ``check`` are words of SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

SCHEMA = "gouji.store/1"
Kind = Literal[
    "string", "int", "double", "bool", "binary", "strings", "span", "spans", "sections", "tables", "pairs", "topics", "substance",
    "suggestions", "reasons",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its kind, the record's field where that has another name.

    ``left_out`` where the record has no such field when it is the default; ``derived`` where the record holds it in another field.
    """

    name: str
    kind: Kind = "string"
    field: str = ""
    left_out: bool = False
    derived: bool = False
    default: str | float | bool | None = None

    @property
    def key(self) -> str:
        """The record's field."""
        return self.field or self.name


START, STOP = Column("start", "int"), Column("stop", "int", "end")
AMOUNT = Column("amount", "double", derived=True)

#: What a report has once. Those marked derived are filled by ``rows`` and not by name.
REPORT: tuple[Column, ...] = (
    Column("report", derived=True), Column("path", derived=True), Column("format", derived=True),
    Column("sha256", derived=True), Column("encoding", derived=True), Column("status", derived=True),
    Column("agency"), Column("agency_kind"), Column("agency_level"), Column("region"),
    Column("year", "int"), Column("form"), Column("characters", "int", derived=True),
    Column("errors", "int", derived=True), Column("warnings", "int", derived=True), Column("notices", "int", derived=True),
    Column("quantities", "int", derived=True), Column("bound", "int", derived=True), Column("held", "int", derived=True),
    Column("broken", "int", derived=True), Column("undecided", "int", derived=True),
    Column("unbound", "strings", derived=True), Column("not_assessed", "reasons", derived=True),
    Column("sections", "sections"), Column("tables", "tables"), Column("metadata", "pairs", left_out=True),
)  # fmt: skip

#: What a report has many times, a table each; rows stand in the record's order.
LISTS: dict[str, tuple[Column, ...]] = {
    "cells": (
        Column("cell"), Column("value"), AMOUNT, Column("raw"), Column("state"), START, STOP,
        Column("confidence", "double", left_out=True, default=1.0),
    ),
    "facts": (
        Column("id"), Column("indicator"), Column("label"), Column("value"), AMOUNT, Column("unit"), Column("low"),
        Column("high"), Column("qualifier"), Column("period"), Column("scope"), Column("section"), Column("part_of"),
        Column("raw"), START, STOP, Column("made_by"), Column("qualifies", left_out=True), Column("base", left_out=True),
        Column("numerator", left_out=True), Column("denominator", left_out=True), Column("direction", left_out=True),
        Column("step", left_out=True, default="1"), Column("denial", "bool", left_out=True, default=False),
        Column("sure", "bool", left_out=True, default=True), Column("firm", "bool", left_out=True, default=True), Column("numeral", "span", "number"),
    ),
    "items": (
        Column("id"), Column("role"), Column("text"), Column("topics", "strings"), Column("answers", "strings"), START, STOP,
        Column("title", left_out=True), Column("title_start", "int", left_out=True),
        Column("year", "int", left_out=True), Column("why", left_out=True),
        Column("topic_words", "topics", left_out=True), Column("answered_by", "strings", left_out=True),
        Column("substance", "substance", left_out=True),
    ),
    "findings": (
        Column("code", field="check"), Column("verdict"), Column("severity"), Column("message"), Column("expected"),
        Column("actual"), Column("cells", "strings"), Column("facts", "strings"), Column("spans", "spans"),
        Column("suggestions", "suggestions"),
    ),
    "diagnostics": (Column("code"), Column("message"), START, STOP),
}  # fmt: skip

#: The canonical text and what is needed to read it again without the file: the document (MessagePack, its text apart), or the failure.
TEXT: tuple[Column, ...] = (
    Column("text", derived=True),
    Column("document", "binary", derived=True),
    Column("failure", "binary", derived=True),
)
#: Tables that are written anew when the rules change, and the one that is not.
RESULTS, TEXTS = ("reports", *LISTS), "texts"
TABLES = (*RESULTS, TEXTS)


def _suggestion(found: dict[str, Any]) -> dict[str, Any]:
    place = "cell" if found["cell"] is not None else "fact"
    return {place: found[place], "value": found["value"], "unique": found["unique"], "cause": found["cause"]}


def _renamed(names: dict[str, str]) -> Callable[[Any], Any]:
    """Entries under other names; what has none is left out."""
    return lambda found: [{new: one[old] for old, new in names.items()} for one in found]


_SECTION = {name: name for name in ("id", "title", "start")} | {"end": "stop", "title_start": "title_start", "title_end": "title_stop"}
_TABLE = {name: name for name in ("part", "form", "rows", "start")} | {"end": "stop"}
_SECTION_BACK = {new: old for old, new in _SECTION.items()}
_TABLE_BACK = {new: old for old, new in _TABLE.items()}


def _span(pair: Any) -> dict[str, int]:
    return {"start": pair[0], "stop": pair[1]}


def _pair(span: dict[str, int]) -> list[int]:
    return [span["start"], span["stop"]]


#: How a record's value is laid out in a column, where they differ, and back.
INTO: dict[Kind, Callable[[Any], Any]] = {
    "span": _span,
    "spans": lambda spans: [_span(pair) for pair in spans],
    "sections": _renamed(_SECTION),
    "tables": _renamed(_TABLE),
    "pairs": lambda found: [{"name": name, "value": value} for name, value in found.items()],
    "topics": lambda found: [{"topic": topic, "words": words} for topic, words in found.items()],
    "substance": lambda found: found | {"spans": [_span(pair) for pair in found["spans"]]},
    "suggestions": lambda found: [{"cell": None, "fact": None, **one} for one in found],
}
BACK: dict[Kind, Callable[[Any], Any]] = {
    "span": _pair,
    "spans": lambda spans: [_pair(span) for span in spans],
    "sections": _renamed(_SECTION_BACK),
    "tables": _renamed(_TABLE_BACK),
    "pairs": lambda found: {pair["name"]: pair["value"] for pair in found},
    "topics": lambda found: {one["topic"]: one["words"] for one in found},
    "substance": lambda found: found | {"spans": [_pair(span) for span in found["spans"]]},
    "suggestions": lambda found: [_suggestion(one) for one in found],
}
