"""Words that loosen a figure: before it (近、不足), within it (余、多), after its unit (以上、左右)."""

from __future__ import annotations

from functools import cache

from extractor.quantities.lookups import Longest, LongestBefore
from extractor.values import Qualifier
from lexicons.language import HedgeWord, hedges


@cache
def _before() -> tuple[LongestBefore, dict[str, HedgeWord]]:
    words = {word.id: word for word in hedges().before}
    return LongestBefore(words), words


@cache
def _following(inside: bool) -> tuple[Longest, dict[str, HedgeWord]]:
    words = {word.id: word for word in (hedges().inside if inside else hedges().after)}
    return Longest(words), words


def hedge_before(folded: str, start: int) -> Qualifier:
    """What the words right before a number say of it.

    >>> hedge_before("不超过12件", 3), hedge_before("预约12人", 2)
    ('less', 'exact')
    """
    longest, words = _before()
    position = start
    while position and folded[position - 1] == " ":
        position -= 1
    word = longest.ending(folded, position)
    if word is None:
        return "exact"
    first = position - len(word)
    if first and folded[first - 1] in words[word].not_after:
        return "exact"
    return words[word].qualifier


def hedge_at(folded: str, position: int, *, inside: bool) -> tuple[Qualifier, int]:
    """The hedge that stands at a position, and where it ends; ("exact", position) where none does.

    >>> hedge_at("12余件", 2, inside=True), hedge_at("12件", 2, inside=True)
    (('more', 3), ('exact', 2))
    """
    longest, words = _following(inside)
    place = position
    if folded[place : place + 1] in (" ", "\n"):
        place += 1
    word = longest.at(folded, place)
    if word is None:
        return "exact", position
    end = place + len(word)
    if folded[end : end + 1] and folded[end] in words[word].not_before:
        return "exact", position
    return words[word].qualifier, end
