"""Page numbers and running heads: what printing adds at the top and bottom of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.readers.pdf.layouts import Layout
from extractor.readers.pdf.lines import Line
from extractor.readers.pdf.tolerances import DEFAULT, Tolerances
from lexicons.printing import shape_of

DIGITS = regex.compile(r"[0-9０-９]+")
#: How many lines from the top and from the bottom can be such additions.
DEPTH = 3


@dataclass(frozen=True, slots=True)
class Additions:
    """Indices (page, item) of the lines that printing added; running heads say the same on most pages."""

    page_numbers: frozenset[tuple[int, int]]
    running_heads: frozenset[tuple[int, int]]


def find_additions(layouts: Sequence[Layout], tolerances: Tolerances = DEFAULT) -> Additions:
    """The added lines of all pages; indices are positions in ``layouts`` and their ``items``.

    A lone figure is a page number only where it counts up with the pages, or is the number of its page at the very
    edge.
    """
    edge = {(p, i): line for p, layout in enumerate(layouts) for i, line in _edge_lines(layout, tolerances)}
    heads = _running_heads(edge, layouts)
    numbers: set[tuple[int, int]] = set()
    lone: dict[tuple[int, int], int] = {}
    for at, line in edge.items():
        shape = shape_of("page_number", line.text)
        if shape is None:
            continue
        figure = DIGITS.search(line.text)
        if not shape.lone or figure is None:
            numbers.add(at)
        else:
            lone[at] = int(figure[0]) - layouts[at[0]].number
    common = Counter(lone.values())
    numbers.update(at for at, offset in lone.items() if common[offset] > 1 or offset == 0)
    return Additions(frozenset(numbers), frozenset(heads - numbers))


def _edge_lines(layout: Layout, tolerances: Tolerances) -> list[tuple[int, Line]]:
    """The outermost lines of a page, as long as no table lies further out."""
    height = layout.frame.height
    found: list[tuple[int, Line]] = []
    for order in (range(len(layout.items)), range(len(layout.items) - 1, -1, -1)):
        for index in list(order)[:DEPTH]:
            item = layout.items[index]
            if not isinstance(item, Line):
                break
            middle = (item.box[1] + item.box[3]) / 2 / height
            if tolerances.margin < middle < 1 - tolerances.margin:
                break
            if (index, item) not in found:
                found.append((index, item))
    return found


def _running_heads(edge: dict[tuple[int, int], Line], layouts: Sequence[Layout]) -> set[tuple[int, int]]:
    """Lines of the same words (figures aside) at the same height on at least two and at least half of the pages."""
    groups: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for (page, index), line in edge.items():
        words = DIGITS.sub("0", "".join(line.text.split()))
        groups.setdefault((words, round(line.base / 6)), []).append((page, index))
    found: set[tuple[int, int]] = set()
    for (words, _), places in groups.items():
        pages = {page for page, _ in places}
        if len(pages) >= max(2, len(layouts) / 2) and not words.isdigit():
            found.update(places)
    return found
