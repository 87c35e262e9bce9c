"""Sections -> facts: every figure of the prose with what it means, none-statements, and which figures are parts of which.

The order of the reading: quantities on characters, words around each (``clauses``), the subject of each clause, comparisons set
apart, the indicator by the catalogue's wordings, parts, denials. Each fact names the rule that made it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from extractor.clauses import Mention, Paragraph, label_of, mentions, prose, punctuated
from extractor.facts.aims import aimed
from extractor.facts.changes import Comparison, comparison_of, levels
from extractor.facts.channels import with_channel
from extractor.facts.denials import Denial, find_denials
from extractor.facts.exclusions import excluded
from extractor.facts.leads import class_after, class_under, with_leads
from extractor.facts.line_lists import lined_lists
from extractor.facts.linking import apart_from, link
from extractor.facts.outcomes import GROUPS, dimension_lists, outcome_lists
from extractor.facts.pairs import paired
from extractor.facts.parts import find_parts
from extractor.facts.periods import in_plan, period_of, scope_of
from extractor.facts.respective import respective
from extractor.facts.runs import listed_runs
from extractor.facts.ties import tied
from extractor.facts.topics import subjects_of
from extractor.facts.totals import named_rests, named_totals
from extractor.model import Document, Fact, PartList, Section
from extractor.quantities import find_quantities
from extractor.spans import Span
from lexicons.reports.disclosure.indicator_lexicon import indicators

OUTCOMES = frozenset(f"applications.{g}" for g in GROUPS)
WHOLE, CLASS = "published.total", "published.category"
#: Units of entries on a site, which are not those of documents and decisions themselves.
ENTRIES = frozenset({"条", "则"})
RECORDS = (".decisions", ".made", ".repealed", ".valid")
#: The figure that a list belongs to stands at most this far before the figure right before the list.
SAME_LIST = 60


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of a report's prose and their part lists."""

    facts: tuple[Fact, ...]
    parts: tuple[PartList, ...]


def find_facts(document: Document, sections: Sequence[Section], skip: Sequence[Span], year: int | None, agency: str = "") -> Facts:
    """All figures of the prose; ``skip`` are the tables' spans.

    >>> from extractor.readers import read
    >>> d = read("某局2023年政府信息公开工作年度报告\\n一、总体情况\\n收到政府信息公开申请12件。".encode(), "a.txt")
    >>> from extractor.sections import find_sections
    >>> [(f.indicator, f.quantity.raw) for f in find_facts(d, find_sections(d), (), 2023).facts]
    [('applications.new', '12件')]
    """
    text = document.text
    paragraphs = prose(document, sections, skip)
    quantities = [(p, find_quantities(text, p.span)) for p in paragraphs]
    text = punctuated(text)
    found = mentions(text, quantities)
    found = with_leads(text, paragraphs, aimed(paired(respective(text, found))))
    comparisons = tuple(comparison_of(m, year) for m in found)
    found = levels(found, comparisons)
    denials = find_denials(text, paragraphs, [m.quantity.span for m in found], year)
    facts = [*_figures(text, paragraphs, found, comparisons, year, agency), *(_zero(d, year) for d in denials)]
    keys = [(m.quantity.span.start, 0) for m in found] + [(d.quantity.span.start, 1) for d in denials]
    order = sorted(range(len(facts)), key=lambda i: (keys[i], i))
    ids = [""] * len(facts)
    for number, index in enumerate(order, 1):
        ids[index] = f"f{number}"
    parts = find_parts(text, found, comparisons, ids[: len(found)])
    parts = (*parts, *_apart(lined_lists(text, paragraphs, found, comparisons, ids[: len(found)]), parts))
    qualified = _qualified(found, comparisons, ids)
    named = [
        replace(fact, id=ids[i], qualifies=qualified.get(i)) for i, fact in enumerate(facts)
    ]
    facts_in_order = tuple(named[i] for i in order)
    kept = tuple(p for p in (_wholly(p, facts_in_order) for p in parts) if p is not None)
    trusted = tuple(p for p in kept if not p.guessed or _adds_up(p, facts_in_order))
    parents = {part: p.total for p in trusted for part in p.parts if p.total not in p.parts}
    facts_in_order = _under(parents, facts_in_order)
    facts_in_order = named_rests(text, _bracketed(text, facts_in_order))
    loose = (*outcome_lists(text, facts_in_order, kept), *dimension_lists(text, facts_in_order, kept))
    runs = listed_runs(text, facts_in_order, (*kept, *loose))
    listed = (*loose, *(p for p in runs if _adds_up(p, facts_in_order)))
    parents |= {part: p.total for p in reversed(listed) for part in p.parts if part not in parents and part != p.total}
    facts_in_order = _unnamed_parts(_under(parents, facts_in_order))
    return Facts(tied(text, named_totals(facts_in_order, (*trusted, *loose))), (*kept, *loose, *runs))


