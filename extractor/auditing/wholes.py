"""Figures of the prose that speak of a whole region (全区收到…) against the same figures of its bodies."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.auditing.agreement import interval_of
from extractor.auditing.crossing import CrossFinding, Side, crossing, named, shown
from extractor.auditing.findings import Check
from extractor.model import Fact
from extractor.series.entries import Entry
from extractor.series.groups import Group
from lexicons.reports.disclosure.indicator_lexicon import indicators_by_id

#: Units of what adds up over bodies; rates, money in round figures and followers do not.
ADDED = frozenset({"件", "条", "次", "份", "篇", "场", "期", "个"})


def whole_facts(check: Check, group: Group) -> Iterator[CrossFinding]:
    """What the prose says of the whole, where each body says it once; a sum above the whole is told, less may not be reported."""
    for fact in group.parent.facts:
        if not fact.scope.startswith("全") or not _adds(fact):
            continue
        found = [_same(child, fact) for child in group.children]
        listed = [f for f in found if f is not None]
        if len(listed) < len(found):
            continue
        total = sum((f.quantity.value for f in listed), Decimal(0))
        sides = [Side(group.parent, (fact.span,), facts=(fact.id,))]
        sides += [Side(c, (f.span,), facts=(f.id,)) for c, f in zip(group.children, listed, strict=True)]
        said = f"{named(group.parent)}正文“{fact.label}{fact.quantity.raw}”"
        if interval_of(fact.quantity).holds(total):
            yield crossing(check, "held", f"{said}与所汇总的 {len(listed)} 份报告之和相符。", *sides)
        elif total > interval_of(fact.quantity).high:
            told = f"{said}，少于所汇总的 {len(listed)} 份报告之和 {shown(total)}，口径可能不同，请核对。"
            yield crossing(check, "undecided", told, *sides, severity="notice")


def _adds(fact: Fact) -> bool:
    """Whether a figure is a sum over bodies; what the tables hold is compared there."""
    entry = indicators_by_id().get(fact.indicator or "")
    plain = fact.made_by.partition(":")[0] == "counts" and fact.period not in {"plan", "limit", "cumulative"}
    return entry is not None and not entry.cells and plain and fact.sure and fact.quantity.unit in ADDED


def _same(child: Entry, fact: Fact) -> Fact | None:
    """The child's one figure of the indicator."""
    found = [f for f in child.facts if f.indicator == fact.indicator and f.quantity.unit == fact.quantity.unit and _adds(f)]
    return found[0] if len(found) == 1 and found[0].quantity.qualifier == "exact" else None
