"""第一项加第二项之和，等于第三项加第四项之和: new and carried in against disposed of and carried out, in every column."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.findings import Check, Finding
from extractor.auditing.identities import judge_identity
from extractor.auditing.ledger import Ledger

CHECK = Check(
    code="table.balance",
    title="申请表收支不平衡",
    severity="error",
    meaning="申请表每一列，本年新收加上年结转应等于办理结果总计加结转下年度。",
    template="申请表“{name}”列不平衡：{left}，合计 {sum}；{right}，合计 {total}，相差 {gap}。",
    advice="先核对结转下年度和总计两格，再核对新收与上年结转。",
    basis="国办公开办函〔2021〕30号 年度报告格式 三：“第一项加第二项之和，等于第三项加第四项之和”",
    examples=(("新收 10、结转 2、总计 11、转下年 1", "held"), ("新收 10、结转 2、总计 10、转下年 1", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a column."""
    yield from judge_identity(ledger, CHECK.code, CHECK)
