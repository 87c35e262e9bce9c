"""What the page's template writes: pieces of text, table slots, pairs of items, regions."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model import Role


@dataclass(frozen=True, slots=True)
class Tag:
    """The margin tag of an item: its role and its number among those of its role."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; ``first`` where the fact or cell begins (it takes the focus there)."""

    text: str
    classes: str = ""
    fact: str = ""
    cell: str = ""
    item: str = ""
    places: str = ""
    anchor: int | None = None
    first: bool = False
    name: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a table on the page. ``head`` is set on labels of ours: "col" or "row"."""

    pieces: tuple[Piece, ...]
    classes: str = ""
    row_span: int = 1
    column_span: int = 1
    cell: str = ""
    places: str = ""
    anchor: int | None = None
    first: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """An item as the list of pairs shows it."""

    id: str
    tag: Tag
    text: str
    topics: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Problems and the measures that answer them; either side may be empty."""

    problems: tuple[Point, ...]
    measures: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One region as the template writes it."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[Slot, ...], ...] = ()
    lines: tuple[tuple[Piece, ...], ...] = ()
    pairs: tuple[Pair, ...] = ()
