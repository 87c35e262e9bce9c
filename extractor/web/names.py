"""Names of uploads as they may be shown: no way up, no characters that hide or turn what is read."""

from __future__ import annotations

import unicodedata

LONGEST = 200
NAMELESS = "未命名"


def shown_name(raw: str) -> str:
    """A name for people: its folders kept, without ways up, control and direction characters.

    >>> shown_name("a/../../etc/年报.txt"), shown_name("C:\\\\temp\\\\年报.docx"), shown_name("../")
    ('a/etc/年报.txt', 'temp/年报.docx', '未命名')
    >>> shown_name("年报\\u202etxt.exe\\r\\n")
    '年报txt.exe'
    """
    plain = "".join(c for c in raw.replace("\\", "/") if unicodedata.category(c)[0] != "C")
    parts = [part.strip() for part in plain.split("/")]
    kept = [part for part in parts if part not in {"", ".", ".."} and not part.endswith(":")]
    return "/".join(part if len(part) <= LONGEST else _shortened(part) for part in kept) or NAMELESS


def _shortened(part: str) -> str:
    """The start of a long name with its suffix, by which formats are told."""
    stem, dot, end = part.rpartition(".")
    if not dot or len(end) > 10:
        return part[:LONGEST]
    return f"{stem[: LONGEST - len(end) - 1]}.{end}"


def file_name(name: str, suffix: str) -> str:
    """The name of a download: the last part of a document's name with another suffix.

    >>> file_name("甲/年报.docx", "-批注.docx"), file_name("年报", ".html")
    ('年报-批注.docx', '年报.html')
    """
    last = name.rpartition("/")[2]
    stem, dot, _ = last.rpartition(".")
    return f"{stem if dot and stem else last}{suffix}"