def _apart(lists: Sequence[PartList], known: Sequence[PartList]) -> tuple[PartList, ...]:
    """The lists whose total has no parts yet."""
    totals = {p.total for p in known}
    return tuple(p for p in lists if p.total not in totals)


def _under(parents: Mapping[str, str], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts under their totals."""
    return tuple(f if f.part_of == parents.get(f.id) else replace(f, part_of=parents.get(f.id)) for f in facts)


def _adds_up(part: PartList, facts: Sequence[Fact]) -> bool:
    """Whether a run of figures is a total's by its arithmetic."""
    value = {f.id: f.quantity.value for f in facts}
    return sum(value[p] for p in part.parts) == value[part.total]


def _wholly(part: PartList, facts: Sequence[Fact]) -> PartList | None:
    """A part list under its true total: outcomes that follow 上年结转12件 are parts of what was received, not of what was carried in."""
    by_id = {f.id: f for f in facts}
    total = by_id[part.total]
    if total.indicator not in {"applications.carried_in", "applications.carried_out"}:
        return part
    before = [f for f in facts if f.span.end <= total.span.start and total.span.start - f.span.end < SAME_LIST]
    whole = next((f for f in reversed(before) if f.indicator in {"applications.new", "applications.handled"}), None)
    return replace(part, total=whole.id, closed=False) if whole else None


def _unnamed_parts(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Parts seen beside their total.

    Parts that nothing names get the indicator that their total's entry gives to parts (信息742条，其中征地补偿186条), and so do classes
    of what was published, whatever the class is of (其中处罚信息27条); a part that was read as what its total is
    (申请1284件，其中市本级收到132件) is something narrower, which the catalogue does not know.
    """
    by_id = {f.id: f for f in facts}
    given = {e.id: e.parts for e in indicators() if e.parts}
    result: list[Fact] = []
    for fact in facts:
        total = by_id.get(fact.part_of or "")
        if total is not None and total.indicator is not None and fact.quantity.value != total.quantity.value:
            same = fact.indicator == total.indicator
            if _is_class(fact, total):
                fact, same = replace(fact, indicator=None), False
            own = fact.indicator is not None and not _weakly_linked(fact) and not same
            if not own and total.indicator in given and fact.quantity.unit == total.quantity.unit:
                fact = replace(fact, indicator=given[total.indicator], made_by=f"parts: {total.indicator}")
            elif same and not total.indicator.startswith("change."):
                fact = replace(fact, indicator=None, made_by=f"parts: narrower than {total.indicator}")
        by_id[fact.id] = fact
        result.append(fact)
    return tuple(result)


def _is_class(fact: Fact, total: Fact) -> bool:
    """Whether a part of what was published, counted alike, is a class of it though it reads as the whole, as documents or as decisions."""
    if not (total.indicator or "").startswith("published.") or fact.quantity.unit != total.quantity.unit:
        return False
    said = fact.indicator or ""
    return said == WHOLE or (fact.quantity.unit in ENTRIES and (said.endswith(RECORDS) or said.startswith("proposals.")))


def _bracketed(text: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """上年结转 inside the bracket of an outcome (其他处理9件（含上年结转5件）) is a part of that outcome, not of the year's intake."""
    result = list(facts)
    for index in range(1, len(result)):
        before, fact = result[index - 1], result[index]
        if fact.indicator != "applications.carried_in" or before.indicator not in OUTCOMES:
            continue
        if regex.match(r"\s*[（(]\s*(?:其中)?含", text[before.span.end : fact.span.start]):
            result[index] = replace(fact, indicator=None, made_by=f"parts: in a bracket of {before.indicator}")
    return tuple(result)


def _weakly_linked(fact: Fact) -> bool:
    """Whether a single short word made the link (解读 in 政策解读信息9条), which in a list of classes is a class's name."""
    said = fact.made_by.removeprefix("counts: ").partition(" @ ")[0]
    return len(said) <= 2 and not (fact.indicator or "").startswith(("published.", "change."))


def _figures(
    text: str,
    paragraphs: Sequence[Paragraph],
    found: Sequence[Mention],
    comparisons: Sequence[Comparison | None],
    year: int | None,
    agency: str,
) -> list[Fact]:
    result: list[Fact] = []
    subjects = subjects_of(text, paragraphs, found)
    for mention, about, comparison in zip(found, subjects, comparisons, strict=True):
        if comparison is not None:
            result.append(_comparison(mention, comparison, year))
            continue
        outside = excluded(mention)
        linked = None if outside else with_channel(link(mention, about, year, agency), mention, year)
        if linked is None and not outside:
            linked = class_under(text, paragraphs, mention) or class_after(mention, result[-1] if result else None)
        period = period_of(mention, year, in_plan(mention))
        indicator = linked.indicator if linked and period not in {"plan", "limit"} else None
        apart = apart_from(linked.indicator, mention) if linked else ""
        made_by = f"counts: {linked.reason}" + (f" @ {about[0]}" if about[0] else "") if linked else "counts"
        if outside:
            made_by = f"exclusions: {outside}"
        scope, sure, firm = outside or apart or scope_of(mention), linked is None or linked.sure, linked is None or linked.firm
        fact = Fact(
            "", indicator, label_of(mention), mention.quantity, mention.section, period, scope, sure=sure, firm=firm, made_by=made_by
        )
        result.append(fact)
    return result


def _comparison(mention: Mention, comparison: Comparison, year: int | None) -> Fact:
    kinds = {"rate": "change.rate", "amount": "change.amount"}
    period = comparison.period or (str(year) if year else "")
    return Fact(
        "", kinds.get(comparison.kind), label_of(mention), mention.quantity, mention.section, period, scope_of(mention),
        direction=comparison.direction, made_by=f"changes: {comparison.kind}",
    )  # fmt: skip


def _zero(denial: Denial, year: int | None) -> Fact:
    return Fact(
        "", denial.indicator, denial.label, denial.quantity, denial.section, str(year) if year else "",
        denial=True, made_by="denials",
    )  # fmt: skip


def _qualified(
    found: Sequence[Mention], comparisons: Sequence[Comparison | None], ids: Sequence[str]
) -> dict[int, str]:
    """For each change and base figure, the figure it speaks of: the last plain one before it in its sentence and not in a bracket of
    it; for a former figure that opens its clause (由512条增加到668条), the plain one right after it."""
    result: dict[int, str] = {}
    plain: list[int] = []
    waiting: list[int] = []
    for index, (mention, comparison) in enumerate(zip(found, comparisons, strict=True)):
        if comparison is None:
            if mention.quantity.unit != "%":
                plain.append(index)
                result |= {i: ids[index] for i in waiting if found[i].sentence == mention.sentence}
                waiting = []
            continue
        if comparison.kind == "base" and comparison.period == "此前":
            waiting.append(index)
            continue
        fitting = [i for i in plain if found[i].sentence == mention.sentence and found[i].depth <= mention.depth]
        if fitting:
            result[index] = ids[fitting[-1]]
    return result
