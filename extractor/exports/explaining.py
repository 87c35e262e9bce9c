"""A fact of a report -> why it was read and linked so, in Chinese, a line each matter."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.agreement import interval_of
from extractor.auditing.claims import Claim, claims
from extractor.auditing.findings import Audit
from extractor.auditing.ledger import Ledger
from extractor.exports.catalogue import SEVERITIES, VERDICTS
from extractor.exports.indicator_pages import cells_text
from extractor.facts.reasons import Candidate, Reason, reason_of
from extractor.facts.subjects import by_id
from extractor.model import Fact, Report
from extractor.values import decimal_text
from lexicons.reports.disclosure.indicator_lexicon import indicator_labels

QUALIFIERS = {"exact": "确数", "about": "约数", "more": "以上、有余", "less": "以下、不足", "range": "范围"}
PERIODS = {"plan": "计划或者要求，不与表格核对", "limit": "期限，不与表格核对", "cumulative": "累计数，不与表格核对"}
COMPARISONS = {"rate": "增减幅度", "amount": "增减数量", "base": "另一时期的数字", "ratio": "倍数"}
DIRECTIONS = {"up": "增", "down": "减", "": ""}
#: Why a candidate lost; {} is the word that decided.
LOSSES = {
    "weaker": "用语离得较远或者较短", "agency": "“{}”是本机关自身业务", "elsewhere": "第五部分只认数字自己的用语",
    "two": "一个数字同时说了两项结果", "share": "紧接着以占比说明，只是其中一部分", "unit": "单位“{}”不合", "subject": "所说事项不合",
    "business": "“{}”类业务数字不属公开工作", "not": "旁有“{}”", "never": "句中有“{}”", "cause": "所说的起因不是信息公开", "needs": "前后没有“{}”",
}  # fmt: skip
#: So many of those that lost are told.
MOST = 8


def explanation(report: Report, audit: Audit, fact: Fact) -> str:
    """Why a fact was read and linked so, and what came of it."""
    reason = reason_of(report, fact)
    lines = [f"{fact.id}　{_flat(fact.quantity.raw)}　{indicator_labels().get(fact.indicator or '', '（不属于任何指标）')}", ""]
    lines += [f"原句：{_marked(report, reason)}", f"数字：{_number(fact)}", f"名称：{fact.label or '（没有）'}"]
    lines += _linking(reason)
    lines += [f"时期：{_period(reason)}", f"范围：{fact.scope or '（没有说）'}"]
    lines += _relations(report, fact)
    lines += [f"规则：{fact.made_by}", *_cells(report, fact), *_findings(audit, fact)]
    return "\n".join(lines)


def _flat(words: str) -> str:
    return "".join(words.split())


def _marked(report: Report, reason: Reason) -> str:
    text, span, place = report.document.text, reason.fact.span, reason.sentence
    return f"{_flat(text[place.start : span.start])}【{_flat(span.of(text))}】{_flat(text[span.end : place.end])}"


def _number(fact: Fact) -> str:
    """The numeral's reading: value, unit, hedge and the interval that it stands for."""
    quantity = fact.quantity
    said = f"“{_flat(quantity.raw)}”读作 {decimal_text(quantity.value)} {quantity.unit or '（无单位）'}，{QUALIFIERS[quantity.qualifier]}"
    if fact.denial:
        return f"否定词“{_flat(quantity.raw)}”读作 0 {quantity.unit}"
    interval = interval_of(quantity)
    if interval.low == interval.high:
        return said
    return f"{said}，可代表 {decimal_text(interval.low)} 至 {decimal_text(interval.high)}"


