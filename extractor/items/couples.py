"""Problem and answer told as a couple under last year's heading: 针对X的问题，Y; X——Y; X→Y; X：Y; X问题，已Y; X，现Y; X。Y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.items.likeness import family_of, is_done, starts_as_measure
from extractor.items.shapes import shape

_NOUN = r"(?:等)?(?:这?(?:几|[一二两三四五六七八九十\d])?(?:个|项|点|方面))?(?:的)?(?:突出|主要)?(?:问题|不足|短板|现象|情况|薄弱环节|弱项|困难)"
_ABOUT = rf"(?:针对|对于|关于|围绕|聚焦|就|对|着力解决|解决)(?P<quote>“)?(?P<problem>[^。；“”]{{3,60}}?)(?(quote)”){_NOUN}，(?=.{{3}})"
_NAMED = rf"(?:其中，)?(?P<problem>[^，。；：]{{3,40}}?){_NOUN}，(?=(?:现|均|也|今年|年内|目前)*已|通过|实行|{{firm_starters}})"
_NOW = (
    r"(?P<problem>[^，。；：][^。；：]{2,60}?)，(?=(?:现(?!有|场|行|实|状|金|代|阶段)|今年|本年|年内|改为|改由|改成|改用|改在|换成|换用|调整为|压减为|统一为|升级为|通过)[^。；]{3})"
)
_ARROW = r"(?P<problem>[^。；]{2,60}?)(?:—{1,2}|-{1,2}>|→|⇒|➡)(?=[^—]{3})"
_COLON = r"(?P<problem>[^，。；：]{3,24})：(?=.{4})"
#: What a heading or lead-in of problems is called is no problem itself: 针对群众反映的问题，
_UNSAID = (
    r"(?:关心|关注|关切|反映|热点|焦点|咨询|期盼|提出|指出|发现|查摆|存在|反馈|梳理出?|列出?|所列|上述|以上|这些|提到|通报|上年度?|去年|20\d\d年)(?:出|到)?的?$"
)


#: “X”的问题，已改。Y; X一项，已销号。Y: that it is done is said before how.
_STRUCK = (
    rf"“?(?P<problem>[^。；：“”]{{3,60}}?)”?(?:{_NOUN}|一?(?:项|条|事))?，(?:均|现|也|都|目前|现已|本年|今年)*已(?:经|全部|基本|如期|按期)*"
    r"(?:改|整改|改进|解决|销号|办结|办妥|落实|完成|纠正|补上|见效|清零|化解)(?:到位|完毕|完成|销号|了|好)*[。，：；](?=.{4})"
)
#: X。Y: the first sentence of a point is the problem, all the rest the answer.
_SENTENCES = rf"“?(?P<problem>[^。；：“”]{{3,40}}?)(?:”{_NOUN}?)?。(?=.{{4}})"


#: What tells more of a problem: 全年仅3期.
_MORE = "不到|仅|只有|只占|最多的|最长的"


@dataclass(frozen=True, slots=True)
class Couple:
    """Where the problem and the answer of a sentence begin and end."""

    problem: tuple[int, int]
    answer: tuple[int, int]


def coupled(text: str, start: int, end: int, sisters: bool = False) -> Couple | None:
    """The problem and the answer of a sentence about last year, or None where it tells only one of them.

    ``sisters``: the points beside it are couples, so that X，现Y needs no proof that X is a problem.

    >>> for t in ("针对解读形式单一的问题，制作短视频", "信息员换得勤——每村定两人", "栏目更新慢：专人每周更新"):
    ...     found = coupled(t, 0, len(t))
    ...     print(t[slice(*found.problem)], t[slice(*found.answer)])
    解读形式单一 制作短视频
    信息员换得勤 每村定两人
    栏目更新慢 专人每周更新
    >>> coupled("针对群众反映的问题，制作短视频", 0, 15) is None, coupled("解读形式单一：图解不到两成", 0, 13) is None
    (True, True)
    """
    for pattern in (_ABOUT, _NAMED, _ARROW, _NOW, _COLON):
        match = shape(pattern).match(text, start, end)
        if not match or regex.search(_UNSAID, match["problem"]) or shape("^(?:{back_references})+$").match(match["problem"]):
            continue
        answer = text[match.end() : end]
        first = regex.split("[，。；]", answer, maxsplit=1)[0]
        proved = family_of(match["problem"]) == "problem" or (sisters and not starts_as_measure(match["problem"]))
        if pattern == _NOW and (not proved or starts_as_measure(match["problem"])):
            continue
        if pattern == _COLON and not (proved and _answers(answer, first)):
            continue
        if pattern != _ARROW and family_of(first) == "problem" and not is_done(answer):
            continue
        return Couple((match.start("problem"), match.end("problem")), (match.end(), end))
    return None


def _answers(answer: str, first: str) -> bool:
    """Whether what follows the colon was done, and is not more of the problem."""
    return is_done(answer) or starts_as_measure(answer) or (family_of(answer) != "problem" and not regex.search(_MORE, first))


def told_in_couples(points: Sequence[str]) -> bool:
    """Whether last year's points are each a problem and its answer: half of them by their words, or one and all by their shape.

    >>> told_in_couples(["公示字小。换成大字版。", "解读少。全年图解12期"]), told_in_couples(["解读少。全年只有3期，太少"])
    (True, False)
    """
    ranges = [(point, 0, len(point)) for point in points]
    told = [where for where in ranges if coupled_in_sentences(*where, False) or coupled(*where)]
    shaped = [where for where in ranges if coupled_in_sentences(*where, True) or coupled(*where, True)]
    return len(told) * 2 >= len(points) or (bool(told) and len(shaped) == len(points))


def coupled_in_sentences(text: str, start: int, end: int, sisters: bool) -> Couple | None:
    """The couple of a point whose first sentence is the problem; ``sisters`` are told so, so that its words need not prove it.

    >>> t = "信箱来信层层转办。改为窗口首问负责"
    >>> coupled_in_sentences(t, 0, len(t), False), coupled_in_sentences(t, 0, len(t), True).problem
    (None, (0, 8))
    >>> t = "“门可罗雀”的问题，已改。搬进大厅"
    >>> t[slice(*coupled_in_sentences(t, 0, len(t), False).problem)]
    '门可罗雀'
    """
    struck = shape(_STRUCK).match(text, start, end)
    if not struck and shape(_NOW).match(text, start, end):
        return None
    match = struck or shape(_SENTENCES).match(text, start, end)
    if not match or regex.search(_UNSAID, match["problem"]) or starts_as_measure(match["problem"]):
        return None
    answer = text[match.end() : end]
    first = regex.split("[，。；]", answer, maxsplit=1)[0]
    if not struck and (family_of(first) == "problem" or regex.search(_MORE, first)) and not is_done(answer):
        return None
    if not struck and ((not sisters and family_of(match["problem"]) != "problem") or shape(r"^{explainers}").match(answer)):
        return None
    return Couple((match.start("problem"), match.end("problem")), (match.end(), end))
