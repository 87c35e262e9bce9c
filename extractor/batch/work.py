"""The one function over Arrow batches: documents in, rows of reports out. Local workers and Spark's call it alike.

In: ``store.schemas.input_schema``, of which ``path`` and ``content`` are enough. Out: ``store.schemas.row_schema``, a row a report,
with lists of cells, facts, items, findings and diagnostics. A row a report keeps what belongs together in one message and lets
engines move reports as they like; the tables are its lists unnested, which Arrow and every engine do without a loop of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from extractor.api import audited, extract_document, parse_input, report_of_nothing, to_record, unreadable
from extractor.batch.keys import report_key
from extractor.diagnostics import Diagnostic
from extractor.model import Document, Report
from extractor.sources import Input
from extractor.store.rows import Row, to_row
from extractor.store.schemas import row_schema

if TYPE_CHECKING:
    import pyarrow

#: Rows made before they are handed on; an engine's own batches may be of thousands.
AT_ONCE = 16


def read_batches(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """The rows of the documents in the order given; whatever is wrong with one ends in its own row."""
    import pyarrow as pa

    schema = row_schema()
    for batch in batches:
        for start in range(0, batch.num_rows, AT_ONCE):
            rows = [read_row(given) for given in batch.slice(start, AT_ONCE).to_pylist()]
            yield pa.RecordBatch.from_pylist(rows, schema)


def read_row(given: dict[str, Any]) -> Row:
    """The row of one document that is given as bytes, as a stored document, or as the reason why there is none."""
    source = _input(given)
    key = given.get("report") or report_key(source.path, source.data, source.suffix, source.metadata, source.failure)
    try:
        return _read(source, given, key)
    except Exception as error:  # the batch goes on; the row says what failed
        report = unreadable(source, "input.failed", f"{type(error).__name__}: {error}")
        return _row(report, report.document, report.diagnostics[0], key)


def _read(source: Input, given: dict[str, Any], key: str) -> Row:
    parsed = _stored(given, source.failure) if given.get("document") else parse_input(source)
    if isinstance(parsed, Report):
        return _row(parsed, parsed.document, parsed.diagnostics[0], key)
    return _row(extract_document(parsed), parsed, None, key)


def _input(given: dict[str, Any]) -> Input:
    failure = given.get("failure")
    content = given.get("content")
    if content is None and not given.get("document"):
        content = (given.get("text") or "").encode()
    return Input(
        given["path"],
        content or b"",
        msgspec.msgpack.decode(failure, type=Diagnostic) if failure else None,
        tuple((pair["name"], pair["value"]) for pair in given.get("metadata") or ()),
        given.get("suffix") or "",
    )


def _stored(given: dict[str, Any], failure: Diagnostic | None) -> Document | Report:
    document = msgspec.msgpack.decode(given["document"], type=Document)
    if failure is not None:
        return report_of_nothing(document, failure)
    return replace(document, text=given["text"])


def _row(report: Report, document: Document, failure: Diagnostic | None, key: str) -> Row:
    encode = msgspec.msgpack.encode
    row = to_row(to_record(audited(report)), key)
    bare = encode(replace(document, text=""))
    return row | {"text": document.text, "document": bare, "failure": encode(failure) if failure else None}
