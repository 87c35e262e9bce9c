"""Summaries of reports -> one self-contained page: counts, rates, a heat map, and a table that leads to each report's page.

The page loads nothing. Its data are inlined, a script counts them as filters are set; without the script it still tells the totals by
check and lists the first reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from extractor.exports.as_html import inline_parts
from extractor.exports.corpus.packing import NAMELESS, pack
from extractor.exports.corpus.summaries import Crossing, Summary
from extractor.exports.html.labels import Labels
from extractor.exports.html.parts import part, policy_of, script_safe, template
from extractor.exports.verdicts import ALL_GRADES, Grade

SUFFIX = ".html"
#: So many reports are listed for readers whose browser runs no script.
LISTED = 200


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check and how often it found something, grade by grade."""

    code: str
    title: str
    counts: tuple[int, ...]
    reports: int


def render(summaries: Iterable[Summary], crossings: Iterable[Crossing], labels: Labels, title: str = "核对总览") -> str:
    """The page of some reports; the same reports give the same page, whatever their order."""
    listed = sorted(summaries, key=lambda s: (s.path, s.page))
    found = tuple(crossings)
    style, script = page_parts()
    packed = pack(listed, found, labels)
    years = sorted({s.year for s in listed if s.year})
    return template("corpus.html.j2").render(
        title=title,
        policy=policy_of(style, script),
        style=Markup(style),
        script=Markup(script),
        reports=len(listed),
        agencies=len(packed["agencies"]) - 1,  # without the nameless
        years=f"{years[0]}—{years[-1]} 年度" if len(years) > 1 else f"{years[0]} 年度" if years else "年度未识别",
        crossings=len(found),
        checks=_checks(listed, labels),
        worst=sorted(listed, key=_rank)[:LISTED],
        counts={s: [_count(s, grade) for grade in ALL_GRADES] for s in sorted(listed, key=_rank)[:LISTED]},
        nameless=NAMELESS,
        data=script_safe(packed),
    )


@cache
def page_parts() -> tuple[str, str]:
    """The style, which begins with that of a report's page, and the script."""
    return inline_parts()[0] + part("corpus.css"), part("corpus.js")


def _count(summary: Summary, grade: Grade) -> int:
    return sum(many for _, own, many in summary.findings if own == grade)


def _rank(summary: Summary) -> tuple[object, ...]:
    return (*(-_count(summary, grade) for grade in ALL_GRADES), summary.path)


def _checks(summaries: Sequence[Summary], labels: Labels) -> tuple[CheckRow, ...]:
    """The checks that found something, the most frequent first."""
    counts: Counter[tuple[str, Grade]] = Counter()
    reports: Counter[str] = Counter()
    for summary in summaries:
        for check, grade, many in summary.findings:
            counts[check, grade] += many
        reports.update({check for check, _, _ in summary.findings})
    rows = [CheckRow(c, labels.check(c), tuple(counts[c, g] for g in ALL_GRADES), reports[c]) for c in sorted(reports)]
    return tuple(sorted(rows, key=lambda row: -sum(row.counts)))
