"""Totals of the statistics sheet of reports before 2019 against their parts."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.findings import Check, Finding
from extractor.auditing.identities import judge_identity
from extractor.auditing.ledger import Ledger

CHECK = Check(
    code="table.statistics_total",
    title="统计表合计不符",
    severity="error",
    meaning="2018 年及以前的《政府信息公开情况统计表》中，申请数、办结数、答复数、复议、诉讼、人员等合计应等于其分项之和。",
    template="统计表“{name}”各分项之和为 {sum}（{left}），合计为 {total}，相差 {gap}。",
    advice="核对该项合计与各分项。",
    basis="国办发〔2014〕32号 政府信息公开情况统计表",
    examples=(("收到申请 3：当面 1、网络 2", "held"), ("收到申请 4：当面 1、网络 2", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a total of the sheet."""
    yield from judge_identity(ledger, CHECK.code, CHECK)
