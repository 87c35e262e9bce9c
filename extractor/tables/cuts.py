"""Digits run together and blanks left out: all ways to fill a row's columns with what is printed.

The columns are filled from the right, because the total stands there: what the others add up to is then known, and a way that
overshoots is given up at once. A number never starts with a 0 of its own and never runs over a gap between tokens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.spans import Span
from extractor.tables.slots import Reading, Slot, blank_at, slot_of
from extractor.tables.tokens import MINUS, Token, to_decimal

#: A row that wants more steps than this is left unread.
MOST_STEPS = 6000
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a row's columns may hold, by index: ``sums`` maps a total's column to the first of those it adds up."""

    width: int
    sums: Mapping[int, int]
    signed: frozenset[int] = frozenset()
    decimal: frozenset[int] = frozenset()
    falls: tuple[tuple[int, int], ...] = ()


class _TooManyError(Exception):
    pass


def fillings(tokens: Sequence[Token], rules: Rules, cut: bool, blanks: bool) -> tuple[Reading, ...]:
    """All ways to fill the row that its sums allow; ``cut`` parts digits, ``blanks`` leaves columns empty.

    >>> from extractor.tables.tokens import read_tokens
    >>> rules = Rules(3, {2: 0})
    >>> [[s.raw for s in r] for r in fillings(read_tokens("12315", Span(0, 5)), rules, cut=True, blanks=False)]
    [['12', '3', '15']]
    >>> [[s.raw for s in r] for r in fillings(read_tokens("7 7", Span(0, 3)), rules, cut=True, blanks=True)]
    [['7', '', '7'], ['', '7', '7']]
    >>> fillings(read_tokens("7 8", Span(0, 3)), rules, cut=True, blanks=True)
    ()
    """
    search = _Search(tokens, rules, cut, blanks)
    try:
        search.fill(rules.width - 1, len(tokens) - 1, None, ())
    except _TooManyError:
        return ()
    return tuple(search.found)


class _Search:
    """One search: the readings found so far and the steps taken."""

    def __init__(self, tokens: Sequence[Token], rules: Rules, cut: bool, blanks: bool) -> None:
        self.tokens, self.rules, self.cut, self.blanks = tokens, rules, cut, blanks
        self.firsts = {first: total for total, first in rules.sums.items()}
        self.found: list[Reading] = []
        self.steps = 0

    def fill(self, column: int, number: int, end: int | None, after: Reading, rest: Decimal = ZERO) -> None:
        """Fill ``column`` and those before it from the tokens up to ``number``, of which ``end`` characters are left."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _TooManyError
        if column < 0:
            if number < 0 and self._falls(after):
                self.found.append(after)
            return
        if number >= column + 1:
            return
        in_sum = any(first <= column < total for total, first in self.rules.sums.items())
        closes = column in self.firsts
        for slot, left, shorter in self._choices(column, number, end, after):
            value = slot.value or ZERO
            if column in self.rules.sums:
                self.fill(column - 1, left, shorter, (slot, *after), value)
            elif not in_sum:
                self.fill(column - 1, left, shorter, (slot, *after))
            elif value <= rest and (not closes or value == rest):
                self.fill(column - 1, left, shorter, (slot, *after), rest - value)

    def _choices(
        self, column: int, number: int, end: int | None, after: Reading
    ) -> list[tuple[Slot, int, int | None]]:
        choices: list[tuple[Slot, int, int | None]] = []
        if self.blanks and number < column + 1:
            at = after[0].span.start if after else self.tokens[-1].span.end
            choices.append((blank_at(at), number, end))
        if number < 0:
            return choices
        token = self.tokens[number]
        whole = end is None
        if whole and self._allows(column, token):
            choices.append((slot_of(token), number - 1, None))
        if token.kind != "number" or not self.cut:
            return choices
        text = token.raw if whole else token.raw[:end]
        head = 1 if text[:1] in (*MINUS, "+", "＋") else 0
        tail = len(text) if not whole or "." not in text else text.index(".")
        for start in range(tail - 1, head - 1, -1):
            if text[start] in "0０" and start < tail - 1:
                continue
            opens = start == head
            if (whole and opens) or ("." in text and column not in self.rules.decimal):
                continue
            if opens and head and column not in self.rules.signed:
                continue
            begin = 0 if opens else start
            piece, at = text[begin:], token.span.start + begin
            digits = piece if not token.unit or not whole else piece.removesuffix(token.unit).rstrip()
            if not digits.lstrip("+＋-－−–").replace(".", "").isdigit():
                continue
            value = to_decimal(digits)
            slot = Slot("inferred", value, piece, Span(at, at + len(piece)))
            choices.append((slot, number - 1, None) if opens else (slot, number, start))
        return choices

    def _allows(self, column: int, token: Token) -> bool:
        if token.kind != "number":
            return True
        digits = token.raw.lstrip("+＋" + MINUS)
        if len(digits) > 1 and digits[0] in "0０" and "." not in digits:
            return False
        if "." in digits and column not in self.rules.decimal:
            return False
        return column in self.rules.signed or token.raw[0] not in MINUS

    def _falls(self, reading: Reading) -> bool:
        return all((reading[c].value or ZERO) + (reading[base].value or ZERO) >= 0 for c, base in self.rules.falls)
