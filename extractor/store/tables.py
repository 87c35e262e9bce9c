"""Rows of reports -> the tables, column by column and without a loop over rows; and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from extractor.store.columns import LISTS, RESULTS
from extractor.store.rows import Row
from extractor.store.schemas import row_schema, table_schemas

if TYPE_CHECKING:
    import pyarrow


def tables_of(batches: Sequence[pyarrow.RecordBatch]) -> dict[str, pyarrow.Table]:
    """Every table of some rows: lists are unnested, in the order of reports and within each in its own."""
    import pyarrow as pa
    from pyarrow import compute

    whole = pa.Table.from_batches(batches, row_schema())
    schemas = table_schemas()
    tables = {"reports": _of(whole, schemas["reports"]), "texts": _of(whole, schemas["texts"])}
    keys = whole["report"].combine_chunks()
    for name in LISTS:
        lists = whole[name].combine_chunks()
        entries = compute.list_flatten(lists)
        lengths = compute.list_value_length(lists).to_pylist()
        positions = pa.array([place for length in lengths for place in range(length)], pa.int32())
        columns = [keys.take(compute.list_parent_indices(lists)), positions, *entries.flatten()]
        tables[name] = pa.Table.from_arrays(columns, schema=schemas[name])
    return tables


def _of(whole: pyarrow.Table, schema: pyarrow.Schema) -> pyarrow.Table:
    return whole.select(schema.names).replace_schema_metadata(schema.metadata).combine_chunks()


def rows_of(tables: dict[str, pyarrow.Table]) -> Iterator[Row]:
    """The rows that the tables of one shard were made of; of ``texts`` only the text."""
    texts = dict(zip(tables["texts"]["report"].to_pylist(), tables["texts"]["text"].to_pylist(), strict=True))
    nested: dict[str, dict[str, list[dict[str, Any]]]] = {name: {} for name in LISTS}
    for name, found in nested.items():
        for entry in tables[name].to_pylist():
            found.setdefault(entry.pop("report"), []).append(entry)
    for row in tables["reports"].to_pylist():
        key = row["report"]
        yield row | {name: found.get(key, []) for name, found in nested.items()} | {"text": texts[key]}


def results_only(tables: dict[str, pyarrow.Table]) -> dict[str, pyarrow.Table]:
    """The tables that depend on the rules."""
    return {name: tables[name] for name in RESULTS}
