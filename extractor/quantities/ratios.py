"""Ratios said in words: 百分之九十九点三, 千分之五, 三分之二, 翻一番."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import regex

from extractor.numerals import ARABIC, hanzi_class, read_numeral
from extractor.quantities.hedging import hedge_at
from extractor.quantities.numbers import Number
from extractor.spans import Span
from extractor.values import Qualifier
from lexicons.language import numerals

_SCALES = {"百": ("%", Decimal(1)), "千": ("‰", Decimal(1)), "万": ("%", Decimal("0.01"))}


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio [start, end) of the folded text; ``number`` is its numeral alone."""

    start: int
    end: int
    number: Span
    value: Decimal
    step: Decimal
    unit: str
    qualifier: Qualifier
    made_by: str


@cache
def _pattern() -> regex.Pattern[str]:
    digits = "".join(numerals().digits)
    numeral = rf"(?:{ARABIC}|[{hanzi_class()}]+(?:点[{digits}]+)?)"
    return regex.compile(
        rf"""(?P<whole>[百千万])分之(?P<part>{numeral})
           | (?P<below>[{hanzi_class()}]+|\d+)分之(?P<above>[{hanzi_class()}]+|\d+)
           | 翻了?(?P<doublings>[{digits}几])?番""",
        regex.VERBOSE,
    )


def find_ratios(folded: str) -> Iterator[Ratio]:
    """Every ratio in words, in reading order.

    >>> [(r.value, r.unit) for r in find_ratios("满意率百分之九十九点三，翻两番")]
    [(Decimal('99.3'), '%'), (Decimal('4'), '倍')]
    >>> list(find_ratios("百分点"))
    []
    """
    if "分之" not in folded and "番" not in folded:
        return
    for match in _pattern().finditer(folded):
        if match["whole"]:
            ratio = _percentage(folded, match)
        else:
            ratio = _fraction(match) if match["below"] else _doubling(match)
        if ratio is not None:
            yield ratio


def tenths(folded: str, number: Number, end: int) -> tuple[Number, int]:
    """A number of tenths (成) that ends at ``end`` as a percentage, and where it ends: 九成 is 90, 三成五 is 35.

    >>> from extractor.quantities.numbers import number_at
    >>> tenths("三成五", number_at("三成五", 0), 2)[0].value
    Decimal('35')
    """
    digit = numerals().digits.get(folded[end : end + 1], 0)
    step = Decimal(1) if digit else Decimal(10)
    bounds = [None if bound is None else bound * 10 for bound in (number.low, number.high)]
    value = number.value * 10 + digit
    return replace(number, value=value, step=step, low=bounds[0], high=bounds[1]), end + (1 if digit else 0)


def _percentage(folded: str, match: regex.Match[str]) -> Ratio | None:
    numeral = read_numeral(match["part"])
    if numeral is None:
        return None
    unit, scale = _SCALES[match["whole"]]
    qualifier, end = hedge_at(folded, match.end(), inside=True)
    span = Span(*match.span("part"))
    return Ratio(match.start(), end, span, numeral.value * scale, numeral.step * scale, unit, qualifier, "percentage")


def _fraction(match: regex.Match[str]) -> Ratio | None:
    below, above = read_numeral(match["below"]), read_numeral(match["above"])
    if below is None or above is None or not 0 < above.value < below.value:
        return None
    value = (above.value * 100 / below.value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Ratio(match.start(), match.end(), Span(*match.span()), value, Decimal("0.01"), "%", "exact", "fraction")


def _doubling(match: regex.Match[str]) -> Ratio | None:
    times = numerals().digits.get(match["doublings"] or "一")
    if not times:
        return None
    span = Span(*match.span())
    return Ratio(span.start, span.end, span, Decimal(2) ** times, Decimal(1), "倍", "exact", "doubling")
