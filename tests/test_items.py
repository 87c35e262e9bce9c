"""Problems and measures: every labelled section of corpora/items gives its items, with role, exact span and answers."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import regex

from extractor.items import find_items
from extractor.model import Document, Item, Section, Source
from extractor.spans import Span

CORPUS = Path(__file__).parent.parent / "corpora" / "items"
ROLES = {"p": "previous_problem", "i": "improvement", "c": "current_problem", "n": "next_measure"}
MARK = regex.compile(r"⟦(?P<text>[^⟦⟧|]*)\|(?P<id>[picn]\d+)(?::(?P<answers>[picn\d,]+))?⟧")
EDGE = "。；，、：.;,: \n"


def _cases(file: str) -> list[Any]:
    found = tomllib.loads((CORPUS / file).read_text("utf-8"))["case"]
    assert len({case["name"] for case in found}) == len(found)
    return [pytest.param(case, id=case["name"]) for case in found]


def _unmarked(marked: str) -> tuple[str, list[tuple[str, Span, tuple[str, ...]]]]:
    """The text without marks, and for each mark its id, span (without the marks at its edges) and answered ids."""
    text, wanted, position = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        inner = match["text"]
        start = len(text) + len(inner) - len(inner.lstrip(EDGE))
        text += inner
        wanted.append((match["id"], Span(start, start + len(inner.strip(EDGE))), tuple((match["answers"] or "").split(","))))
        position = match.end()
    assert "⟦" not in marked[position:]
    return text + marked[position:], [(i, s, tuple(a for a in answers if a)) for i, s, answers in wanted]


def _read(case: dict[str, Any]) -> tuple[str, list[tuple[str, Span, tuple[str, ...]]], tuple[Item, ...]]:
    body, wanted = _unmarked(case["text"].strip("\n"))
    title = case.get("title", "存在的主要问题及改进情况")
    heading = f"五、{title}\n"
    text = heading + body
    section = Section(case.get("section", "problems"), title, Span(0, len(heading) - 1), Span(0, len(text)))
    items = find_items(Document(Source("a.txt", "txt", ""), text, ()), (section,), case.get("year", 2023))
    return text, [(i, s.shift(len(heading)), a) for i, s, a in wanted], items


def _trimmed(text: str, span: Span) -> str:
    return regex.sub(r"[\s*]", "", span.of(text).strip(EDGE))


LABELLED = _cases("lists.toml") + _cases("prose.toml") + _cases("pairs.toml")


@pytest.mark.parametrize("case", LABELLED)
def test_a_labelled_section_gives_its_items(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "limit" in case:
        request.applymarker(pytest.mark.xfail(reason=case["limit"], strict=True))
    text, wanted, items = _read(case)
    given = [(item.role, _trimmed(text, item.span)) for item in items]
    assert given == [(ROLES[name[0]], _trimmed(text, span)) for name, span, _ in wanted]
    ids = {name: item.id for (name, _, _), item in zip(wanted, items, strict=True)}
    assert [item.answers for item in items] == [tuple(ids[a] for a in answers) for _, _, answers in wanted]


@pytest.mark.parametrize("case", _cases("quiet.toml"))
def test_what_holds_no_item_gives_none(case: dict[str, Any]) -> None:
    text, _, items = _read(case)
    assert [item.span.of(text) for item in items] == []


def test_pairing_is_right_nine_times_in_ten() -> None:
    right = given = expected = 0
    for param in LABELLED:
        text, wanted, items = _read(param.values[0])
        where = {item.id: _trimmed(text, item.span) for item in items}
        spans = {name: _trimmed(text, span) for name, span, _ in wanted}
        mine = {(where[item.id], where[a]) for item in items for a in item.answers}
        gold = {(spans[name], spans[a]) for name, _, answers in wanted for a in answers}
        right, given, expected = right + len(mine & gold), given + len(mine), expected + len(gold)
    assert Fraction(2 * right, given + expected) >= Fraction(9, 10)


@pytest.mark.parametrize("case", LABELLED)
def test_items_are_in_order_apart_and_explained(case: dict[str, Any]) -> None:
    text, _, items = _read(case)
    assert [item.id for item in items] == [f"i{n}" for n in range(1, len(items) + 1)]
    for one, other in pairwise(items):
        assert one.span.end <= other.span.start
    for item in items:
        assert item.why
        assert item.title is None or (item.span.covers(item.title) and item.title.start == item.span.start)
        assert item.span.of(text).strip() == item.span.of(text) != ""
