"""Upheld, corrected, other and pending add up to each of the three totals of section four."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.findings import Check, Finding
from extractor.auditing.identities import judge_identity
from extractor.auditing.ledger import Ledger

CHECK = Check(
    code="table.review_total",
    title="复议诉讼表合计不符",
    severity="error",
    meaning="行政复议、未经复议直接起诉、复议后起诉三组，结果维持、结果纠正、其他结果、尚未审结之和应等于总计。",
    template="复议诉讼表“{name}”各项之和为 {sum}（{left}），总计为 {total}，相差 {gap}。",
    advice="核对该组五格。",
    basis="国办公开办函〔2021〕30号 年度报告格式 四“总计”列",
    examples=(("维持 2、纠正 1、总计 3", "held"), ("维持 2、纠正 1、总计 4", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a block."""
    yield from judge_identity(ledger, CHECK.code, CHECK)
