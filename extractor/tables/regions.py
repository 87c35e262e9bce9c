"""Where the statutory tables stand in a text, and the value area of each of their rows.

A table is found by the labels of its rows (section three, the statistics sheet) or by its head (section two, whose row labels are
ordinary words of the prose; section four: ``outcomes``). What lies between a row's anchor and the next anchor or head is that
row's value area.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractor.spans import Span
from extractor.tables.alignment import heaviest_chain
from extractor.tables.labels import Anchor, find_anchors
from extractor.tables.letters import Letters
from lexicons.reports.disclosure.forms import Form, Row, form

#: Fewer rows of section three, or of the statistics sheet, than this are a mention in the prose, not a table.
FEWEST_ROWS, FEWEST_STATISTICS = 4, 8
#: Right under so many different head labels so many rows are enough: a text may break off early.
ROWS_UNDER_HEADS, HEADS_OF_TABLE = 2, 3
#: A head stands at most this far before the first row, a last row's values at most this far after its label.
HEAD_REACH, TAIL_REACH = 900, 260
DISCLOSURE_EDITIONS = ("2021", "2019")
CLAUSE = regex.compile(r"第\s*二\s*十\s*条\s*第\s*[（(]?\s*[一二三四五六七八九十]+\s*[)）]?\s*项")
CONTENT = regex.compile(r"信\s*息\s*内\s*容")
#: What follows a head's words where they stand in the prose: a figure of their own (采购总金额10462万元), a verb.
PROSE = regex.compile(r"[^\S\n]*(?:[为是达共约]|提[出交]|\d[\d.,，]*\s*(?:[万亿千百]?元|[件条项个]))")

Head = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Region:
    """A table: its edition, its whole extent, and for each row its anchor and value area in reading order."""

    part: str
    edition: str
    start: int
    rows: tuple[tuple[Anchor, Span], ...]


def heads(view: Letters, forms: Iterable[Form], part: str) -> list[Head]:
    """Places (start, end, edition) of the head labels of a part, words of the prose left out."""
    found: list[Head] = []
    for this in forms:
        labels = [label for header in this.headers if header.part == part for label in header.labels]
        for label in labels:
            places = [span for span, _ in view.places(label)]
            found += [(s.start, s.end, this.edition) for s in places if not PROSE.match(view.text, s.end)]
    return sorted(found)


def find_applications(view: Letters) -> Region | None:
    """The table of section three, or None."""
    this = form("2021")
    rows = this.rows_of("applications")
    chain = _chain(view, rows)
    groups = {r.id for r in rows if r.group}
    count = sum(a.row not in groups for a in chain)
    if count < ROWS_UNDER_HEADS:
        return None
    first = chain[0].span.start
    since = max(first - HEAD_REACH, view.text.rfind("。", 0, first) + 1)  # no sentence ends between the heads and the first row
    before = [(s, view.text[s:e]) for s, e, _ in heads(view, (this,), "applications") if since <= s < first]
    if count < FEWEST_ROWS and len({label for _, label in before}) < HEADS_OF_TABLE:
        return None
    return Region("applications", "2021", min((s for s, _ in before), default=first), areas(view.text, chain, ()))


def find_statistics(view: Letters) -> Region | None:
    """The statistics sheet of reports before 2019, or None."""
    rows = form("2014").rows_of("statistics")
    chain = _chain(view, rows)
    if len(chain) < FEWEST_STATISTICS:
        return None
    return Region("statistics", "2014", chain[0].span.start, areas(view.text, chain, ()))


def _chain(view: Letters, rows: Sequence[Row]) -> tuple[Anchor, ...]:
    anchors = [a for row in rows for a in find_anchors(view, row.id, row.labels, row.ordinals)]
    return heaviest_chain(anchors, [r.id for r in rows])


def find_disclosure(view: Letters) -> Region | None:
    """The table of section two, by its heads; the edition is the one with more head labels of its own.

    Its blocks may come in another order than the form's (a page read block by block): rows that the chain left out are looked
    for beside it.
    """
    forms = [form(e) for e in DISCLOSURE_EDITIONS]
    places = _dense(heads(view, forms, "disclosure"))
    if not places:
        return None
    text = view.text
    counts = {e: len({text[s:e_] for s, e_, ed in places if ed == e}) for e in DISCLOSURE_EDITIONS}
    edition = max(DISCLOSURE_EDITIONS, key=lambda e: (counts[e], e))
    start = places[0][0]
    marks = [m for p in (CLAUSE, CONTENT) for m in p.finditer(text, max(0, start - 120), start)]
    start = min([start, *(m.start() for m in marks)])
    end = min(len(text), places[-1][1] + TAIL_REACH)
    rows = form(edition).rows_of("disclosure")
    found = [a for row in rows for a in find_anchors(view, row.id, row.labels, row.ordinals, inside=True)]
    order = [r.id for r in rows]
    anchors = [a for a in found if start <= a.span.start and a.span.end <= end]
    chain = list(heaviest_chain(anchors, order))
    if not chain:
        return None
    beside = [a for a in anchors if a.row not in {c.row for c in chain} and not any(a.span.overlaps(c.span) for c in chain)]
    chain = sorted([*chain, *heaviest_chain(beside, order)], key=lambda a: a.span)
    stops = {s for s, _, _ in places} | {m.start() for p in (CLAUSE, CONTENT) for m in p.finditer(text, start, end)}
    return Region("disclosure", edition, start, areas(text[:end], chain, sorted(stops)))


def _dense(places: Sequence[Head]) -> list[Head]:
    """The longest run of head labels that stand close together."""
    runs: list[list[Head]] = []
    for place in places:
        if runs and place[0] - runs[-1][-1][1] <= TAIL_REACH:
            runs[-1].append(place)
        else:
            runs.append([place])
    return max(runs, key=len, default=[])


def areas(text: str, chain: Sequence[Anchor], stops: Sequence[int]) -> tuple[tuple[Anchor, Span], ...]:
    """Each anchor with what stands between it and the next anchor or stop."""
    found: list[tuple[Anchor, Span]] = []
    for anchor, follower in pairwise([*chain, None]):
        if anchor is None:
            continue
        end = follower.span.start if follower else min(len(text), anchor.span.end + TAIL_REACH)
        end = min([end, *(s for s in stops if anchor.span.end <= s < end)])
        found.append((anchor, Span(anchor.span.end, end)))
    return tuple(found)
