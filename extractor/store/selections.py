"""Rows of a query -> CSV, JSON Lines or a workbook, some at a time.

What a spreadsheet would take for a formula is made harmless: in CSV by an apostrophe in front, in a workbook by its type.
Lists and structures are written as JSON.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any

import msgspec

from extractor.errors import GoujiError
from extractor.spreadsheets import harmless

Rows = list[tuple[Any, ...]]
AT_ONCE = 2000
#: What a sheet and a cell of a workbook can hold.
SHEET_ROWS, CELL = 1_048_576, 32_767


def columns(result: Any) -> list[str]:
    """The names of a result's columns."""
    return [str(column[0]) for column in result.description]


def blocks(result: Any, at_once: int = AT_ONCE, most: int | None = None) -> Iterator[Rows]:
    """Its rows, some at a time; ``most`` is how many times."""
    while (most is None or most > 0) and (rows := result.fetchmany(at_once)):
        most = None if most is None else most - 1
        yield rows


def plain(value: Any) -> Any:
    """A value as text or number: structures as JSON."""
    if isinstance(value, list | dict | tuple):
        return msgspec.json.encode(value, enc_hook=_plain_inside).decode()
    if isinstance(value, bytes):
        return value.hex()
    return value


def _plain_inside(value: Any) -> Any:
    return str(value)


def _csv_value(value: Any) -> Any:
    """A value for a CSV cell.

    >>> [_csv_value(v) for v in ("=1+1", -5, ["a"], None)]
    ["'=1+1", -5, '["a"]', None]
    """
    value = plain(value)
    return harmless(value) if isinstance(value, str) else value


def write_csv(result: Any, stream: IO[bytes]) -> int:
    """UTF-8 with the mark that spreadsheets look for; returns the number of rows."""
    stream.write(b"\xef\xbb\xbf")
    count = 0
    for rows in (iter([[tuple(columns(result))]]), blocks(result)):
        for block in rows:
            text = io.StringIO()
            csv.writer(text).writerows(map(_csv_value, row) for row in block)
            stream.write(text.getvalue().encode("utf-8"))
            count += len(block)
    return count - 1


def write_jsonl(result: Any, stream: IO[bytes]) -> int:
    """One object a row; returns the number of rows."""
    names = columns(result)
    count = 0
    for block in blocks(result):
        for row in block:
            shown = {
                name: value.hex() if isinstance(value, bytes) else value for name, value in zip(names, row, strict=True)
            }
            stream.write(msgspec.json.encode(shown, enc_hook=_plain_inside) + b"\n")
        count += len(block)
    return count


def write_workbook(result: Any, stream: IO[bytes]) -> int:
    """A workbook of one sheet; returns the number of rows. Raises ``GoujiError`` where a sheet cannot hold them."""
    import xlsxwriter

    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    try:
        sheet = book.add_worksheet()
        for place, name in enumerate(columns(result)):
            sheet.write_string(0, place, name, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        count = 0
        for block in blocks(result):
            for row in block:
                count += 1
                if count >= SHEET_ROWS:
                    raise GoujiError(f"超过电子表格的 {SHEET_ROWS} 行。请用 --sql 缩小范围，或导出为 .csv、.jsonl。")
                for place, value in enumerate(row):
                    _write_cell(sheet, count, place, plain(value))
        return count
    finally:
        book.close()


def _write_cell(sheet: Any, row: int, place: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, str(value)[:CELL])
