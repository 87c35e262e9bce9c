"""Two years' problems: what is strange, what was taken over word for word."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.series.likenesses import point_of, repeats, strangers
from extractor.series.wordings import wording

FOLDER = Path(__file__).parents[1] / "corpora/series/texts"
PROBLEMS = tomllib.loads((FOLDER / "problems.toml").read_text("utf-8"))["case"]
REPEATS = tomllib.loads((FOLDER / "repeats.toml").read_text("utf-8"))["case"]
NAMES = ("云岫县水务局", "云岫县", "水务局")


@pytest.mark.parametrize("case", PROBLEMS, ids=lambda case: case["name"])
def test_only_what_is_like_nothing_is_strange(case: dict[str, Any]) -> None:
    told, last = ([point_of(text, NAMES) for text in case[side]] for side in ("told", "last"))
    assert [index + 1 for index in strangers(told, last)] == case["strange"]


@pytest.mark.parametrize("case", PROBLEMS, ids=lambda case: case["name"])
def test_a_list_is_like_itself(case: dict[str, Any]) -> None:
    told = [point_of(text, NAMES) for text in case["told"]]
    assert strangers(told, told) == ()


@pytest.mark.parametrize("case", REPEATS, ids=lambda case: case["name"])
def test_what_was_taken_over_word_for_word_is_found(case: dict[str, Any]) -> None:
    now, last = ([wording(text, NAMES) for text in case[side]] for side in ("now", "last"))
    assert [index + 1 for index, _ in repeats(now, last)] == case["repeated"]


def test_the_cases_speak_both_ways() -> None:
    assert {bool(case["strange"]) for case in PROBLEMS} == {True, False}
    assert {bool(case["repeated"]) for case in REPEATS} == {True, False}
