"""Last year's problems recalled in a lead-in: 去年报告提到的“更新慢”问题, with what was done told after them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.items.likeness import family_of
from extractor.items.shapes import shape

_RECALL = (
    r"^(?:(?:20\d\d年(?:度)?|{current})(?:以来|来)?，)?(?:{subjects})?(?:针对|对于|对照|围绕|就|对)?(?:{subjects})?(?:(?:{previous})|(?P<year>20\d\d)年(?:度)?)"
    r"(?:的|年度报告|年报|报告|工作|中|里|中所|所|，)*(?:(?=“)|(?:提出|提到|指出|反映|存在|查摆|列出|列举|梳理|发现|通报|排查|反馈)"
    r"(?:出|到)?(?:的)?)[“”]?(?P<problem>[^。；：]{3,60}?)[“”]?(?:等)?(?:这?(?:几|[一二两三四五六\d])?(?:个|项|点|件|桩))?(?:方面)?(?:的)?(?:突出|主要)?"
    r"(?:{problem_nouns}|(?<=[个项点件桩])(?:方面)?事(?:项)?)(?:，|(?=已|均|都|基本|得到))"
    r"(?:[^，。；：]{0,10}(?:着落|解决|整改|改进|落实|销号|见效|到位|补上)[^，。；：]{0,4}：)?"
)


#: Under a heading of last year's problems each is quoted: 针对“更新慢”的问题，…
_QUOTED = r"^(?:针对|关于|对于|围绕|就)“(?P<problem>[^”]{3,60})”(?:等)?(?:方面)?(?:的)?(?:{problem_nouns})，"


@dataclass(frozen=True, slots=True)
class Recall:
    """Where a recalled problem stands in its sentence and where the sentence goes on."""

    start: int
    end: int
    rest: int


def recalled(sentence: str, year: int | None, previous: bool = False) -> Recall | None:
    """The problem of last year that a sentence recalls, or None where it names none, or this year's.

    ``previous``: whether the heading above already spoke of last year.

    >>> t = "针对去年存在的栏目更新慢问题，我办开展了巡查"
    >>> found = recalled(t, 2024)
    >>> t[found.start : found.end], t[found.rest :]
    ('栏目更新慢', '我办开展了巡查')
    >>> t = "2023年指出的“台账不统一、解读少”等问题已整改到位"
    >>> found = recalled(t, 2024)
    >>> t[found.start : found.end], t[found.rest :]
    ('台账不统一、解读少', '已整改到位')
    >>> recalled("针对上年度存在的主要问题，我局开展了巡查", 2024) is None
    True
    """
    quoted = shape(_QUOTED).match(sentence) if previous else None
    if quoted and family_of(quoted["problem"]) == "problem":
        return Recall(quoted.start("problem"), quoted.end("problem"), quoted.end())
    match = shape(_RECALL).match(sentence)
    if not match or (match["year"] and year is not None and int(match["year"]) >= year):
        return None
    problem = match["problem"]
    if family_of(problem) != "problem" or not shape("{problem_cues+problem_ends}").search(problem):
        return None
    if regex.fullmatch("[^，、]{0,4}", shape("{amounts+heading_fillers+problem_nouns}").sub("", problem)) and len(problem) < 4:
        return None
    return Recall(match.start("problem"), match.end("problem"), match.end())


def refers_back(sentence: str, start: int, year: int | None) -> bool:
    """Whether a sentence turns, from ``start`` on, to last year's problems without naming them.

    >>> refers_back("针对2023年年报所列问题，采取以下措施：", 0, 2024), refers_back("针对上述问题，", 0, 2024)
    (True, False)
    """
    if not shape("^(?:{subjects})?{reference_verbs}").match(sentence[start:]) or not shape("{problem_nouns}").search(sentence):
        return False
    named = [int(found) for found in regex.findall(r"20\d\d", sentence)]
    return bool(shape("{previous}").search(sentence)) or bool(year and named and min(named) < year)
