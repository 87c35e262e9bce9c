"""Do two problems (or a promise and a deed) speak of the same thing?

What is compared are pairs of neighbouring characters within telling words, and topics. The measure is containment: a title of a few
characters, two problems merged into one, and half of a problem that was split are all like their origin. Words that any report uses
(公开, 部门, 不够) make no likeness. It is built to see a likeness where a reader may see one: only what is like nothing is strange.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import regex

from extractor.folding import fold
from extractor.items.topics import topics_of
from extractor.language import segment
from lexicons.reports.disclosure.reuse_lexicon import plain_words, same_words, weak_topics

#: Shared pairs of characters, of those of the shorter text, from which on two texts are alike.
LIKE = Fraction(1, 5)
#: The shorter text counts for at least so many pairs: one shared pair of two proves little.
LEAST_PAIRS = 4
#: Shared telling characters, of those of the shorter text, that make up for the missing pairs (村级公示栏, 村务公开栏).
LIKE_CHARACTERS = Fraction(2, 5)
LEAST_CHARACTERS = 3
#: How much of two wordings must be in common, in order, to be the same but for a word.
NEARLY = 0.9
#: Longer wordings are compared without regard to order, which takes no longer than reading them.
LONGEST = 1000
#: A wording of so many characters is no title that anybody would choose again.
TELLING_LENGTH = 12
#: Beside a longer one, or where all points of a list come back, this is enough.
SHORT_LENGTH = 8

#: "like": words are shared; "topic": only what it is about; "none": nothing.
Bond = Literal["like", "topic", "none"]
_TELLING = regex.compile(r"[\p{Han}a-zA-Z]+")


@dataclass(frozen=True, slots=True)
class Point:
    """What is compared of a problem or measure: pairs of neighbouring characters and groups of like words, characters, topics.

    ``text`` is without white space; its topics are asked for where nothing else is shared.
    """

    pairs: frozenset[str]
    characters: frozenset[str]
    text: str

    @property
    def topics(self) -> frozenset[str]:
        """What it is about."""
        return _topics(self.text)


def point_of(text: str, names: tuple[str, ...] = ()) -> Point:
    """The point that a text makes; ``names`` are the agency's own, which make no likeness.

    >>> sorted(point_of("部分专区利用率不高").pairs)
    ['专区', '利用', '区利', '用率']
    """
    plain = "".join(fold(text).split())
    for name in names:
        plain = plain.replace(name, "，")
    runs = _runs(plain)
    pairs = frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1)) | _things(plain)
    return Point(pairs, frozenset("".join(runs)), "".join(text.split()))


@lru_cache(maxsize=4096)
def _topics(text: str) -> frozenset[str]:
    return frozenset(topics_of(text)) - weak_topics()


def _things(text: str) -> frozenset[str]:
    """Groups of words that stand for one another, as the first word of each that the text holds a word of.

    >>> _things("站内搜索不便") == _things("难以查询"), _things("解读少")
    (True, frozenset())
    """
    return frozenset(group[0] for group in same_words() if any(word in text for word in group))


def _runs(text: str) -> tuple[str, ...]:
    """Telling words, run together where they touch: 政策+解读 holds the pair 策解, which proves the words' order."""
    runs = [""]
    for word in segment(text):
        if word.text in plain_words() or not _TELLING.fullmatch(word.text):
            runs.append("")
        else:
            runs[-1] += word.text
    return tuple(run for run in runs if run)


def likeness(one: Point, other: Point) -> Fraction:
    """How much of the shorter point the other holds, from 0 to 1.

    >>> a, b = point_of("镇街公开专区建设水平差别大"), point_of("由于缺少统一标准，各镇街公开专区的建设水平差别较大")
    >>> likeness(a, b) > Fraction(1, 2), likeness(a, point_of("答复口径不一致"))
    (True, Fraction(0, 1))
    """
    return min(Fraction(*_shared_pairs(one, other)), Fraction(1))


def _shared_pairs(one: Point, other: Point) -> tuple[int, int]:
    """How many pairs are shared, of how many."""
    return len(one.pairs & other.pairs), max(min(len(one.pairs), len(other.pairs)), LEAST_PAIRS)


