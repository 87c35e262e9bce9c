"""One document's bytes under the path it was given by, or the reason why there are none."""

from __future__ import annotations

import os
from dataclasses import dataclass

from extractor.diagnostics import Diagnostic, diagnostic


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of one document, or the diagnostic that says why there are none.

    ``suffix`` tells the format where the path does not (a row of a feed); ``metadata`` holds what the place says of the
    document, under the names of ``Document.metadata``.
    """

    path: str
    data: bytes = b""
    failure: Diagnostic | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    suffix: str = ""


def refused(path: str, code: str, **values: str) -> Input:
    """An input that is a diagnostic alone.

    >>> refused("a.zip!/b.txt", "input.encrypted").failure.message()
    '有密码保护，无法读取：a.zip!/b.txt。请去掉密码后重试。'
    """
    return Input(path, failure=diagnostic(code, None, path=path, **values))


def shown_name(raw: bytes) -> str:
    """A name stored without its encoding: UTF-8 where it is valid, else GB18030 as Chinese systems write it.

    >>> shown_name("年报.txt".encode("gbk")), shown_name("年报.txt".encode())
    ('年报.txt', '年报.txt')
    >>> shown_name(b"\\xff\\xff")
    '\\ufffd\\ufffd'
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def shown_path(path: str) -> str:
    """A path as it can be printed: bytes that the file system's encoding does not know are decoded by themselves.

    >>> shown_path("a/年报.txt")
    'a/年报.txt'
    """
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return shown_name(os.fsencode(path))
    return path


def suffix_of(path: str) -> str:
    """The last suffix of a path's last part in small letters, with its dot.

    >>> suffix_of("a.zip!/b.TXT"), suffix_of("feed.jsonl!/12"), suffix_of(".hidden")
    ('.txt', '', '')
    """
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if dot and stem else ""
