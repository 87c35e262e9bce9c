"""A stated rate or share against the counts that it is of.

The numerator is the count right before, when the rate's own word names it (公开651件，公开率…) or it is a share (占比), the denominator any
earlier count of the same unit in the paragraph or the list's total. The rate is called wrong only when no pair gives it: neither these nor
any two of the sentence's counts and of the sums of neighbours among them (满意45件、基本满意1件，满意率97.8%).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.auditing.agreement import rounded
from extractor.auditing.claims import claims
from extractor.auditing.findings import Check, Finding, Verdict
from extractor.auditing.ledger import Ledger
from extractor.facts.ties import SHARE, counts
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
#: What shares of applications are of: as the prose says it, and as the table does.
WHOLES = frozenset({"applications.new", "applications.handled", "applications.total"})
TOTALS = (
    "applications.new.total", "applications.total.total", "applications.new.total + applications.carried_in.total",
    "applications.refused_*.total", "applications.unavailable_*.total", "applications.unprocessed_*.total", "applications.other_*.total",
)  # fmt: skip


#: Shares told one after another, each of its own count.
LISTED = regex.compile("依次|分别")
#: A share that says of nothing else what it is of than of the count before it; 公开件占24.4% names its own.
NAMELESS = regex.compile(r"\s*[，,、；;（(]?\s*(?:约|共|合计|大约|几乎|仅|只|就|已)?占")
BESIDE, BEFORE = regex.compile(r"\G\s*[、和及与]\s*[\d.]+\s*[%％]"), regex.compile(r"[%％]\s*[、和及与]\s*$")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a rate whose numerator is named."""
    facts = ledger.report.facts
    for index, fact in enumerate(facts):
        if fact.quantity.unit != "%" or (fact.indicator or "").startswith("change.") or fact.quantity.qualifier != "exact":
            continue
        if fact.period in {"plan", "limit"} or "分之" in fact.quantity.raw.removeprefix("百分之"):
            continue
        numerator = ledger.facts.get(fact.numerator or "")
        if numerator is None:
            continue
        denominators = _denominators(ledger, facts[:index], numerator, fact)
        if not denominators and (likely := _established(ledger, fact, numerator) or _statutory(ledger, fact, numerator)):
            denominators = [*likely, *_fitting(ledger, fact, numerator)]
        if not denominators:
            continue
        finding = _verdict(fact, numerator, denominators)
        if finding.verdict == "held" or not _given_otherwise(ledger, facts[:index], fact, numerator):
            yield finding


def _denominators(ledger: Ledger, before: Sequence[Fact], numerator: Fact, rate: Fact) -> list[Decimal]:
    """Counts that may be the whole: earlier in the paragraph, same unit, not smaller; the applications' own totals too."""
    text = ledger.report.document.text
    start = text.rfind("\n", 0, rate.span.start) + 1
    found = [
        f.quantity.value
        for f in counts(before)
        if (f.span.start >= start or f.indicator in WHOLES) and f.id != numerator.id and f.quantity.unit == numerator.quantity.unit
        and f.quantity.value >= numerator.quantity.value and f.quantity.qualifier == "exact"
    ]  # fmt: skip
    if not any(f.span.start >= ledger.sentence(rate.span).start for f in before if f.quantity.value in found):
        return [] if not numerator.part_of else found
    return list(dict.fromkeys(reversed(found)))


def _around(ledger: Ledger, rate: Fact, numerator: Fact) -> tuple[list[Fact], list[Decimal]]:
    """The facts of the paragraph, and every count in it or of all applications that may be a whole."""
    text = ledger.report.document.text
    start = text.rfind("\n", 0, rate.span.start) + 1
    end = text.find("\n", rate.span.end)
    inside = [f for f in ledger.report.facts if start <= f.span.start < (len(text) if end < 0 else end)]
    wide = [f for f in ledger.report.facts if f.indicator in WHOLES]
    return inside, [f.quantity.value for f in counts([*inside, *wide]) if f.quantity.unit == numerator.quantity.unit]


def _established(ledger: Ledger, rate: Fact, numerator: Fact) -> list[Decimal]:
    """The whole that the other shares of the paragraph are of: a count that gives at least one of them exactly."""
    inside, wholes = _around(ledger, rate, numerator)
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


def _statutory(ledger: Ledger, rate: Fact, numerator: Fact) -> list[Decimal]:
    """The totals of section three that a share of applications can be of, where its numerator equals its own cell."""
    borne_out = any(c.fact.id == numerator.id and c.fits and c.decided for c in claims(ledger))
    before = ledger.report.document.text[max(0, rate.span.start - 16) : rate.span.start]
    if not borne_out or not (numerator.indicator or "").startswith("applications.") or not SHARE.search(before):
        return []
    sums = [ledger.sum(expression) for expression in TOTALS]
    known = all(s.state == "known" for s in sums)
    return [s.value for s in sums if s.value >= numerator.quantity.value] if known else []


def _fitting(ledger: Ledger, rate: Fact, numerator: Fact) -> list[Decimal]:
    """Every other count that gives the rate: shares of one paragraph need not be of one whole."""
    stated = rounded(rate.quantity.value, rate.quantity.step)
    wholes = _around(ledger, rate, numerator)[1]
    return [w for w in wholes if w >= numerator.quantity.value and stated.holds(numerator.quantity.value * 100 / w)]


def _given_otherwise(ledger: Ledger, before: Sequence[Fact], rate: Fact, numerator: Fact) -> bool:
    """Whether other counts of the sentence give the rate: what it is of is then another than we read.

    A share's numerator is the count right before it, unless shares are listed (占比依次为); a whole may be the sum of neighbours. A rate
    without decimals is given by too many pairs: of it no sums are tried.
    """
    sentence = ledger.sentence(rate.span)
    unit = numerator.quantity.unit
    inside = [f for f in counts(before) if f.span.start >= sentence.start and f.quantity.unit == unit and not f.made_by.startswith("changes")]
    values = [f.quantity.value for f in inside]
    sums = [sum(values[a:b], Decimal(0)) for a in range(len(values)) for b in range(a + 2, len(values) + 1)] if rate.quantity.step < 1 else []
    words = sentence.of(ledger.report.document.text)
    listed = LISTED.search(words) or BESIDE.search(words, rate.span.end - sentence.start) or BEFORE.search(words[: rate.span.start - sentence.start])
    gap = ledger.report.document.text[numerator.span.end : rate.span.start]
    fixed = SHARE.search(words[: rate.span.start - sentence.start]) is not None and not listed and NAMELESS.match(gap) is not None
    parts = [numerator.quantity.value] if fixed else [*values, *sums]
    wholes = {*values, *sums, *_around(ledger, rate, numerator)[1]}
    stated = rounded(rate.quantity.value, rate.quantity.step)
    return any(part <= whole and stated.holds(part * 100 / whole) for part in parts for whole in wholes)


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
