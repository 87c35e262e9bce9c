"""A stated rate or share against the counts that it is of.

The numerator is the count right before, when the rate's own word names it (公开651件，公开率…) or it is a share (占比), the denominator any
earlier count of the same unit in the paragraph or the list's total. The rate is called wrong only when no pair gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.auditing.agreement import rounded
from extractor.auditing.findings import Check, Finding, Verdict
from extractor.auditing.ledger import Ledger
from extractor.model import Fact
from extractor.values import decimal_text

CHECK = Check(
    code="text.rate",
    title="比率与件数不符",
    severity="error",
    meaning="正文给出的比率（办结率、采纳率、占比等）应与正文给出的分子、分母相符（按所写精度四舍五入）。",
    template="正文“{label}{raw}”；按所列数字 {numerator}÷{denominator}＝{computed}%，不符。",
    advice="核对比率、分子和分母。",
    basis="正文自身的算术关系",
    examples=(("征集 200 条，采纳 50 条，采纳率 25%", "held"), ("征集 200 条，采纳 50 条，采纳率 35%", "broken")),
)
RATE = regex.compile(r"(?P<what>[一-鿿]{2})(?:比)?率")
#: Rates of what was due: what is not yet due is no part of their whole.
DUE = regex.compile(r"(?:到期|按期|按时|如期|限时|期限?内|时限内|及时|准时)[^，。；]{0,4}率")
SHARE = regex.compile(r"占(?:比|总|全|本|了)?[^，。；]{0,14}$")
#: 予以公开7件（35%）
BRACKETED = regex.compile(r"\s*[（(]\s*(?:占比?)?")
BREAK = regex.compile(r"[，。；、,;（(]")
NUMERATORS_BACK = 6


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a rate whose numerator is named."""
    facts = ledger.report.facts
    for index, fact in enumerate(facts):
        if fact.quantity.unit != "%" or (fact.indicator or "").startswith("change.") or fact.quantity.qualifier != "exact":
            continue
        if fact.period in {"plan", "limit"} or "分之" in fact.quantity.raw.removeprefix("百分之"):
            continue
        numerator = _numerator(ledger, facts[max(0, index - NUMERATORS_BACK) : index], fact)
        if numerator is None:
            continue
        denominators = _denominators(ledger, facts[:index], numerator, fact) or _established(ledger, fact, numerator)
        if denominators:
            yield _verdict(fact, numerator, denominators)


def _words(ledger: Ledger, fact: Fact) -> str:
    place = ledger.sentence(fact.span)
    return "".join(ledger.report.document.text[place.start : fact.span.start].split())


def _counts(facts: Sequence[Fact]) -> list[Fact]:
    return [f for f in facts if f.quantity.unit not in {"%", "倍", "百分点", "元"} and not f.denial and f.quantity.value > 0]


def _numerator(ledger: Ledger, before: Sequence[Fact], rate: Fact) -> Fact | None:
    place = ledger.sentence(rate.span)
    near = [f for f in _counts(before) if place.covers(f.span) and not (f.indicator or "").startswith("change.")]
    if not near:
        return None
    words = _words(ledger, rate)
    if BRACKETED.fullmatch(ledger.report.document.text[near[-1].span.end : rate.span.start]):
        return near[-1]  # 予以公开7件（35%）
    if SHARE.search(words[-16:]):
        gap = ledger.report.document.text[near[-1].span.end : rate.span.start]
        return near[-1] if len(gap) < 24 and not any(ch in gap for ch in "；;") else None
    named = list(RATE.finditer(words[-12:]))
    if DUE.search(words[-12:]):
        return None
    if len(named) != 1 or any(ch in words[-12:] for ch in "均和"):
        return None
    last, what = near[-1], named[0]["what"]
    named_by = last.label + _after(ledger, last)
    return last if what in named_by or what[0] in last.label[-4:] else None


def _after(ledger: Ledger, fact: Fact) -> str:
    return BREAK.split(ledger.report.document.text[fact.span.end : fact.span.end + 8])[0]


def _denominators(ledger: Ledger, before: Sequence[Fact], numerator: Fact, rate: Fact) -> list[Decimal]:
    """Counts that may be the whole: earlier in the paragraph, same unit, not smaller; the applications' own totals too."""
    text = ledger.report.document.text
    start = text.rfind("\n", 0, rate.span.start) + 1
    wholes = {"applications.new", "applications.handled", "applications.total"}
    found = [
        f.quantity.value
        for f in _counts(before)
        if (f.span.start >= start or f.indicator in wholes) and f.id != numerator.id and f.quantity.unit == numerator.quantity.unit
        and f.quantity.value >= numerator.quantity.value and f.quantity.qualifier == "exact"
    ]  # fmt: skip
    if not any(f.span.start >= ledger.sentence(rate.span).start for f in before if f.quantity.value in found):
        return [] if not numerator.part_of else found
    return list(dict.fromkeys(reversed(found)))


def _established(ledger: Ledger, rate: Fact, numerator: Fact) -> list[Decimal]:
    """The whole that the other shares of the paragraph are of: a count that gives at least one of them exactly."""
    text = ledger.report.document.text
    start = text.rfind("\n", 0, rate.span.start) + 1
    end = text.find("\n", rate.span.end)
    inside = [f for f in ledger.report.facts if start <= f.span.start < (len(text) if end < 0 else end)]
    wide = [f for f in ledger.report.facts if f.indicator in {"applications.new", "applications.handled", "applications.total"}]
    wholes = [f.quantity.value for f in _counts([*inside, *wide]) if f.quantity.unit == numerator.quantity.unit]
    pairs = [
        (inside[i - 1], f) for i, f in enumerate(inside) if i and f.quantity.unit == "%" and f.id != rate.id and f.direction == ""
    ]
    found: list[Decimal] = []
    for whole in wholes:
        for part, share in pairs:
            computed = part.quantity.value * 100 / whole
            exact = part.quantity.unit == numerator.quantity.unit and part.quantity.value < whole
            if exact and rounded(share.quantity.value, share.quantity.step).holds(computed) and whole >= numerator.quantity.value:
                found.append(whole)
    return list(dict.fromkeys(found))


def _verdict(rate: Fact, numerator: Fact, denominators: Sequence[Decimal]) -> Finding:
    stated = rounded(rate.quantity.value, rate.quantity.step)
    hundred = Decimal(100)
    fits = [d for d in denominators if stated.holds(numerator.quantity.value * hundred / d)]
    whole = fits[0] if fits else denominators[0]
    computed = (numerator.quantity.value * hundred / whole).quantize(Decimal("0.01"))
    message = CHECK.template.format(
        label=rate.label, raw=rate.quantity.raw, numerator=decimal_text(numerator.quantity.value), denominator=decimal_text(whole),
        computed=decimal_text(computed),
    )  # fmt: skip
    verdict: Verdict = "held" if fits else "broken"
    return Finding(
        CHECK.code, verdict, CHECK.severity if not fits else "notice", message, (rate.span, numerator.span), decimal_text(computed),
        decimal_text(rate.quantity.value), (), (rate.id, numerator.id),
    )  # fmt: skip
