"""The subjects whose cues stand in some words. Cues inside longer words of another meaning (未经复议直接起诉) do not count."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractor.language import stands
from lexicons.reports.disclosure.indicator_lexicon import Subject, subjects


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


def subjects_in(words: str, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The subjects whose cues stand in some words, the last first.

    Of cues that overlap the one that ends last counts, of those the longest.
    """
    found: dict[str, tuple[int, int]] = {}
    for start, cue, subject in _longest_cues(words):
        end = start + len(cue)
        if subject in without or not stands(words, start, end):
            continue
        if any(word in words[:start] for word in by_id()[subject].not_after):
            continue
        mask = _masks().get(subject)
        if mask and any(m.start() <= start and end <= m.end() for m in mask.finditer(words)):
            continue
        found[subject] = max(found.get(subject, (0, 0)), (end, len(cue)))
    return tuple(sorted(found, key=lambda s: found[s], reverse=True))


def _longest_cues(words: str) -> Iterator[tuple[int, str, str]]:
    """Where cues stand, the longest at each place, and their subjects."""
    beginning = _cues()
    for start, first in enumerate(words):
        for cue, subject in beginning.get(first, ()):
            if words.startswith(cue, start):
                yield start, cue, subject
                break
