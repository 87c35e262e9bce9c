"""Where a wrong figure may have been taken from: the cells around a cell, totals, last year's figures, columns beside a claim."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from extractor.auditing.layouts import place_of
from extractor.auditing.ledger import Ledger, name_of
from extractor.auditing.slips import Source
from extractor.model import Cell, Fact
from lexicons.reports.disclosure.forms import cell_names
from lexicons.reports.disclosure.indicator_lexicon import terms


class Surroundings:
    """The sources of slips, looked up by the id of a cell or a fact."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @cached_property
    def _places(self) -> dict[str, tuple[list[str], list[str]]]:
        """Rows and columns of each part, in printed order."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for cell in self.ledger.cells:
            part, row, column = place_of(cell)
            rows, columns = found.setdefault(part, ([], []))
            if row not in rows:
                rows.append(row)
            if column not in columns:
                columns.append(column)
        return found

    @cached_property
    def _last_year(self) -> dict[str, list[Decimal]]:
        """What the prose says of the year before, by the cell that holds this year's figure."""
        found: dict[str, list[Decimal]] = {}
        year = self.ledger.report.year
        for fact in self.ledger.report.facts:
            entry = self.ledger.entry(fact.indicator)
            if year and entry and fact.period == str(year - 1):
                for expression in entry.cells:
                    if len(terms(expression)) == 1:
                        found.setdefault(expression, []).append(fact.quantity.value)
        return found

    def of_cell(self, cell: str) -> tuple[Source, ...]:
        """What stands around a cell: left, right, above, below, its totals, last year's figure."""
        return tuple(self._of_cell(cell))

    def _of_cell(self, cell: str) -> Iterator[Source]:
        part, row, column = place_of(cell)
        rows, columns = self._places[part]
        i, j = rows.index(row), columns.index(column)
        for other in (columns[j - 1 : j] if j else []) + columns[j + 1 : j + 2]:
            yield from self._source("neighbour", f"{part}.{row}.{other}")
        for other in (rows[i - 1 : i] if i else []) + rows[i + 1 : i + 2]:
            yield from self._source("neighbour", f"{part}.{other}.{column}")
        for total in dict.fromkeys((f"{part}.{row}.total", f"{part}.total.{column}", f"{part}.total.total")):
            if total != cell:
                yield from self._source("copied", total)
        yield from (Source("stale", value) for value in self._last_year.get(cell, ()))

    def _source(self, kind: str, cell: str) -> Iterator[Source]:
        found = self.ledger.cells.get(cell)
        if found is not None and found.value is not None:
            yield Source("copied" if kind == "copied" else "neighbour", found.value, _name(found))

    def of_fact(self, fact: Fact) -> tuple[Source, ...]:
        """The cells of the rows that a fact speaks of, and last year's figure."""
        entry = self.ledger.entry(fact.indicator)
        if entry is None or not entry.cells:
            return ()
        cells = [c for expression in entry.cells for c in self.ledger.sum(expression).cells]
        rows = {c.id.rsplit(".", 1)[0] for c in cells}
        beside = [c for c in self.ledger.report.cells if c.id.rsplit(".", 1)[0] in rows and c not in cells and c.value]
        stale = [v for c in cells for v in self._last_year.get(c.id, ())]
        return (
            *(Source("quoted", c.value, _name(c)) for c in beside if c.value is not None),
            *(Source("stale", value) for value in stale),
        )


def _name(cell: Cell) -> str:
    return cell_names().get(cell.id) or name_of((cell,))
