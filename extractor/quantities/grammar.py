"""From numbers to quantities: number, unit and hedges put together, everything else refused with its reason.

In: a text (or a part of it). Out: quantities, and refused places, both in reading order with absolute spans.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractor.folding import fold
from extractor.quantities import acceptance
from extractor.quantities.hedging import hedge_at, hedge_before
from extractor.quantities.listing import list_units
from extractor.quantities.measures import measure_at
from extractor.quantities.numbers import Number, find_numbers, number_at, with_repetition
from extractor.quantities.ranges import range_at
from extractor.quantities.ratios import Ratio, find_ratios, tenths
from extractor.quantities.refusals import Refused, find_shapes
from extractor.quantities.sharing import share_units
from extractor.spans import Span
from extractor.values import Qualifier, Quantity
from lexicons.language import refusals

# A long dash (—) is punctuation, never a sign.
_MINUS = ("-", "－", "−")
# What stands between a figure and its repetition in the other script.
_AGAIN = ("(", "(大写", "(大写:", "(即", "(人民币")


@dataclass(frozen=True, slots=True)
class _Scan:
    """What is in a part of a text: quantities in reading order, refused places by their offsets in the part."""

    quantities: tuple[Quantity, ...]
    refused: list[Refused]


def find_quantities(text: str, span: Span | None = None) -> tuple[Quantity, ...]:
    """All quantities of the text, or of the part that the span points at, in reading order.

    >>> [(q.raw, str(q.value), q.unit, q.qualifier) for q in find_quantities("发布信息1.2万余条，占95%以上")]
    [('1.2万余条', '12000', '条', 'more'), ('95%以上', '95', '%', 'more')]
    >>> [(q.raw, str(q.low), str(q.high)) for q in find_quantities("每月更新１０至１５ 条")]
    [('１０至１５ 条', '10', '15')]
    >>> find_quantities("依据第二十条、国办发〔2019〕60号")
    ()
    """
    return _scan(text, span).quantities


def find_refused(text: str, span: Span | None = None) -> tuple[Refused, ...]:
    """What holds a number and is no quantity, with the rule that refused it, in reading order.

    >>> [(r.rule, r.span.of("2024年受理一件事")) for r in find_refused("2024年受理一件事")]
    [('year', '2024年'), ('word', '一件事')]
    """
    by = 0 if span is None else span.start
    return tuple(replace(r, span=r.span.shift(by)) for r in sorted(_scan(text, span).refused, key=lambda r: r.span))


def _scan(text: str, span: Span | None) -> _Scan:
    part = text if span is None else span.of(text)
    by = 0 if span is None else span.start
    folded = fold(part)
    shapes = find_shapes(folded)
    covered = _Covered(r.span for r in shapes)
    ratios = [_from_ratio(part, folded, r) for r in find_ratios(folded) if not covered.overlap(r.start, r.end)]
    taken = _Covered([*(r.span for r in shapes), *(q.span for q in ratios)])
    found: list[Quantity] = []
    refused: list[Refused] = list(shapes)
    for reading in list_units(folded, share_units(folded, _readings(part, folded, taken))):
        quantity = _quantity(part, reading)
        reason = acceptance.refusal(folded, reading)
        if reason is None and found and _says_again(folded, found[-1], quantity):
            reason = "said_again"
        if reason is None:
            found.append(quantity)
        else:
            refused.append(Refused(Span(reading.start, reading.number.end), reason, refusals().reasons[reason]))
    return _Scan(
        tuple(_moved(q, by) for q in sorted([*ratios, *found], key=lambda q: q.span)),
        refused,
    )


def _readings(part: str, folded: str, taken: _Covered) -> list[acceptance.Reading]:
    """Every number outside the taken places with its unit and hedges; none begins within another."""
    readings: list[acceptance.Reading] = []
    for number in find_numbers(folded, taken.overlap):
        if not readings or number.start >= readings[-1].end:
            readings.append(_reading(part, folded, number))
    return readings


def _says_again(folded: str, before: Quantity, quantity: Quantity) -> bool:
    """12840元（壹万贰仟捌佰肆拾元整） is one sum, written twice."""
    if (before.value, before.unit) != (quantity.value, quantity.unit):
        return False
    return folded[before.span.end : quantity.span.start] in _AGAIN


class _Covered:
    """Ranges that may overlap each other, asked whether they overlap another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._ends: list[int] = []
        self._starts: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of the ranges shares a character with [start, end)."""
        index = bisect_left(self._ends, start + 1)
        return index < len(self._starts) and self._starts[index] < end


def _reading(part: str, folded: str, number: Number) -> acceptance.Reading:
    """The number with its range, unit and hedges."""
    number, made_by = _unglued(folded, number), "plain"
    measure = measure_at(folded, number.end, after_hanzi=number.hanzi)
    spread = range_at(folded, number, measure)
    if spread is not None:
        number, measure, made_by = spread.number, spread.measure, "range"
    elif measure is None and (again := with_repetition(folded, number)) is not number:
        number, measure = again, measure_at(folded, again.end)
    end = measure.end if measure else number.end
    if measure is not None and measure.form == "成":
        number, end = tenths(folded, number, end)
    qualifier, after = hedge_at(folded, end, inside=False)
    start = number.start
    if part[start - 1 : start] in _MINUS and start and acceptance.is_sign(folded, start - 1, measure):
        number, start = replace(number, value=-number.value), start - 1
    return acceptance.Reading(
        number=number,
        measure=measure,
        start=start,
        end=after if qualifier != "exact" else end,
        before=hedge_before(folded, start),
        after=qualifier,
        made_by=made_by,
        unit="" if measure else acceptance.unit_of_head(folded, number),
    )


def _unglued(folded: str, number: Number) -> Number:
    """1.12件 at the head of a line is the enumerator 1. and 12件: things are not counted in fractions."""
    text = folded[number.start : number.end]
    dot = text.find(".")
    if dot < 0 or number.scaled or not acceptance.heads_line(folded, number.start):
        return number
    measure = measure_at(folded, number.end)
    if measure is None or measure.kind != "count":
        return number
    return number_at(folded, number.start + dot + 1) or number


def _quantity(part: str, reading: acceptance.Reading) -> Quantity:
    number = reading.number
    span = Span(reading.start, reading.end)
    value, unit = number.value, reading.measure.unit if reading.measure else reading.unit
    low, high, step = number.low, number.high, number.step
    return Quantity(
        span=span,
        raw=span.of(part),
        number=Span(number.start, number.end),
        value=value,
        unit=unit,
        qualifier=_qualifier(reading),
        step=step,
        low=low,
        high=high,
        made_by=f"quantities.{reading.made_by}",
    )


def _qualifier(reading: acceptance.Reading) -> Qualifier:
    inner = reading.number.qualifier
    if inner == "range":
        return "range"
    for qualifier in (reading.after, inner, reading.before):
        if qualifier != "exact":
            return qualifier
    return "exact"


def _from_ratio(part: str, folded: str, ratio: Ratio) -> Quantity:
    qualifier, end = hedge_at(folded, ratio.end, inside=False)
    if qualifier == "exact":
        qualifier, end = ratio.qualifier if ratio.qualifier != "exact" else hedge_before(folded, ratio.start), ratio.end
    span = Span(ratio.start, end)
    made_by = f"quantities.{ratio.made_by}"
    return Quantity(
        span, span.of(part), ratio.number, ratio.value, ratio.unit, qualifier, ratio.step, None, None, made_by
    )


def _moved(quantity: Quantity, by: int) -> Quantity:
    if not by:
        return quantity
    return replace(quantity, span=quantity.span.shift(by), number=quantity.number.shift(by))
