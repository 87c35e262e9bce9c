"""JSON Lines, CSV, TSV and Parquet -> inputs: each row with a column of text or of a page is a document of its own."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.sources import delimited_rows, json_rows, parquet_rows
from extractor.sources.entries import DAMAGE, MAX_DOCUMENT, Entry, copied, megabytes
from extractor.sources.inputs import Input, refused, suffix_of
from extractor.sources.rows import (
    Columns,
    Names,
    Row,
    column_of,
    has_document,
    is_own_result,
    label_of,
    metadata_of,
    text_of,
)  # fmt: skip

JSON, DELIMITED, PARQUET = frozenset({".jsonl", ".ndjson", ".json"}), frozenset({".csv", ".tsv"}), frozenset({".parquet"})
SUFFIXES = JSON | DELIMITED | PARQUET
#: After so many rows without one, a feed is said to have no column of text; before, each row is.
ENOUGH = 50
SHOWN_COLUMNS = 12
LONE_SURROGATE = regex.compile(r"[\ud800-\udfff]")


def is_feed(path: str) -> bool:
    """Whether a path is a feed's, by its suffix.

    >>> is_feed("a.JSONL"), is_feed("a.zip!/b.csv"), is_feed("a.txt")
    (True, True, False)
    """
    return suffix_of(path) in SUFFIXES


def inputs(entry: Entry, columns: Columns) -> Iterator[Input]:
    """The documents of a feed; one that was merely found, and is a result of ours or a lone JSON object, gives nothing."""
    if not entry.given and is_own_result(entry.head()):
        return
    suffix = suffix_of(entry.path)
    if suffix in PARQUET and not parquet_rows.is_installed():
        yield refused(entry.path, "input.extra_missing", package="pyarrow", extra="batch")
        return
    read = 0
    try:
        for one in _chosen(_rows(entry, suffix, columns), entry, columns):
            read += 1
            yield one
    except DAMAGE:
        yield refused(entry.path, "input.damaged", note=f"读到第 {read} 份之后无法继续，请重新下载。" if read else "请重新下载。")


def _rows(entry: Entry, suffix: str, columns: Columns) -> Iterator[Row]:
    if suffix in JSON:
        yield from json_rows.rows(entry.file, suffix)
    elif suffix in DELIMITED:
        yield from delimited_rows.rows(entry.file, columns)
    elif entry.depth:
        with copied(entry.file) as file:
            yield from parquet_rows.rows(file, columns)
    else:
        yield from parquet_rows.rows(entry.file, columns)


def _chosen(rows: Iterator[Row], entry: Entry, columns: Columns) -> Iterator[Input]:
    """The rows as inputs; where no row has a column of text, one sentence about the feed instead of one a row."""
    names, seen, number = Names(), tuple[str, ...](), 0
    waiting: list[int] = []
    settled = False
    for row in rows:
        number = row.number
        if not settled and not row.fault:
            if has_document(row.values, columns):
                settled = True
                yield from (_without(entry.path, names, one) for one in waiting)
                waiting = []
            else:
                seen = seen or tuple(row.values)
                if row.number == 0 or len(waiting) == ENOUGH:
                    yield _no_column(entry.path, seen)
                    return
                waiting.append(row.number)
                continue
        if row.number:
            yield _input(row, entry.path, names, columns)
    if number == 0:
        yield refused(entry.path, "input.no_documents", kind="数据文件")
    elif waiting and (entry.given or number > 1 or suffix_of(entry.path) != ".json"):
        yield _no_column(entry.path, seen)


def _input(row: Row, path: str, names: Names, columns: Columns) -> Input:
    if row.fault:
        return refused(f"{path}!/{names.name('', row.number)}", "input.broken_row", row=str(row.number), note=row.fault)
    found = {field: column_of(row.values, field, columns) for field in ("html", "text", "path")}
    label = label_of(row.values[found["path"]]) if found["path"] else ""
    shown = f"{path}!/{names.name(label, row.number)}"
    for field, suffix in (("html", ".html"), ("text", ".txt")):
        column = found[field]
        value = text_of(row.values[column]) if column is not None else ""
        if not value:
            continue
        if len(value) > MAX_DOCUMENT:
            return refused(shown, "input.oversized", note=f"超过 {megabytes(MAX_DOCUMENT)}")
        about = metadata_of(row, columns)
        if isinstance(value, bytes):
            return Input(shown, value, metadata=about, suffix=suffix_of(label) or suffix)
        return Input(shown, _encoded(value), metadata=about, suffix=suffix)
    return refused(shown, "input.row_without_text", row=str(row.number))


def _encoded(text: str) -> bytes:
    """UTF-8; marked as such where the text, a page, may declare the encoding that it had before."""
    data = LONE_SURROGATE.sub("\ufffd", text).encode("utf-8")
    return b"\xef\xbb\xbf" + data if "charset" in text[:4096].lower() else data


def _without(path: str, names: Names, number: int) -> Input:
    return refused(f"{path}!/{names.name('', number)}", "input.row_without_text", row=str(number))


def _no_column(path: str, seen: tuple[str, ...]) -> Input:
    shown = "、".join(label for name in seen[:SHOWN_COLUMNS] if (label := label_of(name))) or "无"
    return refused(path, "input.no_text_column", columns=f"{shown}等" if len(seen) > SHOWN_COLUMNS else shown)
