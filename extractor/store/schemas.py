"""The columns as Arrow schemas: of a row of one report, and of each table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extractor.store.columns import LISTS, REPORT, SCHEMA, TEXT, Column, Kind

if TYPE_CHECKING:
    import pyarrow


@cache
def _types() -> dict[Kind, pyarrow.DataType]:
    import pyarrow as pa

    text, whole = pa.string(), pa.int32()
    span = pa.struct({"start": whole, "stop": whole})
    return {
        "string": text,
        "int": whole,
        "double": pa.float64(),
        "binary": pa.binary(),
        "strings": pa.list_(text),
        "bool": pa.bool_(),
        "span": span,
        "spans": pa.list_(span),
        "sections": pa.list_(
            pa.struct({"id": text, "title": text, "start": whole, "stop": whole, "title_start": whole, "title_stop": whole})
        ),
        "tables": pa.list_(pa.struct({"part": text, "form": text, "rows": pa.list_(text), "start": whole, "stop": whole})),
        "pairs": pa.list_(pa.struct({"name": text, "value": text})),
        "topics": pa.list_(pa.struct({"topic": text, "words": pa.list_(text)})),
        "substance": pa.struct({"score": whole, "parts": pa.list_(text), "spans": pa.list_(span)}),
        "suggestions": pa.list_(
            pa.struct({"cell": text, "fact": text, "value": text, "unique": pa.bool_(), "cause": text})
        ),
        "reasons": pa.list_(pa.struct({"check": text, "why": text})),
    }


def _fields(columns: tuple[Column, ...]) -> list[tuple[str, pyarrow.DataType]]:
    return [(column.name, _types()[column.kind]) for column in columns]


@cache
def row_schema() -> pyarrow.Schema:
    """A row a report: what it has once, a list a table of what it has many times, its text.

    >>> row_schema().field("cells").type.value_type.field("value").type
    DataType(string)
    """
    import pyarrow as pa

    lists = [(name, pa.list_(pa.struct(_fields(columns)))) for name, columns in LISTS.items()]
    return pa.schema([*_fields(REPORT), *lists, *_fields(TEXT)])


@cache
def input_schema() -> pyarrow.Schema:
    """A row a document to be read: its path and bytes, or a document that was stored, or why there is none.

    ``path`` and ``content`` are enough. ``report`` is the key where it is known; ``failure`` a diagnostic as MessagePack.
    """
    import pyarrow as pa

    columns = [
        ("path", pa.string()),
        ("content", pa.binary()),
        ("suffix", pa.string()),
        ("metadata", _types()["pairs"]),
    ]
    return pa.schema([*columns, ("report", pa.string()), *_fields(TEXT)])


@cache
def table_schemas() -> dict[str, pyarrow.Schema]:
    """The schema of every table; each row says which report it is of, and at which position it stands there.

    >>> table_schemas()["findings"].names[:3]
    ['report', 'position', 'code']
    """
    import pyarrow as pa

    key, place = ("report", pa.string()), ("position", pa.int32())
    tables = {"reports": _fields(REPORT)} | {name: [key, place, *_fields(columns)] for name, columns in LISTS.items()}
    tables["texts"] = [key, ("path", pa.string()), *_fields(TEXT)]
    return {name: pa.schema(fields, metadata={"gouji.schema": SCHEMA}) for name, fields in tables.items()}
