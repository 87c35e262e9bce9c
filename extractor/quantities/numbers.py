"""A number at a place, with what loosens it from within: 1.2万余, 300多万, 百余, 数十, 十几, 两三."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from extractor.numerals import ARABIC, hanzi_class, read_numeral
from extractor.quantities.hedging import hedge_at
from extractor.values import Qualifier
from lexicons.language import Round, hedges, numerals

# "99. 5%": blanks around the point, as recognised texts have them; only where no other reading makes sense.
SPACED = r"(?<=\p{Han})\d+(?:\ \.\s?|\.\s)\d+(?=\ ?[%万亿])"
# "信息31\n265条": digits parted by a line end, where the first come after a word and the last stand before a unit.
PARTED = r"(?<=\p{Han})(?!(?:19|20)\d{2}\n|12\d{3}\n)\d{1,6}\n\d{1,5}(?=\ ?(?:[件条次项份篇个期场人名家%余多]|万|亿))"
# "信息1,2\n84条": a group of three cut by a line end.
CUT_GROUP = r"\d{1,3}(?:,\d{3})*,(?:\n\d{3}|\d\n\d{2}|\d{2}\n\d)(?!\d)(?=\ ?(?:[件条次项份篇个期场人名家元%余多]|万|亿))"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the folded text, [start, end): its value, and what its form says of it.

    ``hanzi``: in characters alone; ``scaled``: digits with 万 or 亿; ``loose``: a weight without a digit (百, 万),
    which is a number only with a hedge. 两三 is a range of its own.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    qualifier: Qualifier = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    hanzi: bool = False
    scaled: bool = False
    loose: bool = False


@cache
def _pattern() -> regex.Pattern[str]:
    table = numerals()
    rounds = "".join(entry.word for entry in hedges().round)
    weights, sections, digits = "".join(table.weights), "".join(table.sections), "".join(table.digits)
    multiplier = rf"(?:[{weights}]?[{sections}]+|[百千](?![米克瓦分强]))"
    return regex.compile(
        rf"""(?P<round>[{rounds}])(?P<weight>[{weights}]{{1,2}}[{sections}]?|[{sections}])
           | (?P<arabic>(?<!\d)(?:{SPACED}|{PARTED}|{CUT_GROUP}|{ARABIC})
               (?:\ ?{multiplier}(?:[零〇]?\d+{multiplier})*|\n[{sections}](?=[元余多人次份条件户]))?)
           | (?P<hanzi>[{hanzi_class()}]+(?:点[{digits}]+[{sections}]?)?)""",
        regex.VERBOSE,
    )


@cache
def _tail() -> regex.Pattern[str]:
    return regex.compile(rf"\ ?[{''.join(numerals().sections)}]+")


@cache
def _rounds() -> dict[str, Round]:
    return {entry.word: entry for entry in hedges().round}


def find_numbers(folded: str, is_taken: Callable[[int, int], bool]) -> Iterator[Number]:
    """Every number that is not taken otherwise, in reading order.

    >>> [(n.value, n.qualifier) for n in find_numbers("300多万份、百余件、二十项", lambda *_: False)]
    [(Decimal('3000000'), 'more'), (Decimal('100'), 'more'), (Decimal('20'), 'exact')]
    >>> list(find_numbers("12件", lambda *_: True))
    []
    """
    end = 0
    for match in _pattern().finditer(folded):
        if match.start() < end or is_taken(*match.span()):
            continue
        number = _read(folded, match)
        if number is not None:
            end = number.end
            yield number


def number_at(folded: str, position: int) -> Number | None:
    """The number that begins at the position."""
    match = _pattern().match(folded, position)
    return _read(folded, match) if match else None


def with_repetition(folded: str, number: Number) -> Number:
    """The number with its repetition in the other script, which says the same: 298（二百九十八）件.

    >>> with_repetition("12（十二）件".translate({0xFF08: "(", 0xFF09: ")"}), number_at("12", 0)).end
    6
    """
    if folded[number.end : number.end + 1] != "(":
        return number
    again = number_at(folded, number.end + 1)
    if again is None or again.value != number.value or folded[again.end : again.end + 1] != ")":
        return number
    return replace(number, end=again.end + 1)


def _read(folded: str, match: regex.Match[str]) -> Number | None:
    if match["round"]:
        return _read_round(folded, match)
    text = match["arabic"] or match["hanzi"]
    if match["arabic"] and (". " in text or " ." in text or "\n" in text):
        text = text.replace(" ", "").replace("\n", "")
    numeral = read_numeral(text)
    if numeral is None:
        return _read_neighbours(match)
    number = Number(
        match.start(),
        match.end(),
        numeral.value,
        numeral.step,
        hanzi=match["hanzi"] is not None,
        scaled=match["arabic"] is not None and text[-1] in numerals().sections,
        loose=match["hanzi"] is not None and text not in ("十", "拾") and not _has_digit(text),
    )
    if text.startswith("00") and folded[match.start() - 1 : match.start()] == ",":
        return None  # 2,00条: no group of three, so nobody knows what is meant
    if number.hanzi and len(text) == 2 and (_neighbours(text) or text in numerals().between):
        return _read_neighbours(match)
    return _with_inner_hedge(folded, number, text)


def _has_digit(text: str) -> bool:
    table = numerals()
    return any(char in table.digits or char in table.tens or char in "十拾" for char in text)


def _with_inner_hedge(folded: str, number: Number, text: str) -> Number:
    qualifier, end = hedge_at(folded, number.end, inside=True)
    if qualifier == "exact":
        return number
    value, step, scaled = number.value, number.step, number.scaled
    tail = _tail().match(folded, end)
    if tail and not number.scaled:
        whole = read_numeral(text + tail[0].strip())  # 2亿3千余万: what is before 亿 is not meant a second time
        if whole is not None:
            value, step, end, scaled = whole.value, whole.step, tail.end(), True
    low = high = None
    if text in numerals().weights or number.loose:
        low, high = value, value * 2
    elif folded[number.end] == "几":
        low, high = value, value + (10 if value < 100 else 100)
    number = replace(number, end=end, value=value, step=step, scaled=scaled and not number.hanzi, loose=False)
    return replace(number, qualifier=qualifier, low=low, high=high)


def _read_round(folded: str, match: regex.Match[str]) -> Number | None:
    entry = _rounds()[match["round"]]
    numeral = read_numeral(match["weight"])
    before = folded[match.start() - 1 : match.start()]
    if numeral is None or (before and before in entry.not_after):
        return number_at(folded, match.start("weight"))
    low = numeral.value * entry.low
    high = numeral.value * entry.high if entry.high else None
    number = Number(match.start(), match.end(), low, numeral.step, entry.qualifier, low, high, hanzi=True)
    qualifier, end = hedge_at(folded, number.end, inside=True)
    return replace(number, end=end) if qualifier != "exact" else number


def _neighbours(text: str) -> bool:
    digits = numerals().digits
    return all(c in digits for c in text) and 0 < digits[text[0]] == digits[text[1]] - 1


def _read_neighbours(match: regex.Match[str]) -> Number | None:
    """两三个 is two to three, 三四十 thirty to forty."""
    text = match["hanzi"]
    if not text or len(text) < 2 or not (_neighbours(text[:2]) or text[:2] in numerals().between):
        return None
    low, high = read_numeral(text[0] + text[2:]), read_numeral(text[1:])
    if low is None or high is None:
        return None
    low, high = sorted((low, high), key=lambda n: n.value)  # 三两件 is two to three
    return Number(match.start(), match.end(), low.value, low.step, "range", low.value, high.value, hanzi=True)
