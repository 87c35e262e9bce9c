"""Report -> Audit: every check that applies, in order of its code, and the coverage of the prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Protocol

from extractor.auditing import checks as package
from extractor.auditing.claims import claims
from extractor.auditing.culprit import reading_doubts, suggest
from extractor.auditing.findings import SEVERITIES, Audit, Check, Coverage, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.modules import check_files
from extractor.model import Report

#: What a finding about recognised characters adds to its message.
RECOGNISED = "（文字由图像识别得到，请先核对原件。）"


class CheckModule(Protocol):
    """What a check's file offers."""

    CHECK: Check

    def judge(self, ledger: Ledger) -> Iterator[Finding]:
        """The verdicts about one report."""
        ...


@cache
def check_modules() -> tuple[CheckModule, ...]:
    """All checks, sorted by code."""
    return check_files(package)


@cache
def checks() -> dict[str, Check]:
    """The catalogue by code.

    >>> checks()["table.balance"].severity
    'error'
    """
    return {m.CHECK.code: m.CHECK for m in check_modules()}


def audit(report: Report, codes: frozenset[str] | None = None) -> Audit:
    """Hold everything in a report against everything; a document that is no report has no findings.

    ``codes`` are the checks to run, all where it is None.
    """
    ledger = Ledger(report)
    found: list[Finding] = []
    for module in check_modules():
        if codes is None or module.CHECK.code in codes:
            found += module.judge(ledger)
    shown = [_doubted(f, report) for f in found if f.verdict != "held"]
    shown.sort(key=lambda f: (-SEVERITIES.index(f.severity), f.spans[0].start if f.spans else 0, f.check))
    held = tuple(f for f in found if f.verdict == "held")
    doubts = reading_doubts(ledger, shown)
    return Audit(suggest(ledger, tuple(shown)), held, _coverage(ledger, found), doubts)


def _doubted(finding: Finding, report: Report) -> Finding:
    """What rests on recognised characters may be their fault: it is no error, and says why."""
    if report.document.confidence >= 1 or finding.severity != "error":
        return finding
    return replace(finding, severity="warning", said=finding.message + RECOGNISED)


def _coverage(ledger: Ledger, found: list[Finding]) -> Coverage:
    """How many figures of the prose were held against something, and how that ended: the worst verdict of each counts."""
    rank = {"held": 1, "undecided": 2, "broken": 3}
    verdicts: dict[str, str] = {}
    for finding in found:
        for fact in finding.facts:
            if rank[finding.verdict] > rank.get(verdicts.get(fact, ""), 0):
                verdicts[fact] = finding.verdict
    for claim in claims(ledger):
        verdicts.setdefault(claim.fact.id, "held" if claim.fits else "undecided")
    facts = ledger.report.facts
    count = {v: sum(1 for x in verdicts.values() if x == v) for v in rank}
    return Coverage(
        quantities=len(facts),
        bound=len(verdicts),
        held=count["held"],
        broken=count["broken"],
        undecided=count["undecided"],
        unbound=tuple(f.id for f in facts if f.id not in verdicts),
        not_assessed=tuple(_not_assessed(ledger)),
    )


def _not_assessed(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Checks that had nothing to work on, and why."""
    read = {t.part for t in ledger.report.tables}
    missing = {"applications": "第三部分申请情况表未读到", "review": "第四部分复议诉讼表未读到", "disclosure": "第二部分主动公开表未读到"}
    by_part = {
        "applications": ("table.balance", "table.results_total", "table.row_total", "text.table"),
        "review": ("table.review_total", "text.table"),
        "disclosure": ("text.table", "unit.money"),
    }
    for part, codes in by_part.items():
        if part not in read:
            for code in codes:
                yield code, missing[part]
