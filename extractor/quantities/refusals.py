"""What holds a number and is no quantity: dates, document numbers, names, telephone numbers (``refusals.toml``).

Two mechanisms: shapes (one pattern a rule, tried only where one of its literals occurs) and fixed phrases (longest
match).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.numerals import hanzi_class
from extractor.quantities.lookups import Longest
from extractor.spans import Span
from lexicons.language import RefusalRule, refusals
from lexicons.loading import LexiconError


@dataclass(frozen=True, slots=True, order=True)
class Refused:
    """A place that holds a number and is no quantity, and the rule that says so; ``why`` is for people."""

    span: Span
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class _Shape:
    rule: RefusalRule
    pattern: regex.Pattern[str]
    initials: frozenset[str]

    def may_stand(self, folded: str, characters: frozenset[str]) -> bool:
        """Whether one of the rule's literals occurs; ``characters`` are those of the text."""
        if not self.initials:
            return True
        return not self.initials.isdisjoint(characters) and any(literal in folded for literal in self.rule.near)


@cache
def _shapes() -> tuple[_Shape, ...]:
    hanzi = hanzi_class()
    filled = []
    for rule in refusals().rule:
        source = rule.pattern.replace("{n}", rf"[\d{hanzi}]").replace("{h}", f"[{hanzi}]").replace("{H}", hanzi)
        try:
            filled.append(_Shape(rule, regex.compile(source, regex.VERBOSE), frozenset(literal[0] for literal in rule.near)))
        except regex.error as error:
            raise LexiconError("language/refusals.toml", rule.id, f"not a pattern: {error}") from None
    return tuple(filled)


@cache
def _phrases() -> tuple[Longest, dict[str, tuple[str, str]]]:
    named = {word: (entry.id, entry.why) for entry in refusals().phrases for word in entry.words}
    return Longest(named), named


@cache
def _number_characters() -> frozenset[str]:
    return frozenset(hanzi_class() + "0123456789")


def find_shapes(folded: str) -> tuple[Refused, ...]:
    """Every place that a rule or a fixed phrase refuses, in reading order; they may overlap.

    >>> [(r.rule, r.span.of("第三条")) for r in find_shapes("第三条")]
    [('ordinal', '第三条')]
    """
    found: list[Refused] = []
    characters = frozenset(folded)
    for shape in _shapes():
        if not shape.may_stand(folded, characters):
            continue
        for match in shape.pattern.finditer(folded):
            if match.end() > match.start():
                found.append(Refused(Span(*match.span()), shape.rule.id, shape.rule.why))
    found.extend(_find_phrases(folded))
    return tuple(sorted(found, key=lambda r: (r.span.start, r.span.end, r.rule)))


def _find_phrases(folded: str) -> list[Refused]:
    longest, named = _phrases()
    numbers = _number_characters()
    found: list[Refused] = []
    end = 0
    for position in longest.positions(folded):
        if position < end:
            continue
        if position and folded[position] in numbers and folded[position - 1] in numbers:
            continue  # 二十一个窗口 holds no 一个窗口
        word = longest.at(folded, position)
        if word is not None:
            end = position + len(word)
            found.append(Refused(Span(position, end), *named[word]))
    return found
