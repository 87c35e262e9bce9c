"""（七）总计 is the sum of all results, in every column."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.findings import Check, Finding
from extractor.auditing.identities import judge_identity
from extractor.auditing.ledger import Ledger

CHECK = Check(
    code="table.results_total",
    title="办理结果各项之和与总计不符",
    severity="error",
    meaning="申请表每一列，各项办理结果之和应等于（七）总计。",
    template="申请表“{name}”列各项办理结果之和为 {sum}（{left}），（七）总计为 {total}，相差 {gap}。",
    advice="逐项核对办理结果；一格有误时，同一行的合计往往也不符。",
    basis="国办公开办函〔2021〕30号 年度报告格式 三（七）总计",
    examples=(("予以公开 3、部分公开 1、总计 4", "held"), ("予以公开 3、部分公开 1、总计 5", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a column."""
    yield from judge_identity(ledger, CHECK.code, CHECK)
