"""A misread row told from a misprinted one: its figures moved by one column as a whole make everything hold.

That is said only of rows whose reading was in doubt to begin with; a row that was read beyond doubt is the report's own affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.auditing.ledger import Ledger
from extractor.auditing.puzzles import Number, Puzzle, holds
from extractor.diagnostics import Diagnostic, diagnostic
from extractor.model import Cell
from extractor.spans import Span
from extractor.values import decimal_text
from lexicons.reports.disclosure.forms import form

#: Diagnostics of the tables that say a row's figures could be placed in several ways.
DOUBTS = {"table.row_ambiguous", "table.row_inferred"}
#: Fewer figures than these, zeros apart, are no row that moved.
LEAST_FIGURES = 2


@dataclass(frozen=True, slots=True)
class Misreading:
    """A row whose figures, moved as a whole, make everything hold that the puzzle asks for."""

    row: str
    cells: tuple[Cell, ...]
    values: tuple[Number, ...]

    def diagnostic(self) -> Diagnostic:
        """What is said of it: a reading in doubt, not a fault of the report."""
        part, row = self.row.split(".")
        name = next((r.name for r in form("2021").rows_of(part) if r.id == row), row)
        printed = " ".join(c.raw or "空" for c in self.cells)
        values = " ".join(decimal_text(Decimal(v)) for v in self.values)
        span = Span(min(c.span.start for c in self.cells), max(c.span.end for c in self.cells))
        return diagnostic("table.row_misread", span, row=name, raw=printed, values=values)


def misreadings(ledger: Ledger, puzzle: Puzzle) -> Iterator[Misreading]:
    """Doubtful rows of a puzzle that a move of their figures would set right."""
    place = {v.id: i for i, v in enumerate(puzzle.variables)}
    values = [v.value for v in puzzle.variables]
    for row, cells in ledger.once(doubtful_rows):
        if any(c.id not in place for c in cells):
            continue
        here = [values[place[c.id]] for c in cells]
        if sum(bool(v) for v in here) < LEAST_FIGURES:
            continue
        for moved in _moves(here):
            trial = list(values)
            for cell, value in zip(cells, moved, strict=True):
                trial[place[cell.id]] = value
            if moved != here and all(holds(r, trial) for r in puzzle.relations):
                yield Misreading(row, cells, tuple(moved))
                break


def _moves(values: Sequence[Number]) -> Iterator[list[Number]]:
    """One column to the right or left, round the end, or into a column beside it that holds nothing."""
    yield [values[-1], *values[:-1]]
    yield [*values[1:], values[0]]
    for hole, value in enumerate(values):
        if value == 0:
            rest = [*values[:hole], *values[hole + 1 :]]
            for at in range(len(values)):
                yield [*rest[:at], 0, *rest[at:]]


def doubtful_rows(ledger: Ledger) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Rows whose figures could have been placed otherwise, with their cells, in printed order."""
    spans = [d.span for d in ledger.report.diagnostics if d.code in DOUBTS and d.span]
    rows: dict[str, None] = {}
    for cell in ledger.report.cells:
        if cell.confidence < 1 or cell.state == "inferred" or any(s.overlaps(cell.span) for s in spans):
            rows.setdefault(cell.id.rsplit(".", 1)[0])
    return tuple((row, tuple(c for c in ledger.report.cells if c.id.startswith(f"{row}."))) for row in rows)
