"""The measure word at a place: longest first, guarded against words that begin with one (条例, 项目, 人大)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractor.quantities.lookups import Longest
from lexicons.language import UnitKind, units

# A number and its unit may be parted by spaces or by one line break (texts out of PDF files: "294\n篇").
_GAP = regex.compile(r" {0,4}(?:\n {0,4})?")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit: as written, its bare form, its kind, and where it stands."""

    form: str
    unit: str
    kind: UnitKind
    start: int
    end: int


@cache
def _forms() -> tuple[Longest, dict[str, tuple[str, UnitKind]]]:
    named: dict[str, tuple[str, UnitKind]] = {}
    for group in units().group:
        named.update({word: (word, group.kind) for word in group.words})
        named.update({form: (unit, group.kind) for form, unit in group.aliases.items()})
    return Longest(named), named


@cache
def _guards() -> tuple[dict[str, Longest], dict[str, Longest], dict[str, Longest]]:
    table = units()
    general, hanzi, follows = (
        {unit: Longest(words) for unit, words in guards.items()}
        for guards in (table.begins, table.begins_after_hanzi, table.follows)
    )
    return general, hanzi, follows


@cache
def _digits_only() -> frozenset[str]:
    return frozenset(units().digits_only)


def _begins_a_word(folded: str, form: str, end: int, after_hanzi: bool) -> bool:
    """Whether what looks like a unit is the head of another word: 项目, but not 项 before 目标."""
    general, hanzi, follows = _guards()
    if form in follows and follows[form].at(folded, end):
        return False
    if form in general and general[form].at(folded, end):
        return True
    return after_hanzi and form in hanzi and hanzi[form].at(folded, end) is not None


def _forms_at(folded: str, start: int) -> Iterator[tuple[str, int]]:
    """The written forms of units at a place and where they end, longest first; one line break inside is passed over."""
    longest, _ = _forms()
    window = folded[start : start + longest.longest + 1]
    broken = window.find("\n")
    if broken > 0:
        joined = window[:broken] + window[broken + 1 :]
        yield from ((form, start + len(form) + 1) for form in longest.all_at(joined, 0) if len(form) > broken)
    yield from ((form, start + len(form)) for form in longest.all_at(folded, start))


def _bracketed(folded: str, start: int, after_hanzi: bool) -> Measure | None:
    """A unit given in brackets after its figure: 12（件）."""
    inner = measure_at(folded, start + 1, after_hanzi=after_hanzi) if folded[start + 1 : start + 2] != "(" else None
    if inner is None or folded[inner.end : inner.end + 1] != ")":
        return None
    return Measure(inner.form, inner.unit, inner.kind, start, inner.end + 1)


def measure_at(folded: str, position: int, *, after_hanzi: bool = False) -> Measure | None:
    """The unit that begins at the position, spaces or one line break aside.

    >>> measure_at("12 人次", 2)
    Measure(form='人次', unit='人次', kind='count', start=3, end=5)
    >>> measure_at("12条例", 2) is None
    True
    """
    gap = _GAP.match(folded, position)
    start = gap.end() if gap else position
    if folded[start : start + 1] == "(":
        return _bracketed(folded, start, after_hanzi)
    named = _forms()[1]
    for form, end in _forms_at(folded, start):
        if (after_hanzi and form in _digits_only()) or _begins_a_word(folded, form, end, after_hanzi):
            continue
        if form.isascii() and form.isalpha() and folded[end : end + 1].isalpha() and folded[end].isascii():
            continue
        unit, kind = named[form]
        return Measure(form, unit, kind, start, end)
    return None
