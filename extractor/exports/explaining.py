"""A fact of a report -> why it was read and linked so, in Chinese, a line each matter."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.agreement import interval_of
from extractor.auditing.claims import Claim, claims
from extractor.auditing.findings import Audit
from extractor.auditing.ledger import Ledger
from extractor.exports.indicator_pages import cells_text
from extractor.exports.tongues import CHINESE, Tongue
from extractor.exports.verdicts import GRADES, VERDICTS
from extractor.facts.reasons import Candidate, Reason, reason_of
from extractor.facts.subjects import by_id
from extractor.model import Fact, Report
from extractor.values import decimal_text

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


def explanation(report: Report, audit: Audit, fact: Fact, tongue: Tongue = CHINESE) -> str:
    """Why a fact was read and linked so, and what came of it."""
    reason = reason_of(report, fact)
    say = tongue.say
    lines = [f"{fact.id}　{_flat(fact.quantity.raw)}　{tongue.indicator(fact.indicator) if fact.indicator else say('（不属于任何指标）')}", ""]
    lines += [say("原句：{}", _marked(report, reason)), say("数字：{}", _number(fact, tongue)), say("名称：{}", fact.label or say("（没有）"))]
    lines += _linking(reason, tongue)
    lines += [say("时期：{}", _period(reason, tongue)), say("范围：{}", fact.scope or say("（没有说）"))]
    lines += _relations(report, fact, tongue)
    lines += [say("规则：{}", fact.made_by), *_cells(report, fact, tongue), *_findings(report, audit, fact, tongue)]
    return "\n".join(lines)


def _flat(words: str) -> str:
    return "".join(words.split())


def _marked(report: Report, reason: Reason) -> str:
    text, span, place = report.document.text, reason.fact.span, reason.sentence
    return f"{_flat(text[place.start : span.start])}【{_flat(span.of(text))}】{_flat(text[span.end : place.end])}"


def _number(fact: Fact, tongue: Tongue) -> str:
    """The numeral's reading: value, unit, hedge and the interval that it stands for."""
    quantity = fact.quantity
    unit, qualifier = quantity.unit or tongue.say("（无单位）"), tongue.say(QUALIFIERS[quantity.qualifier])
    if fact.denial:
        return tongue.say("否定词“{}”读作 0 {}", _flat(quantity.raw), quantity.unit)
    said = tongue.say("“{}”读作 {} {}，{}", _flat(quantity.raw), decimal_text(quantity.value), unit, qualifier)
    interval = interval_of(quantity)
    if interval.low == interval.high:
        return said
    return tongue.say("{}，可代表 {} 至 {}", said, decimal_text(interval.low), decimal_text(interval.high))


def _linking(reason: Reason, tongue: Tongue) -> Iterator[str]:
    """Which words named the figure, which entries they fit, and why others lost."""
    fact = reason.fact
    if fact.denial:
        yield tongue.say("指标：{}，凭否定词之后所否定的事项", _named(fact.indicator, tongue))
        return
    left, right = reason.own_words
    yield tongue.say("用语：前“{}”，后“{}”；分句“{}”", left, right, reason.clause)
    if reason.comparison is not None:
        compared = reason.comparison
        yield tongue.say("性质：{}{}，不是本年的数字", tongue.say(COMPARISONS[compared.kind]), tongue.say(DIRECTIONS[compared.direction]))
        return
    subjects = tongue.say("、").join(tongue.say("{}（{}）", by_id()[s].cues[0], s) for s in reason.subjects if s)
    inherited = tongue.say("，第一项承自前文、标题或者部分") if reason.inherited else ""
    yield tongue.say("事项：{}", subjects or tongue.say("（没有）")) + inherited
    yield from _choice(reason, tongue)


