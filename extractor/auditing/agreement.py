"""Do two figures agree, given how they were written? An interval question.

A hedge and the written precision make an interval: 1.2万余件 stands for 12000 and up to a tenth more, 14.24亿元 for 14.235 to 14.245 (or cut off,
up to 14.25), 95%以上 for anything from 95. A plain integer stands for itself alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.values import Quantity, decimal_text

#: How far 约 and 近 reach.
ABOUT = Decimal("0.1")
HUNDRED = Decimal(100)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of values that a written figure stands for."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies inside."""
        return self.low <= value <= self.high

    def meets(self, other: Interval) -> bool:
        """Whether two figures can be the same."""
        return self.low <= other.high and other.low <= self.high


def interval_of(quantity: Quantity) -> Interval:
    """The values a quantity stands for.

    >>> from extractor.quantities import find_quantities
    >>> [(str(i.low), str(i.high)) for i in map(interval_of, find_quantities("12件，1.2万余件，95%以上"))]
    [('12', '12'), ('12000', '13200.0'), ('95', '100')]
    """
    value, step = quantity.value, quantity.step
    if quantity.low is not None and quantity.high is not None:
        return Interval(quantity.low, quantity.high)
    if quantity.qualifier == "exact" and step == ONE and value == value.to_integral_value():
        return Interval(value, value)
    if quantity.qualifier == "more":
        if quantity.unit == "%" and value <= HUNDRED:
            return Interval(value, HUNDRED)
        return Interval(value, max(value + _significance(value, step), value * (1 + ABOUT)))
    if quantity.qualifier == "less":
        return Interval(value * (1 - 2 * ABOUT), value)
    if quantity.qualifier == "about":
        return Interval(value * (1 - ABOUT), value * (1 + ABOUT))
    if step == 1 and value == value.to_integral_value():
        return Interval(value, value)
    return Interval(value - step / 2, value + step * Decimal("0.9999"))


def _significance(value: Decimal, step: Decimal) -> Decimal:
    """The weight of the last digit that is not 0: 5500 is known to the hundred."""
    digits = value / step
    weight = step
    while digits and digits % 10 == 0:
        digits /= 10
        weight *= 10
    return weight


def rounded(value: Decimal, step: Decimal) -> Interval:
    """What a computed value may be printed as: rounded, cut off or bent by one in the last place."""
    return Interval(value - step, value + step)


def is_slip(stated: Quantity, other: Quantity) -> bool:
    """Whether two exact figures differ as slips of the pen do.

    The same digits in another order, or one digit more, less or other.

    >>> from extractor.quantities import find_quantities
    >>> a, b, c = find_quantities("1243件，1234件，98件")
    >>> is_slip(a, b), is_slip(a, c)
    (True, False)
    """
    if stated.qualifier != "exact" or other.qualifier != "exact":
        return False
    return digits_slip(decimal_text(stated.value), decimal_text(other.value))


def is_swap(a: Decimal, b: Decimal) -> bool:
    """Whether two figures have the same digits, two of them in each other's place.

    >>> is_swap(Decimal(183), Decimal(138)), is_swap(Decimal(183), Decimal(831)), is_swap(Decimal(11), Decimal(11))
    (True, False, False)
    """
    one, other = decimal_text(a), decimal_text(b)
    different = [i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y]
    return len(one) == len(other) and len(different) == 2 and sorted(one) == sorted(other)


def digits_slip(a: str, b: str) -> bool:
    """Whether two figures as written are one slip apart; figures of one digit never are."""
    if min(len(a), len(b)) < 2 or a == b:
        return False
    if sorted(a) == sorted(b):
        return True
    if len(a) == len(b):
        return len(a) > 2 and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    longer, shorter = sorted((a, b), key=len, reverse=True)
    if len(longer) != len(shorter) + 1 or len(shorter) < 3:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
