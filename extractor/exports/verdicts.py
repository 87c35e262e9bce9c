"""Verdicts and severities as people read them, and the order in which findings are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.auditing.findings import SEVERITIES, Finding, Severity, Verdict

VERDICTS: Mapping[Verdict, str] = {"broken": "不一致", "undecided": "待定", "held": "一致"}
GRADES: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "notice": "提示"}


def ranked(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings by verdict, then severity, then place: the worst first."""

    def rank(finding: Finding) -> tuple[int, int, int, str]:
        start = finding.spans[0].start if finding.spans else 0
        return (list(VERDICTS).index(finding.verdict), -SEVERITIES.index(finding.severity), start, finding.check)

    return tuple(sorted(findings, key=rank))
