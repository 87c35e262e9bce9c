"""The same function on Dask: the same rows as the Arrow function gives by itself."""

from __future__ import annotations

from typing import Any

import pytest
from store_corpora import texts

pytest.importorskip("pyarrow")
pytest.importorskip("dask.bag")

import pyarrow as pa
from dask import bag

from extractor.batch.dask import read_bag
from extractor.batch.work import read_row


@pytest.mark.slow
def test_dask_gives_the_same_rows_in_the_same_order() -> None:
    documents: list[dict[str, Any]] = [{"path": name, "content": text.encode()} for name, text in texts(9)]
    documents.append({"path": "broken.pdf", "content": b"%PDF-1.4 nothing"})
    batches = read_bag(bag.from_sequence(documents, npartitions=3)).compute(scheduler="synchronous")
    rows = pa.Table.from_batches(batches)
    assert rows.num_rows == len(documents)
    assert rows == pa.Table.from_pylist([read_row(given) for given in documents], rows.schema)
    assert rows["status"][-1].as_py() == "failed"
