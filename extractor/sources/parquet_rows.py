"""Parquet -> rows, a few at a time; pyarrow is asked for here alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from extractor.sources.rows import Columns, Row, column_of
from lexicons.reading.source_words import ColumnNames

MAGIC = b"PAR1"
#: Rows unpacked at once.
AT_ONCE = 16
#: Columns are read through a buffer of so many bytes; without one, whole at once.
BUFFER = 1 << 20


def is_installed() -> bool:
    """Whether pyarrow can be imported."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        return False
    return True


def rows(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    """The names of the columns as row 0, then the rows, counted from 1; raises ``ValueError`` where the file is damaged."""
    import pyarrow
    from pyarrow import parquet

    number = 0
    try:
        table = parquet.ParquetFile(file, pre_buffer=False, buffer_size=BUFFER)
        names = list(table.schema_arrow.names)
        yield Row(0, dict.fromkeys(names))
        found = (column_of(names, field, columns) for field in ColumnNames.__struct_fields__)
        wanted = list(dict.fromkeys(name for name in found if name is not None))
        for batch in table.iter_batches(batch_size=AT_ONCE, columns=wanted, use_threads=False):
            for values in batch.to_pylist():
                number += 1
                yield Row(number, values)
    except (pyarrow.ArrowException, OSError) as error:
        raise ValueError(f"row {number + 1}: {type(error).__name__}") from None
