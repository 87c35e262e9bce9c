"""Section five: problems and measures drawn in pairs and set out in one of several ways, with the items that stand in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from corpora.records import Item

_ORDINALS = ("一是", "二是", "三是", "四是")


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "problems.toml").read_text("utf-8"))


def draw_problems(chance: Random, words: Mapping[str, str], before: Sequence[str] = ()) -> tuple[str, tuple[Item, ...]]:
    """The text of section five and its items in reading order; ``before`` are the problems that last year's report named."""
    lexicon = _lexicon()
    layout = chance.choice(lexicon["layout"])
    pairs = chance.sample([pair for pair in lexicon["pairs"] if pair[0] not in before], chance.randint(2, 3))
    problems, measures = ([pair[i] for pair in pairs] for i in (0, 1))
    previous = [chance.choice(before or lexicon["previous"])]
    done = chance.sample(lexicon["improvements"], 2)
    lay_out = _lines if layout["style"] == "lines" else _inline
    text = layout["text"].format(
        **words, problems=lay_out(problems), measures=lay_out(measures), previous=previous[0], improvements=_inline(done)
    )
    items = [Item("previous_problem", p) for p in previous] + [Item("improvement", i) for i in done]
    items = items if "{previous}" in layout["text"] else []
    items += [Item("current_problem", p) for p in problems] + [Item("next_measure", m) for m in measures]
    return text, tuple(items)


def _inline(parts: Sequence[str]) -> str:
    return "；".join(f"{ordinal}{part}" for ordinal, part in zip(_ORDINALS, parts, strict=False))


def _lines(parts: Sequence[str]) -> str:
    return "\n".join(f"{n}.{part}。" for n, part in enumerate(parts, 1))
