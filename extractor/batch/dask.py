"""The same function on a Dask cluster: a bag of documents -> a bag of Arrow batches of rows. Needs Dask, which no extra brings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from extractor.batch.work import read_batches
from extractor.store.schemas import input_schema

if TYPE_CHECKING:
    import pyarrow
    from dask.bag import Bag


def read_bag(documents: Bag) -> Bag:
    """Batches of rows, a row a report, as ``store.schemas.row_schema`` says, of mappings with ``path`` and ``content`` (bytes)."""
    return documents.map_partitions(read_partition)


def read_partition(documents: Iterable[dict[str, Any]]) -> list[pyarrow.RecordBatch]:
    """The rows of one partition, in its order."""
    import pyarrow as pa

    return list(read_batches([pa.RecordBatch.from_pylist(list(documents), input_schema())]))
