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
MOST_STEPS = 1500
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
        search.fill(rules.width - 1, (len(tokens) - 1, None), ())
    except _TooManyError:
        return ()
    return tuple(search.found)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number or placeholder at the end of what is left: of which token, from where to where, and what is left then."""

    value: Decimal
    number: int
    begin: int
    stop: int
    left: int
    end: int | None
    whole: bool


Left = tuple[int, int | None]


class _Search:
    """One search: the readings found so far and the steps taken."""

    def __init__(self, tokens: Sequence[Token], rules: Rules, cut: bool, blanks: bool) -> None:
        self.tokens, self.rules, self.cut, self.blanks = tokens, rules, cut, blanks
        self.firsts = set(rules.sums.values())
        self.in_sum = [any(first <= c < total for total, first in rules.sums.items()) for c in range(rules.width)]
        self.found: list[Reading] = []
        self.steps = 0
        self.cache: dict[tuple[int, int | None, bool, bool], list[_Piece]] = {}
        sizes = [len(t.raw) if t.kind == "number" else 1 for t in tokens]
        self.before = [sum(sizes[:n]) for n in range(len(sizes) + 1)]

    def fill(self, column: int, left: Left, after: tuple[_Piece | None, ...], rest: Decimal = ZERO) -> None:
        """Fill ``column`` and those before it from what is left of the tokens; ``rest`` is what the sum still wants."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _TooManyError
        if column < 0:
            self._finish(left, after)
            return
        in_sum, closes = self.in_sum[column], column in self.firsts
        size = self._size(left)
        too_long = in_sum and len(self.firsts) == 1 and size > (column + 1) * len(str(rest))
        if left[0] > column or too_long or (not self.blanks and size <= column):
            return
        if self.blanks and not (closes and rest) and (column or left[0] < 0):
            self.fill(column - 1, left, (None, *after), ZERO if closes or not in_sum else rest)
        for piece in self._pieces(left, column in self.rules.signed, column in self.rules.decimal):
            if column in self.rules.sums:
                self.fill(column - 1, (piece.left, piece.end), (piece, *after), piece.value)
            elif not in_sum:
                self.fill(column - 1, (piece.left, piece.end), (piece, *after))
            elif piece.value > rest:
                break
            elif not closes or piece.value == rest:
                self.fill(column - 1, (piece.left, piece.end), (piece, *after), rest - piece.value)

    def _size(self, left: Left) -> int:
        """How many characters are still to be placed."""
        number, end = left
        if number < 0:
            return 0
        return self.before[number] + end if end is not None else self.before[number + 1]

    def _pieces(self, left: Left, signed: bool, decimal: bool) -> list[_Piece]:
        """What may stand in the last column that is still open, shortest first."""
        number, end = left
        if number < 0:
            return []
        key = (number, end, signed, decimal)
        if key not in self.cache:
            self.cache[key] = self._find_pieces(number, end, signed, decimal)
        return self.cache[key]

    def _find_pieces(self, number: int, end: int | None, signed: bool, decimal: bool) -> list[_Piece]:
        token = self.tokens[number]
        if token.kind != "number":
            return [_Piece(ZERO, number, 0, len(token.raw), number - 1, None, True)]
        text = token.raw.removesuffix(token.unit).rstrip() if end is None else token.raw[:end]
        stop = len(token.raw) if end is None else end
        head = 1 if text[0] in (*MINUS, "+", "＋") else 0
        point = text.find(".") if "." in text else len(text)
        if point < len(text) and not decimal:
            return []
        pieces: list[_Piece] = []
        for start in range(point - 1, head - 1, -1):
            opens = start == head
            if (text[start] in "0０" and start < point - 1) or not (opens or self.cut) or (opens and head and not signed):
                continue
            begin = 0 if opens else start
            value = to_decimal(text[begin:])
            whole = opens and end is None
            pieces.append(_Piece(value, number, begin, stop, number - 1 if opens else number, None if opens else start, whole))
        return pieces

    def _finish(self, left: Left, filled: Sequence[_Piece | None]) -> None:
        """A way that used up all tokens, as a reading."""
        values = [p.value if p else ZERO for p in filled]
        if left[0] >= 0 or any(values[c] + values[base] < 0 for c, base in self.rules.falls):
            return
        slots: list[Slot] = []
        position = self.tokens[0].span.start
        for piece in filled:
            slot = self._slot(piece) if piece else blank_at(position)
            position = slot.span.end
            slots.append(slot)
        self.found.append(tuple(slots))

    def _slot(self, piece: _Piece) -> Slot:
        token = self.tokens[piece.number]
        if piece.whole:
            return slot_of(token)
        at = token.span.start
        return Slot("inferred", piece.value, token.raw[piece.begin : piece.stop], Span(at + piece.begin, at + piece.stop))
