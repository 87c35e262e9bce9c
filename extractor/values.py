"""Exact numbers as reports write them: value, unit, hedge, written precision."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from extractor.spans import Span

Qualifier = Literal["exact", "about", "more", "less", "range"]
CellState = Literal["read", "blank", "placeholder", "unreadable", "inferred"]


@lru_cache(4096)  # most figures of a report come again and again
def decimal_text(value: Decimal) -> str:
    """A decimal as plain digits, without exponent and without trailing zeros.

    >>> decimal_text(Decimal("1811.120268") * 10000)
    '18111202.68'
    >>> decimal_text(Decimal("1E+4"))
    '10000'
    >>> decimal_text(Decimal("0.00"))
    '0'
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as found on characters.

    ``span``/``raw`` cover hedge-inside and unit ("1.2万余件"); ``number`` covers the numeral alone. ``value`` has 万/亿
    multiplied out and ``unit`` is bare: 1.2万余件 is 12000 件, "more". ``step`` is the weight of the last written digit
    (1.2万 has step 1000), so that agreement is asked at the written precision. ``low``/``high`` are set for ranges and
    for hedged round words (百余 is 100..200).
    """

    span: Span
    raw: str
    number: Span
    value: Decimal
    unit: str
    qualifier: Qualifier = "exact"
    step: Decimal = Decimal(1)
    low: Decimal | None = None
    high: Decimal | None = None
    made_by: str = "quantities"
