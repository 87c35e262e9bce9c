"""The figures of one report, ready to be held against each other: cells by id, sums of cells, the words around a fact."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Literal, TypeVar, cast

from extractor.auditing.layouts import Layout, cells_of, layout_of, place_of
from extractor.mastheads import find_title
from extractor.model import Cell, Fact, PartList, Report
from extractor.spans import Span
from extractor.values import CellState
from lexicons.reports.disclosure.forms import cell_names, form
from lexicons.reports.disclosure.indicator_lexicon import Indicator, indicators_by_id

T = TypeVar("T")
#: What ends a sentence, or a line.
ENDS = "。！？\n"
NOTHING = Decimal(0)
READ: set[CellState] = {"read"}
EMPTY: set[CellState] = {"blank", "placeholder"}
SumState = Literal["known", "blank", "inferred", "unknown", "absent"]


@dataclass(frozen=True, slots=True)
class Sum:
    """The value of a sum of cells and how far it can be trusted.

    ``known``: every cell printed and read; ``blank``: some hold nothing, counted as 0; ``inferred``: some were placed by the
    identities themselves; ``unknown``: some could not be read; ``absent``: a cell is not printed at all.
    """

    value: Decimal
    cells: tuple[Cell, ...]
    state: SumState

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of its cells."""
        return tuple([c.id for c in self.cells])


@dataclass(frozen=True, eq=False)
class Ledger:
    """A report with its figures indexed; checks read it and nothing else."""

    report: Report
    _made: dict[object, object] = field(default_factory=dict, repr=False)
    _sums: dict[str, Sum] = field(default_factory=dict, repr=False)

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
    def figures(self) -> dict[str, Decimal]:
        """What is printed in those cells that were read without a doubt."""
        return {c.id: c.value for c in self.cells.values() if c.state == "read" and c.value is not None}

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
    def in_yuan(self) -> frozenset[str]:
        """Cells that print a unit of their own and it is 元."""
        return frozenset([c.id for c in self.cells.values() if "元" in c.raw and "万" not in c.raw and "亿" not in c.raw])

    @cached_property
    def zero_style_blank(self) -> frozenset[str]:
        """Parts of the form (applications, review …) that print no 0 at all: there a blank is how nothing is written."""
        cells = self.cells
        return frozenset(p for p, rows in self.layout.parts.items() if not any(cells[c].value == 0 for row in rows.values() for c in row))

    def entry(self, indicator: str | None) -> Indicator | None:
        """The catalogue's entry of an indicator."""
        return indicators_by_id().get(indicator or "")

    def sum(self, expression: str) -> Sum:
        """A sum of cells; ``refused_*`` stands for the rows of that group, or for its single row."""
        found = self._sums.get(expression)
        if found is None:
            ids = cells_of(expression, self.layout)
            if self.blank_totals:
                ids = tuple([part for i in ids for part in self._printed(i)])
            found = self._sums[expression] = self.printed_sum(ids)
        return found

    def printed_sum(self, ids: Sequence[str]) -> Sum:
        """A sum of cells just as they are printed: a total that is left blank stays blank."""
        cells = self.cells
        try:
            found = tuple([cells[i] for i in ids])
        except KeyError:
            found = tuple([cells[i] for i in ids if i in cells])
        value = sum([v for c in found if (v := c.value)], NOTHING)
        states = {c.state for c in found}
        if len(found) < len(ids) or not ids:
            return Sum(value, found, "absent")
        return Sum(value, found, "known" if states == READ else self._state(found, states))

    def printed(self, ids: Iterable[str]) -> tuple[Span, ...]:
        """Where cells stand, those with something printed; ids of cells that are not there are refused."""
        spans = self._spans
        return tuple([span for i in ids if (span := spans[i]) is not None])

    @cached_property
    def _spans(self) -> dict[str, Span | None]:
        return {c.id: c.span if c.span.end > c.span.start else None for c in self.report.cells}

    @cached_property
    def title(self) -> Span | None:
        """The title of the report."""
        return find_title(self.report.document.text)

    def _printed(self, cell: str) -> list[str]:
        """A cell, or the cells of its row where the form's 总计 column is left blank beside printed parts."""
        return self.layout.beside(cell) if cell in self.blank_totals else [cell]

    @cached_property
    def blank_totals(self) -> frozenset[str]:
        """Total cells that are blank although their row holds figures: not printed, which is not 0."""
        blank = [c.id for c in self.report.cells if c.state in EMPTY and c.id.endswith(".total")]
        return frozenset(c for c in blank if any(self.cells[p].value for p in self.layout.beside(c)))

    def _state(self, found: Sequence[Cell], states: set[CellState]) -> SumState:
        """How far a sum can be trusted of which every cell is there."""
        if "unreadable" in states:
            return "unknown"
        if states & EMPTY:
            blank = {place_of(c.id)[0] for c in found if c.state in EMPTY}
            trusted = blank <= self.zero_style_blank or all(c.state == "placeholder" for c in found if c.value is None)
            trusted = trusted and not any(c.id in self.blank_totals for c in found)
            return "known" if trusted else "blank"
        return "inferred" if "inferred" in states else "known"

    @cached_property
    def layout(self) -> Layout:
        """Which cells are there."""
        return layout_of(tuple(self.cells))

    def sentence(self, span: Span) -> Span:
        """The sentence around a span."""
        ends = self._ends
        before, after = bisect_left(ends, span.start), bisect_left(ends, span.end)
        start = ends[before - 1] + 1 if before else 0
        return Span(start, ends[after] if after < len(ends) else len(self.report.document.text))

    @cached_property
    def _ends(self) -> list[int]:
        """Where sentences and lines end, in order."""
        text = self.report.document.text
        for mark in ENDS[1:]:
            text = text.replace(mark, ENDS[0])
        lengths = accumulate(map(len, text.split(ENDS[0])[:-1]))
        return [length + marks for marks, length in enumerate(lengths)]

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
