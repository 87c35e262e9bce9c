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
from extractor.items.substance import POINTS, substance_of
from extractor.items.topics import topics_of
from extractor.model import Document, Item, Section, Source
from extractor.spans import Span
from lexicons.loading import LexiconError
from lexicons.reports.disclosure.item_lexicon import topics, words

CORPUS = Path(__file__).parent.parent / "corpora" / "items"
ITEMS = Path(__file__).parent.parent / "extractor" / "items"
ROLES_FILE = Path(__file__).parent.parent / "lexicons" / "reports" / "disclosure" / "roles.toml"
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


LABELLED = _cases("lists.toml") + _cases("prose.toml") + _cases("pairs.toml") + _cases("voices.toml")


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


@pytest.mark.parametrize(
    ("text", "score", "parts"),
    [
        ("由办公室牵头，6月底前印发公开清单3类", 100, ["action", "object", "amount", "date", "doer"]),
        ("每月开展业务培训", 75, ["action", "object", "date"]),
        ("继续加强政府信息公开工作", 0, ["intent"]),
        ("", 0, []),
    ],
)
def test_substance_names_what_it_counts(text: str, score: int, parts: list[str]) -> None:
    found = substance_of(text)
    assert sorted(part.name for part in found.parts) == sorted(parts)
    assert found.score == score == sum(POINTS[part.name] for part in found.parts)
    assert all(part.span.of(text) for part in found.parts)


def test_a_measure_that_can_be_checked_outweighs_one_that_only_intends() -> None:
    concrete = "2025年3月底前建立答复文书样本库，收录样本20份"
    vague = "进一步提升依申请公开工作水平"
    assert substance_of(concrete).checkable
    assert not substance_of(vague).checkable
    assert substance_of(vague).intent_only


@pytest.mark.parametrize(("year", "expected"), [(2024, [2023, 2024, 2024, 2025]), (None, [None, None, None, None])])
def test_each_item_knows_the_year_it_speaks_of(year: int | None, expected: list[int | None]) -> None:
    text = "上年度存在的问题：一是更新慢。改进情况：一是已建立台账。本年度存在的问题：一是解读少。下一步：一是制作图解。"
    section = Section("problems", "存在的主要问题及改进情况", Span(0, 0), Span(0, len(text)))
    items = find_items(Document(Source("a.txt", "txt", ""), text, ()), (section,), year)
    assert [item.year for item in items] == expected


def test_tables_are_skipped() -> None:
    text = "一是解读少。\n规章 | 一是更新慢 | 0\n二是渠道窄。"
    table = Span(text.index("规章"), text.index("\n二是"))
    section = Section("problems", "存在的主要问题", Span(0, 0), Span(0, len(text)))
    items = find_items(Document(Source("a.txt", "txt", ""), text, ()), (section,), 2023, (table,))
    assert [item.span.of(text) for item in items] == ["解读少", "渠道窄"]


def test_every_word_list_is_used_and_every_topic_can_be_found() -> None:
    for topic in topics():
        for word in topic.words:
            assert topic.id in topics_of(word)
    used = "".join(path.read_text("utf-8") for path in sorted(ITEMS.glob("*.py")))
    for entry in tomllib.loads(ROLES_FILE.read_text("utf-8"))["words"]:
        assert entry["id"] in used, f"{entry['id']} is used nowhere"


def test_an_unknown_word_list_is_named_in_the_complaint() -> None:
    with pytest.raises(LexiconError, match="no_such"):
        words("no_such")
