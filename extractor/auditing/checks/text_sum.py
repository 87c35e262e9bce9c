"""A total of the prose against the closed list of its parts.

Before a list is said not to add up every reading that would make it add up is tried: the total together with the figures coordinated with it
(建议38件、提案55件，其中…), a list that runs on beyond the total's parts, hedged parts. Outcomes of applications are held only against a
stated 办结 total: parts of 新收 need not be finished. Parts that fall short by far, none of them 其他, may be a selection: that is said
only where a single slip of the pen would make them add up, and as a warning where they are classes of what was published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.auditing.agreement import Interval, interval_of, is_swap
from extractor.auditing.claims import claims
from extractor.auditing.findings import Check, Finding, Sentence, Severity, Verdict
from extractor.auditing.ledger import NOTHING, Ledger
from extractor.auditing.slips import likeliest
from extractor.facts.parts import PIECES
from extractor.model import Fact, PartList
from extractor.values import decimal_text

CHECK = Check(
    code="text.sum",
    title="总数与分项之和不符",
    severity="error",
    meaning="正文列出一个总数和它的全部分项（其中、包括、分别为，且无“等”“主要”），分项之和应等于总数。",
    template="正文“{label}{raw}”，所列 {count} 个分项之和为 {sum}（{parts}），相差 {gap}。",
    advice="核对总数和各分项；如分项未列全，请加“等”或“主要”。",
    basis="正文自身的算术关系",
    examples=(("信息 10 条，其中甲 4 条、乙 6 条", "held"), ("信息 10 条，其中甲 4 条、乙 5 条", "broken")),
)
#: What stands between coordinated figures.
JOINT = regex.compile(r"\s*[、，,和及与]\s*[^，。；：、]{0,20}")
#: Parts that fall short of the total by more than this share of it, and not by a slip, may be some of its parts only.
SHORTAGE = Decimal("0.1")
#: What names all that is left.
REST = regex.compile(r"其[他它余]|剩余|余下")
#: Slips of digits.
DIGITS = frozenset({"replaced", "swapped", "dropped", "added"})
#: Totals of which outcomes need not be all the parts.
UNFINISHED = frozenset({"applications.new", "applications.handled", "applications.carried_in"})
OUTCOMES = frozenset(
    f"applications.{name}" for name in ("granted", "partial", "refused", "unavailable", "unprocessed", "other")
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a closed part list; of a run that several totals may have, the one total that arithmetic speaks for."""
    runs: dict[tuple[str, ...], list[Finding]] = {}
    borne_out = {claim.fact.id for claim in claims(ledger) if claim.fits and claim.decided}
    for part in ledger.report.parts:
        total = ledger.facts[part.total]
        facts = [f for f in map(ledger.facts.__getitem__, part.parts) if f.quantity.unit == total.quantity.unit]
        if not part.closed or len(facts) < 2 or total.period in {"plan", "limit"}:
            continue  # people beside cases are another count
        if part.guessed and not _one_slip(total, facts):
            continue
        finding = _verdict(ledger, part, total, facts)
        if finding.verdict == "broken" and borne_out.issuperset([total.id, *(f.id for f in facts)]):
            continue  # each equals its own cell: the list names some of the parts
        if finding.verdict == "broken" and _others(ledger, total, facts):
            continue  # the parts are another figure's
        if part.guessed:
            runs.setdefault(part.parts, []).append(finding)
        elif finding.verdict != "undecided":
            yield finding
    for findings in runs.values():
        held = [f for f in findings if f.verdict == "held"]
        broken = [f for f in findings if f.verdict == "broken"]
        if held or len(broken) == 1:
            yield (held or broken)[0]


