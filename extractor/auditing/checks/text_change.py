"""A stated increase or decrease against both years' figures, where both are given."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.auditing.agreement import rounded
from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.model import Fact
from extractor.values import decimal_text

CHECK = Check(
    code="text.change",
    title="增减与两年数字不符",
    severity="error",
    meaning="正文给出本年数、上年数和增减量或增减率时，三者应相符，方向也应一致。",
    template="正文“{label}{raw}”；本年 {now}、对比数 {before}，应为{direction} {computed}。",
    advice="核对本年数、上年数与增减表述。",
    basis="正文自身的算术关系",
    examples=(("收到 12 件，较上年的 10 件增加 2 件", "held"), ("收到 12 件，较上年的 10 件增加 3 件", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a change whose two figures stand in its sentence."""
    for fact in ledger.report.facts:
        kind = fact.made_by.removeprefix("changes: ")
        if fact.indicator not in {"change.rate", "change.amount"} and kind != "ratio":
            continue
        now = ledger.facts.get(fact.qualifies or "")
        base = ledger.facts.get(fact.base or "")
        if now is None or base is None or base.quantity.value == 0:
            continue
        if now.quantity.unit != base.quantity.unit or base.quantity.qualifier != "exact" or now.quantity.qualifier != "exact":
            continue
        yield _verdict(ledger, fact, now, base, kind)


def _verdict(ledger: Ledger, fact: Fact, now: Fact, base: Fact, kind: str) -> Finding:
    others = [f for f in ledger.neighbours(fact) if f.quantity.unit == now.quantity.unit and not f.made_by.startswith("changes")]
    fits = any(_agrees(fact, f, base, kind) for f in (now, *others))
    difference = now.quantity.value - base.quantity.value
    computed = abs(difference) if kind == "amount" else (abs(difference) * 100 / base.quantity.value).quantize(Decimal("0.01"))
    suffix = now.quantity.unit if kind == "amount" else "%"
    if kind == "ratio":
        computed, suffix = (now.quantity.value / base.quantity.value).quantize(Decimal("0.01")), "倍"
    message = CHECK.template.format(
        label=fact.label, raw=fact.quantity.raw, now=now.quantity.raw, before=base.quantity.raw,
        direction="" if kind == "ratio" else "增加" if difference >= 0 else "减少", computed=decimal_text(computed) + suffix,
    )  # fmt: skip
    exact = fact.quantity.qualifier == "exact"
    return Finding(
        CHECK.code, "held" if fits else "broken", "notice" if fits else CHECK.severity if exact else "warning", message,
        (fact.span, now.span, base.span), decimal_text(computed), decimal_text(fact.quantity.value), (), (fact.id, now.id, base.id),
    )  # fmt: skip


def _agrees(fact: Fact, now: Fact, base: Fact, kind: str) -> bool:
    difference = now.quantity.value - base.quantity.value
    stated = fact.quantity
    slack = now.quantity.step + base.quantity.step if max(now.quantity.step, base.quantity.step) > 1 else Decimal(0)
    if kind == "ratio":
        return rounded(stated.value, stated.step).holds(now.quantity.value / base.quantity.value)
    if (fact.direction == "down" and difference > 0) or (fact.direction == "up" and difference < 0):
        return False
    if kind == "amount":
        return abs(abs(difference) - stated.value) <= slack
    rates = [(abs(difference) + s) * 100 / base.quantity.value for s in (Decimal(0), slack, -slack)]
    step = stated.step * Decimal("0.6")
    return any(abs(rate - stated.value) <= step for rate in rates)
