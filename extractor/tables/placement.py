"""Which of a row's columns hold which of its tokens: all readings that the text allows.

As many tokens as columns are read as they stand, whatever the arithmetic says: what is judged is never repaired. Only where the
text itself is ambiguous (blank cells dropped, digits run together, merged cells) several readings come out; the identities then
choose (``solving``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from extractor.spans import Span
from extractor.tables.tokens import Token, to_decimal
from extractor.values import CellState

#: No row is tried in more readings than this; beyond it the row is unreadable.
MOST_READINGS = 4000


@dataclass(frozen=True, slots=True)
class Slot:
    """What one column holds under one reading."""

    state: CellState
    value: Decimal | None
    raw: str
    span: Span


Reading = tuple[Slot, ...]


def slot_of(token: Token) -> Slot:
    """The slot of a token that fills a column by itself."""
    if token.kind == "number":
        return Slot("read", token.value, token.raw, token.span)
    return Slot("placeholder" if token.kind == "placeholder" else "blank", None, token.raw, token.span)


def blank_at(position: int) -> Slot:
    """A column with nothing printed, pointed at by an empty span."""
    return Slot("blank", None, "", Span(position, position))


def readings(tokens: Sequence[Token], width: int) -> tuple[Reading, ...]:
    """All readings of a row of ``width`` columns; empty when there is none.

    >>> from extractor.tables.tokens import read_tokens
    >>> [[s.raw for s in r] for r in readings(read_tokens("| 3 | 1 | 2 |", Span(0, 13)), 3)]
    [['3', '1', '2']]
    >>> sorted([s.raw for s in r] for r in readings(read_tokens("312", Span(0, 3)), 3))
    [['3', '1', '2']]
    >>> readings(read_tokens("1 2 3 4", Span(0, 7)), 2)
    ()
    """
    printed = [t for t in tokens if t.kind in {"number", "placeholder"}]
    if len(printed) == width:
        return (tuple(slot_of(t) for t in printed),)
    if len(printed) > width:
        return _without_extras(tokens, printed, width)
    if not printed:
        end = tokens[-1].span.end if tokens else 0
        return (tuple(blank_at(end) for _ in range(width)),)
    framed = [t for t in tokens if t.kind != "word"]
    if len(framed) > len(printed):
        return tuple(_windows(framed, printed, width))
    found: list[Reading] = []
    for reading in _splits_and_gaps(printed, width):
        found.append(reading)
        if len(found) > MOST_READINGS:
            return ()
    return tuple(found)


def _without_extras(tokens: Sequence[Token], printed: Sequence[Token], width: int) -> tuple[Reading, ...]:
    """More tokens than columns: a repeated last column (F24) is dropped; otherwise a cell of words may be in between."""
    cells = {t.cell for t in tokens if t.kind == "word"}
    alone = [t for t in printed if t.cell not in cells]
    if len(alone) == width:
        return (tuple(slot_of(t) for t in alone),)
    if len(printed) == width + 1 and printed[-1].value == printed[-2].value and width > 1:
        return (tuple(slot_of(t) for t in printed[:width]),)
    return ()


def _windows(framed: Sequence[Token], printed: Sequence[Token], width: int) -> Iterator[Reading]:
    """Bars keep the blanks: the columns are some ``width`` neighbouring cells that hold all printed tokens."""
    first, last = framed.index(printed[0]), framed.index(printed[-1])
    for start in range(max(0, last - width + 1), min(first, len(framed) - width) + 1):
        yield tuple(slot_of(t) for t in framed[start : start + width])


def _splits_and_gaps(printed: Sequence[Token], width: int) -> Iterator[Reading]:
    """Nothing shows the blanks: tokens may be several numbers run together, or blank cells may be missing between them.

    A merged single 0 stands for all columns (F15). Glued digits and dropped blanks are not mixed in one row.
    """
    if len(printed) == 1 and printed[0].value == 0 and printed[0].raw in {"0", "０"} and width > 1:
        yield tuple(replace(slot_of(printed[0]), state="inferred") for _ in range(width))
        return
    if len({t.cell for t in printed}) == len(printed) > 1:
        for places in combinations(range(width), len(printed)):
            row = {place: slot_of(token) for place, token in zip(places, printed, strict=True)}
            position = printed[0].span.start
            reading: list[Slot] = []
            for column in range(width):
                slot = row.get(column) or blank_at(position)
                position = slot.span.end
                reading.append(slot)
            yield tuple(reading)
    yield from _splits(printed, width)


def _splits(printed: Sequence[Token], width: int) -> Iterator[Reading]:
    """All ways to cut the tokens' digits into ``width`` numbers without leading zeros; every cut is marked as inferred."""
    if not printed:
        if width == 0:
            yield ()
        return
    token, rest = printed[0], printed[1:]
    if width - len(rest) < 1:
        return
    for count in range(1, width - len(rest) + 1):
        for head in _cuts(token, count):
            for tail in _splits(rest, width - count):
                yield head + tail


def _cuts(token: Token, count: int) -> Iterator[Reading]:
    if count == 1:
        yield (slot_of(token),)
        return
    digits = token.raw
    if token.kind != "number" or not digits.isdigit() or len(digits) < count:
        return
    for borders in combinations(range(1, len(digits)), count - 1):
        pieces = [digits[a:b] for a, b in zip((0, *borders), (*borders, len(digits)), strict=True)]
        if any(len(p) > 1 and p[0] in "0０" for p in pieces):
            continue
        at = token.span.start
        slots: list[Slot] = []
        for piece in pieces:
            slots.append(Slot("inferred", to_decimal(piece), piece, Span(at, at + len(piece))))
            at += len(piece)
        yield tuple(slots)
