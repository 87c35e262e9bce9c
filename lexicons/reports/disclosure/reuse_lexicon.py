"""What is left out when two texts are held against each other, typed: plain words, names for oneself, statutory sentences."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, entries, read_toml
from lexicons.reports.disclosure.forms import EDITIONS, form
from lexicons.reports.disclosure.item_lexicon import topics, words

#: A shorter label is a word of prose too.
LABEL_LENGTH = 10
REUSE = "reports/disclosure/reuse.toml"
#: The lists of roles.toml whose words say that something fell short or shall be done, and not what.
ROLE_LISTS = (
    "common", "problem_cues", "problem_hints", "open_ends", "firm_starters", "existence_adverbs", "amounts", "subjects", "turns", "audience",
)  # fmt: skip


class Boilerplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases of sentences that every report must hold, and why."""

    id: str
    why: str
    words: tuple[str, ...]


class _Lists(msgspec.Struct, frozen=True):
    plain: tuple[str, ...]
    weak_topics: tuple[str, ...]
    selves: tuple[str, ...]
    same_words: tuple[tuple[str, ...], ...]
    years: tuple[str, ...]


@cache
def _lists() -> _Lists:
    try:
        found = msgspec.convert(read_toml(REUSE), _Lists)
    except msgspec.ValidationError as error:
        raise LexiconError(REUSE, "", str(error)) from None
    for name in _Lists.__struct_fields__:
        listed = getattr(found, name)
        if not listed or len(set(listed)) < len(listed):
            raise LexiconError(REUSE, name, "empty, or a word twice")
    unknown = set(found.weak_topics) - {topic.id for topic in topics()}
    if unknown:
        raise LexiconError(REUSE, "weak_topics", f"unknown topics {sorted(unknown)}")
    return found


@cache
def plain_words() -> frozenset[str]:
    """Words that make no likeness.

    >>> "部门" in plain_words(), "不及时" in plain_words(), "专区" in plain_words()
    (True, True, False)
    """
    return frozenset(_lists().plain).union(*(words(name) for name in ROLE_LISTS))


@cache
def weak_topics() -> frozenset[str]:
    """Topics that say who fell short."""
    return frozenset(_lists().weak_topics)


@cache
def same_words() -> tuple[tuple[str, ...], ...]:
    """Groups of words that stand for one another; no word stands in two.

    >>> any({"检索", "查询"} <= set(group) for group in same_words())
    True
    """
    found = _lists().same_words
    words_of_all = [word for group in found for word in group]
    twice = sorted({word for word in words_of_all if words_of_all.count(word) > 1})
    if twice or any(len(group) < 2 for group in found):
        raise LexiconError(REUSE, "same_words", f"groups of one word, or words in two groups {twice}")
    return found


@cache
def masked_names() -> tuple[str, ...]:
    """What a report calls itself and its years, longest first."""
    return tuple(sorted((*_lists().selves, *_lists().years), key=lambda word: (-len(word), word)))


@cache
def boilerplate() -> tuple[str, ...]:
    """Every phrase that makes a sentence statutory, those of the lexicon and the long labels of the form's rows.

    >>> "现公布" in boilerplate(), "其他法律行政法规禁止公开" in boilerplate(), "行政许可" in boilerplate()
    (True, True, False)
    """
    found = [word for entry in entries(REUSE, "boilerplate", Boilerplate) for word in entry.words]
    rows = (row for edition in EDITIONS for row in form(edition).rows)
    found += [label for row in rows for label in row.labels if len(label) >= LABEL_LENGTH]
    return tuple(sorted(dict.fromkeys(found), key=lambda word: (-len(word), word)))