def bond(one: Point, other: Point) -> Bond:
    """Whether two points share words, only a topic, or nothing.

    >>> bond(point_of("村级公示栏更新不及时"), point_of("村务公开栏陈旧"))
    'like'
    >>> bond(point_of("信息更新不及时"), point_of("发布滞后")), bond(point_of("信息更新不及时"), point_of("解读形式单一"))
    ('topic', 'none')
    """
    if _alike(one, other):
        return "like"
    return "topic" if one.topics & other.topics else "none"


def _alike(one: Point, other: Point) -> bool:
    shared, shorter = _shared_pairs(one, other)
    return LIKE.denominator * shared >= LIKE.numerator * shorter or _same_characters(one, other)


def _same_characters(one: Point, other: Point) -> bool:
    shared = len(one.characters & other.characters)
    shorter = min(len(one.characters), len(other.characters))
    return shared >= LEAST_CHARACTERS and LIKE_CHARACTERS.denominator * shared >= LIKE_CHARACTERS.numerator * shorter


def best_bond(point: Point, others: Sequence[Point]) -> Bond:
    """The closest bond to any of the others, or to all of them together: a merged point is like the lot."""
    if any(_alike(point, other) for other in others) or _alike(point, _together(others)):
        return "like"
    return "topic" if any(point.topics & other.topics for other in others) else "none"


def _together(points: Sequence[Point]) -> Point:
    """All pairs of several points; no characters, which a long text holds by chance."""
    return Point(frozenset().union(*(p.pairs for p in points)), frozenset(), "")


def strangers(told: Sequence[Point], listed: Sequence[Point], around: str = "") -> tuple[int, ...]:
    """The indexes of the points told that are like nothing that was listed.

    ``around`` is the whole text in which they were listed: what it holds in passing is not strange.
    """
    found = [i for i, p in enumerate(told) if best_bond(p, listed) == "none"]
    flat = "".join(fold(around).split()) if found else ""
    return tuple(i for i in found if not mentioned(told[i], flat))


def mentioned(point: Point, text: str) -> bool:
    """Whether the greater part of a point stands in a longer text, which is folded and has no white space.

    >>> mentioned(point_of("建设听证直播系统"), "听证直播系统已于5月上线"), mentioned(point_of("建设听证直播系统"), "")
    (True, False)
    """
    if not point.pairs or not text:
        return False
    return 2 * sum(pair in text for pair in point.pairs) >= max(len(point.pairs), LEAST_PAIRS)


def repeats(now: Sequence[str], last: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Pairs of indexes (now, last) of wordings taken over word for word.

    Titles alone are not enough: a point has ``TELLING_LENGTH`` characters, or ``SHORT_LENGTH`` where a longer one comes back beside it
    or where a whole list does that has twice as many together.
    """
    found = [
        (i, j)
        for i, words in enumerate(now)
        if len(words) >= SHORT_LENGTH
        for j in [next((j for j, other in enumerate(last) if same_wording(words, other)), -1)]
        if j >= 0
    ]
    lengths = [len(now[i]) for i, _ in found]
    whole = len(found) == len(now) and sum(lengths) >= 2 * TELLING_LENGTH
    return tuple(found) if whole or max(lengths, default=0) >= TELLING_LENGTH else ()


def same_wording(one: str, other: str) -> bool:
    """Whether two wordings are the same, or the same but for a word where they are long.

    >>> same_wording("更新不及时", "更新不够及时")
    False
    """
    if one == other:
        return bool(one)
    shorter, longer = sorted((len(one), len(other)))
    if shorter < TELLING_LENGTH or shorter < NEARLY * longer:
        return False
    # so many characters may be in one and not in the other; mostly more are, and the slow comparison is spared
    if len(set(one) - set(other)) > len(one) - NEARLY * (shorter + longer) / 2:
        return False
    if longer > LONGEST:
        return _shared_characters(one, other) >= NEARLY
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEARLY


def _shared_characters(one: str, other: str) -> float:
    """The share of pairs of neighbouring characters that two long wordings have in common, wherever they stand.

    >>> _shared_characters("逐户公示", "逐户公示"), _shared_characters("甲乙丙", "丁戊己")
    (1.0, 0.0)
    """
    mine, theirs = (Counter(map("".join, pairwise(text))) for text in (one, other))
    return 2 * (mine & theirs).total() / (mine.total() + theirs.total())