def _linking(reason: Reason) -> Iterator[str]:
    """Which words named the figure, which entries they fit, and why others lost."""
    fact = reason.fact
    if fact.denial:
        yield f"指标：{_named(fact.indicator)}，凭否定词之后所否定的事项"
        return
    left, right = reason.own_words
    yield f"用语：前“{left}”，后“{right}”；分句“{reason.clause}”"
    if reason.comparison is not None:
        compared = reason.comparison
        yield f"性质：{COMPARISONS[compared.kind]}{DIRECTIONS[compared.direction]}，不是本年的数字"
        return
    subjects = [f"{by_id()[s].cues[0]}（{s}）" for s in reason.subjects if s]
    yield f"事项：{'、'.join(subjects) or '（没有）'}{'，第一项承自前文、标题或者部分' if reason.inherited else ''}"
    best = next((c for c in reason.candidates if c.loss == ""), None)
    if best is None:
        yield "指标：没有合适的指标"
    else:
        yield f"指标：{_named(best.indicator)}，凭“{best.words}”"
    if fact.indicator != (best.indicator if best else None):
        yield f"改判：{_named(fact.indicator)}（{_period_of(fact) or fact.made_by}）"
    if best is not None:
        yield f"把握：{'可靠' if fact.sure else '不可靠，也许只是其中一部分'}" + (f"，余下“{reason.residue}”未得解释" if reason.residue else "")
    lost = [c for c in reason.candidates if c.loss]
    for candidate in lost[:MOST]:
        yield f"落选：{_named(candidate.indicator)}，有“{candidate.words}”，{_loss(candidate)}"
    if len(lost) > MOST:
        yield f"落选：另有 {len(lost) - MOST} 项"


def _named(indicator: str | None) -> str:
    return f"{indicator_labels()[indicator]}（{indicator}）" if indicator else "无"


def _loss(candidate: Candidate) -> str:
    word = by_id()[candidate.word].cues[0] if candidate.word in by_id() else candidate.word.replace("|", "”或“")
    return LOSSES[candidate.loss].format(word or "无")


def _period_of(fact: Fact) -> str:
    return PERIODS.get(fact.period, "")


def _period(reason: Reason) -> str:
    words = f"，凭“{reason.period_words}”" if reason.period_words else "，没有另外的用语"
    return (_period_of(reason.fact) or reason.fact.period or "（不明）") + words


def _relations(report: Report, fact: Fact) -> Iterator[str]:
    """The figures that this one is a part of or speaks of."""
    by_fact = {f.id: f for f in report.facts}
    ties = (
        ("属于", fact.part_of), ("说的是", fact.qualifies), ("对比", fact.base), ("分子", fact.numerator), ("分母", fact.denominator),
    )  # fmt: skip
    for said, other in ties:
        if other in by_fact:
            yield f"{said}：{other}　{by_fact[other].label}{_flat(by_fact[other].quantity.raw)}"
    parts = [f"{f.id} {f.label}{_flat(f.quantity.raw)}" for f in report.facts if f.part_of == fact.id]
    if parts:
        yield f"包括：{'、'.join(parts)}"


def _cells(report: Report, fact: Fact) -> Iterator[str]:
    """The cells that the figure must equal, with their values, under every admissible reading."""
    claim = next((c for c in claims(Ledger(report)) if c.fact.id == fact.id), None)
    if claim is None:
        yield "表格：不与表格核对"
        return
    readings = {(r.expression, r.value): r for r in claim.readings or (claim.nearest,)}
    for reading in readings.values():
        value = decimal_text(reading.value) if reading.sum.state != "unknown" else "未能读出"
        yield f"表格：{cells_text(reading.expression)}＝{value}"
    yield f"核对：{_verdict(claim)}"


def _verdict(claim: Claim) -> str:
    if claim.fits:
        return f"{VERDICTS['held']}，按 {claim.nearest.expression}"
    return VERDICTS["broken"] if claim.decided else VERDICTS["undecided"]


def _findings(audit: Audit, fact: Fact) -> Iterator[str]:
    for finding in audit.findings:
        if fact.id in finding.facts:
            yield f"结论：{finding.check}（{VERDICTS[finding.verdict]}，{SEVERITIES[finding.severity]}）{finding.message}"
