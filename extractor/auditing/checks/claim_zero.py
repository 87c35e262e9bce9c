"""A none-statement (未收到申请, 未发生行政复议) against a figure that is not zero."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.auditing.claims import claims
from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger, name_of, spans_of
from extractor.model import Fact
from extractor.values import decimal_text

CHECK = Check(
    code="claim.zero",
    title="“没有”的表述与数字矛盾",
    severity="error",
    meaning="正文称没有发生的事项，表格或正文另处却有非零数字。",
    template="正文称“{words}”（{label}），{where}为 {value}。",
    advice="核对该项是否确实没有；本机关与汇总口径不同时请注明。",
    basis="《中华人民共和国政府信息公开条例》第五十条",
    examples=(("未收到申请；表格新收 0", "held"), ("未收到申请；表格新收 2", "broken")),
)

CLAUSE = regex.compile("[，；：]")
#: Who is spoken of, where it is not the report's own agency as a whole.
BODIES = regex.compile(r"各[省市区县乡镇街地级部单]|基层|下级|下属|所属|部分|个别|本级|机关本部|[一-鿿]{2,}(?:办公[厅室]|街道|分局|[省市区县]直)")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a none-statement that a cell or another figure of the same indicator contradicts."""
    judged: set[str] = set()
    for claim in claims(ledger):
        if not claim.fact.denial:
            continue
        judged.add(claim.fact.id)
        if claim.fits or not claim.decided:
            continue
        where = f"表格“{name_of(claim.nearest.sum.cells)}”"
        yield _broken(ledger, claim.fact.id, where, claim.nearest.value, spans_of(claim.nearest.sum.cells), claim.nearest.sum.names)
    for fact in ledger.report.facts:
        entry = ledger.entry(fact.indicator)
        if not fact.denial or fact.id in judged or entry is None or not entry.single:
            continue
        for other in ledger.report.facts:
            same = other.indicator == fact.indicator and other.period == fact.period and not other.denial
            if same and other.quantity.value > 0 and other.scope in {"", fact.scope} and not _of_others(ledger, other, fact):
                where = f"正文另处“{other.label}{other.quantity.raw}”"
                yield _broken(ledger, fact.id, where, other.quantity.value, (other.span,), (), (other.id,))
                break


def _of_others(ledger: Ledger, figure: Fact, denial: Fact) -> bool:
    """Whether a figure and a none-statement speak of different bodies: 各地追责13人，省政府办公厅未发生责任追究."""
    text = ledger.report.document.text
    return any(BODIES.search(CLAUSE.split(text[ledger.sentence(f.span).start : f.span.start])[-1]) for f in (figure, denial))


def _broken(
    ledger: Ledger, fact_id: str, where: str, value: Decimal, spans: tuple, cells: tuple, others: tuple = ()  # type: ignore[type-arg]
) -> Finding:
    fact = ledger.facts[fact_id]
    message = CHECK.template.format(words=fact.quantity.raw, label=fact.label, where=where, value=decimal_text(value))
    return Finding(
        CHECK.code, "broken", CHECK.severity, message, (fact.span, *spans), decimal_text(value), "0", cells, (fact.id, *others)
    )
