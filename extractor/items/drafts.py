"""A point before it is an item: where it stands in its view, what it is, and which points it answers by construction."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractor.items.leads import Family, Setting
from extractor.items.likeness import is_done, is_planned
from extractor.model import Role

_EDGE = "。；，、：:\n 　"
_TITLE_END = regex.compile(r"[。：\n]")
#: A first sentence up to this long, with more after it, is the point's title (domain rule: 20 characters or fewer).
TITLE_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A problem or measure in view offsets.

    ``bond`` numbers the points that were written together (问题…措施… of one point); 0 is none. ``hidden`` marks a problem that a
    measure names only in passing (针对…不足，); ``whole`` is where its measure begins when the problem is left to it.
    """

    start: int
    end: int
    role: Role
    year: int | None
    why: str
    title: tuple[int, int] | None = None
    bond: int = 0
    hidden: bool = False
    whole: int = -1


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the marks at its edges.

    >>> trimmed("；解读少。\\n", 0, 6)
    (1, 4)
    >>> trimmed("。", 0, 1)
    (1, 1)
    """
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def title_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The title sentence of a point that has a body after it.

    >>> title_of("加强培训。组织学习", 0, 9)
    (0, 4)
    >>> title_of("加强培训", 0, 4) is None
    True
    """
    match = _TITLE_END.search(text, start, end)
    if not match or match.start() - start > TITLE_LENGTH or match.end() >= end or match.start() == start:
        return None
    return start, match.start()


def shown(drafts: list[Draft], text: str) -> tuple[Draft, ...]:
    """The drafts without the problems that measures name in passing, where problems stand for themselves.

    >>> named = Draft(2, 5, "current_problem", None, "", hidden=True)
    >>> answer = Draft(6, 10, "next_measure", None, "", whole=0)
    >>> [d.start for d in shown([named, answer], "针对更新慢，组织培训")]
    [2, 6]
    >>> [d.start for d in shown([Draft(0, 3, "current_problem", None, ""), named, answer], "针对更新慢，组织培训")]
    [0, 0]
    """
    if not any("problem" in draft.role and not draft.hidden for draft in drafts):
        return tuple(drafts)
    return tuple(
        replace(d, start=d.whole, whole=-1, bond=0, title=title_of(text, d.whole, d.end)) if d.whole >= 0 else d
        for d in drafts
        if not d.hidden
    )


def resolve(setting: Setting, family: Family, text: str, year: int | None) -> tuple[Role, int | None, str]:
    """Role, year and reason of a point, from its setting and its own words.

    >>> resolve(Setting("problem", previous=True), "problem", "更新慢", 2024)[:2]
    ('previous_problem', 2023)
    >>> resolve(Setting("measure", "past"), "measure", "下一步将开展培训", 2024)[:2]
    ('next_measure', 2025)
    """
    why = setting.why if setting.family == family and setting.why else "条目用语"
    if family == "problem":
        if setting.previous:
            return "previous_problem", setting.year or (year - 1 if year else None), why
        return "current_problem", year or setting.year, why
    if setting.tense == "future":
        return "next_measure", setting.year or (year + 1 if year else None), why
    if is_planned(text) and not (setting.tense == "past" and is_done(text)):
        return "next_measure", year + 1 if year else None, "条目用语"
    if setting.tense == "past" or setting.previous:
        return "improvement", year, why
    if is_done(text):
        return "improvement", year, "条目用语：已完成"
    return "next_measure", setting.year or (year + 1 if year else None), why if setting.family == "measure" else "位置：问题之后"
