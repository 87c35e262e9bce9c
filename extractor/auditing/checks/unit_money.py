"""元, 万元 and 亿元 confused: the prose's sum is the table's, ten thousand times too large or too small."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.claims import claims, money_slip
from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger, name_of, spans_of
from extractor.values import decimal_text

CHECK = Check(
    code="unit.money",
    title="金额单位混淆",
    severity="error",
    meaning="正文金额与表格金额相差一万倍（或一亿倍），疑为元、万元、亿元混淆。",
    template="正文“{label}{raw}”合 {stated} 元，表格“{cells}”合 {tabled} 元，相差 {ratio} 倍，疑为单位混淆。",
    advice="表格以万元为单位；核对正文与表格的单位。",
    basis="国办公开办函〔2021〕30号 年度报告格式 二（单位：万元）",
    examples=(("收费 12.5 万元；表格 12.5", "held"), ("收费 125000 万元；表格 12.5", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a sum of money that differs from its cell by a power of ten thousand."""
    for claim in claims(ledger):
        ratio = money_slip(claim)
        if claim.fits or not claim.decided or not ratio:
            continue
        fact, nearest = claim.fact, claim.nearest
        message = CHECK.template.format(
            label=fact.label, raw=fact.quantity.raw, stated=decimal_text(fact.quantity.value), cells=name_of(nearest.sum.cells),
            tabled=decimal_text(nearest.value), ratio=ratio,
        )  # fmt: skip
        yield Finding(
            CHECK.code, "broken", CHECK.severity, message, (fact.span, *spans_of(nearest.sum.cells)), decimal_text(nearest.value),
            decimal_text(fact.quantity.value), nearest.sum.names, (fact.id,),
        )  # fmt: skip
