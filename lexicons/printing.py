"""What printing adds to a text: page numbers, marks of continued tables, titles that programs set, look-alike
radicals.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Literal

import msgspec
import regex

from lexicons.loading import LexiconError, entries, read_toml

FILE = "language/printing.toml"
Kind = Literal["page_number", "continued", "item_start", "made_title", "title_addition"]


class Printed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shape of a line (of its beginning for ``item_start``).

    ``lone``: noise only if it also counts the pages. ``heading``: begins a section.
    """

    id: str
    pattern: str
    lone: bool = False
    heading: bool = False


@cache
def shapes(kind: Kind) -> tuple[tuple[Printed, regex.Pattern[str]], ...]:
    """The shapes of a kind with their compiled patterns.

    >>> [shape.id for shape, pattern in shapes("page_number") if pattern.fullmatch("—4—")]
    ['dashes']
    """
    found = []
    for shape in entries(FILE, kind, Printed):
        try:
            found.append((shape, regex.compile(shape.pattern)))
        except regex.error as error:
            raise LexiconError(FILE, shape.id, f"pattern: {error}") from None
    return tuple(found)


def shape_of(kind: Kind, line: str) -> Printed | None:
    """The shape that a whole line has, blanks aside.

    >>> shape_of("page_number", "第 4 页 共 9 页").id, shape_of("continued", "（续表）").id
    ('page_of', 'table')
    >>> shape_of("page_number", "第4条") is None
    True
    """
    bare = "".join(line.split())
    return next((shape for shape, pattern in shapes(kind) if bare and pattern.fullmatch(bare)), None)


def begins_item(line: str, heading: bool = False) -> bool:
    """Whether a line begins with an enumerator; with ``heading`` only one that begins a section.

    >>> begins_item("（二）部分公开"), begins_item("一、总体情况", heading=True)
    (True, True)
    >>> begins_item("1.属于国家秘密", heading=True)
    False
    >>> begins_item("1.5万件")
    False
    """
    return any(pattern.match(line) for shape, pattern in shapes("item_start") if shape.heading or not heading)


@cache
def radicals() -> MappingProxyType[str, str]:
    """Radical -> the character that it stands for.

    >>> radicals()["\N{CJK RADICAL C-SIMPLIFIED LONG}"]
    '长'
    """
    table = read_toml(FILE).get("radicals", {})
    for radical, character in table.items():
        if len(radical) != 1 or not isinstance(character, str) or len(character) != 1:
            raise LexiconError(FILE, radical, "radicals: one character for one character")
    return MappingProxyType(dict(table))
