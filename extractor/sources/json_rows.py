"""JSON Lines, and JSON files of an array or of one value after another -> rows.

A row that cannot be read says so, and the next one is read. Lines and values are taken one at a time.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import json
from collections.abc import Iterator
from typing import IO

from extractor.readers.encodings import BOMS, decode
from extractor.sources.entries import MAX_DOCUMENT, as_text
from extractor.sources.json_values import Values
from extractor.sources.rows import Row

TOO_LONG = "长得不像一份报告"
PIECE = 1 << 16


def rows(file: IO[bytes], suffix: str) -> Iterator[Row]:
    """The rows of a feed: by lines, or by values where the file is an array or its values go over lines.

    >>> import io
    >>> [(r.number, r.values, r.fault) for r in rows(io.BytesIO(b'{"text": "a"}\\n{"text": \\n7'), ".jsonl")]
    [(1, {'text': 'a'}, ''), (2, {}, '不是完整的 JSON'), (3, {}, '不是 JSON 对象')]
    >>> [(r.number, r.values) for r in rows(io.BytesIO(b'[{"text": "a"}, {"text": "b"}]'), ".json")]
    [(1, {'text': 'a'}), (2, {'text': 'b'})]
    """
    head = file.read(PIECE)
    file.seek(0)
    wide = wide_encoding(head)
    start = head.decode(wide, "ignore") if wide else head.decode("latin-1").removeprefix("ï»¿")
    if start.lstrip().startswith("[") or (suffix == ".json" and not _is_line(start)):
        yield from _values(file, wide or encoding_of(file))
    elif wide:
        with as_text(file, wide) as reader:
            yield from _lines(reader)
    else:
        yield from _byte_lines(file)


def _is_line(start: str) -> bool:
    """Whether the first line is a whole value and more lines follow."""
    line, _, rest = start.lstrip().partition("\n")
    try:
        json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return False
    return bool(rest.strip())


def _values(file: IO[bytes], encoding: str) -> Iterator[Row]:
    values = Values(MAX_DOCUMENT)
    number = 0
    with as_text(file, encoding) as reader:
        while piece := reader.read(PIECE):
            for text in values.feed(piece):
                number += 1
                yield _row(number, text) if text is not None else Row(number, {}, TOO_LONG)
    if values.open:
        yield Row(number + 1, {}, "文件到此中断")


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 where the byte-order mark says so."""
    return next((name for mark, name in BOMS if head.startswith(mark) and mark != codecs.BOM_UTF8), None)


def decoded(data: bytes) -> tuple[str, str]:
    """Characters and encoding; a few wrong bytes among sound UTF-8 are marked, and take nothing else with them.

    >>> decoded("一、总体情况".encode() + b"\\xff" + "本年度未收到申请".encode())
    ('一、总体情况\\ufffd本年度未收到申请', 'utf-8')
    >>> decoded("政府信息公开工作".encode("gbk"))[1]
    'gb18030'
    """
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8"
    lenient = data.decode("utf-8", errors="replace")
    lost = lenient.count("\ufffd")
    if lost * 3 <= sum(not c.isascii() for c in lenient) - lost:
        return lenient, "utf-8"
    return decode(data)


def encoding_of(file: IO[bytes]) -> str:
    """The encoding of all bytes, found without holding them."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        piece = file.read(PIECE)
        if wide := wide_encoding(piece):
            return wide
        while piece:
            decoder.decode(piece)
            piece = file.read(PIECE)
    except UnicodeDecodeError:
        name = decoded(piece[piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1] or piece)[1]
        return "utf-8-sig" if name == "utf-8" else name
    finally:
        file.seek(0)
    return "utf-8-sig"


def _byte_lines(file: IO[bytes]) -> Iterator[Row]:
    """Lines decoded one by one: feeds of crawlers mix encodings."""
    number = 0
    while line := file.readline(MAX_DOCUMENT + 1):
        number += 1
        if len(line) > MAX_DOCUMENT:
            while line and not line.endswith(b"\n"):
                line = file.readline(PIECE)
            yield Row(number, {}, TOO_LONG)
        elif line := line.removeprefix(codecs.BOM_UTF8).strip():
            yield _row(number, decoded(line)[0])


def _lines(file: io.TextIOWrapper) -> Iterator[Row]:
    number = 0
    while line := file.readline(MAX_DOCUMENT):
        number += 1
        if line.strip("\ufeff \t\r\n"):
            yield _row(number, line.strip("\ufeff \t\r\n"))


def _row(number: int, text: str) -> Row:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return Row(number, {}, "不是完整的 JSON")
    if isinstance(value, str):
        value = {"text": value}
    return Row(number, value) if isinstance(value, dict) else Row(number, {}, "不是 JSON 对象")
