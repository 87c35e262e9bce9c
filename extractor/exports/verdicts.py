"""Verdicts and severities as people read them, and the order in which findings are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from extractor.auditing.findings import SEVERITIES, Finding, Severity, Verdict

VERDICTS: Mapping[Verdict, str] = {"broken": "不一致", "undecided": "待定", "held": "一致"}
GRADES: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "notice": "提示"}
#: How grave a finding is, gravest first; one that could not be decided is told apart whatever its severity.
Grade = Literal["error", "warning", "notice", "undecided"]
ALL_GRADES: tuple[Grade, ...] = get_args(Grade)
GRADE_NAMES: Mapping[Grade, str] = {grade: GRADES[grade] if grade != "undecided" else VERDICTS[grade] for grade in ALL_GRADES}


def grade_of(verdict: str, severity: str) -> Grade:
    """How grave a verdict is.

    >>> grade_of("broken", "warning"), grade_of("undecided", "error")
    ('warning', 'undecided')
    """
    return next((grade for grade in ALL_GRADES if grade == severity), "notice") if verdict == "broken" else "undecided"


def ranked(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings by verdict, then severity, then place: the worst first."""

    def rank(finding: Finding) -> tuple[int, int, int, str]:
        start = finding.spans[0].start if finding.spans else 0
        return (list(VERDICTS).index(finding.verdict), -SEVERITIES.index(finding.severity), start, finding.check)

    return tuple(sorted(findings, key=rank))
