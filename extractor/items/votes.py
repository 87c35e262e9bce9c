"""What the points of a list say of themselves, where the words before the list are silent or plainly meant another list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.items.leads import Family, Setting
from extractor.items.likeness import family_of, is_done, is_planned, starts_as_measure


def _voice(point: str) -> Family:
    """What a point's first clause sounds like, or its first sentence where the clause says nothing."""
    sentence = point.split("。")[0]
    return family_of(sentence.split("，")[0]) or family_of(sentence)


def vote(points: Sequence[str]) -> Family:
    """What at least two points in three sound like.

    >>> vote(["解读少，不及时", "更新不够", "加强培训"]), vote(["加强培训", "更新不够"])
    ('problem', '')
    """
    voices = [_voice(point) for point in points]
    if voices.count("problem") * 3 >= len(voices) * 2:
        return "problem"
    return "measure" if voices.count("measure") * 3 >= len(voices) * 2 else ""


def scene_of_list(setting: Setting, points: Sequence[str]) -> Setting:
    """The scene of a list: its family where nothing announced one, and whether its measures are done or to come.

    >>> scene_of_list(Setting(), ["更新不够", "解读单一"]).family
    'problem'
    >>> scene_of_list(Setting("measure"), ["印发样本", "举办了培训"]).tense
    'past'
    """
    voted = vote(points)
    if not setting.family and voted:
        setting = replace(setting, family=voted, why="条目用语")
    elif setting.family == "problem" and voted == "measure" and all(starts_as_measure(point) for point in points):
        setting = replace(setting, family="measure", why="条目用语")
    elif _may_turn(setting) and voted == "problem" and not any(starts_as_measure(point) for point in points):
        setting = replace(setting, family="problem", tense="", why="条目用语")
    if setting.family != "measure" or setting.tense or any(is_planned(point) for point in points):
        return setting
    if sum(is_done(point) for point in points) * 3 >= len(points):
        return replace(setting, tense="past", why=f"{setting.why}，条目已完成")
    return setting if setting.previous else replace(setting, tense="future")


def _may_turn(setting: Setting) -> bool:
    """Whether measures were announced, but not by a heading that names the year to come (明年的打法)."""
    return setting.family == "measure" and not (setting.tense == "future" and setting.why.startswith("标题"))
