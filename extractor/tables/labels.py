"""Where the form's row labels stand in a text: anchors.

A label is matched by its letters alone (``letters``). An ordinal before it (（二）, 3., ③) and a bracket of explanation after it
belong to the anchor: their digits are never read as values. How surely an anchor is the row's label is its weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.spans import Span
from extractor.tables.letters import SELF_EVIDENT, Letters, letters_of

__all__ = ["SELF_EVIDENT", "Anchor", "find_anchors", "letters_of"]

CHINESE = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
WIDE = "０１２３４５６７８９"
#: A mark that closes a quotation inside a label: 危及“三安全一稳定”.
CLOSERS = "”\"'’』】）)"
#: An explanation after a label: （区分处理的，只计这一情形，不计其他情形）. It has letters and no values standing apart.
BRACKET = regex.compile(r"[\s|｜]*[（(][^（()）\n]{0,60}(?:\n[^（()）]{0,60})?[)）]")
EXPLANATION = regex.compile(r"(?:[^\W\d_]\W*){3}")
VALUES = regex.compile(r"\d\s*[\s|｜]\s*\d")
#: What a row's first value looks like, after its label and perhaps a unit.
VALUE = regex.compile(r"[\s|｜*]*(?:[-+－＋−]?\d|[/／—–\-－]\s*(?:[|｜\n]|$))")
ON_LINE = regex.compile(r"[^\S\n]*[|｜]?[^\S\n]*(?:[-+－＋−]?\d|[/／—–\-－]\s*(?:[|｜\n]|$))")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place where a row's label stands: ``weight`` tells how surely, ``inner`` the gaps in it that hold numbers."""

    row: str
    span: Span
    weight: int
    inner: tuple[Span, ...] = ()


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
    view: Letters, row: str, labels: tuple[str, ...], ordinals: tuple[str, ...], inside: bool = False
) -> list[Anchor]:
    """All places of a row's labels, longest variant first; none overlaps another of the same row.

    ``inside`` says that the text is known to be a table: a label then need not open a cell, only be followed by a value.

    >>> view = letters_of("（二）部分公开 | 1")
    >>> [(a.span.of(view.text), a.weight) for a in find_anchors(view, "partial", ("部分公开",), ("二",))]
    [('（二）部分公开', 18)]
    >>> find_anchors(letters_of("其中部分公开1件"), "partial", ("部分公开",), ("二",))
    []
    """
    found: list[Anchor] = []
    for label in labels:
        for span, inner in view.places(label):
            if any(span.overlaps(a.span) for a in found):
                continue
            anchor = _anchor(view.text, row, len(label), span, ordinals, inside)
            if anchor:
                found.append(Anchor(row, anchor.span, anchor.weight, inner))
    return sorted(found, key=lambda a: a.span)


def _anchor(text: str, row: str, size: int, span: Span, ordinals: tuple[str, ...], inside: bool) -> Anchor | None:
    before = text[max(0, span.start - 12) : span.start]
    end = _after_bracket(text, span.end)
    valued = 6 if ON_LINE.match(text, end) else 2 if VALUE.match(text, end) else 0
    for ordinal in ordinals:
        match = ordinal_pattern(ordinal).search(before)
        if match:
            return Anchor(row, Span(span.start - len(before) + match.start(), end), size + 8 + valued)
    opens = _at_cell_start(before)
    if not opens and size < SELF_EVIDENT and not inside:
        return None
    closes = _ends_cell(text, end)
    if not closes and size < SELF_EVIDENT:
        return None
    return Anchor(row, Span(span.start, end), size + 2 * opens + closes + valued)


def _after_bracket(text: str, end: int) -> int:
    while text[end : end + 1] and text[end] in CLOSERS:
        end += 1
    match = BRACKET.match(text, end)
    if match and EXPLANATION.search(match[0]) and not VALUES.search(match[0]):
        return match.end()
    return end


def _at_cell_start(before: str) -> bool:
    stripped = before.rstrip(" \t\u3000")
    return not stripped or stripped[-1] in "|｜\n" or stripped[-1].isdigit() or stripped[-1] in "#*-"


def _ends_cell(text: str, end: int) -> bool:
    rest = text[end : end + 40].lstrip(" \t\u3000*：:")
    return not rest or rest[0] in "|｜\n（(/-—－+＋" or rest[0].isdigit()
