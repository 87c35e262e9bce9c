"""The columns of a row: their ids and heads, what each may hold, and whether the total's is printed at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.patterns import squeezed
from extractor.tables.cuts import Rules
from extractor.tables.letters import Letters
from extractor.tables.outcomes import LINE
from extractor.tables.placement import PRINTED
from extractor.tables.regions import Region
from extractor.tables.tokens import Token
from lexicons.reports.disclosure.forms import Column, Form, identities


def columns_of(part: str, row: str, this: Form) -> tuple[str, ...]:
    """Column ids of a row; the columns of section four carry their block, of which one line holds all three."""
    if part == "review":
        blocks = [b for b in this.rows_of("review") if row in {LINE, b.id}]
        return tuple(f"{block.id}.{c.id}" for block in blocks for c in this.columns_of(block))
    entry = next(r for r in this.rows_of(part) if r.id == row)
    return tuple(c.id for c in this.columns_of(entry))


def entries_of(part: str, columns: Sequence[str], this: Form) -> tuple[Column, ...]:
    """The form's columns for ids that may carry their block."""
    known = {c.id: c for c in this.columns if c.part == part}
    return tuple(known[c.rpartition(".")[2]] for c in columns)


def heads_of(part: str, columns: Sequence[str], this: Form) -> list[tuple[str, ...]]:
    """How each column is headed: its name without punctuation and its local wordings."""
    return [(squeezed(c.name), *c.labels) for c in entries_of(part, columns, this)]


def rules_of(part: str, columns: Sequence[str], this: Form) -> Rules:
    """What a row's columns may hold."""
    entries = entries_of(part, columns, this)
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
    view: Letters, region: Region, tokens: Mapping[str, Sequence[Token]], columns: Sequence[str], this: Form
) -> bool:
    """Whether the head names every column of section three but the total, and no row has a value for it."""
    if region.part != "applications":
        return False
    first = region.rows[0][0].span.start
    heads = heads_of(region.part, columns, this)
    named = [any(region.start <= s.start < first for label in head for s, _ in view.places(label)) for head in heads]
    counts = [sum(t.kind in PRINTED for t in found) for found in tokens.values()]
    return named == [True] * (len(columns) - 1) + [False] and max(counts) == len(columns) - 1


def cell_id(part: str, row: str, column: str) -> str:
    """The contract's id of a cell."""
    if part == "statistics":
        return f"statistics.{row}"
    return f"review.{column}" if part == "review" else f"{part}.{row}.{column}"
