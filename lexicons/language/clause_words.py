"""The words that steer the reading of a clause, typed."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, read_toml

FILE = "language/clauses.toml"


class Changes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of change, words that lead to a new figure, what may stand between them and their figure, and words of comparison."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    moves: tuple[str, ...]
    links: tuple[str, ...]
    bases: tuple[str, ...]


class Plans(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of plans and norms, names that hold such a word and plan nothing, and words of time limits."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    limits: tuple[str, ...]


class Parts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Openers and closers of part lists, and words that leave a list open."""

    openers: tuple[str, ...]
    subset: tuple[str, ...]
    open_words: tuple[str, ...]
    closers: tuple[str, ...]


class Denials(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"not_words": "not"}):
    """Words that deny, what may stand between their 未 and their verb, words that name nothing, and longer words in which they do not deny."""

    adverbs: tuple[str, ...]
    vague: tuple[str, ...]
    words: tuple[str, ...]
    not_words: tuple[str, ...]


class ClauseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of clauses.toml."""

    connectives: tuple[str, ...]
    whole: tuple[str, ...]
    generic: tuple[str, ...]
    neutral: tuple[str, ...]
    others: tuple[str, ...]
    outside: tuple[str, ...]
    changes: Changes
    plans: Plans
    parts: Parts
    denials: Denials


@cache
def clause_words() -> ClauseWords:
    """The lexicon of clauses.

    >>> "其中" in clause_words().parts.openers
    True
    """
    try:
        return msgspec.convert(read_toml(FILE), ClauseWords)
    except msgspec.ValidationError as error:
        raise LexiconError(FILE, "", str(error)) from None
