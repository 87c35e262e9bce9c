"""Where the form's row labels stand in a text: anchors.

A label is matched by its characters alone; white space, bars, line ends and punctuation between them do not count, so that a
label broken over cells and lines is still found. An ordinal before it (（二）, 3., ③) belongs to the anchor: a digit of the
ordinal is never read as a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.patterns import label_pattern
from extractor.spans import Span

CHINESE = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
WIDE = "０１２３４５６７８９"
#: Shorter labels than this are trusted only at the start of a line or cell, or after their ordinal.
SELF_EVIDENT = 9


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place where a row's label stands: ``weight`` tells how surely."""

    row: str
    span: Span
    weight: int


@cache
def ordinal_pattern(ordinal: str) -> regex.Pattern[str]:
    """An ordinal and its punctuation, at the end of what precedes a label: （二）, 二、, 2., ２．, ②."""
    if ordinal in CHINESE:
        forms = regex.escape(ordinal)
        return regex.compile(rf"(?:[（(]\s*)?{forms}\s*(?:[）)]|[、.．,，]|\s)[\s|]*$")
    digit = int(ordinal)
    forms = f"(?:{digit}|{WIDE[digit]})"
    return regex.compile(rf"(?:[（(]\s*{forms}\s*[）)]|{forms}\s*[.．、,，]|{CIRCLED[digit - 1]})[\s|]*$")


def find_anchors(
    text: str, row: str, labels: tuple[str, ...], ordinals: tuple[str, ...], inside: bool = False
) -> list[Anchor]:
    """All places of a row's labels, longest variant first; none overlaps another of the same row.

    ``inside`` says that the text is known to be a table: a label then need not open a cell, only be followed by a value.

    >>> [(a.span.of("（二）部分公开 | 1"), a.weight) for a in find_anchors("（二）部分公开 | 1", "partial", ("部分公开",), ("二",))]
    [('（二）部分公开', 12)]
    >>> find_anchors("其中部分公开1件", "partial", ("部分公开",), ("二",))
    []
    """
    found: list[Anchor] = []
    for label in labels:
        first = label[0]
        if first not in text:
            continue
        for match in label_pattern(label).finditer(text):
            if any(match.start() < a.span.end and a.span.start < match.end() for a in found):
                continue
            anchor = _anchor(text, row, len(label), match.start(), match.end(), ordinals, inside)
            if anchor:
                found.append(anchor)
    return sorted(found, key=lambda a: a.span)


def _anchor(
    text: str, row: str, size: int, start: int, end: int, ordinals: tuple[str, ...], inside: bool
) -> Anchor | None:
    before = text[max(0, start - 12) : start]
    for ordinal in ordinals:
        match = ordinal_pattern(ordinal).search(before)
        if match:
            return Anchor(row, Span(start - len(before) + match.start(), end), size + 8)
    opens = _at_cell_start(before)
    if not opens and size < SELF_EVIDENT and not inside:
        return None
    closes = _followed_by_value(text, end)
    if not closes and size < SELF_EVIDENT:
        return None
    return Anchor(row, Span(start, end), size + 2 * opens + closes)


def _at_cell_start(before: str) -> bool:
    stripped = before.rstrip(" \t\u3000")
    return not stripped or stripped[-1] in "|｜\n" or stripped[-1].isdigit() or stripped[-1] in "#*-"


def _followed_by_value(text: str, end: int) -> bool:
    rest = text[end : end + 40].lstrip(" \t\u3000*")
    return not rest or rest[0] in "|｜\n（(/-—" or rest[0].isdigit()
