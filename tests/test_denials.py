"""None-statements: every case of corpora/denials.toml denies exactly its indicators and leaves its figures alone."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.clauses import flat
from lexicons.reports.disclosure.indicator_lexicon import indicators, indicators_by_id

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent.parent / "corpora" / "denials.toml").read_text("utf-8"))["case"]
HEADINGS = {
    "overview": "一、总体情况", "disclosure": "二、主动公开政府信息情况", "applications": "三、收到和处理政府信息公开申请情况",
    "review": "四、政府信息公开行政复议、行政诉讼情况", "problems": "五、存在的主要问题及改进情况", "others": "六、其他需要报告的事项",
}  # fmt: skip


def report_of(case: dict[str, Any]) -> str:
    """A report that holds nothing but the case's text, in its section."""
    body = "".join(f"{heading}\n" + (case["text"] + "\n" if section == case["section"] else "") for section, heading in HEADINGS.items())
    return f"临溪县教育局2023年政府信息公开工作年度报告\n{body}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_text_denies_exactly_this(case: dict[str, Any]) -> None:
    report = extractor.audit_text(report_of(case), "a.txt").report
    denied = [f for f in report.facts if f.denial]
    assert Counter(f.indicator for f in denied) == Counter(case["denies"])
    assert [flat(f.quantity.raw) for f in report.facts if not f.denial] == case.get("figures", [])
    for fact in denied:
        assert fact.quantity.value == 0
        assert fact.span.of(report.document.text) == fact.quantity.raw
        assert fact.quantity.unit == ("元" if indicators_by_id()[fact.indicator or ""].units == "money" else "件")


def test_the_cases_are_many_and_of_both_kinds() -> None:
    assert len({case["text"] for case in CASES}) == len({case["name"] for case in CASES}) == len(CASES)
    assert len(CASES) >= 90
    assert sum(not case["denies"] for case in CASES) >= 25


def test_every_indicator_that_can_be_denied_is_denied_in_a_case() -> None:
    assert {e.id for e in indicators() if e.denied} == {d for case in CASES for d in case["denies"]}
