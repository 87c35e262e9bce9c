"""Entries -> the panel, a folder of plain tables: ``tidy``, ``wide``, ``dictionary`` and ``unplaced``.

The same documents, manifest and years give the same bytes, whatever the order in which the documents come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from extractor.exports.panel.columns import DICTIONARY, TIDY, UNPLACED, WIDE, Column, line
from extractor.exports.panel.figures import Figure, Spread, spread
from extractor.exports.panel.rosters import Roster, Slot
from extractor.exports.panel.spills import Spill
from extractor.exports.panel.tables import TableFile
from extractor.exports.workbook.lists import cell_units
from extractor.series.entries import Entry
from extractor.series.manifests import Manifest
from lexicons.reports.disclosure.forms import EDITIONS, cell_names, form
from lexicons.reports.disclosure.indicator_lexicon import catalogue
from lexicons.reports.disclosure.variable_words import cell_variables, indicator_variables


@dataclass(frozen=True, slots=True)
class Written:
    """What a panel holds: agencies, agency-years with a report, without one, with several that differ; documents left out; figures."""

    agencies: int
    reported: int
    missing: int
    conflicting: int
    unplaced: int
    figures: int


def write_panel(
    entries: Iterable[Entry], folder: Path, manifest: Manifest | None = None, years: range | None = None, parquet: bool = False
) -> Written:
    """Write the tables into a folder, which is made.

    ``years`` are the years that every agency should have reported about; without them a year is missing only between an
    agency's first and last. Raises ``MissingPackage`` where Parquet is wanted and pyarrow is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with Spill(folder) as laid_by, Spill(folder) as spreads:
        roster = Roster(entries, laid_by, manifest)
        lines: list[tuple[int, int]] = []
        used, counts = Counter[str](), Counter[str]()
        agencies = set()
        with TableFile(folder, "tidy", TIDY, parquet) as tidy:
            for slot in roster.slots(years):
                agencies.add(slot.whose.agency)
                counts[slot.state] += 1
                figures = roster.figures(slot.key) if slot.state == "reported" else ()
                counts["figures"] += len(figures)
                for row in _tidy_rows(slot, figures):
                    tidy.add(row)
                found = spread(figures, slot.whose.year)
                used.update(found.values.keys())
                lines.append(spreads.put([_told(slot, found), tuple(chain.from_iterable(found.values.items()))]))
        variables = [v for v in (*cell_variables().values(), *indicator_variables().values()) if used[v]]
        columns = (*WIDE, *(Column(v, "", "number") for v in variables))
        with TableFile(folder, "wide", columns, parquet) as wide:
            for place in lines:
                told, flat = spreads.take(place)
                values = dict(zip(flat[::2], flat[1::2], strict=True))
                wide.add((*told, *(values.get(v, "") for v in variables)))
        counts["unplaced"] = _write_strays(roster, folder, parquet)
    with TableFile(folder, "dictionary", DICTIONARY, parquet) as dictionary:
        for row in dictionary_rows(used):
            dictionary.add(row)
    names = ("reported", "missing", "conflicting", "unplaced", "figures")
    return Written(len(agencies), *(counts[name] for name in names))


def _tidy_rows(slot: Slot, figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
    """A row a figure; one row for a year without a report."""
    if slot.state != "reported":
        yield line(TIDY, slot.whose.row() | {"origin": "report", "state": slot.state})
        return
    whose = tuple(slot.whose.row().values())
    for figure in figures:
        yield (*whose, *figure, *slot.key)  # as TIDY is made


def _told(slot: Slot, found: Spread) -> tuple[str, ...]:
    """What the wide table says of a report before its figures."""
    listed = {name: " ".join(getattr(found, name)) for name in ("inferred", "unreadable", "ambiguous")}
    return line(WIDE, slot.whose.row() | {"state": slot.state, "path": slot.key[0], "sha256": slot.key[1]} | listed)


def _write_strays(roster: Roster, folder: Path, parquet: bool) -> int:
    count = 0
    with TableFile(folder, "unplaced", UNPLACED, parquet) as table:
        for stray in roster.strays():
            table.add((*stray.key, stray.agency, stray.year, stray.why, stray.same_as, stray.message))
            count += 1
    return count


def dictionary_rows(used: Mapping[str, int] | None = None) -> Iterator[tuple[str, ...]]:
    """What every column, cell and indicator means; ``used`` counts the reports that a variable has a value in.

    >>> next(row for row in dictionary_rows() if row[1] == "p_app_granted")[2:4]
    ('applications.granted', '予以公开')
    """
    counts = used or {}
    for table, columns in (("tidy", TIDY), ("wide", WIDE), ("unplaced", UNPLACED)):
        for column in columns:
            yield (table, column.name, "", "", "", column.meaning, "", "")
    sources, units = _sources(), cell_units()
    for id, variable in cell_variables().items():
        name = cell_names()[id]
        meaning = f"法定表格“{name.replace(' · ', '”一行的“')}”一格，照表内所填。"
        yield ("wide", variable, id, name, units.get(id, "件"), meaning, sources[id], str(counts.get(variable, 0)))
    for entry in catalogue():
        variable = indicator_variables()[entry.id]
        yield ("wide", variable, entry.id, entry.label, "", entry.definition, entry.source, str(counts.get(variable, 0)))


def _sources() -> dict[str, str]:
    """Cell id -> the editions of the form that print it."""
    found: dict[str, list[str]] = {}
    for edition in EDITIONS:
        this = form(edition)
        for row in this.rows:
            for column in () if row.group and row.part == "statistics" else this.columns_of(row):
                id = f"{row.part}.{row.id}" if row.part == "statistics" else f"{row.part}.{row.id}.{column.id}"
                found.setdefault(id, []).append(edition)
    return {id: f"年度报告格式（{'、'.join(dict.fromkeys(editions))} 年版）" for id, editions in found.items()}
