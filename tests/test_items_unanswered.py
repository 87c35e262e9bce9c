"""Problems without a measure are told, and nothing is said where the layout has only one side."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.auditing.checks.items_unanswered import CHECK, judge
from extractor.auditing.ledger import Ledger
from extractor.items import find_items
from extractor.model import Document, Report, Section, Source
from extractor.spans import Span

CASES = tomllib.loads((Path(__file__).parents[1] / "corpora/audit/unanswered.toml").read_text("utf-8"))["case"]


def _report(body: str) -> Report:
    heading = "五、存在的主要问题及改进情况\n"
    text = heading + body.strip("\n")
    section = Section("problems", heading.strip(), Span(0, len(heading) - 1), Span(0, len(text)))
    document = Document(Source("a.txt", "txt", ""), text, ())
    items = find_items(document, (section,), 2024)
    return Report(document, None, 2024, None, (section,), (), (), (), (), items, ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_problem_without_a_measure_is_told(case: dict[str, Any]) -> None:
    report = _report(case["text"])
    found = list(judge(Ledger(report)))
    assert [f.spans[0].of(report.document.text) for f in found] == case["unanswered"]
    assert all(words in f.message for f, words in zip(found, case["unanswered"], strict=True))
    assert {(f.check, f.verdict, f.severity) for f in found} <= {(CHECK.code, "undecided", "notice")}


def test_the_cases_speak_both_ways() -> None:
    assert {bool(case["unanswered"]) for case in CASES} == {True, False}
