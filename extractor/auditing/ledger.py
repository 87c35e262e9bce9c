"""The figures of one report, ready to be held against each other: cells by id, sums of cells, the words around a fact."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Literal, TypeVar, cast

import regex

from extractor.mastheads import find_title
from extractor.model import Cell, Fact, PartList, Report
from extractor.spans import Span
from lexicons.reports.disclosure.forms import cell_names, form
from lexicons.reports.disclosure.indicator_lexicon import Indicator, indicators_by_id, terms

T = TypeVar("T")
#: What ends a sentence, or a line.
ENDS = regex.compile(r"[。！？\n]")
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sum:
    """The value of a sum of cells and how far it can be trusted.

    ``known``: every cell printed and read; ``blank``: some hold nothing, counted as 0; ``inferred``: some were placed by the
    identities themselves; ``unknown``: some could not be read; ``absent``: a cell is not printed at all.
    """

    value: Decimal
    cells: tuple[Cell, ...]
    state: Literal["known", "blank", "inferred", "unknown", "absent"]

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of its cells."""
        return tuple([c.id for c in self.cells])


@dataclass(frozen=True, eq=False)
class Ledger:
    """A report with its figures indexed; checks read it and nothing else."""

    report: Report
    _made: dict[object, object] = field(default_factory=dict, repr=False)

    def once(self, make: Callable[[Ledger], T]) -> T:
        """What a function makes of this ledger, made when it is first asked for: checks share it."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Cells by id."""
        return {c.id: c for c in self.report.cells}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Facts by id."""
        return {f.id: f for f in self.report.facts}

    @cached_property
    def parts(self) -> dict[str, PartList]:
        """Part lists by the total's fact id; the first where there are several."""
        found: dict[str, PartList] = {}
        for part in self.report.parts:
            found.setdefault(part.total, part)
        return found

    @cached_property
    def zero_style_blank(self) -> frozenset[str]:
        """Parts of the form (applications, review …) that print no 0 at all: there a blank is how nothing is written."""
        parts = {c.id.split(".")[0] for c in self.report.cells}
        zeros = {c.id.split(".")[0] for c in self.report.cells if c.value == 0}
        return frozenset(parts - zeros)

    def entry(self, indicator: str | None) -> Indicator | None:
        """The catalogue's entry of an indicator."""
        return indicators_by_id().get(indicator or "")

    def sum(self, expression: str) -> Sum:
        """A sum of cells; ``refused_*`` stands for the rows of that group, or for its single row."""
        ids: list[str] = []
        for term in terms(expression):
            ids += self._spread(term) if "*" in term else [term]
        return self._sum_of([part for i in ids for part in self._printed(i)])

    def printed_sum(self, ids: Sequence[str]) -> Sum:
        """A sum of cells just as they are printed: a total that is left blank stays blank."""
        return self._sum_of(ids)

    @cached_property
    def title(self) -> Span | None:
        """The title of the report."""
        return find_title(self.report.document.text)

    def _printed(self, cell: str) -> list[str]:
        """A cell, or the cells of its row where the form's 总计 column is left blank beside printed parts."""
        return self._row_parts(cell) if cell in self.blank_totals else [cell]

    def _row_parts(self, cell: str) -> list[str]:
        part, row, _ = cell.split(".")
        return [c for c in self.cells if c.startswith(f"{part}.{row}.") and c != cell]

    @cached_property
    def blank_totals(self) -> frozenset[str]:
        """Total cells that are blank although their row holds figures: not printed, which is not 0."""
        blank = {c.id for c in self.report.cells if c.id.endswith(".total") and c.state in {"blank", "placeholder"}}
        return frozenset(c for c in blank if any(self.cells[p].value for p in self._row_parts(c)))

    def _sum_of(self, ids: Sequence[str]) -> Sum:
        known = self.cells
        found = tuple([known[i] for i in ids if i in known])
        value, states = NOTHING, {c.state for c in found}
        for cell in found:
            if cell.value:
                value += cell.value
        if len(found) < len(ids) or not ids:
            return Sum(value, found, "absent")
        if "unreadable" in states:
            return Sum(value, found, "unknown")
        if states & {"blank", "placeholder"}:
            parts = {c.id.split(".")[0] for c in found if c.state in {"blank", "placeholder"}}
            trusted = parts <= self.zero_style_blank or all(c.state == "placeholder" for c in found if c.value is None)
            trusted = trusted and not any(c.id in self.blank_totals for c in found)
            return Sum(value, found, "known" if trusted else "blank")
        return Sum(value, found, "inferred" if "inferred" in states else "known")

    def _spread(self, term: str) -> list[str]:
        part, row, column = term.split(".")
        return [f"{part}.{r}.{column}" for r in self.group(part, row.rstrip("*_"))]

    def group(self, part: str, group: str) -> tuple[str, ...]:
        """The rows that stand for a group: its children, or its single row where that alone is printed (2019: 其他处理)."""
        children = children_of(part, group)
        printed = self.rows(part)
        return (group,) if group in printed and not any(c in printed for c in children) else children

    def rows(self, part: str) -> tuple[str, ...]:
        """The printed rows of a part, in order."""
        return self._rows.get(part, ())

    @cached_property
    def _rows(self) -> dict[str, tuple[str, ...]]:
        rows: dict[str, dict[str, None]] = {}
        for cell in self.cells:
            part, row = cell.split(".")[:2]
            rows.setdefault(part, {})[row] = None
        return {part: tuple(found) for part, found in rows.items()}

    def sentence(self, span: Span) -> Span:
        """The sentence around a span."""
        ends = self._ends
        before, after = bisect_left(ends, span.start), bisect_left(ends, span.end)
        start = ends[before - 1] + 1 if before else 0
        return Span(start, ends[after] if after < len(ends) else len(self.report.document.text))

    @cached_property
    def _ends(self) -> list[int]:
        """Where sentences and lines end, in order."""
        return [m.start() for m in ENDS.finditer(self.report.document.text)]

    def in_table(self, start: int, end: int) -> bool:
        """Whether a stretch shares a character with a statutory table."""
        return any(table.span.start < end and start < table.span.end for table in self.report.tables)

    def neighbours(self, fact: Fact) -> list[Fact]:
        """The facts of the same sentence, in order, this one included."""
        return self.facts_in(self.sentence(fact.span))

    def facts_in(self, place: Span) -> list[Fact]:
        """The facts that stand wholly inside a place, in order."""
        starts = self._starts
        first, last = bisect_left(starts, place.start), bisect_right(starts, place.end)
        return [f for f in self.report.facts[first:last] if f.span.end <= place.end]

    @cached_property
    def _starts(self) -> list[int]:
        """Where the facts begin: they stand in reading order."""
        return [f.span.start for f in self.report.facts]


