"""What an independent reader sees of a DOCX's comments: their text, and the words that each is anchored at."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHOWN = {f"{W}t", f"{W}sym", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}


@dataclass(frozen=True)
class Seen:
    """A comment: who says what, at which words, and whether they stand in a table."""

    author: str
    text: str
    anchored: str
    in_table: bool


def comments_of(data: bytes) -> list[Seen]:
    """The comments as python-docx lists them, with the text between their marks."""
    import docx

    document = docx.Document(io.BytesIO(data))
    ranges = _ranges(document.element.body)
    found = []
    for comment in document.comments:
        anchored, in_table, referred = ranges.get(str(comment.comment_id), ("", False, False))
        assert referred, f"comment {comment.comment_id} is never referred to"
        found.append(Seen(comment.author, comment.text, anchored, in_table))
    assert len(found) <= len(ranges)
    return found


def _ranges(body: Any) -> dict[str, tuple[str, bool, bool]]:
    opened: dict[str, list[str]] = {}
    done: dict[str, tuple[str, bool, bool]] = {}
    tables: dict[str, bool] = {}
    for element in body.iter():
        if element.tag == f"{W}commentRangeStart":
            opened[element.get(f"{W}id")] = []
            tables[element.get(f"{W}id")] = next(element.iterancestors(f"{W}tc"), None) is not None
        elif element.tag == f"{W}commentRangeEnd":
            identifier = element.get(f"{W}id")
            done[identifier] = ("".join(opened.pop(identifier, [])), tables.get(identifier, False), False)
        elif element.tag == f"{W}commentReference":
            identifier = element.get(f"{W}id")
            done[identifier] = (*done.get(identifier, ("", False))[:2], True)
        elif element.tag in SHOWN:
            for pieces in opened.values():
                pieces.append(element.text or _symbol(element))
    assert not opened, f"never closed: {list(opened)}"
    return done


def _symbol(element: Any) -> str:
    code = element.get(f"{W}char", "")
    return chr(int(code, 16)) if len(code) == 4 else ""
