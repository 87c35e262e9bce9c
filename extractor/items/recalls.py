"""Last year's problems recalled in a lead-in: 去年报告提到的“更新慢”问题, with what was done told after them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.items.likeness import family_of
from extractor.items.shapes import shape

_LAST = (
    r"^(?:(?:20\d\d年(?:度)?|{current})(?:以来|来)?，)?(?:{subjects})?(?:针对|对于|对照|围绕|就|对)?(?:{subjects})?(?:(?:{previous})|(?P<year>20\d\d)年(?:度)?)"
    r"(?:的|年度报告|年报|报告|工作|中|里|中所|所|自己|自我|，)*"
)
_SAID = (
    r"(?:自查|提出|提到|指出|反映|存在|查摆|列出|列举|列|梳理|发现|通报|排查|反馈|点出|点到|点名|说到|讲到|谈到|查出|检视|承认|披露|暴露|遗留|剖析|认领)"
    r"(?:出|到|了)?(?:的)?"
)
_RECALL = (
    rf"{_LAST}(?:(?=“)|{_SAID}|(?=[^。；：，]{{4,40}}{{problem_nouns}}，(?:现|均)*(?:已|通过|得到)))[“”]?"
    r"(?P<problem>[^。；：]{3,60}?)[“”]?(?:等)?(?:这?(?:几|[一二两三四五六\d])?(?:个|项|点|件|桩))?(?:方面)?(?:的)?(?:突出|主要)?"
    r"(?:{problem_nouns}|(?<=[个项点件桩])(?:方面)?事(?:项)?|(?=，(?:均|现|都)*已(?:经|全部)*(?:整?改|解决|销号|办结)))(?:，|(?=已|均|都|基本|得到))"
    r"(?:[^，。；：]{0,10}(?:着落|解决|整改|改进|落实|销号|见效|到位|补上|已改)[^，。；：]{0,4}：)?"
)
#: 2022年度报告提出“更新慢”。…: quotation marks do for the word 问题.
_TITLED = (
    rf"{_LAST}{_SAID}“(?P<problem>[^”]{{3,60}})”(?:等)?(?:这?(?:[一二两三四五六几\d])?(?:个|项|条|点|方面))?(?:的)?(?:突出|主要)?{{problem_nouns}}?"
    r"(?:一[项条事])?(?:，|。|；|$)"
)


#: Under a heading of last year's problems each is quoted: 针对“更新慢”的问题，…
_NAMED = r"^(?:针对|关于|对于|围绕|就)(?P<problem>[^，。；：“”]{3,60}?)(?:等)?(?:方面)?(?:的)?{problem_nouns}(?:。|$)"
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
    quoted = shape(_QUOTED).match(sentence) or shape(_NAMED).match(sentence) if previous else None
    if quoted and family_of(quoted["problem"]) == "problem":
        return Recall(quoted.start("problem"), quoted.end("problem"), quoted.end())
    titled = shape(_TITLED).match(sentence)
    match = titled or shape(_RECALL).match(sentence)
    if not match or (match["year"] and year is not None and int(match["year"]) >= year):
        return None
    problem = match["problem"]
    if titled and (family_of(problem) == "problem" or regex.search("[不没无未难少慢乱旧缺漏错低差弱]|重复", problem)):
        return Recall(match.start("problem"), match.end("problem"), match.end())
    if family_of(problem) != "problem" or not shape("{problem_cues+problem_ends}|{problem_hints}$").search(problem):
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


#: What there still is, after last year's problems were told: 对照要求，工作尚有差距：.
_STILL = (
    r"^(?:(?![存遗]留)[^。；：]){0,60}?(?:还|仍|尚|依然|依旧|也|客观|同样)(?:然|还|仍|客观|主要)*(?:存在|有|面临|暴露出)(?:着|的)?"
    r"(?:{amounts+problem_nouns+problem_places}|[一二两三四五六几\d](?:个|处|点|项|方面|大)|可?改进空间|提升空间|空间)+(?:，?(?:主要|具体|突出|集中)?(?:表现|体现|反映)?(?:有|是|在|为)?)?[：，]"
)


def still_there(sentence: str, year: int | None) -> int:
    """Where the words end that bring the tale from last year's problems to this year's; 0 where none do.

    >>> t = "对照群众期盼，我局工作尚有差距：一是解读少"
    >>> t[still_there(t, 2024):], still_there("上年度仍存在的问题：", 2024)
    ('一是解读少', 0)
    """
    found = shape(_STILL).match(sentence)
    if not found or shape("{previous}|得到|解决").search(found[0]):
        return 0
    named = [int(written) for written in regex.findall(r"20\d\d", found[0])]
    return 0 if year and named and min(named) < year else found.end()
