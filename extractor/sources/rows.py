"""A row of a feed, and which of its columns hold what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from extractor.readers.html_metadata import iso_date
from lexicons.reading.source_words import source_words


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns as the user gave them; None where the usual names are tried."""

    text: str | None = None
    html: str | None = None
    path: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one row by column, its number in the feed, and the fault where it could not be read."""

    number: int
    values: Mapping[str, object]
    fault: str = ""


def column_of(names: Iterable[str], field: str, columns: Columns) -> str | None:
    """The column that holds a field: the given one, else the first of the usual names that is there.

    >>> column_of(["ID", "正文", "Content"], "text", Columns()), column_of(["ID", "body"], "text", Columns(text="id"))
    ('Content', 'ID')
    >>> column_of(["ID", "正文"], "text", Columns(text="内容")) is None
    True
    """
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(name.strip().lower(), name)
    given: str | None = getattr(columns, field)
    wanted: tuple[str, ...] = (given,) if given is not None else getattr(source_words().columns, field)
    return next((known[name.strip().lower()] for name in wanted if name.strip().lower() in known), None)


def has_document(names: Iterable[str], columns: Columns) -> bool:
    """Whether any column holds text or a page."""
    listed = list(names)
    return any(column_of(listed, field, columns) is not None for field in ("text", "html"))


def text_of(value: object) -> str | bytes:
    """The words of a value: a string, bytes, or a list of paragraphs; "" for anything else, and for blanks.

    >>> text_of(["一、总体情况", "无。"]), text_of(12), text_of("  ")
    ('一、总体情况\\n无。', '', '')
    """
    if isinstance(value, bytes):
        return value if value.strip() else b""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "\n".join(value)
    return value if isinstance(value, str) and value.strip() else ""


def label_of(value: object) -> str:
    """A short value on one line; "" where there is none.

    >>> label_of(" 年报\\n2024 "), label_of(7), label_of(None), label_of(True)
    ('年报 2024', '7', '', '')
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())


def date_of(value: object) -> str:
    """A date as year-month-day, "" where there is none."""
    if isinstance(value, date):  # times of day are dates too
        return value.isoformat()[:10]
    return iso_date(label_of(value)) or ""


def metadata_of(row: Row, columns: Columns) -> tuple[tuple[str, str], ...]:
    """What a row says of its document, under the names of ``Document.metadata``.

    >>> metadata_of(Row(1, {"标题": "年报", "日期": "2025年1月9日", "url": ""}), Columns())
    (('title', '年报'), ('published', '2025-01-09'))
    """
    names = tuple(row.values)

    def value(field: str) -> object:
        column = column_of(names, field, columns)
        return None if column is None else row.values[column]

    found = (("title", label_of(value("title"))), ("published", date_of(value("date"))), ("address", label_of(value("url"))))
    return tuple((name, said) for name, said in found if said)


class Names:
    """The names that rows of a feed were given, each once: a second row of one name carries its number as well.

    >>> names = Names()
    >>> names.name("a.txt", 1), names.name("a.txt", 2), names.name("", 3)
    ('a.txt', 'a.txt#2', '3')
    """

    def __init__(self) -> None:
        self._seen: set[bytes] = set()

    def name(self, label: str, number: int) -> str:
        """The label, or the row's number where the label is blank or taken; never the same twice."""
        name = label or str(number)
        while (key := hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=12).digest()) in self._seen:
            name = f"{name}#{number}"
        self._seen.add(key)
        return name


def is_own_result(head: bytes) -> bool:
    """Whether a file begins as the program's own records do.

    >>> is_own_result(b'{"schema":"gouji.report/1","source"'), is_own_result(b'{"text": "x"}')
    (True, False)
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"[ \t\r\n")
    if not start.startswith(b"{"):
        return False
    bare = start.replace(b" ", b"")
    return bare.startswith(b'{"schema":"gouji.')


