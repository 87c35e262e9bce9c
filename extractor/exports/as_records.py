"""Report and audit -> the record of the contract: one JSON object, one line."""

from __future__ import annotations

from typing import Any

import msgspec

from extractor.agencies import classify
from extractor.auditing.findings import Audit, Finding, Suggestion
from extractor.model import PROBLEMS, Cell, Fact, Item, Report
from extractor.series.entries import OPENING_REACH
from extractor.values import decimal_text

SCHEMA = "gouji.report/1"
Record = dict[str, Any]


def to_record(report: Report, audit: Audit | None = None, held: bool = False) -> Record:
    """The record of a report, with its findings when it was audited; held ones only on demand."""
    document = report.document
    shown = [*audit.findings, *(audit.held if held else ())] if audit else []
    record: Record = {
        "schema": SCHEMA,
        "source": {
            "path": document.source.path,
            "format": document.source.format,
            "sha256": document.source.sha256,
            "encoding": document.source.encoding,
        },
        "agency": report.agency,
        **_agency(report),
        "year": report.year,
        "form": report.form,
        "text": document.text,
        "sections": [
            {
                "id": s.id, "title": s.title_span.of(document.text).strip(), "start": s.span.start, "end": s.span.end,
                "title_start": s.title_span.start, "title_end": s.title_span.end,
            }
            for s in report.sections
        ],
        "tables": [
            {"part": t.part, "form": t.form, "rows": list(t.rows), "start": t.span.start, "end": t.span.end} for t in report.tables
        ],
        "cells": [_cell(c) for c in report.cells],
        "facts": [_fact(f) for f in report.facts],
        "items": [_item(i, report) for i in report.items],
        "findings": [_finding(f) for f in shown],
        "coverage": _coverage(audit),
        "diagnostics": [
            {"code": d.code, "message": d.message(), "start": d.span.start if d.span else None, "end": d.span.end if d.span else None}
            for d in (*report.diagnostics, *(audit.diagnostics if audit else ()))
        ],
    }
    if document.metadata:
        record["metadata"] = dict(document.metadata)
    return record


def to_line(record: Record) -> bytes:
    """A record as one line of JSON, keys in the contract's order.

    >>> to_line({"年": 1})
    b'{"\\xe5\\xb9\\xb4":1}'
    """
    return msgspec.json.encode(record)


def _agency(report: Report) -> Record:
    """What the agency's name says; nothing where no name was found."""
    if report.agency is None:
        return {"agency_kind": None, "agency_level": None, "region": None}
    agency = classify(report.agency, report.document.text[:OPENING_REACH])
    return {"agency_kind": agency.kind, "agency_level": agency.level, "region": agency.region}


def _cell(cell: Cell) -> Record:
    value = None if cell.value is None else decimal_text(cell.value)
    record: Record = {"cell": cell.id, "value": value, "raw": cell.raw, "state": cell.state}
    record |= {"start": cell.span.start, "end": cell.span.end}
    if cell.confidence < 1:
        record["confidence"] = cell.confidence
    return record


def _fact(fact: Fact) -> Record:
    q = fact.quantity
    record: Record = {
        "id": fact.id,
        "indicator": fact.indicator,
        "label": fact.label,
        "value": decimal_text(q.value),
        "unit": q.unit,
        "low": None if q.low is None else decimal_text(q.low),
        "high": None if q.high is None else decimal_text(q.high),
        "qualifier": q.qualifier,
        "period": fact.period,
        "scope": fact.scope,
        "section": fact.section,
        "part_of": fact.part_of,
        "raw": q.raw,
        "start": q.span.start,
        "end": q.span.end,
        "made_by": fact.made_by,
    }
    ties = {"qualifies": fact.qualifies, "base": fact.base, "numerator": fact.numerator, "denominator": fact.denominator}
    record |= {name: other for name, other in ties.items() if other}
    if fact.direction:
        record["direction"] = fact.direction
    if q.step != 1:
        record["step"] = decimal_text(q.step)
    if fact.denial:
        record["denial"] = True
    if not fact.sure:
        record["sure"] = False
    if not fact.firm:
        record["firm"] = False
    record["number"] = [q.number.start, q.number.end]
    return record


def _item(item: Item, report: Report) -> Record:
    text = report.document.text
    record: Record = {
        "id": item.id,
        "role": item.role,
        "text": item.span.of(text),
        "topics": list(item.topics),
        "answers": list(item.answers),
        "start": item.span.start,
        "end": item.span.end,
    }
    if item.title:
        record["title"] = item.title.of(text)
        record["title_start"] = item.title.start
    if item.year:
        record["year"] = item.year
    if item.why:
        record["why"] = item.why
    if item.topic_words:
        record["topic_words"] = {topic: list(words) for topic, words in item.topic_words}
    if item.role in PROBLEMS:
        record["answered_by"] = [other.id for other in report.items if item.id in other.answers]
    if item.substance:
        record["substance"] = {
            "score": item.substance.score,
            "parts": [p.name for p in item.substance.parts],
            "spans": [[p.span.start, p.span.end] for p in item.substance.parts],
        }
    return record


def _finding(finding: Finding) -> Record:
    return {
        "check": finding.check,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        "cells": list(finding.cells),
        "facts": list(finding.facts),
        "spans": [[s.start, s.end] for s in finding.spans],
        "suggestions": [_suggestion(s) for s in finding.suggestions],
    }


def _suggestion(suggestion: Suggestion) -> Record:
    place = {"cell": suggestion.cell} if suggestion.cell else {"fact": suggestion.fact}
    return {**place, "value": suggestion.value, "unique": suggestion.unique, "cause": suggestion.cause}


def _coverage(audit: Audit | None) -> Record:
    if audit is None:
        return {}
    c = audit.coverage
    return {
        "quantities": c.quantities,
        "bound": c.bound,
        "held": c.held,
        "broken": c.broken,
        "undecided": c.undecided,
        "unbound": list(c.unbound),
        "not_assessed": [{"check": check, "why": why} for check, why in c.not_assessed],
    }
