"""Document -> the statutory tables' cells, by alignment to the form.

The one idea: labels are matched to the form's rows in order, values are placed between labels, and only where the text is
ambiguous do the identities choose. Nothing is counted, nothing is repaired.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from extractor.diagnostics import Diagnostic, diagnostic
from extractor.model import Cell, Document, Table
from extractor.spans import Span
from extractor.tables.grids import Grids
from extractor.tables.integrity import cut_short, lines_taken_out, unknown_form, unread, without_cut_cells
from extractor.tables.letters import Letters, letters_of
from extractor.tables.notes import PART_NAMES
from extractor.tables.outcomes import find_review
from extractor.tables.reading import ReadTable, read_region
from extractor.tables.regions import Region, find_applications, find_disclosure, find_statistics

Part = Literal["disclosure", "applications", "review", "statistics"]
FINDERS: tuple[tuple[Part, Callable[[Letters], Region | None]], ...] = (
    ("disclosure", find_disclosure),
    ("applications", find_applications),
    ("review", find_review),
    ("statistics", find_statistics),
)


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything read from the tables of a document."""

    tables: tuple[Table, ...]
    cells: tuple[Cell, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_tables(document: Document) -> Tables:
    """The statutory tables of a document.

    A table that is not there gives a diagnostic and no cells; a row that is not printed gives no cell.
    """
    text = document.text
    tables: list[Table] = []
    cells: list[Cell] = []
    notes: list[Diagnostic] = []
    view = letters_of(text)
    grids = Grids(text, document.blocks)
    found = {part: find(view) for part, find in FINDERS}
    read = {part: read_region(view, region, grids) for part, region in found.items() if region}
    lost = next((n for part in read if (n := lines_taken_out(text, found[part], read[part]))), None)
    for part, region in found.items():
        if region is None:
            if (part == "statistics") == bool(found["statistics"]):
                notes.append(diagnostic("table.missing", table=PART_NAMES[part]))
            continue
        table = read[part]
        cut = cut_short(text, region, table)
        tables.append(Table(part, _edition(part, region, table), Span(region.start, table.end), table.rows))
        cells += unread(table.cells) if lost else without_cut_cells(text, region, table) if cut else table.cells
        notes += [] if lost else [*table.diagnostics, *([cut] if cut else [])]
    notes += [lost] if lost else []
    if not tables and (unknown := unknown_form(view)):
        notes = [unknown]
    return Tables(tuple(tables), tuple(cells), tuple(notes))


def form_of(tables: tuple[Table, ...]) -> str | None:
    """The report's form: that of section two's table, else of section three's, else of the statistics sheet, else None."""
    by_part = {t.part: t.form for t in tables}
    return by_part.get("disclosure") or by_part.get("applications") or by_part.get("statistics")


def _edition(part: str, region: Region, read: ReadTable) -> str:
    if part == "applications" and "other" in read.rows:
        return "2019"
    return region.edition
