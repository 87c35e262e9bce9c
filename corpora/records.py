"""Reports of the corpora as records, read from TOML; what is malformed is refused with file and entry."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from corpora.forms import BLOCKS, COLUMNS, DISCLOSURE, OUTCOMES, application_rows
from corpora.marks import Mark, MarkError, read_marks

SECTIONS = ("overview", "disclosure", "applications", "review", "problems", "others")
ROLES = ("previous_problem", "improvement", "current_problem", "next_measure")


class CorpusError(ValueError):
    """A corpus file holds something that cannot be meant: says file, entry and what is wrong."""

    def __init__(self, file: str, entry: str, complaint: str) -> None:
        super().__init__(f"{file}: {entry}: {complaint}")


class Prose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section: its printed heading and its marked text (may be empty where the section is a table alone)."""

    title: str
    text: str = ""


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A problem or measure of section five, in the exact words of the report."""

    role: str
    text: str


class Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One change: of a cell's value, or of a piece of marked text that occurs exactly once."""

    becomes: str
    cell: str = ""
    text: str = ""


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A finding that must be made; table identities are not listed but computed."""

    check: str
    value: str = ""


class Planted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A variant of a report: its edits, the findings they must give, and how many table identities they break."""

    id: str
    edits: tuple[Edit, ...]
    expect: tuple[Expected, ...] = ()
    identities: int = 0
    why: str = ""


class _Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    agency: str
    year: int
    form: str
    title: str
    preamble: str
    sections: dict[str, Prose]
    tables: dict[str, dict[str, str]]
    items: tuple[Item, ...] = ()
    planted: tuple[Planted, ...] = ()
    signature: str = ""
    blank_zeros: bool = False
    agency_also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One invented report, consistent with itself, and its planted variants."""

    id: str
    agency: str
    agency_also: tuple[str, ...]
    year: int
    form: str
    title: str
    preamble: str
    sections: tuple[tuple[str, Prose], ...]
    cells: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    planted: tuple[Planted, ...]
    signature: str
    blank_zeros: bool
    file: str

    def passages(self) -> tuple[tuple[str, str], ...]:
        """The marked prose by place, in reading order: preamble, then the sections."""
        return (("preamble", self.preamble), *((name, prose.text) for name, prose in self.sections))

    def marks(self) -> tuple[tuple[str, str, Mark], ...]:
        """Every quantity with its place and the plain text it stands in."""
        found: list[tuple[str, str, Mark]] = []
        for place, text in self.passages():
            plain, marks = read_marks(text, f"{self.file}: {place}")
            found += [(place, plain, mark) for mark in marks]
        return tuple(found)


def read_report(source: str, file: str) -> Report:
    """The report that a TOML text describes; ``file`` names it in complaints."""
    try:
        raw = msgspec.convert(tomllib.loads(source), _Source)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CorpusError(file, "report", str(error)) from None
    if raw.form not in DISCLOSURE or tuple(raw.sections) != SECTIONS:
        known = f"form must be one of {', '.join(DISCLOSURE)}; sections are {', '.join(SECTIONS)}"
        raise CorpusError(file, raw.id, known)
    cells = _read_cells(raw.tables, raw.form, file)
    fields: dict[str, Any] = {name: getattr(raw, name) for name in _Source.__struct_fields__ if name != "tables"}
    report = Report(**fields | {"sections": tuple(raw.sections.items()), "cells": cells, "file": file})
    _refuse(report)
    return report


def _read_cells(tables: dict[str, dict[str, str]], form: str, file: str) -> tuple[tuple[str, str], ...]:
    """All cells of the form, in its order; rows that the file leaves out are rows of zeros."""
    layout: dict[str, dict[str, tuple[str, ...]]] = {
        "disclosure": DISCLOSURE[form],
        "applications": dict.fromkeys(application_rows(form), COLUMNS),
        "review": dict.fromkeys(BLOCKS, OUTCOMES),
    }
    if tables.keys() != layout.keys():
        raise CorpusError(file, "tables", f"tables are {', '.join(layout)}")
    cells: list[tuple[str, str]] = []
    for table, rows in layout.items():
        if unknown := tables[table].keys() - rows.keys():
            raise CorpusError(file, f"tables.{table}", f"no such row: {', '.join(sorted(unknown))}")
        for row, columns in rows.items():
            values = tables[table].get(row, "0 " * len(columns)).split()
            if len(values) != len(columns):
                raise CorpusError(file, f"tables.{table}.{row}", f"{len(values)} values for {len(columns)} columns")
            cells += [(f"{table}.{row}.{column}", value) for column, value in zip(columns, values, strict=True)]
    return tuple(cells)


def _refuse(report: Report) -> None:
    """Complains about what the types cannot say: empty expectations, items that are not there, doubled ids."""
    try:
        marks = report.marks()
    except MarkError as error:
        raise CorpusError(report.file, report.id, str(error)) from None
    if not marks:
        raise CorpusError(report.file, report.id, "no quantity is marked: the report expects nothing")
    ids = [mark.id for _, _, mark in marks if mark.id]
    if len(ids) != len(set(ids)):
        raise CorpusError(report.file, report.id, "a fact id is given twice")
    problems = dict(report.passages())["problems"]
    at, plain = 0, read_marks(problems)[0]
    for item in report.items:
        if item.role not in ROLES:
            raise CorpusError(report.file, item.text[:20], f"role {item.role!r} is not one of {', '.join(ROLES)}")
        found = plain.find(item.text, at)
        if not item.text or found < 0:
            raise CorpusError(report.file, item.text[:20], "item does not stand in section five, in this order")
        at = found + len(item.text)
    names = [variant.id for variant in report.planted]
    if len(names) != len(set(names)):
        raise CorpusError(report.file, report.id, "a variant id is given twice")
    for variant in report.planted:
        if not variant.edits or not (variant.expect or variant.identities):
            raise CorpusError(report.file, variant.id, "a variant needs edits and expected findings")
        plant(report, variant)


def plant(report: Report, variant: Planted) -> Report:
    """The report with a variant's edits made; an edit that does not match exactly once is refused."""
    for edit in variant.edits:
        report = _edit_cell(report, variant, edit) if edit.cell else _edit_text(report, variant, edit)
    return report


