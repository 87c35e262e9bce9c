"""Which figures a rate or a change is computed from, as far as the text names them.

A change is tied to the figure of the other year that its sentence states (``base``; ``qualifies`` is this year's own), a rate or share
to what it counts (``numerator``) and to the whole (``denominator``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.model import Fact
from extractor.spans import Span

ENDS = regex.compile(r"[。！？\n]")
RATE = regex.compile(r"(?P<what>[一-鿿]{2})(?:比)?率")
#: Rates of what was due: what is not yet due is no part of their whole.
DUE = regex.compile(r"(?:到期|按期|按时|如期|限时|期限?内|时限内|及时|准时)[^，。；]{0,4}率")
SHARE = regex.compile(r"占(?:比|总|全|本|了)?[^，。；]{0,14}$")
BRACKETED = regex.compile(r"\s*[（(]\s*(?:占比?)?")
NO_COUNTS = frozenset({"%", "倍", "百分点", "元"})
#: A rate's numerator is among this many figures before it.
NUMERATORS_BACK = 6
#: A share stands at most this far behind what it is of.
SHARE_REACH = 24


def tied(text: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, changes with their bases, rates with their numerators and denominators."""
    ends = [m.start() for m in ENDS.finditer(text)]
    result: list[Fact] = []
    for index, fact in enumerate(facts):
        place = _sentence(text, ends, fact.span)
        if fact.made_by.startswith("changes:") and fact.made_by != "changes: base":
            result.append(replace(fact, base=_base([f for f in facts if place.covers(f.span)], fact)))
        elif fact.quantity.unit == "%" and fact.period not in {"plan", "limit"}:
            result.append(_with_terms(text, facts[:index], fact, place))
        else:
            result.append(fact)
    return tuple(result)


def counts(facts: Sequence[Fact]) -> list[Fact]:
    """The figures that can be counted in a rate."""
    return [f for f in facts if f.quantity.unit not in NO_COUNTS and not f.denial and f.quantity.value > 0]


def _sentence(text: str, ends: Sequence[int], span: Span) -> Span:
    before, after = bisect_left(ends, span.start), bisect_left(ends, span.end)
    return Span(ends[before - 1] + 1 if before else 0, ends[after] if after < len(ends) else len(text))


def _base(sentence: Sequence[Fact], fact: Fact) -> str | None:
    """The figure of the other year: the nearest before the change, else one right after it (2022年为3.52亿次)."""
    known = [f for f in sentence if f.made_by == "changes: base" and f.quantity.unit != "倍"]
    bases = [f for f in known if f.qualifies == fact.qualifies]
    bases = bases or [f for f in known if f.qualifies is None and f.span.end <= fact.span.start][-1:]
    before = [f for f in bases if f.span.end <= fact.span.start]
    return before[-1].id if before else bases[0].id if bases else None


def _with_terms(text: str, before: Sequence[Fact], rate: Fact, place: Span) -> Fact:
    numerator = _numerator(text, before[-NUMERATORS_BACK:], rate, place)
    if numerator is None:
        return rate
    return replace(rate, numerator=numerator.id, denominator=_denominator(before, numerator, rate, place))


def _numerator(text: str, before: Sequence[Fact], rate: Fact, place: Span) -> Fact | None:
    """The count right before, where the rate's own word names it (公开651件，公开率…) or it is told as a share (占比)."""
    near = [f for f in counts(before) if place.covers(f.span) and not (f.indicator or "").startswith("change.")]
    near = [f for f in near if not _is_closed_in(text[f.span.end : rate.span.start])]
    if not near:
        return None
    gap = text[near[-1].span.end : rate.span.start]
    if BRACKETED.fullmatch(gap):
        return near[-1]  # 予以公开7件（35%）
    words = "".join(text[place.start : rate.span.start].split())
    if SHARE.search(words[-16:]):
        return near[-1] if len(gap) < SHARE_REACH and not regex.search(r"[；;]", gap) else None
    named = list(RATE.finditer(words[-12:]))
    if len(named) != 1 or DUE.search(words[-12:]) or regex.search(r"均|和", words[-12:]):
        return None
    last, what = near[-1], named[0]["what"]
    after = regex.split(r"[，。；、,;（(]", text[last.span.end : last.span.end + 8])[0]
    return last if what in last.label + after or what[0] in last.label[-4:] else None


def _is_closed_in(gap: str) -> bool:
    """Whether what stands before a stretch of text stands in a bracket that the stretch closes: 276件（前者219件，后者57件），占42.5%."""
    depth = 0
    for ch in gap:
        depth += (ch in "（(") - (ch in "）)")
        if depth < 0:
            return True
    return False


def _denominator(before: Sequence[Fact], numerator: Fact, rate: Fact, place: Span) -> str | None:
    """The whole: the numerator's own total, else the one count of the sentence that can be it; of several, that which gives the rate."""
    if numerator.part_of:
        return numerator.part_of
    wholes = [
        f for f in counts(before)
        if place.covers(f.span) and f.id != numerator.id and f.quantity.unit == numerator.quantity.unit
        and f.quantity.value >= numerator.quantity.value and not f.made_by.startswith("changes")
    ]  # fmt: skip
    if len(wholes) == 1:
        return wholes[0].id
    exact = [f for f in wholes if _gives(numerator, f, rate)]
    return exact[-1].id if exact else None


def _gives(numerator: Fact, whole: Fact, rate: Fact) -> bool:
    computed = numerator.quantity.value * 100 / whole.quantity.value
    return abs(computed - rate.quantity.value) <= rate.quantity.step * Decimal("0.6")
