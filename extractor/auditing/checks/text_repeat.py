"""One indicator stated twice in the prose with different values, where no cell decides between the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractor.auditing.agreement import interval_of, is_slip
from extractor.auditing.claims import claims
from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.model import Fact
from extractor.values import decimal_text

CHECK = Check(
    code="text.repeat",
    title="同一指标前后数字不同",
    severity="error",
    meaning="同一指标在正文中出现两次，口径相同而数字不同，且表格中没有对应的格可以判定。",
    template="正文前称“{first_label}{first}”，后称“{label}{raw}”。",
    advice="统一前后数字；口径不同时请写明。",
    basis="正文自身的一致性",
    examples=(("公开信息 100 条……公开信息总量 100 条", "held"), ("公开信息 1243 条……公开信息总量 1234 条", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a later figure of an indicator of which a report gives one."""
    bound = {c.fact.id for c in claims(ledger)}
    seen: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in ledger.report.facts:
        entry = ledger.entry(fact.indicator)
        if entry is None or not entry.single or fact.part_of or fact.id in bound or fact.denial:
            continue
        if fact.period != str(ledger.report.year or "") or fact.section == "problems":
            continue
        earlier = seen[fact.indicator or "", fact.period, fact.quantity.unit]
        finding = _verdict(earlier[0], fact) if earlier else None
        if finding is not None and finding.verdict != "undecided":
            yield finding  # two figures that differ by more than a slip may be of two things
        earlier.append(fact)


def _verdict(first: Fact, fact: Fact) -> Finding:
    fits = interval_of(first.quantity).meets(interval_of(fact.quantity))
    message = CHECK.template.format(first_label=first.label, first=first.quantity.raw, label=fact.label, raw=fact.quantity.raw)
    same = is_slip(first.quantity, fact.quantity) and _same_scope(first, fact) and _same_words(first, fact)
    severity = CHECK.severity if same else "notice"
    return Finding(
        CHECK.code, "held" if fits else "broken" if severity == "error" else "undecided", "notice" if fits else severity, message,
        (fact.span, first.span), decimal_text(first.quantity.value), decimal_text(fact.quantity.value), (), (fact.id, first.id),
    )  # fmt: skip


def _same_scope(first: Fact, fact: Fact) -> bool:
    return not first.scope or not fact.scope or first.scope == fact.scope


def _same_words(first: Fact, fact: Fact) -> bool:
    """Whether both are named alike: three characters in a row shared by their labels."""
    return any(first.label[i : i + 3] in fact.label for i in range(len(first.label) - 2))
