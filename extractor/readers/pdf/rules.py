"""Strokes -> ruling lines: horizontal and vertical, snapped to common positions, dashes joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.readers.pdf.frames import Box, Stroke
from extractor.readers.pdf.tolerances import DEFAULT, Tolerances


class Rule(NamedTuple):
    """A ruling line: where it stands (y of a horizontal one, x of a vertical one), and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The ruling lines of a page or of one table."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def find_rules(strokes: Iterable[Stroke], fills: Iterable[Box] = (), tolerances: Tolerances = DEFAULT) -> Rules:
    """The ruling lines of a page.

    Edges of filled boxes count only where no stroke runs through or along the box, and where boxes stand in rows and columns:
    a single one is a highlight.

    >>> find_rules([Stroke(0, 0, 9, 0.2), Stroke(11, 0, 20, 0), Stroke(5, 0, 5, 30), Stroke(0, 0, 9, 9)])
    Rules(across=(Rule(at=0.05, start=0, end=20),), down=(Rule(at=5.0, start=0, end=30),))
    >>> find_rules([])
    Rules(across=(), down=())
    """
    across, down = [], []
    for x0, y0, x1, y1 in strokes:
        if abs(y1 - y0) <= tolerances.slant and abs(x1 - x0) > abs(y1 - y0):
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= tolerances.slant and abs(y1 - y0) > abs(x1 - x0):
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    ruled_across, ruled_down = merge(across, tolerances), merge(down, tolerances)
    weak = _checkered([box for box in fills if not _crossed(box, ruled_across, ruled_down)], tolerances)
    if weak:
        ruled_across = merge([*across, *(Rule(y, b[0], b[2]) for b in weak for y in (b[1], b[3]))], tolerances)
        ruled_down = merge([*down, *(Rule(x, b[1], b[3]) for b in weak for x in (b[0], b[2]))], tolerances)
    if len(ruled_across) + len(ruled_down) > tolerances.most_rules:
        return Rules((), ())
    return Rules(ruled_across, ruled_down)


def _checkered(boxes: Sequence[Box], tolerances: Tolerances) -> list[Box]:
    """The boxes that have one as wide above or below, and one as high beside them."""
    near = tolerances.slant

    def alike(a: float, b: float, c: float, d: float) -> bool:
        return abs(a - c) <= near and abs(b - d) <= near

    if len(boxes) > tolerances.most_rules:
        return []
    return [
        one
        for one in boxes
        if any(alike(one[0], one[2], b[0], b[2]) and abs(one[1] - b[1]) > near for b in boxes)
        and any(alike(one[1], one[3], b[1], b[3]) and abs(one[0] - b[0]) > near for b in boxes)
    ]


def _crossed(box: Box, across: Sequence[Rule], down: Sequence[Rule]) -> bool:
    left, top, right, bottom = box
    return any(top - 3 <= r.at <= bottom + 3 and r.start < right and r.end > left for r in across) or any(
        left - 3 <= r.at <= right + 3 and r.start < bottom and r.end > top for r in down
    )


def clusters(values: Iterable[float], within: float) -> list[tuple[float, ...]]:
    """Sorted values in groups no wider than ``within``.

    >>> clusters([10, 1, 1.5, 2.9], 1.0)
    [(1, 1.5), (2.9,), (10,)]
    """
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= within:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [tuple(group) for group in groups]


def merge(rules: Sequence[Rule], tolerances: Tolerances = DEFAULT) -> tuple[Rule, ...]:
    """Parallel rules side by side become one, pieces in a row are joined, what stays short is dropped.

    >>> merge([Rule(3, 0, 10), Rule(4, 12, 22), Rule(40, 0, 2)])
    (Rule(at=3.5, start=0, end=22),)
    """
    merged: list[Rule] = []
    ordered = sorted(rules)
    begin = 0
    while begin < len(ordered):
        stop = begin
        while stop < len(ordered) and ordered[stop].at - ordered[begin].at <= tolerances.snap:
            stop += 1
        group = ordered[begin:stop]
        weight = sum(r.end - r.start for r in group)
        at = sum(r.at * (r.end - r.start) for r in group) / weight if weight > 0 else group[0].at
        runs: list[Rule] = []
        for _, start, end in sorted(group, key=lambda r: (r.start, r.end)):
            if runs and start - runs[-1].end <= tolerances.gap:
                runs[-1] = Rule(at, runs[-1].start, max(end, runs[-1].end))
            else:
                runs.append(Rule(at, start, end))
        merged.extend(r for r in runs if r.end - r.start >= tolerances.shortest)
        begin = stop
    return tuple(merged)


def tables(rules: Rules, tolerances: Tolerances = DEFAULT) -> tuple[Rules, ...]:
    """The rules in groups that meet: each group may be a table.

    >>> box = [Rule(0, 0, 50), Rule(20, 0, 50)]
    >>> len(tables(Rules((*box, Rule(90, 0, 50)), (Rule(0, 0, 20), Rule(50, 0, 20)))))
    1
    """
    count = len(rules.across)
    parent = list(range(count + len(rules.down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    touch = tolerances.touch
    for i, h in enumerate(rules.across):
        for j, v in enumerate(rules.down):
            if h.start - touch <= v.at <= h.end + touch and v.start - touch <= h.at <= v.end + touch:
                parent[root(i)] = root(count + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(rules.across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(rules.down):
        groups.setdefault(root(count + j), ([], []))[1].append(v)
    found = [Rules(tuple(a), tuple(d)) for a, d in groups.values() if a and d]
    return tuple(sorted(found, key=lambda r: (r.across[0].at, r.down[0].at)))
