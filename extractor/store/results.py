"""What is in a store, for programs: the records of its reports, one at a time, and the hook for what holds between reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.store.columns import TABLES
from extractor.store.parts import Parts
from extractor.store.rows import Record, to_record
from extractor.store.states import documents, look
from extractor.store.tables import rows_of


def records(folder: Path, schema: str) -> Iterator[Record]:
    """The records of the reports that count, in the order in which they were read; ``schema`` is the record's own.

    One shard is held at a time. What holds between reports (years, regions) is made from these. Raises ``GoujiError``.
    """
    base = look(folder)
    try:
        base.execute("begin")
        shards = dict(base.execute("select shard, rules from shards order by shard").fetchall())
        current = {report for report, *_, status in documents(base) if status == "current"}
    finally:
        base.close()
    parts = Parts(folder)
    for shard, rules in shards.items():
        tables = {table: parts.read(table, shard, rules) for table in TABLES}
        for row in rows_of(tables):
            if row["report"] in current:
                yield to_record(row, schema)
