"""Which of a row's columns hold which of its tokens: all readings that the text allows.

As many tokens as columns are read as they stand, whatever the arithmetic says: what is judged is never repaired. Only where the
text itself is ambiguous (blank cells dropped, digits run together, merged cells) several readings come out; the identities then
choose (``solving``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.spans import Span
from extractor.tables.cuts import Rules, fillings
from extractor.tables.slots import Reading, Slot, blank_at, slot_of
from extractor.tables.tokens import MINUS, Token, to_decimal

#: Placeholders among other characters: how many columns they fill cannot be told.
DASHES = regex.compile(r"^[\W\d]*[/／—–―－-][\W\d]*$|无\d|\d无")
#: Where a table has a cell a line, two cells may have stayed on one.
MOST_ON_LINE = 2
PRINTED = {"number", "placeholder"}


def readings(tokens: Sequence[Token], rules: Rules, blanks: bool = True) -> tuple[Reading, ...]:
    """All readings of a row; empty when there is none. ``blanks`` tells that the table leaves cells empty.

    >>> from extractor.tables.tokens import read_tokens
    >>> [[s.raw for s in r] for r in readings(read_tokens("| 3 | 1 | 2 |", Span(0, 13)), Rules(3, {2: 0}))]
    [['3', '1', '2']]
    >>> [[s.raw for s in r] for r in readings(read_tokens("314", Span(0, 3)), Rules(3, {2: 0}))]
    [['3', '1', '4']]
    >>> readings(read_tokens("1 2 3 4", Span(0, 7)), Rules(2, {}))
    ()
    """
    width = rules.width
    printed = [t for t in tokens if t.kind in PRINTED]
    if not rules.signed and len(printed) != width:
        tokens = _without_false_signs(tokens)
        printed = [t for t in tokens if t.kind in PRINTED]
    if any(t.kind == "word" and DASHES.search(t.raw) for t in tokens):
        return ()
    if not printed:
        end = tokens[-1].span.end if tokens else 0
        return (tuple(blank_at(end) for _ in range(width)),)
    if (mixed := _in_mixed_lines(tokens, printed, width)) is not None:
        return mixed
    if len(printed) == width and not any(_is_glued(t) for t in printed):
        return (tuple(slot_of(t) for t in printed),)
    if len(printed) > width:
        return _without_extras(tokens, printed, rules)
    framed = [t for t in tokens if t.kind != "word"]
    if len(framed) >= width and len(framed) > len(printed):
        return tuple(_windows(framed, printed, width))
    if len(printed) == 1 and printed[0].raw in {"0", "０"}:
        return (tuple(slot_of(printed[0])._replace(state="inferred") for _ in range(width)),)
    if width == 1:
        return ()
    single = _single_digits(printed, rules)
    return single or _ambiguous(tokens, printed, rules, blanks)


def shows_blanks(tokens: Sequence[Token], width: int) -> bool:
    """Whether a row prints fewer digits than it has columns, so that some must be empty."""
    return width > 1 and sum(len(t.raw) for t in tokens if t.kind in PRINTED) < width


def _without_false_signs(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Where digits run together, a minus in a row without signed columns is a placeholder: 5-0 is 5, -, 0."""
    found: list[Token] = []
    for token in tokens:
        if token.kind == "number" and token.raw[0] in MINUS:
            at, digits = token.span.start, token.raw[1:].lstrip()
            begin = token.span.end - len(digits)
            found.append(Token("placeholder", Span(at, at + 1), token.raw[0], cell=token.cell, line=token.line))
            found.append(token._replace(span=Span(begin, token.span.end), raw=digits, value=abs(token.value or Decimal(0))))
        else:
            found.append(token)
    return tuple(found)


