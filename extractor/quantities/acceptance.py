"""Which readings are quantities: the reasons for which a number, with or without unit, is refused."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.numerals import hanzi_class
from extractor.quantities.lookups import Longest, LongestBefore
from extractor.quantities.measures import Measure
from extractor.quantities.numbers import Number
from extractor.values import Qualifier
from lexicons.language import units

_SENTENCE_ENDS = "\n。;!?"
_CLAUSE_ENDS = "\n。;!?,:"
_STOPS = "\n。;!?,:、)]”》(["


# 未收到一件投诉 says none, not one.
_DENIED = regex.compile(r"(?:未|没有|没|无|不曾|从不)[^,。;:\n]{0,7}$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with its unit and hedges, [start, end) of the folded text; ``unit`` is one that it has otherwise."""

    number: Number
    measure: Measure | None
    start: int
    end: int
    before: Qualifier
    after: Qualifier
    made_by: str
    unit: str = ""


@cache
def _cue() -> regex.Pattern[str]:
    counted = "|".join(sorted(units().counted, key=len, reverse=True))
    leads = "|".join(sorted(units().leads, key=len, reverse=True))
    return regex.compile(rf"(?:{counted})(?:\([^)\n]{{1,4}}\))?(?: |{leads}){{0,4}}$")


@cache
def _list_cue() -> regex.Pattern[str]:
    return regex.compile(r"(?:分别为|分别是|分别有|各为)[^。;\n]{0,60}$")


@cache
def _spent() -> tuple[str, ...]:
    return units().spent


@cache
def _words() -> tuple[Longest, frozenset[str], LongestBefore, LongestBefore]:
    table = units()
    things = LongestBefore([*table.one_verbs_of_things, *(f"{v}了" for v in table.one_verbs_of_things)])
    events = LongestBefore([*table.one_verbs, *(f"{v}了" for v in table.one_verbs), *table.one_verbs_of_things])
    return Longest(table.within), frozenset(table.one_units), things, events


def heads_line(folded: str, position: int) -> bool:
    """Whether nothing but space stands between the position and the head of its line or sentence.

    >>> heads_line("。 1.12件", 2), heads_line("共1.12万件", 1)
    (True, False)
    """
    before = folded[:position].rstrip(" ")
    return not before or before[-1] in _SENTENCE_ENDS


def is_sign(folded: str, position: int, measure: Measure | None) -> bool:
    """Whether the dash at the position is a minus: before a unit that can fall, and no joint of two figures."""
    falls = measure is not None and measure.unit in ("%", "百分点", "元", "‰")
    before = folded[position - 1 : position] if position else ""
    return falls and before not in ("-", "%", ")", "元") and not (before.isascii() and before.isalnum())


def refusal(folded: str, reading: Reading) -> str | None:
    """The reason for which a reading is no quantity; None where it is one."""
    number, measure = reading.number, reading.measure
    if number.loose and reading.before in ("exact", "less"):
        return "indefinite_many"
    if measure is None:
        return None if reading.unit or _is_bare_count(folded, reading) else "no_unit"
    if measure.kind == "duration":
        return None if _is_time_spent(folded, reading) else "duration"
    if number.hanzi and number.value == 1 and measure.kind != "ratio" and number.end - number.start == 1:
        return None if _is_number_one(folded, reading) else "indefinite_one"
    return "second" if _is_second(folded, reading) else None


def _is_bare_count(folded: str, reading: Reading) -> bool:
    number = reading.number
    following = folded[reading.end : reading.end + 1]
    if following and following in "年月日号期时点届度级岁":
        return False
    if number.scaled:
        return True
    if number.hanzi and not number.loose:
        return False
    if _cue().search(folded, max(0, reading.start - 24), reading.start):
        return not _is_run_together(folded, reading)
    listed = _list_cue().search(folded, max(0, reading.start - 70), reading.start)
    return listed is not None and following in set("、和及与,。;\n")


def _is_run_together(folded: str, reading: Reading) -> bool:
    """Figures of a flattened table: 数量0000000, 总计23 0 00, 数量22二、."""
    digits = folded[reading.number.start : reading.number.end]
    if len(digits) > 1 and digits.startswith("0") and not digits.startswith("0."):
        return True
    following = folded[reading.end : reading.end + 2]
    if following[:1].isascii() and following[:1].isalnum():
        return True
    return (following[:1] != "" and following[0] in hanzi_class()) or (following[:1] == " " and following[1:].isdigit())


def _is_second(folded: str, reading: Reading) -> bool:
    """二次传播 is the second time; to count two, one writes 两次, or 二次 at the end of a clause."""
    number, measure = reading.number, reading.measure
    if measure is None or measure.form not in units().seconds or folded[number.start : number.end] != "二":
        return False
    following = folded[reading.end : reading.end + 1]
    return bool(following) and following not in _STOPS


@cache
def _heads() -> Longest:
    return Longest(units().heads)


def unit_of_head(folded: str, number: Number) -> str:
    """The unit that a head noun right after a number in 万 stands for, "" where there is none.

    >>> from extractor.quantities.numbers import number_at
    >>> unit_of_head("80万常住人口", number_at("80万常住人口", 0))
    '人'
    """
    head = _heads().at(folded, number.end) if number.value >= 10_000 else None
    return units().heads[head] if head else ""


def _is_time_spent(folded: str, reading: Reading) -> bool:
    within, *_ = _words()
    if reading.after != "exact" and folded[reading.end - 2 : reading.end] in ("以内", "之内"):
        return False
    if within.at(folded, reading.end):
        return False
    start = reading.start
    while start and folded[start - 1] not in _SENTENCE_ENDS + "," and reading.start - start < 24:
        start -= 1
    clause = folded[start : reading.start] + folded[reading.end : reading.end + 6].split(",")[0].split("。")[0]
    return any(word in clause for word in _spent())


def _is_number_one(folded: str, reading: Reading) -> bool:
    """召开专题会一次。 and 召开一次专题会 count; a 一 within other words does not."""
    _, one_units, things, events = _words()
    measure = reading.measure
    if measure is None or measure.form not in one_units:
        return False
    before = folded[reading.start - 1 : reading.start]
    following = folded[reading.end : reading.end + 1]
    if _DENIED.search(folded, max(0, reading.start - 9), reading.start):
        return False
    if things.ending(folded, reading.start):
        return True
    if measure.form not in ("个", "项", "位", "人", "条", "处") and events.ending(folded, reading.start):
        return True
    ends = not following or following in _STOPS
    return ends and bool(before) and before.isalpha() and not before.isascii() and before not in units().one_not_after
