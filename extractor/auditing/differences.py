"""A stated change, or a stated figure of last year, against what both years' reports hold: every innocent reading is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

from extractor.auditing.agreement import Interval, interval_of, rounded
from extractor.model import Fact
from extractor.series.entries import Entry
from lexicons.reports.disclosure.indicator_lexicon import indicators_by_id, terms
from lexicons.reports.disclosure.year_words import year_words

Kind = Literal["rate", "amount", "base", "ratio"]
HUNDRED = Decimal(100)
KINDS: dict[str, Kind] = {"changes: rate": "rate", "changes: amount": "amount", "changes: base": "base"}
YEAR = regex.compile(r"20\d{2}(?=年)")
#: A base above this that is off by one is a correction; a rate may be off by so many of its last digit.
NEAR_ONE, LAST_DIGITS = Decimal(100), 5
STOPS = "。；！？\n"


@dataclass(frozen=True, slots=True)
class Base:
    """A figure that a change may be reckoned from: an interval, how it is called, and where it stands.

    ``firm`` where it is a cell, or sum of cells, whose counterpart in the later report is the very figure that changed.
    """

    values: Interval
    name: str
    cells: tuple[str, ...] = ()
    fact: str = ""
    firm: bool = False
    #: The figure of the same notion in the later report, where it is another one than the prose states.
    now: Interval | None = None


def kind_of(fact: Fact) -> Kind | None:
    """What a fact compares; None for a plain figure, and for points of percentage. 上年的1.3倍 and 翻番 are ratios."""
    kind = KINDS.get(fact.made_by)
    if kind == "base" and fact.quantity.unit == "倍":
        return "ratio"
    return None if kind == "rate" and fact.quantity.unit not in {"%", "倍"} else kind


def other_base(entry: Entry, fact: Fact, subject: Fact) -> bool:
    """Whether the words say that the change is from another time than the year before (环比, 较2020年)."""
    text = entry.text
    start = max(text.rfind(stop, 0, fact.span.start) for stop in STOPS) + 1
    near = text[max(start, subject.span.start if subject.span.start < fact.span.start else start) : fact.span.end]
    years = {int(y) for y in YEAR.findall(near)} - {entry.year, (entry.year or 0) - 1}
    return bool(years) or any(word in near for word in year_words().other_bases)


def bases(earlier: Entry, later: Entry, subject: Fact) -> Iterator[Base]:
    """The figures of the earlier report that the change of a figure may be reckoned from, the likeliest first."""
    entry = indicators_by_id().get(subject.indicator or "")
    stated = interval_of(subject.quantity)
    if entry and entry.cells:
        scale = Decimal(entry.scale.split("|")[0])
        own = set(entry.cells)
        for expression in year_words().kin((*entry.cells, *(a.partition(" :: ")[2] for a in entry.also))):
            before, now = cell_sum(earlier, expression), cell_sum(later, expression)
            if before is not None:
                firm = now is not None and expression in own and stated.holds(now / scale)
                value = Interval(before / scale, before / scale)
                yield Base(value, "表格", terms(expression), firm=firm, now=None if now is None else Interval(now / scale, now / scale))
    for fact in earlier.facts:
        if fact.indicator == subject.indicator and fact.quantity.unit == subject.quantity.unit and fact.made_by not in KINDS and _whole_year(fact):
            yield Base(interval_of(fact.quantity), f"正文“{fact.label}”", fact=fact.id)


def cell_sum(entry: Entry, expression: str) -> Decimal | None:
    """The value of a sum of cells; None where one is not printed or not read, or the sum is over a group."""
    total = Decimal(0)
    for cell in terms(expression):
        value = entry.cells.value_of(cell)
        if value is None:
            return None
        total += value
    return total


def agrees(fact: Fact, now: Interval, base: Interval) -> bool:
    """Whether a stated change, or a stated former figure, can be right for a figure and its base."""
    kind = kind_of(fact)
    stated = interval_of(fact.quantity)
    if kind == "base":
        return stated.meets(base)
    if kind == "ratio":
        # rounded either way, or cut off: 2.6 times may be told as 2倍 or 3倍, 1.3 times not as 翻番
        value, step = fact.quantity.value, fact.quantity.step
        loose = Interval(value - step / 2, value + step) if fact.quantity.qualifier == "exact" else stated
        return base.low > 0 and Interval(now.low / base.high, now.high / base.low).meets(loose)
    low, high = now.low - base.high, now.high - base.low
    if (fact.direction == "down" and low > 0) or (fact.direction == "up" and high < 0):
        return False
    reach = Interval(min(abs(low), abs(high)) if low * high > 0 else Decimal(0), max(abs(low), abs(high)))
    if kind == "amount":
        return reach.meets(stated)
    if base.low <= 0:
        return False
    loose = rounded(fact.quantity.value, fact.quantity.step) if fact.quantity.qualifier == "exact" else stated
    if fact.quantity.unit == "倍":
        ratios = Interval(reach.low / base.high, reach.high / base.low)
        return ratios.meets(loose) or Interval(ratios.low + 1, ratios.high + 1).meets(loose)
    return Interval(reach.low * HUNDRED / base.high, reach.high * HUNDRED / base.low).meets(loose)


def fits(fact: Fact, subject: Fact, found: Sequence[Base]) -> bool:
    """Whether any reading agrees: like with like, or the stated figure with any base where no cell is known to be its counterpart."""
    stated = interval_of(subject.quantity)
    firm = any(b.firm for b in found)
    for base in found:
        if (base.firm or base.fact or not firm) and agrees(fact, stated, base.values):
            return True
        if base.now is not None and agrees(fact, base.now, base.values):
            return True
    return False


def close(fact: Fact, subject: Fact, base: Base) -> bool:
    """Whether a base that differs by one, or a rate off in its last digits, would do: last year's figure may have been put right since."""
    low, high = base.values.low, base.values.high
    stated = interval_of(subject.quantity)
    if any(agrees(fact, stated, Interval(low + d, high + d)) for d in (-1, 1)) and low > NEAR_ONE:
        return True
    difference = subject.quantity.value - low
    if kind_of(fact) != "rate" or not low or (fact.direction == "up" and difference < 0) or (fact.direction == "down" and difference > 0):
        return False
    rate = abs(difference) * HUNDRED / low
    return abs(rate - fact.quantity.value) <= LAST_DIGITS * fact.quantity.step


def reckoned(fact: Fact, now: Decimal, before: Decimal) -> str:
    """What should be stated, as people write it.

    >>> from extractor.quantities import find_quantities
    >>> five = Fact("f1", None, "", find_quantities("增加9件")[0], "overview", made_by="changes: amount")
    >>> reckoned(five, Decimal(40), Decimal(35))
    '增加 5件'
    """
    difference = now - before
    if kind_of(fact) == "base":
        return f"{before:f}{fact.quantity.unit}"
    if kind_of(fact) == "ratio" and before:
        return f"上年的 {(now / before).quantize(Decimal('0.01')):f}倍"
    way = "增加" if difference >= 0 else "减少"
    if kind_of(fact) == "amount":
        return f"{way} {abs(difference):f}{fact.quantity.unit}"
    if not before:
        return f"{way}（上年为 0，无法计算比例）"
    rate = (abs(difference) * HUNDRED / before).quantize(Decimal("0.01"))
    return f"{way} {rate:f}%"


def _whole_year(fact: Fact) -> bool:
    return fact.period not in {"plan", "limit", "cumulative"}