@cache
def children_of(part: str, group: str) -> tuple[str, ...]:
    """The rows under a group of the form.

    >>> children_of("applications", "unavailable")
    ('unavailable_not_held', 'unavailable_needs_creation', 'unavailable_unclear')
    """
    return tuple(r.id for r in form("2021").rows_of(part) if r.parent == group)


def place_of(cell: str) -> tuple[str, str, str]:
    """Part, row and column of a cell's id; the statistics sheet of before 2019 has one column, which goes unnamed.

    >>> place_of("review.review.total"), place_of("statistics.received")
    (('review', 'review', 'total'), ('statistics', 'received', ''))
    """
    part, row, *column = cell.split(".")
    return part, row, column[0] if column else ""


def name_of(cells: Sequence[Cell]) -> str:
    """Cells named for people: 予以公开 · 总计, or the sum of several.

    >>> name_of(())
    ''
    """
    names = [cell_names().get(c.id, c.id) for c in cells]
    if len(names) <= 2:
        return "”＋“".join(names)
    rows = {r.id: r for r in form("2021").rows_of(cells[0].id.split(".")[0])}
    groups = {rows[c.id.split(".")[1]].parent for c in cells if c.id.split(".")[1] in rows}
    columns = {n.split(" · ")[-1] for n in names}
    if len(groups) == 1 and groups != {""} and len(columns) == 1:
        return f"{rows[groups.pop()].name}各项之和（{len(names)} 格） · {columns.pop()}"
    return f"{names[0]}”至“{names[-1]}”{len(names)} 格之和“".removesuffix("“")


def spans_of(cells: Iterable[Cell]) -> tuple[Span, ...]:
    """Where cells stand, those with something printed."""
    return tuple([c.span for c in cells if c.span.end > c.span.start])
