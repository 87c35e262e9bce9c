"""A store's reports against each other: years of one body, bodies of one region, as the table ``cross``.

Made from the records of the reports that count; nothing is read again. All of them are held at once, some tens of kilobytes each.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extractor.auditing.across import audit_world, printed
from extractor.exports.as_cross import to_cross_record
from extractor.exports.as_records import SCHEMA
from extractor.series.entries import entry_from_record
from extractor.series.worlds import world_of
from extractor.store.catalogue import CROSS
from extractor.store.parts import write_table
from extractor.store.results import records

if TYPE_CHECKING:
    import pyarrow


def write_cross(folder: Path) -> int:
    """Write the table anew; returns how many findings there are between the reports."""
    import pyarrow as pa

    world = world_of(entry_from_record(record) for record in records(folder, SCHEMA) if record["text"])
    found = [to_cross_record(finding) for finding in printed(audit_world(world))]
    rows = [{"code": one.pop("check"), **one, "spans": [[_span(s) for s in side] for side in one["spans"]]} for one in found]
    write_table(folder / CROSS, pa.Table.from_pylist(rows, _schema()))
    return len(rows)


def _span(pair: list[int]) -> dict[str, int]:
    return {"start": pair[0], "stop": pair[1]}


def _schema() -> pyarrow.Schema:
    import pyarrow as pa

    text = pa.string()
    span = pa.struct({"start": pa.int32(), "stop": pa.int32()})
    change = pa.struct({"path": text, "cell": text, "fact": text, "value": text, "unique": pa.bool_(), "cause": text})
    columns = {"code": text, "verdict": text, "severity": text, "message": text, "between": pa.list_(text), "cells": pa.list_(text)}
    columns |= {"facts": pa.list_(pa.list_(text)), "spans": pa.list_(pa.list_(span)), "expected": text, "actual": text}
    return pa.schema(list((columns | {"suggestions": pa.list_(change)}).items()))
