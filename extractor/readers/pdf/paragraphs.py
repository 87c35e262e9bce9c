"""Which printed line goes on with the paragraph of the line before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.readers.pdf.layouts import Layout
from extractor.readers.pdf.lines import CLOSING, Line
from extractor.readers.pdf.rules import clusters
from extractor.readers.pdf.tolerances import DEFAULT, Tolerances
from lexicons.printing import begins_item

SENTENCE_END = frozenset("。！？；：")
FULL_STOP = frozenset("。！？")
#: What no title has in it, and how much larger than the text a title is.
ENDS_TITLE, TITLE = frozenset("。！？；：:"), 1.3
#: A page with fewer lines says nothing of its margins by itself.
FEW = 6
#: A column of text is no narrower than this share of the page.
NARROWEST = 0.5
#: The share of lines that makes a place the left edge of the column.
SHARE = 0.12
#: Lines end at the column's right edge, some a little before, some with punctuation hanging out: the most frequent
#: place counts.
HANGING_EM = 2.5
#: How far the following lines of an item may be set in.
HANGING_INDENT_EM = 4.0


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
        # A page with first lines alone (headings, tables, a paragraph that the page breaks off) only seems to begin further right.
        only_indented = left > whole[0] and right <= whole[1] + 0.6 * size
        if abs(left - whole[0]) > 6 * size or only_indented:
            left = whole[0]
        right = max(right, left + whole[1] - whole[0], left + NARROWEST * layout.frame.width)
        columns.append(Column(left, min(right, layout.frame.width), size, leading, indents))
    return tuple(columns)


def _usual(weighted: Iterable[tuple[float, int]]) -> float:
    """The value with the greatest weight, 0 where there is none."""
    totals: Counter[float] = Counter()
    for value, weight in weighted:
        totals[round(value, 1)] += weight
    return min(totals, key=lambda v: (-totals[v], v)) if totals else 0.0


def _edges(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Where lines begin and end: the outermost place on the left that a share of them has in common, the usual one
    on the right.
    """
    widest = max((line.box[2] - line.box[0] for line in lines), default=0.0)
    long = [line for line in lines if line.box[2] - line.box[0] > widest / 2]
    lefts = clusters((line.box[0] for line in lines), size * 0.6)
    rights = clusters((line.box[2] for line in long), size * 0.6)
    if not lefts or not rights:
        return 0.0, 0.0
    left = next((group for group in lefts if len(group) >= max(2, round(len(lines) * SHARE))), lefts[0])
    outer = [group for group in rights if group[-1] > rights[-1][-1] - HANGING_EM * size]
    right = max(outer, key=lambda group: (len(group), group))
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

    The line before is full: what the next one begins with would not have fitted. The next one has no first-line indent,
    is as large and no further away than lines are. ``first`` says that ``before`` is the paragraph's first line.
    """
    if before.columnar or line.columnar or abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return False
    large = line.size >= tolerances.heading * here.size
    centred = large and _centred(before, here, tolerances) and _centred(line, there, tolerances)
    if here is there:
        usual = 2.0 * line.size if large else max(here.leading, 1.2 * line.size)
        if line.base - before.base > tolerances.leading * usual:
            return False
    slack = tolerances.slack_em * line.size
    unit = line.first if before.text[-1] in SENTENCE_END else line.longest
    if centred and here is there and _one_title(before, line, here):
        return True
    if centred:
        return before.box[2] - before.box[0] + unit > here.right - here.left - 2 * slack
    if line.text[0] in CLOSING:
        return True
    if before.box[2] + unit <= here.right - slack:
        return False
    ended = before.text[-1] in (FULL_STOP if here.indents else SENTENCE_END)
    if ended and begins_item(line.text, heading=here.indents):
        return False
    indent = line.box[0] - there.left
    if indent <= tolerances.indent_em * line.size:
        return True
    if before.box[2] - before.box[0] < (here.right - here.left) / 2:
        return False
    own = before.box[0] - here.left
    if first and begins_item(before.text) and own < indent <= own + HANGING_INDENT_EM * line.size:
        return before.text[-1] not in SENTENCE_END
    return abs(indent - own) <= 0.5 * line.size and (not first or before.text[-1] not in SENTENCE_END)


def _one_title(before: Line, line: Line, column: Column) -> bool:
    """Whether two centred lines are a title broken by hand: 清源县水务局 / 2023年政府信息公开工作年度报告."""
    alike = abs(before.size - line.size) <= 0.03 * line.size and line.size >= TITLE * column.size
    return alike and not begins_item(line.text) and not any(mark in before.text + line.text for mark in ENDS_TITLE)


def _centred(line: Line, column: Column, tolerances: Tolerances) -> bool:
    left, right = line.box[0] - column.left, column.right - line.box[2]
    return abs(left - right) <= 2 * tolerances.indent_em * line.size
