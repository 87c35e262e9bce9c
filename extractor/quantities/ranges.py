"""Two numbers that bound one figure: 20-30件, 10至15条, 2~3万次, 15%至20%."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.quantities.measures import Measure, measure_at
from extractor.quantities.numbers import Number, number_at

_JOINT = regex.compile(r" ?(?:-{1,2}|~|至|到) ?")
# "由14件至9件" is a change, not a range.
_FROM = regex.compile(r"[由从自][^,。;]{0,12}$")


@dataclass(frozen=True, slots=True)
class Spread:
    """A range as one number (value is its low end) and the unit after it."""

    number: Number
    measure: Measure


def range_at(folded: str, first: Number, own: Measure | None) -> Spread | None:
    """The range that begins with a number (``own`` is the unit right after it), None where none does.

    >>> spread = range_at("10至15条", number_at("10至15条", 0), None)
    >>> spread.number.low, spread.number.high, spread.measure.unit
    (Decimal('10'), Decimal('15'), '条')
    >>> range_at("10条", number_at("10条", 0), None) is None
    True
    """
    if first.qualifier not in {"exact", "more"} or folded[first.start - 1 : first.start] in ("-", "~"):
        return None
    end = first.end
    joint = _JOINT.match(folded, end)
    if joint is None and own is not None and not _FROM.search(folded, max(0, first.start - 14), first.start):
        joint = _JOINT.match(folded, own.end)
    if joint is None:
        return None
    second = number_at(folded, joint.end())
    if second is None or second.hanzi != first.hanzi or second.loose:
        return None
    measure = measure_at(folded, second.end, after_hanzi=second.hanzi)
    if measure is None or (own is not None and own.unit != measure.unit):
        return None
    low = _scaled_like(first, second)
    if low >= second.value:
        return None
    step = min(first.step, second.step)
    number = replace(second, start=first.start, value=low, low=low, high=second.value, qualifier="range", step=step)
    return Spread(number, measure)


def _scaled_like(first: Number, second: Number) -> Decimal:
    """2-3万 is 20000 to 30000."""
    if not second.scaled or first.scaled or first.value >= 10_000:
        return first.value
    scale = Decimal(100_000_000 if second.value >= 100_000_000 else 10_000)
    return first.value * scale if first.value * scale < second.value else first.value
