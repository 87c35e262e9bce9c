"""What single figures are read as: every case of corpora/indicators gives its figures their indicators."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.clauses import flat
from lexicons.reports.disclosure.indicator_lexicon import catalogue

FOLDER = Path(__file__).parent.parent / "corpora" / "indicators"
CASES: list[dict[str, Any]] = [c for path in sorted(FOLDER.glob("*.toml")) for c in tomllib.loads(path.read_text("utf-8")).get("case", ())]
HEADINGS = {
    "overview": "一、总体情况", "disclosure": "二、主动公开政府信息情况", "applications": "三、收到和处理政府信息公开申请情况",
    "review": "四、政府信息公开行政复议、行政诉讼情况", "problems": "五、存在的主要问题及改进情况", "others": "六、其他需要报告的事项",
}  # fmt: skip
KNOWN = {entry.id for entry in catalogue()}


def report_of(case: dict[str, Any]) -> str:
    """A report that holds nothing but the case's text, in its section."""
    section = case.get("section", "overview")
    body = "".join(f"{heading}\n" + (case["text"] + "\n" if name == section else "") for name, heading in HEADINGS.items())
    return f"临溪县教育局{case.get('year', 2023)}年政府信息公开工作年度报告\n{body}"


def read(case: dict[str, Any]) -> list[list[str]]:
    """The figures of a case that it asks about, each with what it was read as, in order."""
    report = extractor.audit_text(report_of(case), "a.txt").report
    found = [[flat(f.quantity.raw), f.indicator or ""] for f in report.facts if not f.denial]
    asked = {raw for raw, _ in case["expected"]}
    return [pair for pair in found if pair[0] in asked]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_a_figure_is_read_as_this(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "limit" in case:
        request.applymarker(pytest.mark.xfail(reason=case["limit"], strict=True))
    assert read(case) == case["expected"]


def test_the_cases_are_many_and_each_is_new() -> None:
    assert len({(c.get("section"), c["text"]) for c in CASES}) == len(CASES)
    assert {i for c in CASES for _, i in c["expected"] if i} <= KNOWN
    assert sum(any(not i for _, i in c["expected"]) for c in CASES) >= 10