def _others(ledger: Ledger, total: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the parts add up to another figure that stands before them in their sentence: 新媒体41853条，公开栏1536条；微信、微博分别为…"""
    whole = _sum([interval_of(f.quantity) for f in facts])
    known = {total.id, *(f.id for f in facts)}
    before = [f for f in ledger.neighbours(facts[0]) if f.span.end <= facts[0].span.start and f.id not in known]
    return any(f.quantity.unit == total.quantity.unit and whole.meets(interval_of(f.quantity)) for f in before)


def _one_slip(total: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a run adds up to a total, or would but for two digits of one figure that changed places."""
    if any(f.quantity.qualifier != "exact" for f in (total, *facts)):
        return False
    gap = total.quantity.value - sum([f.quantity.value for f in facts], NOTHING)
    slips = (is_swap(f.quantity.value, f.quantity.value + gap) for f in facts)
    return gap == 0 or any(slips) or is_swap(total.quantity.value, total.quantity.value - gap)


def _verdict(ledger: Ledger, part: PartList, total: Fact, facts: Sequence[Fact]) -> Finding:
    stated = interval_of(total.quantity)
    intervals = [interval_of(f.quantity) for f in facts]
    verdict: Verdict = "broken"
    prefix = any(_sum(intervals[:n]).meets(stated) for n in range(len(intervals), 1, -1))
    if prefix or any(_sum(intervals).meets(_sum([stated, *extra])) for extra in _coordinated(ledger, total)):
        verdict = "held"
    elif _unfinished(total, facts) or (total.quantity.qualifier != "exact" and _sum(intervals).high < stated.low):
        verdict = "undecided"  # parts of a round total need not be all of it
    elif _selected(ledger, part, total, facts):
        verdict = "undecided"  # some of the parts, though it is not said
    computed = sum([f.quantity.value for f in facts], NOTHING)
    severity = _severity(ledger, part, total, facts) if verdict == "broken" else "notice"
    return Finding(
        CHECK.code, verdict, severity, Sentence(_message, (total, tuple(facts), computed)),
        (total.span, *[f.span for f in facts]), decimal_text(computed), decimal_text(total.quantity.value), (),
        (part.total, *[f.id for f in facts]),
    )  # fmt: skip


def _message(total: Fact, facts: Sequence[Fact], computed: Decimal) -> str:
    return CHECK.template.format(
        label=total.label, raw=total.quantity.raw, count=len(facts), sum=decimal_text(computed),
        parts="＋".join(decimal_text(f.quantity.value) for f in facts), gap=decimal_text(abs(computed - total.quantity.value)),
    )  # fmt: skip


def _severity(ledger: Ledger, part: PartList, total: Fact, facts: Sequence[Fact]) -> Severity:
    """An error where the figures are exact and no other reading of the list is near."""
    exact = all(f.quantity.qualifier == "exact" for f in (total, *facts))
    if not exact or part.loose or any(_coordinated(ledger, total)):
        return "warning"
    classes = total.indicator is None or total.indicator.startswith("published.")
    if classes and _short(ledger, part, total, total.quantity.value - sum([f.quantity.value for f in facts], NOTHING)):
        return "warning"
    nested = _nested(facts, [interval_of(f.quantity) for f in facts], interval_of(total.quantity))
    return "warning" if nested else CHECK.severity


def _sum(intervals: Sequence[Interval]) -> Interval:
    return Interval(sum([i.low for i in intervals], NOTHING), sum([i.high for i in intervals], NOTHING))


def _coordinated(ledger: Ledger, total: Fact) -> Iterator[list[Interval]]:
    """The figures of the same unit that stand coordinated before the total in its sentence."""
    before = [f for f in ledger.neighbours(total) if f.span.end <= total.span.start and f.quantity.unit == total.quantity.unit]
    text = ledger.report.document.text
    joined: list[Interval] = []
    last = total
    for fact in reversed(before):
        gap = text[fact.span.end : last.span.start]
        if not JOINT.fullmatch(gap) or "其中" in gap:
            break
        joined = [interval_of(fact.quantity), *joined]
        yield joined
        last = fact


def _unfinished(total: Fact, facts: Sequence[Fact]) -> bool:
    return total.indicator in UNFINISHED and any(f.indicator in OUTCOMES for f in facts)


def _selected(ledger: Ledger, part: PartList, total: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the parts fall short as a selection does: nothing sums up the rest, parts are counted otherwise or much is missing."""
    gap = total.quantity.value - sum([f.quantity.value for f in facts], NOTHING)
    if gap <= 0 or not _short(ledger, part, total, gap):
        return False
    others = {ledger.facts[p].quantity.unit for p in part.parts} - {total.quantity.unit}
    if others & PIECES:
        return True
    slip = any(likeliest(f.quantity.value, f.quantity.value + gap).kind in DIGITS for f in facts)
    slip = slip or likeliest(total.quantity.value, total.quantity.value - gap).kind in DIGITS
    return not slip


def _short(ledger: Ledger, part: PartList, total: Fact, gap: Decimal) -> bool:
    """Whether much is missing, and nothing names the rest."""
    return gap > total.quantity.value * SHORTAGE and not REST.search(ledger.report.document.text, part.span.start, part.span.end)


def _nested(facts: Sequence[Fact], intervals: Sequence[Interval], stated: Interval) -> bool:
    """A part may be a subset of its neighbour (发布N条、纳入目录m条): leaving one out gives the total."""
    if len(facts) < 3:
        return False
    return any(_sum([i for n, i in enumerate(intervals) if n != out]).meets(stated) for out in range(len(facts)))
