"""Headings and lead-ins: which words announce problems or measures, of which year, and where a sentence's own content begins.

A heading (改进措施), a label (存在的问题：) and a lead-in (针对上述问题，下一步，我局将…) set the scene for the points after
them. A lead-in is peeled off the front of its sentence clause by clause; what is left is content.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import regex

from extractor.items.shapes import (
    BECAUSE,
    COMPARED,
    COUNTED,
    DO_WELL,
    DONE_OBJECT,
    EXISTENCE,
    EXISTS,
    EXISTS_THAT,
    FUTURE,
    HEADING_NOISE,
    KNOWING,
    MIXED,
    OBJECT,
    ORDINAL,
    PRAISE,
    REFERENCE,
    REMEDY,
    SETTLED,
    SHALL,
    SLOGAN,
    STANDING_OUT,
    SYMPTOM,
    TURN,
    WHEN,
    WILL,
    YEAR_FIRST,
    shape,
)

CLAUSE_END = regex.compile("[，：]")
#: A cause (究其原因) is told between problems and measures and is neither.
Family = Literal["problem", "measure", "cause", ""]
Tense = Literal["past", "future", ""]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words before a point say of it: kind, tense, explicit year, whether of last year, and which words said so."""

    family: Family = ""
    tense: Tense = ""
    year: int | None = None
    previous: bool = False
    why: str = ""


@lru_cache(1024)
def read_heading(text: str, year: int | None) -> Setting | None:
    """What a heading or label says, or None where it is no role heading but has content of its own.

    >>> read_heading("2022年问题整改落实情况", 2023)
    Setting(family='measure', tense='past', year=None, previous=True, why='标题“2022年问题整改落实情况”')
    >>> read_heading("本年度存在的问题及下年度改进举措", 2024).family
    ''
    >>> read_heading("政策解读质量不高", 2024) is None
    True
    """
    bare = ORDINAL.sub("", text).strip("。：；，:. \n“”")
    if not bare or len(bare) > 40:
        return None
    if shape("{cause_labels}").fullmatch(bare):
        return Setting("cause", why=f"标题“{bare}”")
    if shape("{causes}").search(bare) and len(shape(HEADING_NOISE).sub("", shape("{causes}").sub("", bare))) <= 1:
        return Setting("cause", why=f"标题“{bare}”")
    problem = shape("{problem_nouns+problem_places}").search(bare)
    done = shape("{done_nouns}").search(bare)
    future = shape("{future+next_year}").search(bare)
    measure = shape("{measure_nouns}").search(bare) or done
    plain = len(shape(HEADING_NOISE).sub("", bare).strip("：，")) <= 1
    if not (problem or measure or future) or not plain:
        return Setting("measure", "past", None, True, f"标题“{bare}”") if _settles(bare, year) else None
    named = [int(found) for found in regex.findall(r"20\d\d", bare)]
    previous = bool(shape("{previous}").search(bare)) or bool(year and named and named[0] < year)
    why = f"标题“{bare}”"
    if problem and shape(r"^(?:20\d\d年(?:度)?，?)?{reference_verbs}").match(bare):
        return Setting("measure", "past" if done or _is_past(bare) else "", None, previous, why)
    if problem and measure and shape(MIXED).search(bare):
        return Setting(previous=previous, why=why)
    if problem and (not measure or not (done or shape(r"{problem_nouns}的?(?:改进|整改)").search(bare))):
        return Setting("problem", year=_other(named, year), previous=previous, why=why)
    ahead = bool(future) or bool(year and named and named[-1] > year)
    tense: Tense = "future" if ahead else "past" if done or _is_past(bare) else ""
    return Setting("measure", tense, _other(named, year) if ahead else None, previous, why)


def _settles(bare: str, year: int | None) -> bool:
    """Whether words that are more than a heading's tell that last year's problems were seen to (上年问题整改“交卷”情况)."""
    found = shape(SETTLED).match(bare)
    if not found or shape("{problem_cues}|{problem_ends}(?:等|的)*{problem_nouns}|{future_verbs}(?={firm_starters})").search(bare):
        return False
    return not found["year"] or year is None or int(found["year"]) < year


