"""CSV and TSV -> rows, whatever their encoding and separator; fields may be as long as a report.

The separator is the one under which the first line names the most known columns. A row with more fields than columns was
written without its quotes: its text would be cut, so it is said to be broken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from extractor.sources.entries import MAX_DOCUMENT, as_text
from extractor.sources.json_rows import TOO_LONG, encoding_of
from extractor.sources.rows import Columns, Row, column_of, has_document
from lexicons.reading.source_words import ColumnNames

SEPARATORS = (",", "\t", ";", "|", "，")
#: The first line, the names of the columns, is looked for in so many characters.
FIRST = 1 << 16


def rows(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    """The rows below the names of the columns, counted from 1; the first is yielded with number 0, the names alone.

    >>> import io
    >>> [(r.number, dict(r.values), r.fault) for r in rows(io.BytesIO('标题;正文\\n甲;"乙;\\n丙"\\n丁;1;2'.encode("gbk")), Columns())]
    [(0, {'标题': None, '正文': None}, ''), (1, {'标题': '甲', '正文': '乙;\\n丙'}, ''), (2, {}, '有 3 列，表头只有 2 列')]
    """
    with as_text(file, _encoding(file, columns), newline="") as reader:
        start = reader.read(FIRST).lstrip("\ufeff")
        lines = _Lines(reader, start)
        csv.field_size_limit(MAX_DOCUMENT)
        yield from _rows(csv.reader(lines, delimiter=separator(start, columns)), lines)


def _encoding(file: IO[bytes], columns: Columns) -> str:
    """The encoding of a table; that the first line names a column that is looked for says more than a few fields do."""
    name = encoding_of(file)
    if name == "utf-8-sig":
        return name
    start = file.read(FIRST)
    file.seek(0)
    for candidate in (name, "gb18030"):
        line = start.decode(candidate, errors="replace").lstrip("\ufeff\r\n").partition("\n")[0]
        if any(has_document(line.rstrip("\r").replace('"', "").split(mark), columns) for mark in SEPARATORS):
            return candidate
    return name


def _rows(table: Iterator[list[str]], lines: _Lines) -> Iterator[Row]:
    names: list[str] | None = None
    number = 0
    while True:
        lines.quotes = 0
        try:
            fields = next(table, None)
        except csv.Error:
            fields, number = [], number + 1
            yield Row(number, {}, TOO_LONG)
        if fields is None:
            return
        if not any(field.strip() for field in fields):
            continue
        if names is None:
            names = [name.strip() for name in fields]
            yield Row(0, dict.fromkeys(names))
            continue
        number += 1
        yield _row(number, names, fields, cut=lines.ended and lines.quotes % 2 == 1)


def _row(number: int, names: list[str], fields: list[str], cut: bool) -> Row:
    if cut:
        return Row(number, {}, "引号没有结尾，文件可能中断")
    if any(field.strip() for field in fields[len(names) :]):
        return Row(number, {}, f"有 {len(fields)} 列，表头只有 {len(names)} 列")
    values: dict[str, object] = {}
    for name, field in zip(names, fields, strict=False):
        values.setdefault(name, field)
    return Row(number, values)


def separator(start: str, columns: Columns) -> str:
    """The separator of a table by its first line.

    >>> separator("标题\\t正文，附注\\n", Columns()), separator("text", Columns())
    ('\\t', ',')
    """
    line = start.lstrip("\r\n").partition("\n")[0].rstrip("\r")

    def weight(mark: str) -> tuple[int, int]:
        names = next(csv.reader([line], delimiter=mark), [])
        known = sum(column_of(names, field, columns) is not None for field in ColumnNames.__struct_fields__)
        return known, len(names)

    try:
        return max(SEPARATORS, key=weight)
    except csv.Error:
        return SEPARATORS[0]


class _Lines:
    """Lines of a table; counts quotation marks, so that one without its partner at the end of the file is seen.

    Long lines are given in pieces, which is the same to the parser.
    """

    def __init__(self, reader: io.TextIOWrapper, start: str) -> None:
        self._reader = reader
        self._start = io.StringIO(start, newline="")
        self.quotes = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._start.readline()
        if not line.endswith(("\n", "\r")):
            line += self._reader.readline(MAX_DOCUMENT)
        if not line:
            self.ended = True
            raise StopIteration
        self.quotes += line.count('"')
        return line
