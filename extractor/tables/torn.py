"""Section three torn apart: lines of values without their labels, labels without their values (pages read piece by piece).

A line of values that follows a label on the same line is pinned to that row. Lines without a label keep their order on the page:
between two pinned rows they belong to the form's rows in between, if there are as many of them as printed labels. Otherwise
nothing tells which is which, and those rows are unreadable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractor.spans import Span
from extractor.tables.cuts import Rules
from extractor.tables.labels import Anchor, find_anchors
from extractor.tables.letters import Letters
from extractor.tables.placement import PRINTED, readings
from extractor.tables.regions import TAIL_REACH, Region
from extractor.tables.slots import Reading
from extractor.tables.tokens import read_tokens
from lexicons.reports.disclosure.forms import Row, form

#: Fewer lines of values than this are no torn table.
FEWEST_LINES = 6


def read_torn(view: Letters, region: Region, rules: Rules) -> dict[str, Reading] | None:
    """Readings of the rows of a torn table, () for a row that cannot be told; None where no line is without its label.

    Empty where there are such lines, but nothing tells whose they are.
    """
    rows = form("2021").rows_of("applications")
    end = min(len(view.text), region.rows[-1][1].end + TAIL_REACH)
    anchors = [a for r in rows for a in find_anchors(view, r.id, r.labels, r.ordinals) if region.start <= a.span.start < end]
    leaves = _leaves(rows, anchors)
    every = _value_lines(view.text, Span(region.start, end), anchors, rules)
    lines = [(row, reading) for row, reading in every if row in leaves or not row]
    pins = [(number, leaves.index(row)) for number, (row, _) in enumerate(lines) if row in leaves]
    in_order = all(a[1] < b[1] for a, b in pairwise(pins))
    if len(pins) == len(lines):
        return None
    if len(lines) < FEWEST_LINES or not pins or not in_order:
        return {}
    found = {leaves[place]: lines[number][1] for number, place in pins}
    printed = {a.row for a in anchors}
    for (left, above), (right, below) in pairwise([(-1, -1), *pins, (len(lines), len(leaves))]):
        between = [r for r in leaves[above + 1 : below] if r in printed]
        loose = [reading for _, reading in lines[left + 1 : right]]
        found |= _between(between, loose)
    return found


def _leaves(rows: Sequence[Row], anchors: Sequence[Anchor]) -> list[str]:
    """The rows that have values: no groups, but 其他处理 where the form prints it as one row."""
    printed = {a.row for a in anchors}
    single = not any(r.parent == "other" and r.id in printed for r in rows)
    return [r.id for r in rows if (r.id == "other" and single) or (not r.group and not (single and r.parent == "other"))]


def _value_lines(text: str, area: Span, anchors: Sequence[Anchor], rules: Rules) -> list[tuple[str, Reading]]:
    """Every line that ends in exactly a row of values, with the row whose label stands right before them ("" if none)."""
    ends: dict[int, Anchor] = {}
    for anchor in sorted(anchors, key=lambda a: a.weight):
        ends[_skip(text, anchor.span.end)] = anchor
    found: list[tuple[str, Reading]] = []
    start = area.start
    while start < area.end:
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        tokens = list(read_tokens(text, Span(start, stop)))
        first = 1 + max((n for n, t in enumerate(tokens) if t.kind == "word"), default=-1)
        values = tokens[first:]
        bare = not any(t.kind in PRINTED for t in values)
        if (bare and len(values) >= rules.width) or sum(t.kind in PRINTED for t in values) > 1:
            options = readings(values, rules)
            at = values[0].span.start
            inside = next((a for a in anchors if any(gap.start <= at < gap.end for gap in a.inner)), None)
            owner = inside or ends.get(at) or ends.get(_skip(text, at))
            if len(options) == 1 and (any(s.state == "read" for s in options[0]) or (bare and owner)):
                found.append((owner.row if owner else "", options[0]))
        start = stop + 1
    return found


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in " |｜\t":
        position += 1
    return position


def _between(rows: Sequence[str], loose: Sequence[Reading]) -> Mapping[str, Reading]:
    """Lines without labels given to rows in order where there are as many of both; the value is then inferred, not read."""
    if not rows:
        return {}
    if len(rows) != len(loose):
        return dict.fromkeys(rows, ())
    return {
        row: tuple(s._replace(state="inferred") if s.state == "read" else s for s in reading)
        for row, reading in zip(rows, loose, strict=True)
    }

