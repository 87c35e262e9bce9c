"""Findings -> English sentences: the lexicon's templates, filled with the finding's typed values and the words of its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from string import Formatter

from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import Finding
from extractor.model import Cell, Fact, Report
from extractor.series.entries import Entry
from extractor.values import decimal_text
from lexicons.messages.message_lexicon import messages
from lexicons.reports.disclosure.forms import section_titles

#: So many characters of the report are quoted, so many cells and figures named.
QUOTED, NAMED = 40, 8

Fields = dict[str, str]


def cell_name(id: str) -> str:
    """A cell in English; the statistics sheet has one column, which is not named.

    >>> cell_name("applications.granted.total"), cell_name("statistics.handled"), cell_name("none")
    ('granted · total', 'applications concluded', 'none')
    """
    row, column = halves(id)
    return f"{row} · {column}" if row and column else row or column or id


@cache
def halves(id: str) -> tuple[str, str]:
    """The English names of a cell's row and column.

    >>> halves("review.review.upheld")
    ('administrative reconsideration', 'upheld')
    """
    part, _, rest = id.partition(".")
    row, _, column = rest.partition(".")
    words = messages()
    return words.rows.get(f"{part}.{row}", ""), words.columns.get(f"{part}.{column}", "")


def sentence(finding: Finding, report: Report) -> str:
    """What a finding about one report says in English."""
    cells = {c.id: c for c in report.cells}
    facts = [f for id in finding.facts for f in report.facts if f.id == id]
    text = report.document.text
    fields = {
        "quote": flat(finding.spans[0].of(text)) if finding.spans else "",
        "agency": report.agency or "", "year": str(report.year or ""), "form": report.form or "",
        **_of_cells(finding.cells), **_of_facts(facts), **_of_values(finding.expected, finding.actual),
        "by_row": _figures(finding.cells, cells, 0), "by_column": _figures(finding.cells, cells, 1),
    }  # fmt: skip
    return _said(finding.check, finding.verdict, fields, "quote")


def cross_sentence(finding: CrossFinding, entries: Mapping[str, Entry]) -> str:
    """What a finding between reports says in English; ``entries`` by path."""
    sides = [entries.get(path) for path in finding.between]
    first = sides[0] if sides else None
    facts = [f for id in next(iter(finding.facts), ()) for f in (first.facts if first else ()) if f.id == id]
    places = next(iter(finding.spans), ())
    fields = {
        "count": str(len(finding.between)),
        "quote": flat(places[0].of(first.text)) if first and places else "",
        "first": _named(first), "second": _named(sides[1]) if len(sides) > 1 else "",
        "printed": _printed(first, finding.cells), "printed_second": _printed(sides[1], finding.cells) if len(sides) > 1 else "",
        **_of_cells(finding.cells), **_of_facts(facts), **_of_values(finding.expected, finding.actual),
    }  # fmt: skip
    return _said(finding.check, finding.verdict, fields, "count")


def _said(check: str, verdict: str, fields: Fields, always: str) -> str:
    """The first sentence whose fields are known."""
    words = messages().checks[check]
    for template in (words.undecided if verdict == "undecided" and words.undecided else words.broken):
        if all(fields.get(name) or name == always for name in fields_of(template)):
            return template.format(**fields)
    raise AssertionError(f"no sentence of {check} can be said without {always}")


@cache
def fields_of(template: str) -> frozenset[str]:
    """The names of a template's fields.

    >>> sorted(fields_of("{a} and {b}"))
    ['a', 'b']
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def flat(words: str) -> str:
    """Words of a report for a sentence: on one line, and not endless."""
    line = "".join(words.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"


def _of_cells(cells: Sequence[str]) -> Fields:
    if not cells:
        return {}
    names = list(dict.fromkeys(map(cell_name, cells)))
    row, column = halves(cells[0])
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return {"cell": names[0], "cells": " + ".join(names[:NAMED]) + more, "row": row, "column": column}


def _of_facts(facts: Sequence[Fact]) -> Fields:
    named = [flat(f"{f.label}{f.quantity.raw}") for f in facts]
    parts = " + ".join(flat(f.quantity.raw) for f in facts[1:])
    return dict(zip(("fact", "other", "third"), named, strict=False)) | {"parts": parts}


def _of_values(expected: str | None, actual: str | None) -> Fields:
    fields = {"expected": _value(expected), "actual": _value(actual)}
    try:
        gap = abs(Decimal(expected or "") - Decimal(actual or ""))
    except InvalidOperation:
        return fields
    return fields | {"gap": decimal_text(gap)}


def _value(value: str | None) -> str:
    """A value in English: a section is named by its number as well, a blank said.

    >>> _value("46"), _value("空白"), _value("总体情况")
    ('46', 'blank', 'section 1, 总体情况')
    """
    titles = {entry.title: number for number, entry in enumerate(section_titles(), 1)}
    if value in titles:
        return f"section {titles[value]}, {value}"
    return "blank" if value == "空白" else value or ""


def _figures(ids: Sequence[str], cells: Mapping[str, Cell], half: int) -> str:
    """The figures of cells that are not 0, each with the half of its name that tells it apart."""
    shown = [c for id in ids if (c := cells.get(id)) is not None and c.value]
    more = f" and {len(shown) - NAMED} more" if len(shown) > NAMED else ""
    return ", ".join(f"{halves(c.id)[half]} {decimal_text(c.value)}" for c in shown[:NAMED] if c.value is not None) + more


def _named(entry: Entry | None) -> str:
    """A report in a sentence: its agency and year."""
    return f"{entry.agency or entry.path} {entry.year or ''}".strip() if entry else ""


def _printed(entry: Entry | None, cells: Sequence[str]) -> str:
    """What a report prints in the first of the cells."""
    value = entry.cells.value_of(cells[0]) if entry and cells else None
    return decimal_text(value) if value is not None else ""
