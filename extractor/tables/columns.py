"""The columns of a row: their ids and heads, what each may hold, and whether the total's is printed at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from extractor.patterns import squeezed
from extractor.tables.cuts import Rules
from extractor.tables.letters import Letters
from extractor.tables.outcomes import LINE
from extractor.tables.placement import PRINTED
from extractor.tables.regions import Region
from extractor.tables.tokens import Token
from lexicons.reports.disclosure.forms import Column, form, identities


@cache
def columns_of(part: str, row: str, edition: str) -> tuple[str, ...]:
    """Column ids of a row; the columns of section four carry their block, of which one line holds all three."""
    this = form(edition)
    if part == "review":
        blocks = [b for b in this.rows_of("review") if row in {LINE, b.id}]
        return tuple(f"{block.id}.{c.id}" for block in blocks for c in this.columns_of(block))
    entry = next(r for r in this.rows_of(part) if r.id == row)
    return tuple(c.id for c in this.columns_of(entry))


def entries_of(part: str, columns: Sequence[str], edition: str) -> tuple[Column, ...]:
    """The form's columns for ids that may carry their block."""
    known = {c.id: c for c in form(edition).columns if c.part == part}
    return tuple(known[c.rpartition(".")[2]] for c in columns)


@cache
def heads_of(part: str, columns: tuple[str, ...], edition: str) -> tuple[tuple[str, ...], ...]:
    """How each column is headed: its name without punctuation and its local wordings."""
    return tuple((squeezed(c.name), *c.labels) for c in entries_of(part, columns, edition))


@cache
def rules_of(part: str, columns: tuple[str, ...], edition: str) -> Rules:
    """What a row's columns may hold."""
    entries = entries_of(part, columns, edition)
    places = {c.id: number for number, c in enumerate(entries)}
    addends = next((len(i.left) for i in identities() if i.part == part and i.across == "rows"), 0)
    return Rules(
        len(columns),
        {n: n - addends for n, c in enumerate(entries) if addends and c.id == "total"},
        frozenset(n for n, c in enumerate(entries) if c.signed),
        frozenset(n for n, c in enumerate(entries) if c.unit),
        tuple((n, places[c.falls_from]) for n, c in enumerate(entries) if c.falls_from in places),
    )


def lacks_total(
    view: Letters, region: Region, tokens: Mapping[str, Sequence[Token]], columns: tuple[str, ...]
) -> bool:
    """Whether the head names every column of section three but the total, and no row has a value for it."""
    if region.part != "applications":
        return False
    if max(sum(t.kind in PRINTED for t in found) for found in tokens.values()) != len(columns) - 1:
        return False
    first = region.rows[0][0].span.start
    heads = heads_of(region.part, columns, region.edition)
    named = [any(region.start <= s.start < first for label in head for s, _ in view.places(label)) for head in heads]
    return named == [True] * (len(columns) - 1) + [False]


@cache
def cell_id(part: str, row: str, column: str) -> str:
    """The contract's id of a cell."""
    if part == "statistics":
        return f"statistics.{row}"
    return f"review.{column}" if part == "review" else f"{part}.{row}.{column}"
