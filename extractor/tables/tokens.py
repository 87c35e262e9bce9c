"""What stands between two labels: numbers, placeholders, blanks and other words, with the cell borders that part them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

import regex

from extractor.spans import Span

Kind = Literal["number", "placeholder", "blank", "word"]
MINUS = "-－−–"
WIDE_TO_NARROW = str.maketrans("０１２３４５６７８９．，－＋−–", "0123456789.,-+--")
NUMBER = regex.compile(
    r"""
    (?P<sign>[-+－＋−–])?
    (?P<digits>[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?   # 1,284,603
      |[0-9０-９]+(?:[.．][0-9０-９]+)?)                                    # 1811.120268
    \s*(?P<unit>万元|亿元|元|件|项|个|条|份|宗|起)?                          # 251000元, 3件
    """,
    regex.VERBOSE,
)
WORD = regex.compile(r"\S+")
#: Several placeholders run together; of dashes it cannot be told how many they are.
PLACEHOLDERS = regex.compile(r"[/／无空]+")
PLACEHOLDER = regex.compile(r"[/／\\\-－—–―]{1,3}|无|空")
#: What follows an enumerator: 6.属于四类过程性信息.
ORDINAL = regex.compile(r"[.．、]\s*[^\W\d_]")
#: A page number between two rows: -4-, — 12 —, 第4页.
PAGE_NUMBER = regex.compile(
    r"""
    (?<=\n)[^\S\n]*(?:
       [-—－–][^\S\n]*\d{1,3}[^\S\n]*[-—－–]                          # — 12 —
      |第[^\S\n]*\d{1,3}[^\S\n]*页[^\n]{0,8}                         # 第4页，共9页
    )[^\S\n]*(?=\n)
    """,
    regex.VERBOSE,
)
MARKDOWN_RULE = regex.compile(r"(?m)^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?)?\s*$")
BORDER = regex.compile(r"[|｜\n]")
#: A line with fewer bars is not a row of several columns.
FEWEST_BARS = 2
#: 1 811: groups of three, parted by a blank, in a cell of their own.
SPACED = regex.compile(r"[0-9]{1,3}(?: [0-9]{3})+")


class Token(NamedTuple):
    """One printed thing in a value area; ``value`` is None unless it is a number. ``cell`` and ``line`` number where it stands."""

    kind: Kind
    span: Span
    raw: str
    value: Decimal | None = None
    unit: str = ""
    cell: int = 0
    line: int = 0


def to_decimal(digits: str) -> Decimal:
    """The value of printed digits.

    >>> to_decimal("1，284,603"), to_decimal("１２．50")
    (Decimal('1284603'), Decimal('12.50'))
    """
    return Decimal(digits.translate(WIDE_TO_NARROW).replace(",", ""))


def read_tokens(text: str, area: Span) -> tuple[Token, ...]:
    """The tokens of an area in order; empty cells between two bars are blanks, empty lines are nothing.

    A number that hangs on a word (数据1), and an enumerator before one (6.属于), are part of the word.

    >>> [(t.kind, t.raw) for t in read_tokens("| 3 |  | / |", Span(0, 12))]
    [('number', '3'), ('blank', ''), ('placeholder', '/')]
    >>> [(t.kind, t.raw) for t in read_tokens("3 0\\n-4-\\n件数 12件", Span(0, 16))]
    [('number', '3'), ('number', '0'), ('word', '件数'), ('number', '12件')]
    """
    return tuple(tokens_in(text, area))


def tokens_in(text: str, area: Span) -> Iterator[Token]:
    """The same one after the other, for those who stop early."""
    raw = area.of(text)
    masked = PAGE_NUMBER.sub(lambda m: " " * len(m[0]), raw) if "\n" in raw else raw
    masked = MARKDOWN_RULE.sub(lambda m: " " * len(m[0]), masked) if "---" in masked else masked
    start, line, after_bar = 0, 0, False
    for cell, piece in enumerate(BORDER.split(masked)):
        at = start + len(piece)
        bar = masked[at : at + 1] in {"|", "｜"}
        if printed := piece.strip():
            begin = area.start + masked.index(printed, start)
            yield from _read_cell(text, printed, Span(begin, begin + len(printed)), cell, line)
        elif (bar and cell and (after_bar or _alone_on_line(text, area.start + at))) or (
            not bar and after_bar and _ends_open(text, area.start + at)
        ):
            yield Token("blank", Span(area.start + start, area.start + start), "", cell=cell, line=line)
        after_bar = bar
        line += not bar
        start = at + 1


def _alone_on_line(text: str, bar: int) -> bool:
    """A line that holds nothing but a bar is an empty cell of a table with one cell a line."""
    end = text.find("\n", bar)
    return text[text.rfind("\n", 0, bar) + 1 : end if end >= 0 else None].strip() in {"|", "｜"}


def _ends_open(text: str, end: int) -> bool:
    """A row without a bar before its first cell has none after its last: what follows its last bar is an empty cell."""
    line = text[text.rfind("\n", 0, end) + 1 : end]
    return line.lstrip()[:1] not in {"|", "｜", ""} and line.count("|") + line.count("｜") >= FEWEST_BARS


def _read_cell(text: str, piece: str, whole: Span, cell: int, line: int) -> list[Token]:
    """The tokens of a cell that prints something."""
    if piece.isascii() and piece.isdecimal():  # most cells hold a plain number
        return [Token("number", whole, piece, Decimal(piece), "", cell, line)]
    if PLACEHOLDER.fullmatch(piece):
        return [Token("placeholder", whole, piece, cell=cell, line=line)]
    tokens: list[Token] = []
    start, position = whole.start, 0
    for match in NUMBER.finditer(piece):
        if ORDINAL.match(piece, match.end()):
            continue
        gap = piece[position : match.start()]
        if gap and gap[-1].isalpha() and not PLACEHOLDERS.fullmatch(gap.split()[-1]):
            continue
        _add_words(tokens, text, start + position, start + match.start(), cell, line, whole)
        value = to_decimal(match["digits"])
        if match["sign"] and match["sign"].strip() in MINUS:
            value = -value
        raw = match[0].rstrip()
        span = Span(start + match.start(), start + match.start() + len(raw))
        tokens.append(Token("number", span, raw, value, match["unit"] or "", cell, line))
        position = match.end()
    _add_words(tokens, text, start + position, whole.end, cell, line, whole)
    return tokens


def _add_words(tokens: list[Token], text: str, start: int, end: int, cell: int, line: int, cell_span: Span) -> None:
    """Words and placeholders of a stretch; of several dashes that touch a number it cannot be told how many columns they fill."""
    for match in WORD.finditer(text, start, end):
        if PLACEHOLDERS.fullmatch(match[0]):
            places = range(match.start(), match.end())
            tokens += [Token("placeholder", Span(at, at + 1), text[at], cell=cell, line=line) for at in places]
            continue
        touches = (match.start() == start and start > cell_span.start) or (match.end() == end and end < cell_span.end)
        sure = len(match[0]) == 1 or not touches
        kind: Kind = "placeholder" if PLACEHOLDER.fullmatch(match[0]) and sure else "word"
        tokens.append(Token(kind, Span(match.start(), match.end()), match[0], cell=cell, line=line))
