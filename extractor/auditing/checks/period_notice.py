"""The notice about another year's reports cited as this report's ground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held, passages, span_of, words_of

CHECK = Check(
    code="period.notice",
    title="引用了其他年度的编制通知",
    severity="warning",
    meaning="报告依据的年度报告编制通知不应是针对以前年度的。",
    template="所引通知“{words}”针对 {found} 年度，报告年度为 {year}。",
    advice="核对所引通知的年度。",
    basis="报告自身的年度",
    examples=(("2021 年报告引《…做好2021年度…年度报告…通知》", "held"), ("2021 年报告引《…做好2020年度…年度报告…通知》", "broken")),
)
NOTICE = regex.compile(
    r"《[^》]{0,60}?(?P<year>20\d\d)\s*年\s*度?[^》]{0,8}(?:政府信息公开|政务公开|信息公开)[^》]{0,6}(?:年度报告|年报)[^》]{0,30}(?:通知|函)[^》]{0,4}》"
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a notice about a year's reports."""
    year = ledger.report.year
    if year is None:
        return
    for match in passages(ledger, NOTICE, {"preamble", "overview"}):
        found = int(match["year"])
        values: dict[str, Any] = {"words": words_of(match[0]), "found": found, "year": year}
        verdict = broken if found < year else held  # a later year may be that in which the report is made
        yield verdict(CHECK, span_of(match, "year"), **values)
