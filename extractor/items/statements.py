"""What a sentence is in the scene it stands in: a problem, a measure, more of the problem before it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.items.drafts import Draft
from extractor.items.leads import Family, Setting
from extractor.items.likeness import family_of, is_planned, starts_as_measure
from extractor.items.shapes import DONE_OBJECT, shape


def family_in(content: str, setting: Setting) -> Family:
    """What a statement is where the scene is set.

    >>> family_in("解读少", Setting()), family_in("解读材料同日送审", Setting("measure", "future"))
    ('problem', 'measure')
    >>> family_in("加强培训", Setting("problem"))
    'measure'
    """
    own = family_of(content)
    if setting.family == "problem" and own == "measure":
        # 2022年，我局将三个栏目合并为一个: after last year's problem it is what was done
        done = setting.tense == "past" and shape(DONE_OBJECT).match(content)
        if done or is_planned(content) or starts_as_measure(content):
            return "measure"
    if setting.family:
        return setting.family
    return own if own == "problem" or is_planned(content) or setting.previous else ""


def explains(core: str, start: int, setting: Setting, before: Sequence[Draft]) -> bool:
    """Whether a sentence tells more of the problem just before it (比如，主要表现在…).

    >>> before = [Draft(0, 4, "current_problem", 2024, "")]
    >>> explains("主要表现在图解少", 5, Setting("problem"), before), explains("主要表现在图解少", 5, Setting("problem"), [])
    (True, False)
    """
    near = bool(before) and start - before[-1].end <= 1 and "problem" in before[-1].role
    return near and setting.family == "problem" and "：" not in core and bool(shape(r"^{explainers}").match(core))


def told_last(setting: Setting, before: Sequence[Draft]) -> bool:
    """Whether last year's problems have been told and answered.

    >>> told_last(Setting("measure", "past", previous=True), []), told_last(Setting("problem", previous=True), [])
    (True, False)
    """
    answered = bool(before) and before[-1].role == "improvement"
    return setting.previous and (setting.family == "measure" or answered)


def recall_is_over(heading: Setting, setting: Setting, before: Sequence[Draft]) -> bool:
    """Whether a heading of problems (存在问题：) speaks of this year's, since last year's were only recalled in a sentence.

    >>> recalled = Setting("measure", "past", previous=True, why="引语“上年反映的更新慢”")
    >>> recall_is_over(Setting("problem"), recalled, []), recall_is_over(Setting("measure"), recalled, [])
    (True, False)
    """
    return heading.family == "problem" and setting.why.startswith("引语") and told_last(setting, before)
