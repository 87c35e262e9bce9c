"""A processing fee (信息处理费) that the tariff cannot give."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held

CHECK = Check(
    code="fee.tariff",
    title="信息处理费金额与收费标准不合",
    severity="notice",
    meaning="信息处理费按件或按页计收，各档标准均为 10 元的整数倍，合计也应是 10 元的整数倍。",
    template="信息处理费“{raw}”不是 10 元的整数倍。",
    advice="核对金额和单位；如为部分退费等情形请注明。",
    basis="国办函〔2020〕109号《政府信息公开信息处理费管理办法》",
    examples=(("收取信息处理费 380 元", "held"), ("收取信息处理费 385 元", "broken")),
)
STEP = 10


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict an exact amount of the year."""
    for fact in ledger.report.facts:
        figure = fact.quantity
        exact = figure.unit == "元" and figure.qualifier == "exact" and fact.sure and not fact.denial
        if fact.indicator != "processing_fee.amount" or not exact or fact.period in {"plan", "limit", "cumulative"} or not figure.value:
            continue
        verdict = broken if figure.value % STEP else held
        yield verdict(CHECK, fact.span, facts=(fact.id,), raw=figure.raw)
