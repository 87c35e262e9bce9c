"""Document -> Report: the pipeline on one page."""

from __future__ import annotations

from dataclasses import replace

from extractor.diagnostics import Diagnostic, diagnostic
from extractor.facts import find_facts
from extractor.items import find_items
from extractor.mastheads import is_report, read_masthead
from extractor.model import Cell, Document, Report, Section
from extractor.sections import find_sections
from extractor.spans import Span
from extractor.tables import form_of, read_tables


def extract(document: Document) -> Report:
    """Everything read from a document; one that is no disclosure report gets a diagnostic and nothing else."""
    tables = read_tables(document)
    holes = tuple(t.span for t in tables.tables)
    sections = find_sections(document, holes)
    masthead = read_masthead(document, sections)
    if not is_report(document, sections, [t.part for t in tables.tables]):
        note = diagnostic("input.not_report", note="没有年度报告的标题、六个部分和统计表格")
        return Report(document, None, None, None, (), (), (), (), (), (), (*document.diagnostics, note))
    sections = sections or _whole(document, masthead.title)
    facts = find_facts(document, sections, holes, masthead.year, masthead.agency or "")
    items = find_items(document, sections, masthead.year, holes)
    notes: list[Diagnostic] = [*document.diagnostics, *tables.diagnostics]
    if masthead.agency is None:
        notes.append(diagnostic("masthead.agency_missing"))
    if masthead.year is None:
        notes.append(diagnostic("masthead.year_missing"))
    return Report(
        document, masthead.agency, masthead.year, form_of(tables.tables), sections, tables.tables, _doubted(tables.cells, document),
        facts.facts, facts.parts, items, tuple(notes),
    )  # fmt: skip


def _doubted(cells: tuple[Cell, ...], document: Document) -> tuple[Cell, ...]:
    """Cells are no surer than the characters that they were read from."""
    if document.confidence >= 1:
        return cells
    return tuple(replace(cell, confidence=round(cell.confidence * document.confidence, 3)) for cell in cells)


def _whole(document: Document, title: Span | None) -> tuple[Section, ...]:
    """Where no heading is found, everything after the title is read as one part."""
    start = title.end if title else 0
    return (Section("overview", "", Span(start, start), Span(start, len(document.text))),)
