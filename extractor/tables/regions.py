"""Where the statutory tables stand in a text, and the value area of each of their rows.

A table is found by the labels of its rows (section three), by its head (section two, whose row labels are ordinary words of the
prose) or by the run of its outcome labels (section four). What lies between a row's anchor and the next anchor or head is that
row's value area.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractor.patterns import BETWEEN, label_pattern
from extractor.spans import Span
from extractor.tables.alignment import heaviest_chain
from extractor.tables.labels import Anchor, find_anchors, letters_of
from lexicons.reports.disclosure.forms import EDITIONS, Form, form

#: Fewer rows of section three than this are a mention in the prose, not a table.
FEWEST_ROWS = 4
#: A head stands at most this far before the first row, a last row's values at most this far after its label.
HEAD_REACH, TAIL_REACH = 900, 260
CLAUSE = regex.compile(r"第\s*二\s*十\s*条\s*第\s*[（(]?\s*[一二三四五六七八九十]+\s*[)）]?\s*项")
CONTENT = regex.compile(r"信\s*息\s*内\s*容")
#: What follows a head's words where they stand in the prose: a figure of their own (采购总金额10462万元), a verb.
PROSE = regex.compile(r"[^\S\n]*(?:[为是达共约]|\d[\d.,，]*\s*(?:[万亿千百]?元|[件条项个]))")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


@dataclass(frozen=True, slots=True)
class Region:
    """A table: its edition, its whole extent, and for each row its anchor and value area in reading order."""

    part: str
    edition: str
    start: int
    rows: tuple[tuple[Anchor, Span], ...]


def heads(text: str, forms: Iterable[Form], part: str) -> list[tuple[int, int, str]]:
    """Places (start, end, edition) of the head labels of a part; a label that two editions share counts for neither."""
    found: list[tuple[int, int, str]] = []
    for this in forms:
        for header in this.headers:
            if header.part == part:
                for label in header.labels:
                    places = label_pattern(label).finditer(text)
                    found += [(m.start(), m.end(), this.edition) for m in places if not PROSE.match(text, m.end())]
    return sorted(found)


def find_applications(text: str) -> Region | None:
    """The table of section three, or None."""
    rows = form("2021").rows_of("applications")
    view = letters_of(text)
    anchors = [a for row in rows for a in find_anchors(view, row.id, row.labels, row.ordinals)]
    chain = heaviest_chain(anchors, [r.id for r in rows])
    groups = {r.id for r in rows if r.group}
    if sum(a.row not in groups for a in chain) < FEWEST_ROWS:
        return None
    first = chain[0].span.start
    before = [s for s, e, _ in heads(text, (form("2021"),), "applications") if first - HEAD_REACH <= s < first]
    return Region("applications", "2021", min(before, default=first), _areas(text, chain, ()))


def find_disclosure(text: str) -> Region | None:
    """The table of section two, by its heads; the edition is the one with more head labels of its own."""
    forms = [form(e) for e in EDITIONS]
    places = _dense(heads(text, forms, "disclosure"))
    if not places:
        return None
    counts = {e: len({text[s:e_] for s, e_, ed in places if ed == e}) for e in EDITIONS}
    edition = max(EDITIONS, key=lambda e: (counts[e], e))
    start = places[0][0]
    marks = [m for p in (CLAUSE, CONTENT) for m in p.finditer(text, max(0, start - 120), start)]
    start = min([start, *(m.start() for m in marks)])
    end = min(len(text), places[-1][1] + TAIL_REACH)
    rows = form(edition).rows_of("disclosure")
    window = text[:end]
    view = letters_of(window)
    found = [a for row in rows for a in find_anchors(view, row.id, row.labels, row.ordinals, inside=True)]
    anchors = [a for a in found if a.span.start >= start]
    chain = heaviest_chain(anchors, [r.id for r in rows])
    if not chain:
        return None
    stops = sorted({s for s, _, _ in places} | {m.start() for p in (CLAUSE, CONTENT) for m in p.finditer(text, start)})
    return Region("disclosure", edition, start, _areas(window, chain, stops))


def _dense(places: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The longest run of head labels that stand close together."""
    runs: list[list[tuple[int, int, str]]] = []
    for place in places:
        if runs and place[0] - runs[-1][-1][1] <= TAIL_REACH:
            runs[-1].append(place)
        else:
            runs.append([place])
    return max(runs, key=len, default=[])


def find_review(text: str) -> Region | None:
    """The table of section four: its values follow the last run of the five outcome labels."""
    run = regex.compile(BETWEEN.join(label_pattern(label).pattern for label in OUTCOMES))
    runs = list(run.finditer(text))
    if not runs:
        return None
    last = runs[-1]
    start = runs[0].start()
    for label in ("行政复议", "行政诉讼"):
        at = text.rfind(label, max(0, start - 60), start)
        start = at if at >= 0 and not regex.search(r"[。；]", text[at:start]) else start
    anchor = Anchor("review", Span(last.start(), last.end()), 1)
    return Region("review", "2021", start, ((anchor, Span(last.end(), min(len(text), last.end() + TAIL_REACH))),))


def _areas(text: str, chain: Sequence[Anchor], stops: Sequence[int]) -> tuple[tuple[Anchor, Span], ...]:
    """Each anchor with what stands between it and the next anchor or stop."""
    areas: list[tuple[Anchor, Span]] = []
    for anchor, follower in pairwise([*chain, None]):
        if anchor is None:
            continue
        end = follower.span.start if follower else min(len(text), anchor.span.end + TAIL_REACH)
        end = min([end, *(s for s in stops if anchor.span.end <= s < end)])
        areas.append((anchor, Span(anchor.span.end, end)))
    return tuple(areas)
