"""Headings in people's own words: 今年还差在哪, 明年往哪使劲, 去年留下的问题; only what stands as a heading does is read so."""

from __future__ import annotations

import regex

from extractor.items.enumerators import Mark
from extractor.items.leads import Setting, read_heading
from extractor.items.likeness import starts_as_measure
from extractor.items.outlines import OUTER, Point
from extractor.items.shapes import HEADING_NOISE, ORDINAL, shape

#: No heading of one's own words is longer.
_LONGEST = 16
_WORRY = "{problem_nouns+problem_places+headline_problems}"
_REMEDY = "{measure_nouns+done_nouns+headline_measures}"
_NOISE = rf"(?:{HEADING_NOISE}|{{headline_problems+headline_measures+headline_fillers}})"
#: A year that dates a step (2025年底前) names no plan.
_YEARS = regex.compile(r"(20\d\d)(?!年(?:底|末|前|内|初|\d))")
#: What two characters of one's own may be left of a heading, no more.
_OWN = 2


def read_headline(head: str, year: int | None) -> Setting | None:
    """What a title of a few words says that stands over points or paragraphs, or None where it has content of its own.

    >>> read_headline("明年往哪使劲", 2024).tense, read_headline("今年还差在哪", 2024).family
    ('future', 'problem')
    >>> read_headline("去年留下的问题", 2024).previous
    True
    >>> read_headline("基层公开力量不足", 2024) is None, read_headline("明年加强培训", 2024) is None
    (True, True)
    """
    known = read_heading(head, year)
    if known is not None:
        return known
    bare = ORDINAL.sub("", head).strip("。：；，:. \n“”")
    if not 2 < len(bare) <= _LONGEST or regex.search("[，。；：]", bare):
        return None
    worry, remedy = shape(_WORRY).search(bare), shape(_REMEDY).search(bare)
    named = [int(found) for found in _YEARS.findall(bare)]
    why = f"标题“{bare}”"
    last = bool(shape("{previous}").search(bare)) or bool(year and named and named[0] < year)
    if last and (worry or remedy) and _plain(bare):
        settled = remedy or shape("{settled}").search(bare)
        return Setting("measure", "past", None, True, why) if settled else Setting("problem", previous=True, why=why)
    ahead = bool(shape("{future+next_year}").search(bare)) or bool(year and named and named[-1] > year)
    if ahead and remedy:
        rest = regex.sub(r"^20\d\d年(?:度)?", "", shape("^{future+next_year}").sub("", bare))
        later = named[-1] if year and named and named[-1] > year else None
        return None if starts_as_measure(rest) else Setting("measure", "future", later, False, why)
    if not (worry or remedy) or not _plain(bare):
        return None
    return Setting("problem", why=why) if worry else Setting("measure", why=why)


def _plain(bare: str) -> bool:
    """Whether hardly more is said than what every heading says."""
    return len(shape(_NOISE).sub("", bare)) <= _OWN


def over_chapter(text: str, point: Point, after_head: int, marks: tuple[Mark, ...], setting: Setting, year: int | None) -> Setting | None:
    """What the title of a chapter says in words of its own; below another title only where it names another year."""
    if point.mark.rank > OUTER or after_head >= point.end:
        return None
    if text[after_head - 1] != "\n" and not any(mark.start == after_head for mark in marks):
        return None
    heading = read_headline(text[point.start : after_head], year)
    free = not setting.family or setting.why == "条目用语"
    return heading if heading and (free or heading.previous or heading.tense == "future") else None
