"""The words by which two names are one body, typed."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, read_toml
from lexicons.reports.disclosure.agency_words import Kind
from lexicons.reports.disclosure.forms import FOLDER


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What names of a kind end in after their region; the first form is the full one."""

    kind: Kind
    forms: tuple[str, ...]


class Offices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A department's office, and what the department's own name ends in before it."""

    words: tuple[str, ...]
    after: tuple[str, ...]


class Summing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a report says whose figures it sums up."""

    verbs: tuple[str, ...]
    ends: tuple[str, ...]
    counted: tuple[str, ...]


class BodyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All words of bodies' identity."""

    ending: tuple[Ending, ...]
    offices: Offices
    short: dict[str, str]
    ranks: dict[str, str]
    summing: Summing
    columns: dict[str, tuple[str, ...]]

    def forms(self, kind: Kind) -> tuple[str, ...]:
        """The endings of a kind, the full one first; () where its names are not written in several ways."""
        return next((e.forms for e in self.ending if e.kind == kind), ())


@cache
def body_words() -> BodyWords:
    """The lexicon of bodies.

    >>> body_words().forms("government")[0]
    '人民政府'
    """
    file = f"{FOLDER}/bodies.toml"
    try:
        words = msgspec.convert(read_toml(file), BodyWords)
    except msgspec.ValidationError as error:
        raise LexiconError(file, "", str(error)) from None
    for short, full in words.short.items():
        if short == full:
            raise LexiconError(file, short, "is its own full form")
    return words
