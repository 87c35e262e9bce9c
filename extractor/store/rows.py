"""A record of the contract <-> a row of one report: nested lists of plain values, as the columns say."""

from __future__ import annotations

from typing import Any, Literal

from extractor.store.columns import BACK, INTO, LISTS, REPORT, Column

Record = dict[str, Any]
Row = dict[str, Any]
Status = Literal["read", "not_report", "failed"]
COUNTS = ("quantities", "bound", "held", "broken", "undecided")
SEVERITIES = {"errors": "error", "warnings": "warning", "notices": "notice"}
SOURCE = ("path", "format", "sha256", "encoding")


def to_row(record: Record, report: str) -> Row:
    """The row of a record; ``report`` is its key."""
    found = record["findings"]
    broken = [f["severity"] for f in found if f["verdict"] == "broken"]
    coverage = record["coverage"]
    return {
        "report": report,
        **{name: record["source"][name] for name in SOURCE},
        "status": status_of(record),
        "characters": len(record["text"]),
        **{name: broken.count(severity) for name, severity in SEVERITIES.items()},
        **{name: coverage.get(name) for name in (*COUNTS, "unbound", "not_assessed")},
        **_filled(record, REPORT),
        **{name: [_one(entry, columns) for entry in record[name]] for name, columns in LISTS.items()},
        "text": record["text"],
    }


def status_of(record: Record) -> Status:
    """Whether a report was read, the text is none, or there is no text."""
    codes = {d["code"] for d in record["diagnostics"]}
    return "not_report" if "input.not_report" in codes else "read" if record["text"] else "failed"


def _one(entry: Record, columns: tuple[Column, ...]) -> Row:
    row = _filled(entry, columns)
    value = entry.get("value")
    if value is not None:
        row["amount"] = float(value)
    return row


def _filled(entry: Record, columns: tuple[Column, ...]) -> Row:
    row: Row = {}
    for column in columns:
        value = None if column.derived else entry.get(column.key, column.default)
        if value is not None:
            row[column.name] = INTO[column.kind](value) if column.kind in INTO else value
    return row


def to_record(row: Row, schema: str) -> Record:
    """The record that a row was made of; ``schema`` is the record's own."""
    record: Record = {"schema": schema, "source": {name: row[name] for name in SOURCE}}
    fields = _given(row, REPORT)
    metadata = fields.pop("metadata", None)
    for name in ("agency", "agency_kind", "agency_level", "region", "year", "form"):
        record[name] = fields[name]
    record |= {"text": row["text"], "sections": fields["sections"], "tables": fields["tables"]}
    for name in ("cells", "facts", "items", "findings"):
        record[name] = [_given(entry, LISTS[name]) for entry in row[name]]
    record["coverage"] = {name: row[name] for name in (*COUNTS, "unbound", "not_assessed")}
    record["diagnostics"] = [_given(entry, LISTS["diagnostics"]) for entry in row["diagnostics"]]
    return record | ({"metadata": metadata} if metadata else {})


def _given(row: Row, columns: tuple[Column, ...]) -> Record:
    entry: Record = {}
    for column in columns:
        value = row[column.name]
        if column.derived or (column.left_out and value == column.default):
            continue
        entry[column.key] = BACK[column.kind](value) if value is not None and column.kind in BACK else value
    return entry