def _choice(reason: Reason, tongue: Tongue) -> Iterator[str]:
    """The indicator that won, how sure it is, and those that lost."""
    fact = reason.fact
    best = next((c for c in reason.candidates if c.loss == ""), None)
    if best is None:
        yield tongue.say("指标：没有合适的指标")
    else:
        yield tongue.say("指标：{}，凭“{}”", _named(best.indicator, tongue), best.words)
    if fact.indicator != (best.indicator if best else None):
        yield tongue.say("改判：{}（{}）", _named(fact.indicator, tongue), _period_of(fact, tongue) or fact.made_by)
    if best is not None:
        residue = tongue.say("，余下“{}”未得解释", reason.residue) if reason.residue else ""
        yield tongue.say("把握：可靠" if fact.sure else "把握：不可靠，也许只是其中一部分") + residue
    lost = [c for c in reason.candidates if c.loss]
    for candidate in lost[:MOST]:
        yield tongue.say("落选：{}，有“{}”，{}", _named(candidate.indicator, tongue), candidate.words, _loss(candidate, tongue))
    if len(lost) > MOST:
        yield tongue.say("落选：另有 {} 项", len(lost) - MOST)


def _named(indicator: str | None, tongue: Tongue) -> str:
    return tongue.say("{}（{}）", tongue.indicator(indicator), indicator) if indicator else tongue.say("无")


def _loss(candidate: Candidate, tongue: Tongue) -> str:
    word = by_id()[candidate.word].cues[0] if candidate.word in by_id() else candidate.word.replace("|", tongue.say("”或“"))
    return tongue.say(LOSSES[candidate.loss], word or tongue.say("无"))


def _period_of(fact: Fact, tongue: Tongue) -> str:
    return tongue.say(PERIODS[fact.period]) if fact.period in PERIODS else ""


def _period(reason: Reason, tongue: Tongue) -> str:
    words = tongue.say("，凭“{}”", reason.period_words) if reason.period_words else tongue.say("，没有另外的用语")
    return (_period_of(reason.fact, tongue) or reason.fact.period or tongue.say("（不明）")) + words


def _relations(report: Report, fact: Fact, tongue: Tongue) -> Iterator[str]:
    """The figures that this one is a part of or speaks of."""
    by_fact = {f.id: f for f in report.facts}
    ties = (
        ("属于：{}", fact.part_of), ("说的是：{}", fact.qualifies), ("对比：{}", fact.base), ("分子：{}", fact.numerator),
        ("分母：{}", fact.denominator),
    )  # fmt: skip
    for said, other in ties:
        if other in by_fact:
            yield tongue.say(said, f"{other}　{by_fact[other].label}{_flat(by_fact[other].quantity.raw)}")
    parts = [f"{f.id} {f.label}{_flat(f.quantity.raw)}" for f in report.facts if f.part_of == fact.id]
    if parts:
        yield tongue.say("包括：{}", tongue.say("、").join(parts))


def _cells(report: Report, fact: Fact, tongue: Tongue) -> Iterator[str]:
    """The cells that the figure must equal, with their values, under every admissible reading."""
    claim = next((c for c in claims(Ledger(report)) if c.fact.id == fact.id), None)
    if claim is None:
        yield tongue.say("表格：不与表格核对")
        return
    readings = {(r.expression, r.value): r for r in claim.readings or (claim.nearest,)}
    for reading in readings.values():
        value = decimal_text(reading.value) if reading.sum.state != "unknown" else tongue.say("未能读出")
        yield tongue.say("表格：{}＝{}", cells_text(reading.expression, tongue), value)
    yield tongue.say("核对：{}", _verdict(claim, tongue))


def _verdict(claim: Claim, tongue: Tongue) -> str:
    if claim.fits:
        return tongue.say("{}，按 {}", tongue.say(VERDICTS["held"]), claim.nearest.expression)
    return tongue.say(VERDICTS["broken" if claim.decided else "undecided"])


def _findings(report: Report, audit: Audit, fact: Fact, tongue: Tongue) -> Iterator[str]:
    for finding in audit.findings:
        if fact.id in finding.facts:
            verdict, grade = tongue.say(VERDICTS[finding.verdict]), tongue.say(GRADES[finding.severity])
            yield tongue.say("结论：{}（{}，{}）{}", finding.check, verdict, grade, tongue.finding(finding, report))
