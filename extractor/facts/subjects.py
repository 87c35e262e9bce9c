"""The subjects whose cues stand in some words. Cues inside longer words of another meaning (未经复议直接起诉) do not count."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from extractor.language import stands
from lexicons.reports.disclosure.indicator_lexicon import Subject, subjects

#: How many stretches of words are kept with their subjects: a sentence is asked about again and again.
STRETCHES = 1024

@cache
def _cues() -> dict[str, tuple[tuple[str, str], ...]]:
    """Cues and their subjects by first character, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for cue, subject in sorted(((c, s.id) for s in subjects() for c in s.cues), key=lambda p: -len(p[0])):
        found.setdefault(cue[0], []).append((cue, subject))
    return {first: tuple(cues) for first, cues in found.items()}


@cache
def _masks() -> dict[str, regex.Pattern[str]]:
    """By subject: the longer words inside which its cues do not count."""
    return {s.id: regex.compile("|".join(map(regex.escape, s.not_cues))) for s in subjects() if s.not_cues}


@cache
def by_id() -> dict[str, Subject]:
    """Subjects by id."""
    return {s.id: s for s in subjects()}


def last_subject(words: str, without: frozenset[str] = frozenset()) -> str | None:
    """The subject whose cue stands last in some words; those in ``without`` are passed over.

    >>> last_subject("因政府信息公开工作被申请行政复议")
    'review'
    >>> last_subject("共计") is None
    True
    """
    return next(iter(subjects_in(words, without)), None)


@lru_cache(STRETCHES)
def subjects_in(words: str, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The subjects whose cues stand in some words, the last first.

    Of cues that overlap the one that ends last counts, of those the longest.
    """
    found: dict[str, None] = {}
    for end, length, subject in sorted(_longest_cues(words), reverse=True):
        if subject not in found and subject not in without and _counts(words, end - length, end, subject):
            found[subject] = None
    return tuple(found)


def _counts(words: str, start: int, end: int, subject: str) -> bool:
    """Whether a cue of a subject speaks of it: it was meant, nothing before it forbids it, and no longer word holds it."""
    if not stands(words, start, end) or any(word in words[:start] for word in by_id()[subject].not_after):
        return False
    mask = _masks().get(subject)
    return mask is None or not any(m.start() <= start and end <= m.end() for m in mask.finditer(words))


def _longest_cues(words: str) -> Iterator[tuple[int, int, str]]:
    """Where cues end, the longest at each place, their lengths and their subjects."""
    beginning = _cues()
    for start, first in enumerate(words):
        for cue, subject in beginning.get(first, ()):
            if words.startswith(cue, start):
                yield start + len(cue), len(cue), subject
                break
