"""Characters -> printed lines, with the blanks that the gaps between characters stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from extractor.readers.pdf.frames import Box, Glyph
from extractor.readers.pdf.tolerances import DEFAULT, Tolerances
from lexicons.printing import radicals

#: Letters, digits and what stands inside numbers, dates, addresses: written without breaks, parted by blanks.
NARROW = regex.compile(r"[\p{Latin}\p{Nd}\p{Greek}\p{Cyrillic}!-~]")
WIDE_NUMERAL = regex.compile(r"[０-９Ａ-Ｚａ-ｚ]")
#: What may not begin a line, so that it comes down only together with the character before it.
CLOSING = frozenset("”’，。、；：？！）》〉】〕﹞」』％%,.;:?!)]}…—·")
FIGURES = frozenset("0123456789")
OPENING = frozenset("（《〈【〔﹝「『([{")
QUOTES = frozenset("“‘\"'")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BLANK, COLUMN_BREAK = " ", "  "


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its pieces as parted by wide gaps, and its box.

    ``first`` is the width of what would have to fit at the end of the line before: its first character, word or number
    with the punctuation that clings to it; ``longest`` is that width for programs that also keep a number with the
    comma before it and what stands beside a quotation mark. ``count`` is the number of characters.
    """

    pieces: tuple[str, ...]
    box: Box
    base: float
    size: float
    first: float
    longest: float
    count: int

    @property
    def text(self) -> str:
        """The line, its columns parted by two blanks."""
        return COLUMN_BREAK.join(self.pieces)

    @property
    def columnar(self) -> bool:
        """Whether it looks like a row of a table without rules."""
        return len(self.pieces) > 1


@lru_cache(maxsize=4096)
def is_narrow(character: str) -> bool:
    """Whether blanks part it from its neighbours: letters, digits, ASCII marks.

    >>> is_narrow("7"), is_narrow("年"), is_narrow("７")
    (True, False, False)
    """
    return bool(NARROW.match(character)) and not WIDE_NUMERAL.match(character)


def folded(text: str) -> str:
    """What a glyph means: ligatures taken apart, radicals as the characters that they stand for.

    >>> folded("ﬁ"), folded("⽂"), folded("文")
    ('fi', '文', '文')
    """
    code = ord(text)
    if 0x3000 <= code < 0xE000 or code < 0x2E80:
        return text
    if 0xFB00 <= code <= 0xFB06 or 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", text)
    if 0x2E80 <= code <= 0x2EFF:
        return radicals().get(text, text)
    return text


def find_lines(glyphs: Iterable[Glyph], tolerances: Tolerances = DEFAULT) -> tuple[Line, ...]:
    """The lines from top to bottom.

    >>> row = [Glyph(c, 10 * k, 0, 10 * k + 10, 10, 9, 10) for k, c in enumerate("共收到申请")]
    >>> [line.text for line in find_lines([*row, Glyph("3", 51, 0, 56, 10, 9, 10), Glyph("件", 0, 20, 10, 30, 29, 10)])]
    ['共收到申请3', '件']
    >>> find_lines([])
    ()
    """
    rows = _by_baseline(glyphs, tolerances)
    if len(rows) > 1:
        rows = _with_raised(rows, tolerances)
    return tuple(_line(row, tolerances) for row in rows)


def _by_baseline(glyphs: Iterable[Glyph], tolerances: Tolerances) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.left)):
        if rows:
            first = rows[-1][0]
            size = glyph.size if glyph.size < first.size else first.size
            if glyph.base - first.base <= tolerances.baseline_em * size:
                rows[-1].append(glyph)
                continue
        rows.append([glyph])
    return rows


def _with_raised(rows: list[list[Glyph]], tolerances: Tolerances) -> list[list[Glyph]]:
    """Rows of small marks between the top and bottom of a neighbouring row belong to that row."""
    kept: list[list[Glyph]] = []
    for index, row in enumerate(rows):
        size = max(g.size for g in row)
        middle = row[0].base - 0.38 * size
        for other in (rows[index + 1] if index + 1 < len(rows) else None, kept[-1] if kept else None):
            if other is None:
                continue
            big = max(g.size for g in other)
            base = max(other, key=lambda g: g.size).base
            if size <= tolerances.raised_em * big and base - 1.1 * big < middle < base + 0.3 * big:
                raised = row[0].base < base
                other.extend(_mark(g, base, big) if raised else g._replace(base=base) for g in row)
                break
        else:
            kept.append(row)
    return kept