def _is_past(text: str) -> bool:
    return "了" in text or bool(shape("{past}").search(text))


def _other(named: list[int], year: int | None) -> int | None:
    """The year that is named beside the reporting year."""
    return named[0] if named and named[0] != year else None


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence read from the left: the scene it sets and where its content begins (its length where it has none)."""

    setting: Setting
    content: int
    announced: bool


_Step = Callable[[str, Setting, int | None], tuple[Setting, int] | None]


def _matched(pattern: str) -> Callable[[str], int]:
    def match(clause: str) -> int:
        found = shape(pattern).match(clause)
        return found.end() if found else 0

    return match


def _reference(clause: str, setting: Setting, _: int | None) -> tuple[Setting, int] | None:
    end = _matched(REFERENCE)(clause) or _matched(r"^(?:{therefore}|(?:以上|上述|这些)(?:存在的)?{problem_nouns})[，：]?")(clause)
    if not end:
        return None
    words_read = clause[:end].rstrip("，：")
    return replace(setting, family="measure", why=f"引语“{words_read}”"), end


def _future(clause: str, setting: Setting, year: int | None) -> tuple[Setting, int] | None:
    end = _matched(FUTURE)(clause)
    if not end:
        return None
    return Setting("measure", "future", None, setting.previous and not year, f"引语“{clause[:end].rstrip('，：')}”"), end


def _year(clause: str, setting: Setting, year: int | None) -> tuple[Setting, int] | None:
    found = shape(YEAR_FIRST).match(clause)
    if not found:
        end = _matched(r"^(?:在)?(?:本年度|本年|今年|一年来)(?:以来|来)?，")(clause)
        return (replace(setting, tense="past", previous=False), end) if end and setting.family != "measure" else None
    named = int(found["year"])
    if year is not None and named > year:
        return Setting("measure", "future", named, False, f"年份{named}"), found.end()
    if year is not None and named < year:
        return replace(setting, previous=True, why=f"年份{named}"), found.end()
    return replace(setting, tense="past", year=named if year is None else None, previous=False), found.end()


def _will(clause: str, setting: Setting, year: int | None) -> tuple[Setting, int] | None:
    if shape(OBJECT).match(clause) or ((setting.tense == "past" or setting.previous) and shape(DONE_OBJECT).match(clause)):
        return None
    end = _matched(WILL)(clause)
    if not end and setting.family == "measure":
        end = _matched(SHALL)(clause)
    if not end:
        return None
    words_read = clause[max(0, end - 6) : end]
    return Setting("measure", "future", setting.year if setting.year != year else None, False, f"引语“{words_read}”"), end


def _counted(clause: str, setting: Setting, _: int | None) -> tuple[Setting, int] | None:
    problem = shape("{problem_nouns}").search(clause)
    told = _matched(REMEDY)(clause) or _matched(DO_WELL)(clause)
    if problem or not (_matched(COUNTED)(clause) or (setting.family == "measure" and told)):
        return None
    future = setting.tense == "future" or bool(regex.search("将|拟|计划", clause))
    past = not future and bool(shape("{past}").search(clause) or "了" in clause)
    tense: Tense = "future" if future else "past" if past else setting.tense
    why = setting.why if setting.family == "measure" else f"引语“{clause.rstrip('，：')}”"
    return replace(setting, family="measure", tense=tense, why=why), len(clause)


def _label(clause: str, setting: Setting, year: int | None) -> tuple[Setting, int] | None:
    heading = read_heading(clause, year) if clause.endswith("：") or regex.fullmatch("问题[一二三四五六七八九十]，", clause) else None
    return None if heading is None else (carried(heading, setting, clause), len(clause))


def _exists(clause: str, setting: Setting, _: int | None) -> tuple[Setting, int] | None:
    found = shape(EXISTS).match(clause)
    generic = found and _own_words(found["before"]) <= (1 if setting.family == "problem" else 4)
    end = found.end() if found and generic else _matched(EXISTS_THAT)(clause)
    if not end:
        return None
    words_read = clause[len(found["before"]) if found and generic else 0 : end].rstrip("，：")
    # 还有, 仍有 after what was done about last year's problems tells this year's
    now = shape("{this_year}").search(clause, 0, end) or (setting.family == "measure" and regex.search("[还仍尚]|依然|依旧", clause))
    previous = (setting.previous and not now) or bool(shape("{previous}").search(clause, 0, end))
    return Setting("problem", "", None, previous, f"引语“{words_read}”"), end


def _own_words(before: str) -> int:
    """How many characters before 存在 / 有 are more than who and what every lead-in names."""
    return len(shape("{subjects+heading_fillers+existence_adverbs+turns+comparisons+audience}|，").sub("", before))


def carried(heading: Setting, setting: Setting, words_read: str) -> Setting:
    """A heading or label below another scene: last year stays last year and done stays done, unless it says otherwise."""
    previous = heading.previous or (setting.previous and not shape(r"20\d\d|{this_year}").search(words_read))
    tense = heading.tense or (setting.tense if setting.family == heading.family == "measure" else "")
    return replace(heading, previous=previous and tense != "future", tense=tense)


def _symptom(clause: str, setting: Setting, _: int | None) -> tuple[Setting, int] | None:
    end = _matched(SYMPTOM)(clause)
    if not end or (end == len(clause) and not clause.endswith(("：", "，")) and "如下" not in clause):
        return None
    now = shape("{this_year}.*{problem_nouns}").search(clause, 0, end)
    if setting.family == "measure" and not now:
        return setting, end
    previous = setting.previous and not now
    return replace(setting, family="problem", tense="", previous=previous, why=setting.why or f"引语“{clause[:end].rstrip('，：')}”"), end


def _passing(clause: str, setting: Setting, _: int | None) -> tuple[Setting, int] | None:
    turn = _matched(TURN)(clause) or _matched(KNOWING)(clause) or _matched(WHEN)(clause)
    if turn:
        return setting, turn
    if setting.family == "measure":
        return None
    if _matched(COMPARED)(clause) or (shape(PRAISE).search(clause) and not shape("{problem_cues}").search(clause)):
        return setting, len(clause)
    return None


_STEPS: tuple[_Step, ...] = (_reference, _label, _future, _year, _exists, _symptom, _counted, _will, _passing)


def _after_praise(sentence: str, setting: Setting) -> int:
    """Where 但 turns from what went well to what did not, or the clause 还存在一些不足 begins; 0 where neither stands."""
    if setting.family == "measure":
        return 0
    announced = shape(EXISTENCE).search(sentence)
    turn = regex.search("，(?=但|然而|不过|可是)", sentence)
    for found in (announced, turn):
        if found and not shape("{problem_cues}").search(sentence, 0, found.start()):
            return found.start() + sentence.startswith("，", found.start())
    return 0


def read_lead(sentence: str, setting: Setting, year: int | None) -> Lead:
    """Peel the lead-in off a sentence, clause by clause.

    >>> read_lead("针对存在问题，下一步，我局将着力加强培训", Setting(), 2024).content
    14
    >>> lead = read_lead("虽然取得了一定成效，但仍存在一些不足", Setting(), 2024)
    >>> lead.setting.family, lead.content == 18
    ('problem', True)
    >>> read_lead("政策解读形式单一", Setting(), 2024).announced
    False
    """
    position, before = _after_praise(sentence, setting), setting
    label = sentence[: sentence.find("：") + 1]
    if len(label) <= 30 and _settles(label[:-1], year):
        setting, position = Setting("measure", "past", None, True, f"引语“{label[:-1]}”"), len(label)
    for pattern, family in ((BECAUSE, setting.family), (STANDING_OUT, "problem")):
        found = shape(pattern).match(sentence, position) if setting.family != "measure" else None
        if found:
            setting, position = replace(setting, family=family), found.end()
    while position < len(sentence):
        rest = sentence[position:]
        cut = CLAUSE_END.search(rest)
        clause = rest[: cut.end()] if cut else rest
        for step in _STEPS:
            read = step(clause, setting, year)
            if read is not None and read[1]:
                setting, position = read[0], position + read[1]
                break
        else:
            break
    slogan = shape(SLOGAN).match(sentence, position) if setting.family == "measure" and setting.tense != "past" else None
    if slogan:
        position = slogan.end()
    return Lead(setting, position, position > 0 and setting != before)
