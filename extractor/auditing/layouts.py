"""Which cells a report prints, whatever is printed in them: most reports print the same, and share what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from lexicons.reports.disclosure.forms import form
from lexicons.reports.disclosure.indicator_lexicon import terms


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The cells of each row of each part, in printed order."""

    parts: Mapping[str, Mapping[str, Sequence[str]]]

    def rows(self, part: str) -> tuple[str, ...]:
        """The printed rows of a part, in order."""
        return tuple(self.parts.get(part, ()))

    def beside(self, cell: str) -> list[str]:
        """The other cells of a cell's row."""
        part, row, _ = place_of(cell)
        return [c for c in self.parts[part][row] if c != cell]

    def group(self, part: str, group: str) -> tuple[str, ...]:
        """The rows that stand for a group: its children, or its single row where that alone is printed (2019: 其他处理)."""
        children, printed = children_of(part, group), self.parts.get(part, {})
        return (group,) if group in printed and not any(c in printed for c in children) else children


@lru_cache(64)  # as many as there are forms of the form
def layout_of(cells: tuple[str, ...]) -> Layout:
    """The layout of these cells.

    >>> layout_of(("review.review.upheld", "review.review.total")).beside("review.review.total")
    ['review.review.upheld']
    """
    parts: dict[str, dict[str, list[str]]] = {}
    for cell in cells:
        part, row, _ = place_of(cell)
        parts.setdefault(part, {}).setdefault(row, []).append(cell)
    return Layout(parts)


@lru_cache(4096)
def cells_of(expression: str, layout: Layout) -> tuple[str, ...]:
    """The cells of a sum; ``refused_*`` stands for the rows of that group, or for its single row.

    >>> cells_of("applications.granted.total", layout_of(()))
    ('applications.granted.total',)
    """
    found: list[str] = []
    for term in terms(expression):
        part, row, column = place_of(term)
        found += [f"{part}.{r}.{column}" for r in layout.group(part, row.rstrip("*_"))] if "*" in term else [term]
    return tuple(found)


@cache
def children_of(part: str, group: str) -> tuple[str, ...]:
    """The rows under a group of the form.

    >>> children_of("applications", "unavailable")
    ('unavailable_not_held', 'unavailable_needs_creation', 'unavailable_unclear')
    """
    return tuple(r.id for r in form("2021").rows_of(part) if r.parent == group)


@lru_cache(4096)
def place_of(cell: str) -> tuple[str, str, str]:
    """Part, row and column of a cell's id; the statistics sheet of before 2019 has one column, which goes unnamed.

    >>> place_of("review.review.total"), place_of("statistics.received")
    (('review', 'review', 'total'), ('statistics', 'received', ''))
    """
    part, row, *column = cell.split(".")
    return part, row, column[0] if column else ""