def _in_mixed_lines(tokens: Sequence[Token], printed: Sequence[Token], width: int) -> tuple[Reading, ...] | None:
    """A row whose values stand on several lines, more than two on one of them: two rows, or a number that is none of them.

    One line with exactly the row's columns, and lone numbers besides (page numbers), is read; else nothing tells. None where the
    row stands on one line, or has a cell a line.
    """
    if len({t.line for t in tokens if t.kind != "word"}) == 1:
        return None
    lines: dict[int, list[Token]] = {}
    for token in printed:
        lines.setdefault(token.line, []).append(token)
    longest = max(lines.values(), key=len)
    cells = Counter(t.line for t in tokens if t.kind != "word")
    if sum(count > MOST_ON_LINE for count in cells.values()) > 1 and len(longest) != width:
        return ()
    if len(lines) == 1 or len(longest) <= MOST_ON_LINE:
        return None
    others = [line for line in lines.values() if line is not longest]
    if len(longest) == width and all(len(line) == 1 for line in others):
        return (tuple(slot_of(t) for t in longest),)
    return ()


def _is_glued(token: Token) -> bool:
    return len(token.raw) > 1 and token.raw[0] in "0０" and "." not in token.raw and token.raw.isdigit()


def _without_extras(tokens: Sequence[Token], printed: Sequence[Token], rules: Rules) -> tuple[Reading, ...]:
    """More tokens than columns: a repeated last column (F24), a cell of words with digits, a number alone on its line."""
    width = rules.width
    wordy = {t.cell for t in tokens if t.kind == "word"}
    alone = [t for t in printed if t.cell not in wordy]
    if len(alone) == width:
        return (tuple(slot_of(t) for t in alone),)
    if len(printed) != width + 1 or width == 1:
        return ()
    without = [tuple(slot_of(t) for t in (*printed[:i], *printed[i + 1 :])) for i in range(len(printed))]
    if printed[-1].value == printed[-2].value and printed[-1].kind == printed[-2].kind:
        return (without[-1],)
    lines = [t for t in printed if sum(abs(o.cell - t.cell) <= 1 for o in printed) == 1]
    if len(lines) == 1 and len(printed) > 2:
        return (without[printed.index(lines[0])],)
    return ()


def _windows(framed: Sequence[Token], printed: Sequence[Token], width: int) -> Iterator[Reading]:
    """Bars keep the blanks: the columns are some ``width`` neighbouring cells that hold all printed tokens."""
    first, last = framed.index(printed[0]), framed.index(printed[-1])
    for start in range(max(0, last - width + 1), min(first, len(framed) - width) + 1):
        yield tuple(slot_of(t) for t in framed[start : start + width])


def _single_digits(printed: Sequence[Token], rules: Rules) -> tuple[Reading, ...]:
    """As many digits as columns, one each, in keeping with the row's sums: the text settles it."""
    if any(t.kind == "number" and not t.raw.isdigit() for t in printed):
        return ()
    slots: list[Slot] = []
    for token in printed:
        if token.kind == "placeholder":
            slots.append(slot_of(token))
            continue
        for at, digit in enumerate(token.raw, token.span.start):
            slots.append(Slot("read", to_decimal(digit), digit, Span(at, at + 1)))
    if len(slots) != rules.width:
        return ()
    zeros = all(not s.value for s in slots)
    holds = rules.sums and all(_adds(slots, first, total) for total, first in rules.sums.items())
    return (tuple(slots),) if zeros or holds else ()


def _adds(slots: Sequence[Slot], first: int, total: int) -> bool:
    return sum((s.value or 0) for s in slots[first:total]) == (slots[total].value or 0)


def _ambiguous(
    tokens: Sequence[Token], printed: Sequence[Token], rules: Rules, blanks: bool
) -> tuple[Reading, ...]:
    """Nothing shows the blanks: tokens may be several numbers run together, or blank cells may be missing between them."""
    own_cells = len({t.cell for t in printed}) == len(printed) and len(tokens) == len(printed)
    in_line = own_cells and len(printed) > 1
    found = () if in_line else fillings(printed, rules, cut=True, blanks=False)
    shown = any(_is_glued(t) for t in printed)
    if blanks or not found or (not shown and (len(printed) > 1 or not rules.sums)):
        found = fillings(printed, rules, cut=not in_line, blanks=True)
    if not rules.sums:
        return found
    return tuple(tuple(s._replace(state="inferred") if s.state == "read" else s for s in r) for r in found)
