"""Which printed line goes on with the paragraph of the line before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.readers.pdf.layouts import Layout
from extractor.readers.pdf.lines import Line
from extractor.readers.pdf.rules import clusters
from extractor.readers.pdf.tolerances import DEFAULT, Tolerances
from lexicons.printing import begins_item

SENTENCE_END = frozenset("。！？；：")
FULL_STOP = frozenset("。！？")
#: A page with fewer lines says nothing of its margins by itself.
FEW = 6


@dataclass(frozen=True, slots=True)
class Column:
    """The text column of a page: its edges, the usual size of its letters and the usual distance of its lines."""

    left: float
    right: float
    size: float
    leading: float
    indents: bool


def find_columns(layouts: Sequence[Layout], tolerances: Tolerances = DEFAULT) -> tuple[Column, ...]:
    """The text column of every page; short pages take the document's, pages of short lines its width."""
    everything = [line for layout in layouts for line in layout.lines]
    size = _usual((line.size, line.count) for line in everything) or 10.0
    whole = _edges(everything, size)
    gaps = [round(b.base - a.base, 1) for layout in layouts for a, b in zip(layout.lines, layout.lines[1:])]
    leading = _usual((gap, 1) for gap in gaps if 0.9 * size < gap < 4 * size) or 1.5 * size
    indents = _indents(layouts, whole, size, tolerances)
    columns = []
    for layout in layouts:
        left, right = _edges(layout.lines, size) if len(layout.lines) >= FEW else whole
        if abs(left - whole[0]) > 6 * size:
            left = whole[0]
        right = max(right, left + whole[1] - whole[0]) if right <= layout.frame.width else right
        columns.append(Column(left, min(right, layout.frame.width), size, leading, indents))
    return tuple(columns)


def _usual(weighted: Iterable[tuple[float, int]]) -> float:
    """The value with the greatest weight, 0 where there is none."""
    totals: Counter[float] = Counter()
    for value, weight in weighted:
        totals[round(value, 1)] += weight
    return min(totals, key=lambda v: (-totals[v], v)) if totals else 0.0


def _edges(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Where lines begin and end: the outermost place that several lines share."""
    lefts = clusters((line.box[0] for line in lines), size * 0.6)
    rights = clusters((line.box[2] for line in lines), size * 0.6)[::-1]
    need = max(2, len(lines) // 20)
    left = next((group for group in lefts if len(group) >= need), lefts[0] if lefts else (0.0,))
    right = next((group for group in rights if len(group) >= need), rights[0] if rights else (0.0,))
    return sum(left) / len(left), sum(right) / len(right)


def _indents(layouts: Sequence[Layout], edges: tuple[float, float], size: float, tolerances: Tolerances) -> bool:
    """Whether paragraphs begin with an indent here: most lines after a short line do."""
    votes = [
        b.box[0] > edges[0] + tolerances.indent_em * size
        for layout in layouts
        for a, b in zip(layout.lines, layout.lines[1:])
        if a.box[2] < edges[1] - 3 * size and b.box[2] > edges[1] - 3 * size
    ]
    return sum(votes) * 2 > len(votes)


def goes_on(
    before: Line, line: Line, here: Column, there: Column, first: bool, tolerances: Tolerances = DEFAULT
) -> bool:
    """Whether ``line`` (in column ``there``) continues the paragraph of ``before`` (in column ``here``).

    The line before is full: what the next one begins with would not have fitted. The next one has no first-line indent, is as
    large and no further away than lines are. ``first`` says that ``before`` is the paragraph's first line.
    """
    if before.columnar or line.columnar or abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return False
    if here is there:
        usual = max(here.leading, 1.2 * line.size) if line.size <= tolerances.heading * here.size else 2.0 * line.size
        if line.base - before.base > tolerances.leading * usual:
            return False
    slack = tolerances.slack_em * line.size
    unit = line.first if before.text[-1] in SENTENCE_END else line.longest
    if _centred(before, here, tolerances) and _centred(line, there, tolerances) and line.size > here.size:
        return before.box[2] - before.box[0] + unit > here.right - here.left - 2 * slack
    if before.box[2] + unit <= here.right - slack:
        return False
    if begins_item(line.text) and before.text[-1] in (FULL_STOP if here.indents else SENTENCE_END):
        return here.indents and not begins_item(line.text, heading=True)
    indent = line.box[0] - there.left
    if indent <= tolerances.indent_em * line.size:
        return True
    level = abs(indent - (before.box[0] - here.left)) <= 0.5 * line.size
    return level and (not first or before.text[-1] not in SENTENCE_END)


def _centred(line: Line, column: Column, tolerances: Tolerances) -> bool:
    left, right = line.box[0] - column.left, column.right - line.box[2]
    return abs(left - right) <= 2 * tolerances.indent_em * line.size
