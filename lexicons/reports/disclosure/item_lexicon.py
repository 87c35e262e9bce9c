"""The words of problems and measures, typed: role words, enumerators, topics.

>>> [t.label for t in topics()][:2]
['公开内容', '时效性']
>>> "下一步" in words("future")
True
>>> words("no_such")
Traceback (most recent call last):
    ...
lexicons.loading.LexiconError: reports/disclosure/roles.toml: no_such: no such list of words
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from lexicons.loading import LexiconError, entries, read_toml

ROLES = "reports/disclosure/roles.toml"
ENUMERATORS = "reports/disclosure/enumerators.toml"
TOPICS = "reports/disclosure/topics.toml"

Numerals = Literal["chinese", "arabic", "circled", "words", "topic", "bullet"]
Boundary = Literal["line", "paragraph", "clause", "anywhere"]


class WordList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that do one thing, and why."""

    id: str
    why: str
    words: tuple[str, ...]


class EnumeratorKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to number points; ``words`` holds, for numerals that are words, the words of each place."""

    id: str
    rank: int
    numerals: Numerals
    boundary: Boundary
    shapes: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] = ()


class Refusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Characters before or after 一是 that make it another word."""

    before: str
    after: str


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a point is about, and the words that say so."""

    id: str
    label: str
    words: tuple[str, ...]


@cache
def _word_lists() -> dict[str, tuple[str, ...]]:
    return {entry.id: entry.words for entry in entries(ROLES, "words", WordList)}


def words(name: str) -> tuple[str, ...]:
    """The words of a role list, longest first, so that an alternation takes the longest."""
    try:
        found = _word_lists()[name]
    except KeyError:
        raise LexiconError(ROLES, name, "no such list of words") from None
    return tuple(sorted(dict.fromkeys(found), key=lambda word: (-len(word), word)))


@cache
def enumerator_kinds() -> tuple[EnumeratorKind, ...]:
    """Every kind of enumerator, in the order of the file."""
    kinds = entries(ENUMERATORS, "kind", EnumeratorKind)
    for kind in kinds:
        if kind.numerals in ("words", "bullet") and not kind.words:
            raise LexiconError(ENUMERATORS, kind.id, "words: missing")
        for shape in kind.shapes:
            if shape.count("{n}") != 1:
                raise LexiconError(ENUMERATORS, kind.id, f"shapes: {shape!r} must hold {{n}} once")
    return kinds


@cache
def refusal() -> Refusal:
    """What makes 一是 another word."""
    found = read_toml(ENUMERATORS).get("refusal", ())
    if len(found) != 1:
        raise LexiconError(ENUMERATORS, "refusal", "must be given once")
    return msgspec.convert(found[0], Refusal)


@cache
def topics() -> tuple[Topic, ...]:
    """The taxonomy, in the order of the file."""
    return entries(TOPICS, "topic", Topic)
