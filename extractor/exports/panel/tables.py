"""Rows of text -> files: CSV that every program opens, and Parquet with types beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from extractor.errors import MissingPackage
from extractor.exports.panel.columns import Column, Type
from extractor.spreadsheets import harmless

if TYPE_CHECKING:
    import pyarrow

AT_ONCE = 20_000
SCHEMA = "gouji.panel/1"


class TableFile:
    """A table that is written row by row: ``NAME.csv`` and, where it is wanted, ``NAME.parquet``.

    CSV is UTF-8 with the mark that spreadsheets look for, and an empty cell is no value; in Parquet whole numbers are int32, numbers
    double, and no value is null. Raises ``MissingPackage`` where Parquet is wanted and pyarrow is not there.
    """

    def __init__(self, folder: Path, name: str, columns: Sequence[Column], parquet: bool = False) -> None:
        self._columns = tuple(columns)
        self._rows: list[tuple[str, ...]] = []
        self._parquet = _parquet_writer(folder / f"{name}.parquet", self._columns) if parquet else None
        self._csv = (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="")
        self._csv.write(_lines([tuple(column.name for column in self._columns)]))

    def __enter__(self) -> TableFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        self._csv.close()
        if self._parquet is not None:
            self._parquet.close()

    def add(self, row: tuple[str, ...]) -> None:
        """Append a row, its cells in the order of the columns."""
        self._rows.append(row)
        if len(self._rows) >= AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._csv.write(_lines(self._rows))
        if self._parquet is not None and self._rows:
            self._parquet.write_table(_arrow(self._columns, self._rows))
        self._rows = []


def _lines(rows: Sequence[tuple[str, ...]]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows(map(harmless, row) for row in rows)
    return stream.getvalue()


def _parquet_writer(path: Path, columns: tuple[Column, ...]) -> Any:
    try:
        from pyarrow import parquet
    except ImportError:
        raise MissingPackage("pyarrow", "batch") from None
    return parquet.ParquetWriter(path, _schema(columns), compression="zstd")


def _schema(columns: tuple[Column, ...]) -> pyarrow.Schema:
    import pyarrow as pa

    types = {"text": pa.string(), "whole": pa.int32(), "number": pa.float64()}
    return pa.schema([(column.name, types[column.type]) for column in columns], metadata={"gouji.schema": SCHEMA})


def _arrow(columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> pyarrow.Table:
    import pyarrow as pa

    schema = _schema(columns)
    arrays = [
        pa.array([_typed(cell, column.type) for cell in cells], field.type)
        for column, field, cells in zip(columns, schema, zip(*rows, strict=True), strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _typed(cell: str, type: Type) -> object:
    if not cell:
        return None
    return cell if type == "text" else int(cell) if type == "whole" else float(cell)
