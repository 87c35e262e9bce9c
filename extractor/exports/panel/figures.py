"""An entry -> its figures as rows of text, and those that a wide table can hold: one value a variable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from extractor.exports.panel.columns import FIGURE
from extractor.exports.workbook.lists import cell_units
from extractor.model import Cell, Fact
from extractor.series.entries import Entry
from extractor.values import decimal_text
from lexicons.reports.disclosure.forms import cell_names
from lexicons.reports.disclosure.indicator_lexicon import changes, indicator_labels
from lexicons.reports.disclosure.variable_words import cell_variables, indicator_variables

#: The cells of a row of figures, as ``FIGURE`` names them.
Figure = tuple[str, ...]
PLACES = {column.name: place for place, column in enumerate(FIGURE)}
#: States of cells whose value stands in the wide table.
VALUED = frozenset({"read", "inferred"})


def figures_of(entry: Entry) -> Iterator[Figure]:
    """The cells of a report in printed order, then the figures of its prose that an indicator is known of."""
    yield from (_cell_figure(entry.cells[id]) for id in entry.cells)
    yield from (_fact_figure(fact) for fact in entry.facts if fact.indicator)


def _cell_figure(cell: Cell) -> Figure:
    value = "" if cell.value is None else decimal_text(cell.value)
    return (
        "table", cell.id, cell_names().get(cell.id, cell.id), "", value, _units().get(cell.id, "件"), cell.state, "", "", "", "", "",
        f"{cell.confidence:g}", str(cell.span.start), str(cell.span.end),
    )  # fmt: skip


def _fact_figure(fact: Fact) -> Figure:
    q, indicator = fact.quantity, fact.indicator or ""
    state = "denied" if fact.denial else "stated" if fact.sure else "unsure"
    low, high = ("" if bound is None else decimal_text(bound) for bound in (q.low, q.high))
    return (
        "prose", indicator, indicator_labels().get(indicator, indicator), fact.label, decimal_text(q.value), q.unit, state, q.qualifier,
        low, high, fact.period, fact.scope, "", str(fact.span.start), str(fact.span.end),
    )  # fmt: skip


@cache
def _units() -> Mapping[str, str]:
    return cell_units()


@dataclass(slots=True)
class Spread:
    """One report's figures by variable, and the variables that are told of for a reason."""

    values: dict[str, str] = field(default_factory=dict)
    inferred: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)


def spread(figures: Iterable[Figure], year: int) -> Spread:
    """The figures that the wide table holds.

    Of a cell, what is printed or follows from the identities; of an indicator, the one exact value that the prose gives for the
    reporting year. Where it gives several, none stands there.
    """
    found = Spread()
    said: dict[str, dict[str, None]] = {}
    for figure in figures:
        origin, id, value, state = (figure[PLACES[name]] for name in ("origin", "id", "value", "state"))
        if origin == "table":
            _add_cell(found, id, value, state)
        elif state != "unsure" and figure[PLACES["qualifier"]] == "exact" and figure[PLACES["period"]] == str(year):
            variable = indicator_variables().get(id)
            if variable and id not in {change.id for change in changes()}:
                said.setdefault(variable, {})[value] = None
    for variable, values in said.items():
        if len(values) == 1:
            found.values[variable] = next(iter(values))
        else:
            found.ambiguous.append(variable)
    return found


def _add_cell(found: Spread, id: str, value: str, state: str) -> None:
    variable = cell_variables().get(id)
    if variable is None:
        return
    if value and state in VALUED:
        found.values[variable] = value
    if state == "inferred":
        found.inferred.append(variable)
    if state == "unreadable":
        found.unreadable.append(variable)
