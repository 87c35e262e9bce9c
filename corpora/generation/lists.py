"""Lists of parts as prose gives them: 其中予以公开12件、部分公开3件（…）、无法提供5件."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from corpora.generation.phrasing import Unsaid, Voice

#: The total of each list, where it is one of the figures.
_TOTALS = {
    "outcomes": "total", "refused": "refused", "unavailable": "unavailable", "unprocessed": "unprocessed",
    "reviews": "rev_total", "lawsuits": "lit_total",
}  # fmt: skip
#: Groups whose rows may follow in brackets.
_NESTED = ("refused", "unavailable", "unprocessed")


@cache
def _labels() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "lists.toml").read_text("utf-8"))


def lists() -> Mapping[str, Callable[[Voice], str]]:
    """The lists that templates may ask for."""
    found: dict[str, Callable[[Voice], str]] = {name: _maker(name) for name in _TOTALS}
    return found | {"respectively": _respectively, "unavailable_only": _only}


def _maker(name: str) -> Callable[[Voice], str]:
    return lambda voice: _list(voice, name)


def _members(voice: Voice, name: str) -> list[str]:
    return [key for key in _labels()[name] if key in voice.figures and voice.figures[key].value]


def _list(voice: Voice, name: str) -> str:
    """All members that are not zero, in the order of the form or shuffled, each a part of the list's total."""
    keys = _members(voice, name)
    if len(keys) < 2 or (name in _NESTED and keys[0] in voice.mentioned):
        raise Unsaid(name)
    if voice.chance.random() < 0.15:
        voice.chance.shuffle(keys)
    of = voice.mentioned.get(_TOTALS[name], "")
    if of and sum(voice.figures[k].value for k in keys) != voice.figures[_TOTALS[name]].value:
        of = ""
    if of:
        voice.count += 1
        of = f"{of}:{voice.count}"
    dry = voice.chance.choice((0, 0, 0, 1))
    nested = name == "outcomes" and voice.chance.random() < 0.25
    separator = voice.chance.choice("、，，；" if not nested else "，；；")
    members = []
    for key in keys:
        wordings = _labels()[name][key]
        wording = wordings[0] if not dry else voice.chance.choice(wordings)
        text = wording.format(n=voice.figure(key, of=of))
        members.append(text + (_brackets(voice, key) if nested and key in _NESTED else ""))
    return separator.join(members)


def _brackets(voice: Voice, group: str) -> str:
    try:
        return f"（{_list(voice, group)}）"
    except Unsaid:
        return ""


def _respectively(voice: Voice) -> str:
    """予以公开、部分公开分别为12件、3件."""
    keys = _members(voice, "outcomes")
    if len(keys) < 2 or "total" not in voice.mentioned:
        raise Unsaid("respectively")
    names = {"granted": "予以公开", "partial": "部分公开", "refused": "不予公开", "unavailable": "无法提供", "unprocessed": "不予处理",
             "other": "其他处理"}  # fmt: skip
    voice.count += 1
    of = f"{voice.mentioned['total']}:{voice.count}"
    return f"其中{'、'.join(names[k] for k in keys)}分别为{'、'.join(voice.figure(k, of=of) for k in keys)}"


def _only(voice: Voice) -> str:
    """The one reason of a group, in words alone."""
    keys = _members(voice, "unavailable")
    if len(keys) != 1:
        raise Unsaid("several")
    return _labels()["unavailable"][keys[0]][0].format(n="")
