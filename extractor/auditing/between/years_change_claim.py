"""较上年增加9件, 同比增长29%, 上年为49件: against last year's report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.auditing.agreement import interval_of
from extractor.auditing.crossing import CrossFinding, Side, crossing, named
from extractor.auditing.differences import Base, bases, close, fits, kind_of, other_base, reckoned
from extractor.auditing.findings import Check
from extractor.auditing.trends import trend_after
from extractor.model import Fact
from extractor.series.entries import Entry
from extractor.series.worlds import World
from extractor.spans import Span
from extractor.values import decimal_text

CHECK = Check(
    code="years.change_claim",
    title="同比数据与上年报告不符",
    severity="error",
    meaning="正文所说的较上年增减量、同比增减率或上年数，应与上一年度报告的同一指标相符；新收、办理等各种口径都不符，才是不一致。",
    template="{later}正文“{label}{now}”，称{stated}；{earlier}{source}为 {before}，应为{computed}。",
    advice="核对上一年度报告的同一指标；口径不同的，应在报告中说明。",
    basis="两年报告之间的算术关系",
    examples=(("新收 40 件，较上年增加 5 件；上年报告新收 35 件", "held"), ("新收 40 件，较上年增加 9 件；上年报告新收 35 件", "broken")),
)
WAYS = {"up": "增加", "down": "减少", "": ""}
RELATIONS = {"rate": "", "amount": "", "base": "上年 ", "ratio": "上年 × "}


def judge(world: World) -> Iterator[CrossFinding]:
    """One verdict a figure of which changes are stated."""
    for earlier, later in world.pairs():
        subjects = {f.id: f for f in later.facts}
        claims: dict[str, list[Fact]] = {}
        for fact in later.facts:
            if kind_of(fact) and fact.qualifies in subjects:
                claims.setdefault(fact.qualifies, []).append(fact)
        for subject, stated in claims.items():
            yield from _claim(earlier, later, subjects[subject], stated)
        for fact in later.facts:
            if fact.id not in claims and fact.indicator and not kind_of(fact):
                yield from _trend(earlier, later, fact)


def _claim(earlier: Entry, later: Entry, subject: Fact, stated: Sequence[Fact]) -> Iterator[CrossFinding]:
    if subject.indicator is None:
        return
    stated = [f for f in stated if not other_base(later, f, subject)]
    known = list(bases(earlier, later, subject))
    if not stated or not known:
        return
    wrong = [f for f in stated if not fits(f, subject, known)]
    base = next((b for b in known if b.firm), known[0])
    side = Side(earlier, tuple(_spans(earlier, base)), base.cells, (base.fact,) if base.fact else ())
    own = Side(later, (*(f.span for f in (wrong or stated)), subject.span), facts=(*(f.id for f in (wrong or stated)), subject.id))
    if not wrong:
        yield crossing(CHECK, "held", f"{named(later)}“{_said(stated)}”与上一年度报告相符。", own, side)
        return
    before, now = base.values.low, subject.quantity.value
    message = CHECK.template.format(
        later=named(later), earlier=named(earlier), label=_short(subject.label), now=subject.quantity.raw, stated=f"“{_said(wrong)}”",
        source=base.name, before=decimal_text(before), computed="、".join(reckoned(f, now, before) for f in wrong),
    )  # fmt: skip
    if not _sure(subject, wrong) or not (base.firm or _same_notion(earlier, subject, base, known)):
        yield crossing(CHECK, "undecided", f"{message}两处口径可能不同，请核对。", own, side, severity="notice")
        return
    small = all(close(f, subject, base) for f in wrong)
    yield crossing(
        CHECK, "broken", f"{message}相差很小，可能是上年数事后更正或取舍所致。" if small else message, own, side,
        severity="error" if base.firm and not small else "warning",
        expected=reckoned(wrong[0], now, before), actual=decimal_text(wrong[0].quantity.value),
    )  # fmt: skip


def _trend(earlier: Entry, later: Entry, subject: Fact) -> Iterator[CrossFinding]:
    """A change told in words alone (同比下降, 与上年持平): words are loose, so that it is a warning at most."""
    trend = trend_after(later, subject)
    known = [b for b in bases(earlier, later, subject) if b.values.low == b.values.high] if trend and _sure(subject, ()) else []
    base = next((b for b in known if b.firm), None)
    if trend is None or base is None:
        return
    now = subject.quantity.value
    own = Side(later, (subject.span, trend.span), facts=(subject.id,))
    side = Side(earlier, tuple(_spans(earlier, base)), base.cells)
    words = trend.span.of(later.text)
    if any(trend.holds(now, b.values.low) for b in known):
        yield crossing(CHECK, "held", f"{named(later)}“{words}”与上一年度报告相符。", own, side)
        return
    before = base.values.low
    message = CHECK.template.format(
        later=named(later), earlier=named(earlier), label=_short(subject.label), now=subject.quantity.raw, stated=f"“{words}”",
        source=base.name, before=decimal_text(before), computed=f"{'增加' if now > before else '减少'} {decimal_text(abs(now - before))}",
    )  # fmt: skip
    yield crossing(CHECK, "broken", message, own, side, severity="warning", actual=words)


def _sure(subject: Fact, stated: Sequence[Fact]) -> bool:
    """Whether the words leave no doubt which figure changed: exact figures, in one sentence."""
    exact = subject.quantity.qualifier == "exact" and all(f.quantity.qualifier == "exact" for f in stated)
    return exact and interval_of(subject.quantity).low == interval_of(subject.quantity).high


def _same_notion(earlier: Entry, subject: Fact, base: Base, known: Sequence[Base]) -> bool:
    """Whether the one figure of last year's prose is called by the very words of this year's."""
    fact = next((f for f in earlier.facts if f.id == base.fact), None)
    return fact is not None and len(known) == 1 and (fact.label, fact.scope) == (subject.label, subject.scope)


def _spans(earlier: Entry, base: Base) -> Iterator[Span]:
    yield from (c.span for c in (earlier.cells[name] for name in base.cells) if len(c.span))
    yield from (f.span for f in earlier.facts if f.id == base.fact)


def _said(stated: Sequence[Fact]) -> str:
    return "、".join(f"{WAYS[f.direction] or RELATIONS[kind_of(f) or 'base']}{f.quantity.raw}" for f in stated)


def _short(label: str) -> str:
    return label if len(label) <= 20 else label[-20:]
