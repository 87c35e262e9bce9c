"""The column 总计 is the sum of the six kinds of applicants, in every row."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.findings import Check, Finding
from extractor.auditing.identities import judge_identity
from extractor.auditing.ledger import Ledger

CHECK = Check(
    code="table.row_total",
    title="申请表行合计不符",
    severity="error",
    meaning="申请表每一行，自然人与五类法人或其他组织之和应等于该行总计。",
    template="申请表“{name}”行各类申请人之和为 {sum}（{left}），总计为 {total}，相差 {gap}。",
    advice="核对该行各格与总计；同一列的合计若也不符，错在该行某一格。",
    basis="国办公开办函〔2021〕30号 年度报告格式 三“总计”列",
    examples=(("自然人 3、商业企业 1、总计 4", "held"), ("自然人 3、商业企业 1、总计 14", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a row."""
    yield from judge_identity(ledger, CHECK.code, CHECK)
