"""What may stand in a cell, made safe: text that is never a formula, numbers that keep every digit, lengths that fit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

import regex

from extractor.exports.characters import lawful

#: A cell holds no more UTF-16 units.
LONGEST = 32_767
#: A cell of text that begins so would be a formula the day it is edited, or in a program that guesses.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: Excel keeps so many significant digits of a number.
DIGITS = 15
NUMBER = regex.compile(r"-?\d+(?:\.\d+)?")


class Link(NamedTuple):
    """A cell that leads to another place: ``internal:'表'!A1``, ``external:pages/a.html`` or a web address."""

    url: str
    text: str


#: What a row is made of; None leaves a cell empty.
Value = str | int | Decimal | Link | None


def safe_text(text: str) -> str:
    """The text as a cell can hold it: no characters that XML has no place for, no more than fit, the cut marked.

    >>> safe_text("46\\x00件"), len(safe_text("长" * 40000)), safe_text("长" * 40000)[-1]
    ('46件', 32767, '…')
    """
    text = lawful(text)
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore")
    return f"{kept}…"


def is_hostile(text: str) -> bool:
    """Whether a text must be kept from becoming a formula.

    >>> is_hostile("=1+1"), is_hostile("46件")
    (True, False)
    """
    return text.startswith(FORMULA)


def numeric(text: str | None) -> Decimal | str | None:
    """The number that a text is, else the text.

    >>> numeric("46.50"), numeric("46件"), numeric(None), numeric("=1")
    (Decimal('46.50'), '46件', None, '=1')
    """
    if text is None or not NUMBER.fullmatch(text):
        return text
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def fits(number: Decimal) -> bool:
    """Whether Excel keeps every digit of a number.

    >>> fits(Decimal("1811.120268")), fits(Decimal("12345678901234567")), fits(Decimal("1E+400"))
    (True, False, False)
    """
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return False
    return len(number.normalize().as_tuple().digits) <= DIGITS


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with, trailing zeros left out.

    >>> decimals_of(Decimal("46.50")), decimals_of(Decimal("4E+2"))
    (1, 0)
    """
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
