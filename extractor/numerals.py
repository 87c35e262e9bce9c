"""Numeral text to exact numbers: Arabic, Chinese, mixed with 万 and 亿.

In: the numeral alone, folded (``folding.fold``), without hedge and unit. Out: its value and its step, the weight of the
last digit that is written ("1.2万" is 12000 to the nearest thousand).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from lexicons.language import numerals

ARABIC = r"(?:\d{1,3}(?:,\ ?\d{3})+(?!\d)|\d{1,3}(?:\ \d{3})+(?!\d)|\d+)(?:\.\d+)?"

_ONE = Decimal(1)
_SEPARATORS = {ord(c): None for c in ", \n"}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value and the weight of its last written digit."""

    value: Decimal
    step: Decimal


@cache
def hanzi_class() -> str:
    """The characters of Chinese numerals, for use inside a character class."""
    table = numerals()
    return "".join([*table.digits, *table.tens, *table.weights, *table.sections])


@cache
def _pieces() -> regex.Pattern[str]:
    weights, sections = "".join(numerals().weights), "".join(numerals().sections)
    digits = "".join(numerals().digits)
    return regex.compile(
        rf"""(?P<arabic>{ARABIC})
           | (?P<tens>[{"".join(numerals().tens)}])
           | (?P<digits>[{digits}]+)(?:点(?P<decimals>[{digits}]+))?
           | (?P<weight>[{weights}])
           | (?P<section>[{sections}])""",
        regex.VERBOSE,
    )


def read_numeral(text: str) -> Numeral | None:
    """The number that a numeral stands for; None where the text is no well-formed numeral.

    >>> read_numeral("1,284,603").value
    Decimal('1284603')
    >>> read_numeral("3亿2千万")
    Numeral(value=Decimal('320000000'), step=Decimal('10000000'))
    >>> read_numeral("十百一") is None
    True
    """
    if text.isascii() and text.isdigit():
        return Numeral(Decimal(text), _ONE)
    reading = _Reading()
    position = 0
    for match in _pieces().finditer(text):
        if text[position : match.start()].strip() or not reading.take(match):
            return None
        position = match.end()
    if position != len(text) or not text:
        return None
    return reading.result()


def _whole_if_possible(value: Decimal) -> Decimal:
    return value.to_integral_value() if value == value.to_integral_value() else value


def _plain(digits: str) -> str:
    return "".join(str(numerals().digits[digit]) for digit in digits)


class _Reading:
    """A numeral read from left to right: finished sections, the open section, the digit that waits for its weight."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.waiting: Decimal | None = None
        self.step = Decimal(1)  # of the last digit, within the open section
        self.done_step = Decimal(1)
        self.weight = Decimal("Infinity")  # weights fall within a section
        self.empty = True  # nothing in the open section yet
        self.zero = False  # a written zero: what follows is no shortened form
        self.arabic = False
        self.plain = True  # in characters alone, without 万 or 亿

    def take(self, match: regex.Match[str]) -> bool:
        if match["arabic"] is not None:
            return self._number(Decimal(match["arabic"].translate(_SEPARATORS)), arabic=True)
        if match["tens"] is not None:
            return self._tens(Decimal(numerals().tens[match["tens"]]))
        if match["digits"] is not None:
            return self._digits(match["digits"], match["decimals"])
        if match["weight"] is not None:
            return self._weight(Decimal(numerals().weights[match["weight"]]))
        return self._close(Decimal(numerals().sections[match["section"]]))

    def _number(self, value: Decimal, *, arabic: bool) -> bool:
        if self.waiting is not None:
            return False
        exponent = value.as_tuple().exponent
        self.step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        self.waiting, self.empty, self.arabic = value, False, arabic
        self.plain = self.plain and not arabic
        return True

    def _digits(self, digits: str, decimals: str | None) -> bool:
        values = _plain(digits)
        if decimals is not None:
            return self._number(Decimal(f"{values}.{_plain(decimals)}"), arabic=False)
        inside = not self.empty or self.total > 0
        if inside and values.startswith("0"):
            self.zero, values = True, values.lstrip("0")
            if not values:
                return True
        if inside and len(values) > 1:
            return False  # 二十一三: no number
        return self._number(Decimal(values), arabic=False)

    def _tens(self, value: Decimal) -> bool:
        if self.waiting is not None or self.weight <= 10:
            return False
        self.section, self.step, self.weight, self.empty = self.section + value, Decimal(10), Decimal(10), False
        return True

    def _weight(self, weight: Decimal) -> bool:
        if weight >= self.weight or (self.waiting is not None and self.waiting >= 10 and not self.arabic):
            return False  # 三四十 is no number but a range
        value = Decimal(1) if self.waiting is None else self.waiting
        self.section += value * weight
        self.step = (self.step if self.waiting is not None else Decimal(1)) * weight
        self.weight, self.waiting, self.empty, self.zero = weight, None, False, False
        return True

    def _close(self, section: Decimal) -> bool:
        self.plain = False
        if self.empty and self.total == 0:
            self.waiting, self.step, self.empty = Decimal(1), Decimal(1), False  # 万余件, 亿元
        if self.empty:  # 万亿
            self.total, self.done_step = self.total * section, self.done_step * section
            return True
        value = self.section + (self.waiting or 0)
        if self.total and section >= 100_000_000 and self.done_step < section:
            self.total, value = Decimal(0), self.total + value  # 一万二千亿
        self.total += value * section
        self.done_step = self.step * section
        self.section, self.waiting, self.step = Decimal(0), None, Decimal(1)
        self.weight, self.empty, self.zero = Decimal("Infinity"), True, False
        return True

    def result(self) -> Numeral:
        """The number read; one in characters without 万 or 亿 is written out in full (二十 is not "some twenty")."""
        number = self._number_read()
        step = Decimal(1) if self.plain and number.step > 1 else number.step
        return Numeral(_whole_if_possible(number.value), _whole_if_possible(step))

    def _number_read(self) -> Numeral:
        if self.empty:
            return Numeral(self.total, self.done_step)
        waiting = self.waiting or Decimal(0)
        if self.waiting is not None and not self.arabic and not self.zero:
            shortened = self._shortened()
            if shortened is not None:
                return Numeral(self.total + self.section + waiting * shortened, shortened)
        return Numeral(self.total + self.section + waiting, self.step)

    def _shortened(self) -> Decimal | None:
        """The weight of a last digit that is left unsaid: 两百五 is 250, 一万二 is 12000."""
        if self.section and self.weight >= 100 and self.weight.is_finite():
            return self.weight / 10
        if not self.section and self.total:
            return self.done_step / 10 if self.done_step >= 10_000 else None
        return None