def _edit_cell(report: Report, variant: Planted, edit: Edit) -> Report:
    cells = dict(report.cells)
    if edit.text or edit.cell not in cells or cells[edit.cell] == edit.becomes:
        raise CorpusError(report.file, variant.id, f"edit of cell {edit.cell}: no such cell, or nothing changes")
    return replace(report, cells=tuple((cells | {edit.cell: edit.becomes}).items()))


def _edit_text(report: Report, variant: Planted, edit: Edit) -> Report:
    pieces = [report.preamble, *(part for _, prose in report.sections for part in (prose.title, prose.text))]
    if not edit.text or sum(piece.count(edit.text) for piece in pieces) != 1:
        raise CorpusError(report.file, variant.id, f"{edit.text!r} does not occur exactly once")

    def changed(prose: Prose) -> Prose:
        return Prose(prose.title.replace(edit.text, edit.becomes), prose.text.replace(edit.text, edit.becomes))

    sections = tuple((name, changed(prose)) for name, prose in report.sections)
    return replace(report, preamble=report.preamble.replace(edit.text, edit.becomes), sections=sections)


def read_folder(folder: Path) -> tuple[Report, ...]:
    """The reports of a folder, by file name; an id that two files share is refused."""
    reports: list[Report] = []
    for path in sorted(folder.glob("*.toml")):
        report = read_report(path.read_text("utf-8"), f"{folder.name}/{path.name}")
        if any(report.id == other.id for other in reports):
            raise CorpusError(report.file, report.id, "another report has this id")
        reports.append(report)
    if not reports:
        raise CorpusError(folder.name, "folder", "holds no report")
    return tuple(reports)
