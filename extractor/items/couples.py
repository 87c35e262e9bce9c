"""Problem and answer told as a couple under last year's heading: 针对X的问题，Y; X——Y; X→Y; X：Y; X问题，已Y."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.items.likeness import family_of, is_done, starts_as_measure
from extractor.items.shapes import shape

_NOUN = r"(?:等)?(?:这?(?:几|[一二两三四五六七八九十\d])?(?:个|项|点|方面))?(?:的)?(?:突出|主要)?(?:问题|不足|短板|现象|情况|薄弱环节|弱项|困难)"
_ABOUT = rf"(?:针对|对于|关于|围绕|聚焦|就|对|着力解决|解决)(?P<quote>“)?(?P<problem>[^。；“”]{{3,60}}?)(?(quote)”){_NOUN}，(?=.{{3}})"
_NAMED = rf"(?:其中，)?(?P<problem>[^，。；：]{{3,40}}?){_NOUN}，(?=(?:现|均|也|今年|年内|目前)*已|通过|实行|{{firm_starters}})"
_ARROW = r"(?P<problem>[^。；]{2,60}?)(?:—{1,2}|-{1,2}>|→|⇒|➡)(?=[^—]{3})"
_COLON = r"(?P<problem>[^，。；：]{3,24})：(?=.{4})"
#: What a heading or lead-in of problems is called is no problem itself: 针对群众反映的问题，
_UNSAID = (
    r"(?:关心|关注|关切|反映|热点|焦点|咨询|期盼|提出|指出|发现|查摆|存在|反馈|梳理出?|列出?|所列|上述|以上|这些|提到|通报|上年度?|去年|20\d\d年)(?:出|到)?的?$"
)


@dataclass(frozen=True, slots=True)
class Couple:
    """Where the problem and the answer of a sentence begin and end."""

    problem: tuple[int, int]
    answer: tuple[int, int]


def coupled(text: str, start: int, end: int) -> Couple | None:
    """The problem and the answer of a sentence about last year, or None where it tells only one of them.

    >>> for t in ("针对解读形式单一的问题，制作短视频", "信息员换得勤——每村定两人", "栏目更新慢：专人每周更新"):
    ...     found = coupled(t, 0, len(t))
    ...     print(t[slice(*found.problem)], t[slice(*found.answer)])
    解读形式单一 制作短视频
    信息员换得勤 每村定两人
    栏目更新慢 专人每周更新
    >>> coupled("针对群众反映的问题，制作短视频", 0, 15) is None, coupled("解读形式单一：图解不到两成", 0, 13) is None
    (True, True)
    """
    for pattern in (_ABOUT, _NAMED, _ARROW, _COLON):
        match = shape(pattern).match(text, start, end)
        if not match or regex.search(_UNSAID, match["problem"]) or shape("^(?:{back_references})+$").match(match["problem"]):
            continue
        answer = text[match.end() : end]
        first = regex.split("[，。；]", answer, maxsplit=1)[0]
        if pattern == _COLON and (family_of(match["problem"]) != "problem" or not _answers(answer, first)):
            continue
        if pattern != _ARROW and family_of(first) == "problem" and not is_done(answer):
            continue
        return Couple((match.start("problem"), match.end("problem")), (match.end(), end))
    return None


def _answers(answer: str, first: str) -> bool:
    """Whether what follows the colon was done, and is not more of the problem."""
    return is_done(answer) or starts_as_measure(answer) or (family_of(answer) != "problem" and not regex.search(r"不到|仅|只有", first))
