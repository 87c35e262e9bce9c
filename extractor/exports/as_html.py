"""Report and audit -> one self-contained page: the report as paper, its findings beside it.

The page loads nothing and needs nothing: style and script are inlined, the text of the report is escaped
everywhere, and without the script it is still a document whose findings link to their places.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, pairwise
from pathlib import PurePosixPath

from markupsafe import Markup

from extractor.auditing.findings import Audit, Finding
from extractor.diagnostics import Diagnostic
from extractor.exports.html.cards import Card, deal
from extractor.exports.html.labels import Labels
from extractor.exports.html.papers import STATES, Paper
from extractor.exports.html.parts import part, policy_of, script_safe, template
from extractor.exports.verdicts import GRADES, VERDICTS, ranked
from extractor.model import Fact, Report
from extractor.values import decimal_text

__all__ = ["SUFFIX", "Labels", "inline_parts", "render"]

SUFFIX = ".html"
HEDGES = {"exact": "", "about": "约数", "more": "不少于此数", "less": "不超过此数", "range": "区间"}
CELL_STATES = {
    "read": "已读",
    "blank": "空白",
    "placeholder": "占位符",
    "unreadable": "未能读出",
    "inferred": "按勾稽关系推得",
}


def render(report: Report, audit: Audit, labels: Labels, head: str = "") -> str:
    """The page of one report.

    The same report, audit and labels give the same page. Names come from the labels alone; an id without a name
    stands for itself. ``head`` is what a server of the page adds to its head: such a page names no policy, its server does.
    """
    cards = deal(report, audit, labels)
    held = ranked(audit.held)
    places = {place.key: span for card in cards for place, span in zip(card.places, card.finding.spans, strict=True)}
    notes = tuple(dict.fromkeys((*report.document.diagnostics, *report.diagnostics, *audit.diagnostics)))
    links = [f.spans[0].start for f in held if f.spans] + [n.span.start for n in notes if n.span]
    links += [a.start for card in cards for a in card.advice if a.start is not None]
    paper = Paper(report, audit, labels, places, links)
    style, script = inline_parts()
    return template("report.html.j2").render(
        report=report,
        head=Markup(head),
        policy=policy_of(style, script),
        name=PurePosixPath(report.document.source.path.replace("\\", "/")).name,
        coverage=audit.coverage,
        bar=_bar(audit),
        cards=cards,
        counts=_counts(cards),
        broken=any(card.finding.verdict == "broken" for card in cards),
        held=held,
        notes=_grouped(notes),
        labels=labels,
        views=paper.views(),
        at=paper.anchor_of,
        style=Markup(style),
        script=Markup(script),
        data=script_safe(_details(report, audit, labels, cards)),
    )


def inline_parts() -> tuple[str, str]:
    """The style and the script that stand in every page."""
    return part("page.css"), part("page.js")


def _grouped(notes: tuple[Diagnostic, ...]) -> tuple[tuple[str, tuple[Diagnostic, ...]], ...]:
    """The diagnostics by code, in order of first appearance."""
    codes = dict.fromkeys(note.code for note in notes)
    return tuple((code, tuple(n for n in notes if n.code == code)) for code in codes)


def _bar(audit: Audit) -> tuple[tuple[str, str, int, str, str], ...]:
    """The parts of the coverage bar: class, name, count, where it begins and ends in hundredths of its length."""
    c = audit.coverage
    rest = c.quantities - c.held - c.broken - c.undecided - len(c.unbound)
    parts = [("held", c.held), ("broken", c.broken), ("undecided", c.undecided), ("unbound", len(c.unbound))]
    parts += [("idle", rest)] if rest > 0 else []
    total = max(1, sum(count for _, count in parts))
    ends = [0, *accumulate(count for _, count in parts)]
    return tuple(
        (key, STATES[key], count, f"{start / total:.2%}", f"{end / total:.2%}")
        for (key, count), (start, end) in zip(parts, pairwise(ends), strict=True)
    )


def _counts(cards: tuple[Card, ...]) -> tuple[tuple[str, str, int], ...]:
    """The filter chips: class, name, how many cards."""
    kinds = [card.kind for card in cards]
    chips = (*GRADES.items(), ("undecided", STATES["undecided"]))
    return tuple((key, name, kinds.count(key)) for key, name in chips if key in kinds)


def _details(report: Report, audit: Audit, labels: Labels, cards: tuple[Card, ...]) -> dict[str, object]:
    """What the page shows of a figure when it is chosen, by the figure's id."""
    held = ranked(audit.held)
    said = [_said(f, labels) for f in (*(card.finding for card in cards), *held)]
    about: dict[str, list[int]] = {}
    for number, finding in enumerate((*(card.finding for card in cards), *held)):
        for id in (*finding.facts, *finding.cells):
            about.setdefault(id, []).append(number)
    cells = {}
    for cell in report.cells:
        value = decimal_text(cell.value) if cell.value is not None else ""
        sure = f"{cell.confidence:.0%}" if cell.confidence < 1 else ""
        cells[cell.id] = [labels.cell_text(cell.id), value, CELL_STATES[cell.state], sure, about.get(cell.id, [])]
    totals = {f.id: f"{f.label}{f.quantity.raw}" for f in report.facts}
    facts = {f.id: [_figure(f, totals, labels), about.get(f.id, [])] for f in report.facts}
    return {"facts": facts, "cells": cells, "said": said, "cards": len(cards)}


def _said(finding: Finding, labels: Labels) -> list[str]:
    return [labels.check(finding.check), VERDICTS[finding.verdict], finding.message, finding.verdict]


def _figure(fact: Fact, totals: Mapping[str, str], labels: Labels) -> list[list[str]]:
    """Name and value of everything known of a fact; what is not known is left out."""
    q = fact.quantity
    indicator = fact.indicator or ""
    named = labels.indicators.get(indicator, "")
    value = f"{decimal_text(q.value)} {q.unit}".strip()
    if q.low is not None and q.high is not None:
        value += f"（{decimal_text(q.low)} 至 {decimal_text(q.high)}）"
    rows = [
        ["原文", q.raw],
        ["名称", fact.label],
        ["指标", f"{named}（{indicator}）" if named else indicator or "未对应"],
        ["数值", value],
        ["写法", HEDGES[q.qualifier]],
        ["期间", fact.period],
        ["范围", fact.scope],
        ["属于", totals.get(fact.part_of or "", "")],
        ["规则", fact.made_by],
    ]
    return [[name, text] for name, text in rows if text]
