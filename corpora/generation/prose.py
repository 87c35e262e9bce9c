"""Sections of a report written from its figures: which groups of phrases come in which order, under which headings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpora.generation.phrasing import Unsaid, Voice

#: The paragraphs of section one: heading, groups of phrases (``?`` perhaps).
_TOPICS = (
    ("主动公开", ("published", "documents?", "interpretation?", "press?", "response?")),
    ("依申请公开", ("received", "sources?", "outcomes", "leaves?", "carried_out")),
    ("政府信息管理", ("management",)),
    ("平台建设", ("platform", "platform?")),
    ("监督保障", ("supervision", "supervision?")),
)
_HEADINGS = ("（{n}）{topic}。", "（{n}）{topic}情况\n", "（{n}）{topic}方面。", "{n}是{topic}。", "")
_NUMERALS = "一二三四五"


@cache
def phrases() -> dict[str, list[str]]:
    """All templates by group."""
    found: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text("utf-8"))
    return found


def phrase(voice: Voice, group: str) -> str:
    """One phrase of a group that can be said truly, or nothing."""
    templates = list(phrases()[group])
    voice.chance.shuffle(templates)
    for template in templates:
        try:
            return voice.say(template)
        except Unsaid:
            continue
    return ""


def overview(voice: Voice) -> str:
    """Section one."""
    heading = voice.chance.choice(_HEADINGS)
    paragraphs = [p for p in [phrase(voice, "opening")] if p]
    inline = heading.startswith("{n}是")
    for number, (topic, groups) in enumerate(_TOPICS):
        head = heading.format(n=_NUMERALS[number], topic=topic)
        body = "".join(dict.fromkeys(filter(None, _sentences(voice, groups))))
        paragraphs.append(head + body)
    return ("".join if inline else "\n".join)(paragraphs)


def _sentences(voice: Voice, groups: tuple[str, ...]) -> Iterator[str]:
    received = voice.figures["new"].value
    for group in groups:
        if group == "received" and not received:
            yield phrase(voice, "received_zero")
        elif not group.endswith("?") or voice.chance.random() < 0.5:
            yield phrase(voice, group.rstrip("?"))


def section_two(voice: Voice) -> str:
    return phrase(voice, "section_two") if voice.chance.random() < 0.5 else ""


def section_three(voice: Voice) -> str:
    return phrase(voice, "section_three") if voice.chance.random() < 0.25 else ""


def section_four(voice: Voice) -> str:
    """Nothing, a none-statement, or what the table says."""
    if voice.chance.random() < 0.4:
        return ""
    return phrase(voice, "section_four_zero") or phrase(voice, "section_four")


def section_six(voice: Voice) -> str:
    parts = [phrase(voice, "fee"), phrase(voice, "others") if voice.chance.random() < 0.7 else ""]
    return "".join(part for part in parts if part)
