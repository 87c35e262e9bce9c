"""The statutory tables as data: editions of the form, their rows, columns and identities, and the report's sections."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

import msgspec

from lexicons.loading import LexiconError, entries, read_toml

FOLDER = "reports/disclosure"
EDITIONS = ("2021", "2019", "2014")
PARTS = ("disclosure", "applications", "review", "statistics")


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A printed row: ``labels`` in order of preference, ``group`` where children follow, ``columns`` where not the part's all."""

    part: str
    id: str
    name: str
    labels: tuple[str, ...]
    ordinals: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    group: bool = False
    parent: str = ""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value column and the unit its figures are printed in ("" is 件).

    Only where there is a unit may a figure have decimals. ``signed`` figures are changes and may be negative, but never take more
    away than the column ``falls_from`` holds.
    """

    part: str
    id: str
    name: str
    unit: str = ""
    labels: tuple[str, ...] = ()
    signed: bool = False
    falls_from: str = ""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a table's head, which tell the table and its edition."""

    part: str
    labels: tuple[str, ...]


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A 勾稽关系 of the form: two sums that are equal in every column or row. ``refused_*`` means the children of that group."""

    id: str
    check: str
    part: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    across: str
    source: str


class SectionTitle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A statutory section and the headings it goes by; ``repeats`` where two headings may share it (问题, 打算).

    ``before``, ``cores`` and ``after`` are words of which a heading that is not listed may be composed.
    """

    id: str
    title: str
    titles: tuple[str, ...]
    repeats: bool = False
    before: tuple[str, ...] = ()
    cores: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True):
    """One edition: its rows, columns and heads by part."""

    edition: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    headers: tuple[Header, ...]
    units: tuple[str, ...] = ()

    def rows_of(self, part: str) -> tuple[Row, ...]:
        """The rows of one part in printed order, groups included."""
        return _rows_of(self.edition, part)

    def columns_of(self, row: Row) -> tuple[Column, ...]:
        """The value columns of a row, left to right."""
        columns = _columns_of(self.edition, row.part)
        return tuple(columns[c] for c in row.columns) if row.columns else tuple(columns.values())


@cache
def _rows_of(edition: str, part: str) -> tuple[Row, ...]:
    return tuple(r for r in form(edition).rows if r.part == part)


@cache
def _columns_of(edition: str, part: str) -> dict[str, Column]:
    return {c.id: c for c in form(edition).columns if c.part == part}


@cache
def form(edition: str) -> Form:
    """The form of an edition, parts that it shares with another edition filled in.

    >>> len([r for r in form("2021").rows_of("applications") if not r.group])
    25
    >>> [r.id for r in form("2019").rows_of("disclosure")][-1]
    'procurement'
    """
    file = f"{FOLDER}/form_{edition}.toml"
    rows = entries_of(file, "row", Row)
    columns = entries_of(file, "column", Column)
    headers = entries_of(file, "header", Header)
    for part, other in read_toml(file).get("shared", {}).items():
        if part not in PARTS:
            raise LexiconError(file, "shared", f"unknown part {part!r}")
        base = form(other)
        rows += tuple(r for r in base.rows if r.part == part)
        columns += tuple(c for c in base.columns if c.part == part)
        headers += tuple(h for h in base.headers if h.part == part)
    known = {(c.part, c.id) for c in columns}
    for row in rows:
        for column in row.columns:
            if (row.part, column) not in known:
                raise LexiconError(file, row.id, f"unknown column {column!r}")
        if row.parent and row.parent not in {r.id for r in rows if r.group}:
            raise LexiconError(file, row.id, f"unknown parent {row.parent!r}")
    return Form(edition, rows, columns, headers, tuple(read_toml(file).get("units", ())))


Entry = TypeVar("Entry", Row, Column, Header)


def entries_of(file: str, key: str, kind: type[Entry]) -> tuple[Entry, ...]:
    """Entries whose id may recur in another part of the same file."""
    seen: set[tuple[str, str]] = set()
    records = entries(file, key, kind, name="__number__")
    for record in records:
        entry = (record.part, getattr(record, "id", ""))
        if entry[1] and entry in seen:
            raise LexiconError(file, entry[1], "given twice")
        seen.add(entry)
        if record.part not in PARTS:
            raise LexiconError(file, getattr(record, "id", key), f"unknown part {record.part!r}")
    return records


@cache
def identities() -> tuple[Identity, ...]:
    """The form's identities; rows, columns and parts that do not exist are refused."""
    file = f"{FOLDER}/identities.toml"
    found = entries(file, "identity", Identity)
    for identity in found:
        base = form("2014" if identity.part == "statistics" else "2021")
        rows = {r.id for r in base.rows_of(identity.part)}
        columns = {c.id for c in base.columns if c.part == identity.part}
        known = rows if identity.across == "columns" else columns
        for name in (*identity.left, *identity.right):
            if name.removesuffix("_*") not in known:
                raise LexiconError(file, identity.id, f"unknown row or column {name!r}")
    return found


@cache
def group_characters() -> frozenset[str]:
    """The characters of the group rows' labels, which are printed downwards beside their children.

    >>> "度" in group_characters(), "密" in group_characters()
    (True, False)
    """
    groups = [r for r in form("2021").rows if r.group]
    return frozenset(ch for r in groups for ch in (*r.name, *r.ordinals))


@cache
def traditional() -> dict[int, str]:
    """Traditional forms of the labels' characters -> simple ones, for ``str.translate``."""
    file = f"{FOLDER}/traditional.toml"
    pairs = read_toml(file)
    if len(pairs["traditional"]) != len(pairs["simple"]):
        raise LexiconError(file, "simple", "as many characters as `traditional` are wanted")
    return {ord(old): new for old, new in zip(pairs["traditional"], pairs["simple"], strict=True)}


@cache
def section_titles() -> tuple[SectionTitle, ...]:
    """The sections in statutory order."""
    return entries(f"{FOLDER}/sections.toml", "section", SectionTitle)


@cache
def cell_names() -> dict[str, str]:
    """Chinese names of all cells: id -> "予以公开 · 总计"; the statistics sheet has one column, which is not named.

    >>> cell_names()["applications.granted.total"], cell_names()["statistics.handled"]
    ('予以公开 · 总计', '申请办结数')
    """
    names: dict[str, str] = {}
    for edition in EDITIONS:
        this = form(edition)
        for row in this.rows:
            for column in () if row.group and row.part == "statistics" else this.columns_of(row):
                if row.part == "statistics":
                    names.setdefault(f"{row.part}.{row.id}", row.name)
                else:
                    names.setdefault(f"{row.part}.{row.id}.{column.id}", f"{row.name} · {column.name}")
    return names
