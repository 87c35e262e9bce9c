"""Where points are numbered: 一是, （一）, 1., ①, 首先, 关于…: finds the marks of a view and reads their numbers.

A mark counts where it stands at a boundary of its kind; 一是 glued to the words before it counts when the series proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from lexicons.reports.disclosure.item_lexicon import EnumeratorKind, enumerator_kinds, refusal

_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九", 1)}
_CIRCLED = {chr(code): code - 0x2460 + 1 for code in range(0x2460, 0x2474)}
_NUMERALS = {
    "chinese": r"(?P<n>十?[一二三四五六七八九]|[二三]?十)",
    "arabic": r"(?P<n>[1-9]|[1-3]\d)",
    "circled": f"(?P<n>[{''.join(_CIRCLED)}])",
    "topic": r"(?P<n>(?![\d（①-⑳])[^，。；：、\n]{2,18}?)",
}
_BEFORE = {"paragraph": "\n。；：！？”", "clause": "\n。；：！？”，", "anywhere": "\n。；：！？”，、）"}
#: What may follow a number though it is a digit: 1.2024年…, 2.3月底前….
_DATED = regex.compile(r"20\d\d年|\d{1,2}月(?:底|末|前|份|起|\d)")
#: A number that never grows: bullets and topics only follow one another.
UNORDERED = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """An enumerator in a view: ``start`` to ``end`` are its characters, the point's text begins at ``end``.

    A topic mark (关于公开意识。) is unordered as a bullet is, and its words are the point's subject.
    """

    kind: str
    rank: int
    number: int
    start: int
    end: int


def _boundary(kind: EnumeratorKind) -> str:
    """What must stand before a mark, as a pattern; no shape has such a character before its end, so that none hides a mark."""
    if kind.boundary == "anywhere":
        return ""
    return "(?m)^" if kind.boundary == "line" else f"(?<![^{_BEFORE[kind.boundary]}])"


@cache
def _patterns() -> tuple[tuple[EnumeratorKind, regex.Pattern[str]], ...]:
    found = []
    for kind in enumerator_kinds():
        if kind.numerals in ("words", "bullet"):
            words = sorted((w for place in kind.words for w in place), key=len, reverse=True)
            numeral = f"(?P<n>{'|'.join(regex.escape(w) for w in words)})"
        else:
            numeral = _NUMERALS[kind.numerals]
        shapes = sorted(kind.shapes, key=len, reverse=True)
        # the numeral's group may stand in every alternative: regex allows a name to be used again
        choices = "|".join(regex.escape(s).replace(r"\{n\}", numeral) for s in shapes)
        found.append((kind, regex.compile(f"{_boundary(kind)}(?:{choices})")))
    return tuple(found)


def _number(kind: EnumeratorKind, written: str) -> int:
    if kind.numerals == "chinese":
        tens, _, ones = written.rpartition("十")
        if "十" not in written:
            return _DIGITS[written]
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    if kind.numerals == "arabic":
        return int(written)
    if kind.numerals == "circled":
        return _CIRCLED[written]
    if kind.numerals == "words":
        return next(number for number, place in enumerate(kind.words, 1) if written in place)
    return UNORDERED


def _stands_well(kind: EnumeratorKind, text: str, start: int, end: int) -> bool:
    """Whether what stands around a mark leaves it one."""
    before = text[start - 1] if start else "\n"
    after = text[end : end + 1]
    if kind.numerals == "arabic" and ((after.isdigit() and not _DATED.match(text, end)) or before.isdigit() or before in ".-/"):
        return False
    if kind.id == "bracketed" and (before in "第条款项" or after in ("项", "款", "类")):
        return False
    if kind.id in ("one_is", "one_must") and (before in refusal().before or after in refusal().after):
        return False
    if kind.id != "bullet":
        return True
    return bool(after) and not (after.isdigit() and text[end - 1] in "-—–·*")


def _proved(marks: list[Mark], text: str) -> list[Mark]:
    """Drop marks whose series does not bear them out."""
    kept: list[Mark] = []
    for index, mark in enumerate(marks):
        at_boundary = mark.start == 0 or text[mark.start - 1] in _BEFORE["anywhere"]
        if mark.kind == "one_is" and not at_boundary:
            near = [m for m in marks if m.kind == "one_is" and abs(m.start - mark.start) < 1200]
            before = any(m.number == mark.number - 1 and m.start < mark.start for m in near)
            after = any(m.number == mark.number + 1 and m.start > mark.start for m in near)
            if not (before or (mark.number == 1 and after)):
                continue
        if mark.kind in ("sequence", "sides") and not _has_company(mark, marks, index):
            continue
        if mark.kind == "topic" and sum(m.kind == "topic" for m in marks) < 2:
            continue
        kept.append(mark)
    return kept


def _has_company(mark: Mark, marks: list[Mark], index: int) -> bool:
    """首先 needs 其次 after it, 其次 and 此外 need what they follow."""
    if mark.number == 1:
        return any(m.kind == mark.kind and m.number > 1 for m in marks[index + 1 :])
    return any(m.kind == mark.kind and m.number == 1 for m in marks[:index])


@lru_cache(32)
def find_marks(text: str) -> tuple[Mark, ...]:
    """The enumerators of a view in order, none inside another.

    >>> [(m.kind, m.number) for m in find_marks("主要表现在一是更新慢；二是解读少。统一是好的")]
    [('one_is', 1), ('one_is', 2)]
    >>> [(m.kind, m.number) for m in find_marks("（一）问题\\n1.解读2.5万字。2、更新慢")]
    [('bracketed', 1), ('numbered', 1), ('numbered', 2)]
    >>> find_marks("首先要看到成绩。《条例》第二十条第（一）项，第一时间公开")
    ()
    """
    found: list[Mark] = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(text):
            if _stands_well(kind, text, match.start(), match.end()):
                found.append(Mark(kind.id, kind.rank, _number(kind, match["n"]), match.start(), match.end()))
    found.sort(key=lambda m: (m.start, -m.end, m.rank))
    apart: list[Mark] = []
    for mark in _proved(found, text):
        if apart and apart[-1].kind == "bullet" and mark.start == apart[-1].end:
            apart[-1] = replace(mark, start=apart[-1].start)  # "- 一是": the number counts, the dash is layout
        elif not apart or mark.start >= apart[-1].end:
            apart.append(mark)
    return tuple(apart)
