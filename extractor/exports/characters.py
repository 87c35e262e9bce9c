"""Text of reports -> text that may stand in an XML file: what XML 1.0 has no place for is left out."""

from __future__ import annotations

import regex

#: Control characters, halves of surrogate pairs and non-characters: a report out of a damaged file may hold any of them.
UNLAWFUL = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def lawful(text: str) -> str:
    """The text without the characters that XML cannot hold.

    >>> lawful("46\\x00件\\ud800\\uffff\\x1b")
    '46件'
    >>> lawful("　表格\\n\\t🙂")
    '　表格\\n\\t🙂'
    """
    return text if text.isprintable() else UNLAWFUL.sub("", text)
