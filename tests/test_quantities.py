"""Quantities: every published case gives exactly its quantities; a failure says what is missed, invented or wrong."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import find_quantities, find_refused
from extractor.spans import Span
from extractor.values import Quantity, decimal_text
from lexicons.language import refusals, units

CORPUS = Path(__file__).parent.parent / "corpora" / "quantities.json"
GROUPS: list[dict[str, Any]] = json.loads(CORPUS.read_text("utf-8"))["groups"]
CASES = [pytest.param(case, id=f"{group['name']}: {case['text']}") for group in GROUPS for case in group["cases"]]


def as_case(quantity: Quantity) -> dict[str, str]:
    """A quantity as the corpus writes it: without bounds where there are none, without a qualifier where exact."""
    case = {"raw": quantity.raw, "value": decimal_text(quantity.value), "unit": quantity.unit}
    if quantity.low is not None:
        case["low"] = decimal_text(quantity.low)
    if quantity.high is not None:
        case["high"] = decimal_text(quantity.high)
    if quantity.qualifier != "exact":
        case["qualifier"] = quantity.qualifier
    return case


def complaints(expected: list[dict[str, str]], found: list[dict[str, str]]) -> list[str]:
    """What is wrong, a line each: by raw text first, then by value."""
    lines: list[str] = []
    missing, extra = [c for c in expected if c not in found], [c for c in found if c not in expected]
    for case in missing:
        twin = next((c for c in extra if c["raw"] == case["raw"]), None)
        if twin is not None:
            lines.append(f"wrong value: {case} read as {twin}")
            extra.remove(twin)
            continue
        twin = next((c for c in extra if c["value"] == case["value"]), None)
        if twin is not None:
            lines.append(f"wrong span: {case} read as {twin}")
            extra.remove(twin)
            continue
        lines.append(f"missed: {case}")
    lines.extend(f"invented: {case}" for case in extra)
    if not lines and expected != found:
        lines.append(f"wrong order or number: {found}")
    return lines


@pytest.mark.parametrize("case", CASES)
def test_a_text_holds_exactly_these_quantities(case: dict[str, Any]) -> None:
    found = [as_case(q) for q in find_quantities(case["text"])]
    assert not complaints(case["quantities"], found)


@pytest.mark.parametrize("case", CASES)
def test_every_raw_form_is_the_slice_that_its_span_points_at(case: dict[str, Any]) -> None:
    text = case["text"]
    quantities = find_quantities(text)
    assert all(q.span.of(text) == q.raw and q.span.covers(q.number) for q in quantities)
    assert [q.span for q in quantities] == sorted(q.span for q in quantities)
    assert not any(a.span.overlaps(b.span) for a, b in pairwise(quantities))


def test_every_rule_and_reason_refuses_something_in_the_corpus() -> None:
    table = refusals()
    known = {rule.id for rule in table.rule} | {phrases.id for phrases in table.phrases} | set(table.reasons)
    fired = {r.rule for group in GROUPS for case in group["cases"] for r in find_refused(case["text"])}
    assert fired == known


def test_every_unit_of_the_lexicon_is_read() -> None:
    for group in units().group:
        for form, unit in {**{word: word for word in group.words}, **group.aliases}.items():
            text = f"{'平均' if group.kind == 'duration' else '共'}12{form}。"
            assert [q.unit for q in find_quantities(text)] == [unit], text


def test_no_case_stands_twice() -> None:
    texts = [case["text"] for group in GROUPS for case in group["cases"]]
    assert len(texts) == len(set(texts))


def test_a_part_of_a_text_is_read_with_offsets_of_the_whole() -> None:
    text = "受理3件，办结２件，结转1件。"
    part = Span(text.index("办"), text.index("，结"))
    (quantity,) = find_quantities(text, part)
    assert (quantity.value, quantity.span.of(text)) == (Decimal(2), "２件")
    assert find_quantities(text, Span(0, 0)) == ()


@pytest.mark.parametrize(
    ("text", "raw", "rule"),
    [
        ("2024年度", "2024年度", "year"),
        ("国办发〔2019〕54号", "〔2019〕54号", "document_number"),
        ("第二十条", "第二十条", "ordinal"),
        ("高效办成一件事", "一件事", "word"),
        ("《关于做好3项工作的通知》", "《关于做好3项工作的通知》", "title"),
        ("拨打12345热线", "12345", "hotline"),
        ("在20个工作日内答复", "20", "duration"),
        ("还有一项工作", "一", "indefinite_one"),
        ("见附件3", "3", "no_unit"),
        ("服务百家企业", "百", "indefinite_many"),
    ],
)
def test_what_is_refused_names_its_rule(text: str, raw: str, rule: str) -> None:
    assert (raw, rule) in [(r.span.of(text), r.rule) for r in find_refused(text)]
    assert find_quantities(text) == ()


@given(
    st.text(
        alphabet="0123456789,.，。、 \n万亿余多近约超百千一二三十两件条次个人年月日号第%“”《》-至到中共公开",
        max_size=60,
    )
)
def test_any_text_is_read_without_failing_and_spans_hold(text: str) -> None:
    for quantity in find_quantities(text):
        assert quantity.span.of(text) == quantity.raw
        assert quantity.number.of(text)
