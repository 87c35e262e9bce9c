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
from extractor.tables.reading import ReadTable, read_region
from extractor.tables.grids import Grids
from extractor.tables.letters import Letters, letters_of
from extractor.tables.notes import PART_NAMES
from extractor.tables.outcomes import find_review
from extractor.tables.regions import Region, find_applications, find_disclosure, find_statistics
from lexicons.reports.disclosure.forms import form

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
    for part, region in found.items():
        if region is None:
            if (part == "statistics") == bool(found["statistics"]):
                notes.append(diagnostic("table.missing", table=PART_NAMES[part]))
            continue
        read = read_region(view, region, grids)
        edition = _edition(part, region, read)
        tables.append(Table(part, edition, Span(region.start, read.end), read.rows))
        cut = _cut_short(text, region, read)
        kept = read.cells if cut is None else tuple(c for c in read.cells if c.state != "blank" or c.span.end < read.end)
        cells += kept
        notes += [*read.diagnostics, *([cut] if cut else [])]
    return Tables(tuple(tables), tuple(cells), tuple(notes))


def form_of(tables: tuple[Table, ...]) -> str | None:
    """The report's form: that of section two's table, else of section three's, else None."""
    by_part = {t.part: t.form for t in tables}
    return by_part.get("disclosure") or by_part.get("applications")


def _edition(part: str, region: Region, read: ReadTable) -> str:
    if part == "applications" and "other" in read.rows:
        return "2019"
    return region.edition


def _cut_short(text: str, region: Region, read: ReadTable) -> Diagnostic | None:
    """A table whose last printed row is the end of the document, with rows of the form still to come, was cut off."""
    if text[read.end :].strip(" \t\n\u3000|｜"):
        return None
    rows = [r for r in form(region.edition).rows_of(region.part) if not r.group]
    last = region.rows[-1][0].row
    order = [r.id for r in rows]
    width_short = any(c.state in {"blank", "unreadable"} for c in read.cells[-len(rows) :]) and region.part == "review"
    if last in order and order.index(last) == len(order) - 1 and not width_short:
        return None
    name = next((r.name for r in form(region.edition).rows_of(region.part) if r.id == last), last)
    span = Span(region.start, read.end)
    return diagnostic("table.cut", span, table=PART_NAMES[region.part], row=name)
