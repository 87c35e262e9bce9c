"""A text's letters alone, with a map back: labels are looked up here, and lines, bars and numbers between do not count.

A label broken over lines or cells is one run of letters. Lone characters on their own lines (三/本/年/度/办/理/结/果, printed
downwards beside the rows) belong to a group's label and are left out, so that they do not tear the labels they stand between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, starmap

import regex

from extractor.spans import Span
from lexicons.reports.disclosure.forms import group_characters, traditional

LETTERS = regex.compile(r"[^\W\d_]+")
LONE = regex.compile(r"(?m)^[ \t\u3000|｜]*([^\W\d_])[ \t\u3000|｜]*$")
#: Fewer lone characters than this are a table with one character a cell, not a label printed downwards.
FEWEST_LONE = 4
#: Between two characters of a label at most this much stands: white space, bars, punctuation; of numbers or empty cells more.
WIDEST_GAP, WIDEST_NUMBERS = 12, 160
#: Shorter labels than this are ordinary words; shorter than that, no numbers stand inside them.
SELF_EVIDENT, SURELY_LABEL = 9, 6
#: What ends a sentence or a part never stands inside a label.
STOPS = regex.compile(r"[。；！？#]")
DIGIT = regex.compile(r"\d")
#: Digits, or placeholders that stand apart.
VALUES = regex.compile(r"\d|(?<![^\s|｜])[/／\-－—–―]{1,3}(?![^\s|｜])")


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text and where each stands."""

    text: str
    letters: str
    offsets: tuple[int, ...]

    def places(self, label: str) -> Iterator[tuple[Span, tuple[Span, ...]]]:
        """Where a label stands: its whole span, and the gaps in it that hold digits.

        >>> view = letters_of("3.要求提供公开 |\\n0 0 0\\n出版物")
        >>> [(s.of(view.text)[-3:], [g.of(view.text).split() for g in gaps]) for s, gaps in view.places("要求提供公开出版物")]
        [('出版物', [['|', '0', '0', '0']])]
        >>> list(letters_of("规 | 范").places("规章"))
        []
        """
        at = self.letters.find(label)
        while at >= 0:
            found = self._place(at, at + len(label))
            if found:
                yield found
            at = self.letters.find(label, at + 1)

    def _place(self, first: int, end: int) -> tuple[Span, tuple[Span, ...]] | None:
        span = Span(self.offsets[first], self.offsets[end - 1] + 1)
        if len(span) == end - first:
            return span, ()
        gaps: list[Span] = []
        for left, right in zip(self.offsets[first : end - 1], self.offsets[first + 1 : end], strict=True):
            if right == left + 1:
                continue
            gap = self.text[left + 1 : right]
            numbers = VALUES.search(gap) is not None
            bare = numbers or not gap.strip(" \t\n\u3000|｜")
            if len(gap) > (WIDEST_NUMBERS if bare else WIDEST_GAP) or STOPS.search(gap):
                return None
            if numbers or len(gap) > WIDEST_GAP:
                if end - first < SURELY_LABEL:
                    return None
                if numbers:
                    gaps.append(Span(left + 1, right))
        return span, tuple(gaps)


def letters_of(text: str) -> Letters:
    """The letters of a text, traditional forms made simple, labels printed downwards left out."""
    source = _without_lone(text)
    runs = [match.span() for match in LETTERS.finditer(source)]
    letters = "".join([source[start:end] for start, end in runs])
    return Letters(text, letters.translate(traditional()), tuple(chain.from_iterable(starmap(range, runs))))


def _without_lone(text: str) -> str:
    """The text with characters that stand alone on their lines blanked, where enough of a group's label does."""
    lone = [m for m in LONE.finditer(text) if m[1] in group_characters()]
    if len(lone) < FEWEST_LONE:
        return text
    pieces, position = [], 0
    for match in lone:
        pieces.append(text[position : match.start(1)])
        pieces.append(" ")
        position = match.end(1)
    return "".join((*pieces, text[position:]))
