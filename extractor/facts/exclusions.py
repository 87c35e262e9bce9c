"""Figures that the text itself sets outside of what the form counts: 因征收引发的复议22件、诉讼41件，不属政府信息公开案件，未计入.

The words stand behind the figures, in a clause of their own (then they speak of all figures of the statement) or in the clause of the
last figure (then of that clause only), or before them, closed by a colon.
"""

from __future__ import annotations

from functools import cache

import regex

from extractor.clauses import Mention
from lexicons.language.clause_words import clause_words

#: What ends a statement, and words that begin another one inside it.
STATEMENT = regex.compile("[；。]")
ANOTHER = regex.compile("另|其中|此外")
BRACKET = regex.compile(r"[（(][^（()）]*[)）]")
#: A clause that opens with what is left out: 不含征收决定类诉讼29宗.
LEFT_OUT = regex.compile("(?:以上|上述|其中|均)?(?:不含|不包括|不包含|未含|未包括|未包含|不计)")
CLAUSE = regex.compile("[，：]")
#: What may stand before the words where they speak of all figures before: 以上两项均不计入.
FILLERS = regex.compile("(?:均|都|也|并|暂|这些|上述|以上|其|两项|两者|三项|按规定|有关|相关|数据|案件|该|此|但)*")
FIGURE = regex.compile(r"\d|[一二三四五六七八九十两]+[件条人次份起宗项个]")


def excluded(mention: Mention) -> str:
    """The words that set a figure outside, as written; "" where none do."""
    leading = LEFT_OUT.match(mention.clause)
    return leading[0] if leading else _behind(mention.after) or _before(mention.before)


def _behind(after: str) -> str:
    statement = STATEMENT.split(after, maxsplit=1)[0]
    match = _outside().search(statement)
    if match is None:
        return ""
    gap = BRACKET.sub("", statement[: match.start()])
    if gap.startswith(("（", "(")):
        return "" if FIGURE.search(gap) else match[0]  # 41件（不计入下表）; 146件（含咨询3件，不计入）
    if "（" in gap or "(" in gap or ANOTHER.search(gap):
        return ""
    if FIGURE.search(CLAUSE.split(statement[match.end() :], maxsplit=1)[0]):
        return ""  # 不属于政府信息公开申请3件 names a figure of its own
    _, comma, tail = gap.rpartition("，")
    return match[0] if not comma or FILLERS.fullmatch(tail) else ""


def _before(before: str) -> str:
    """61所学校自行公开，不计入上数：公开栏换732期."""
    statement = STATEMENT.split(before)[-1]
    match = _outside().search(statement)
    return match[0] if match is not None and regex.match(r"[^，]{0,10}：", statement[match.end() :]) else ""


@cache
def _outside() -> regex.Pattern[str]:
    words = sorted(clause_words().outside, key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, words)))