def _mark(glyph: Glyph, base: float, big: float) -> Glyph:
    """A raised digit as the superscript that it is, so that it does not run into the number before it."""
    if base - glyph.base > 0.2 * big:
        return glyph._replace(text=glyph.text.translate(SUPERSCRIPT), base=base)
    return glyph._replace(base=base)


def _line(row: list[Glyph], tolerances: Tolerances) -> Line:
    if len(row) == 1:
        text, left, top, right, bottom, base, size, _ = row[0]
        return Line((folded(text),), (left, top, right, bottom), base, size, right - left, right - left, 1)
    ordered = _single(sorted(row, key=lambda g: (g.left, g.text)), tolerances)
    sizes = sorted(g.size for g in ordered)
    size = sizes[len(sizes) // 2]
    pieces = _pieces(ordered, tolerances)
    box = (ordered[0].left, min(g.top for g in ordered), max(g.right for g in ordered), max(g.bottom for g in ordered))
    base = max(ordered, key=lambda g: g.size).base
    return Line(pieces, box, base, size, *_units(ordered), len(ordered))


def _single(ordered: list[Glyph], tolerances: Tolerances) -> list[Glyph]:
    """Characters without the copies that are printed over them to look bold."""
    kept: list[Glyph] = []
    for glyph in ordered:
        near = tolerances.double_em * glyph.size
        twin = glyph.right - glyph.left > near and any(
            glyph.text == other.text and glyph.left - other.left <= near and abs(glyph.base - other.base) <= near
            for other in kept[-2:]
        )
        if not twin:
            kept.append(glyph)
    return kept


def _pieces(ordered: Sequence[Glyph], tolerances: Tolerances) -> tuple[str, ...]:
    pieces, gaps = [folded(ordered[0].text)], [0.0]
    for before, glyph in pairwise(ordered):
        text = folded(glyph.text)
        gap = (glyph.left - before.right) / (glyph.size if glyph.size > before.size else before.size)
        if gap <= tolerances.word_em:
            pieces[-1] += text
        elif gap > tolerances.column_em:
            pieces.append(text)
            gaps.append(gap)
        elif before.text in FIGURES and glyph.text in FIGURES:
            pieces[-1] += text if gap <= tolerances.figure_em else BLANK + text
        elif gap > tolerances.wide_em or (is_narrow(before.text) and is_narrow(glyph.text)):
            pieces[-1] += BLANK + text
        else:
            pieces[-1] += text
    spread = len(pieces) > 1 and all(len(p) == 1 and not is_narrow(p) and p.isalpha() for p in pieces)
    if spread and max(gaps[1:]) < 1.5 * min(gaps[1:]):  # 目　　录: one word spread over the line
        return ("".join(pieces),)
    return tuple(pieces)


def _units(ordered: Sequence[Glyph]) -> tuple[float, float]:
    """The width of the first unbreakable unit, narrowly and widely understood (see ``Line``)."""
    end = _clinging(ordered, _word(ordered, 0))
    wide = end
    while wide < len(ordered) and (ordered[wide - 1].text in QUOTES or is_narrow(ordered[wide].text)):
        wide = _clinging(ordered, _word(ordered, wide))
    left = ordered[0].left
    return max(g.right for g in ordered[:end]) - left, max(g.right for g in ordered[:wide]) - left


def _word(ordered: Sequence[Glyph], start: int) -> int:
    """Where the word or number that begins here ends; a Chinese character is a word, an opening bracket takes one
    with it.
    """
    while start + 1 < len(ordered) and ordered[start].text in OPENING:
        start += 1
    end = start + 1
    if is_narrow(ordered[start].text):
        while (
            end < len(ordered)
            and is_narrow(ordered[end].text)
            and (ordered[end].left - ordered[end - 1].right < DEFAULT.word_em * ordered[end].size)
        ):
            end += 1
    return end


def _clinging(ordered: Sequence[Glyph], end: int) -> int:
    while end < len(ordered) and (ordered[end].text in CLOSING or ordered[end].text in QUOTES):
        end += 1
    return end


def glue(before: str, after: str) -> str:
    """Two texts over a line break: a blank only between two Latin words; digits and Chinese run on.

    >>> glue("收到申请3", "2件"), glue("open", "data"), glue("年度", "报告")
    ('收到申请32件', 'open data', '年度报告')
    """
    if before and after and before[-1].isascii() and after[0].isascii() and before[-1].isalpha() and after[0].isalpha():
        return before + BLANK + after
    return before + after
