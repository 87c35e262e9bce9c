"""A region of text -> the cells of a statutory table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.diagnostics import Diagnostic
from extractor.model import Cell
from extractor.spans import Span
from extractor.tables.cuts import Rules
from extractor.tables.labels import Anchor
from extractor.tables.notes import row_notes
from extractor.tables.placement import readings, shows_blanks
from extractor.tables.regions import Region
from extractor.tables.slots import Slot, unreadable
from extractor.tables.solving import Equation, settle
from extractor.tables.tokens import Token, read_tokens
from lexicons.reports.disclosure.forms import Form, Row, form, identities

#: How sure a reading is: a value that only the identities give, and one that nothing gives.
CONFIDENCE = {"inferred": 0.8, "unreadable": 0.0}


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The cells of a region, where they end, which rows are printed, and what could not be read."""

    cells: tuple[Cell, ...]
    rows: tuple[str, ...]
    end: int
    diagnostics: tuple[Diagnostic, ...]


def columns_of(part: str, row: Row, this: Form) -> tuple[str, ...]:
    """Column ids of a row; the single line of section four holds its three blocks one after the other."""
    if part == "review":
        return tuple(f"{block.id}.{c.id}" for block in this.rows_of("review") for c in this.columns_of(block))
    return tuple(c.id for c in this.columns_of(row))


def read_region(text: str, region: Region) -> ReadTable:
    """The cells of a region."""
    this = form(region.edition)
    rows = {r.id: r for r in this.rows_of(region.part)}
    columns = {a.row: columns_of(region.part, rows[a.row], this) for a, _ in region.rows}
    tokens = {a.row: _row_tokens(text, a, area, last=a is region.rows[-1][0]) for a, area in region.rows}
    printed = [r for r in tokens if not rows[r].group or _stands_alone(rows, r, tokens)]
    rules = {r: rules_of(region.part, columns[r], this) for r in printed}
    blanks = any(shows_blanks(tokens[r], rules[r].width) for r in printed)
    options = {r: readings(tokens[r], rules[r], blanks) for r in printed}
    settled = settle(options, columns, equations(region.part, this, tuple(options)))
    cells = [c for r, reading in settled.items() for c in _cells(region.part, r, columns[r], reading)]
    for row in (r for r in printed if not options[r]):
        span = Span(tokens[row][0].span.start, tokens[row][-1].span.end)
        cells += _cells(region.part, row, columns[row], [unreadable(span) for _ in columns[row]])
    names = {r.id: r.name for r in rows.values()}
    end = max((t.span.end for found in tokens.values() for t in found), default=region.rows[-1][0].span.end)
    end = max(end, region.rows[-1][0].span.end)
    return ReadTable(tuple(cells), tuple(options), end, tuple(row_notes(text, names, tokens, options, settled)))


def _cells(part: str, row: str, columns: Sequence[str], reading: Sequence[Slot]) -> list[Cell]:
    return [
        Cell(cell_id(part, row, column), slot.state, slot.value, slot.raw, slot.span, CONFIDENCE.get(slot.state, 1.0))
        for column, slot in zip(columns, reading, strict=True)
    ]


def rules_of(part: str, columns: Sequence[str], this: Form) -> Rules:
    """What a row's columns may hold."""
    known = {c.id: c for c in this.columns if c.part == part}
    entries = [known[c.rpartition(".")[2]] for c in columns]
    places = {c.id: number for number, c in enumerate(entries)}
    return Rules(
        len(columns),
        {n: n - _addends(part) for n, c in enumerate(entries) if c.id == "total"},
        frozenset(n for n, c in enumerate(entries) if c.signed),
        frozenset(n for n, c in enumerate(entries) if c.unit),
        tuple((n, places[c.falls_from]) for n, c in enumerate(entries) if c.falls_from in places),
    )


def _addends(part: str) -> int:
    """How many columns a total adds up: those of the identity that runs over rows."""
    return next(len(i.left) for i in identities() if i.part == part and i.across in {"rows", "blocks"})


def cell_id(part: str, row: str, column: str) -> str:
    """The contract's id of a cell."""
    return f"review.{column}" if part == "review" else f"{part}.{row}.{column}"


def equations(part: str, this: Form, printed: Sequence[str]) -> list[Equation]:
    """The identities of a part as equations between printed places."""
    found: list[Equation] = []
    columns = [c.id for c in this.columns if c.part == part]
    for identity in identities():
        if identity.part != part:
            continue
        if part == "review":
            for block in this.rows_of("review"):
                found.append(
                    Equation(
                        tuple(("review", f"{block.id}.{c}") for c in identity.left),
                        tuple(("review", f"{block.id}.{c}") for c in identity.right),
                    )
                )
        elif identity.across == "rows":
            for row in printed:
                found.append(Equation(tuple((row, c) for c in identity.left), tuple((row, c) for c in identity.right)))
        else:
            left, right = spread(identity.left, printed), spread(identity.right, printed)
            if left and right:
                for column in columns:
                    found.append(Equation(tuple((r, column) for r in left), tuple((r, column) for r in right)))
    return found


def spread(names: Sequence[str], printed: Sequence[str]) -> tuple[str, ...]:
    """Rows that names stand for among the printed ones: refused_* is the group's children, or its single row.

    >>> spread(("granted", "other_*"), ("granted", "other", "total"))
    ('granted', 'other')
    """
    rows: list[str] = []
    for name in names:
        if not name.endswith("_*"):
            rows += [r for r in printed if r == name]
            continue
        children = [r for r in printed if r.startswith(name[:-1])]
        rows += children or [r for r in printed if r == name[:-2]]
    return tuple(rows)


def _row_tokens(text: str, anchor: Anchor, area: Span, last: bool) -> tuple[Token, ...]:
    """A row's tokens; after the last row, only what comes before the first words that follow its values."""
    inner = [t for gap in anchor.inner for t in read_tokens(text, gap) if t.kind != "blank"]
    if inner:
        return tuple(inner)
    found = read_tokens(text, area)
    seen = False
    kept: list[Token] = []
    for token in found:
        if token.kind == "word" and seen and (last or token.cell != kept[-1].cell):
            break
        seen = seen or token.kind in {"number", "placeholder"}
        if token.kind == "word" and last and "\n" in text[area.start : token.span.start]:
            break
        kept.append(token)
    if last:
        while kept and kept[-1].kind == "blank":
            kept.pop()
    return tuple(kept)


def _stands_alone(rows: dict[str, Row], group: str, tokens: dict[str, tuple[Token, ...]]) -> bool:
    """Whether a group is printed as a row of its own: none of its children is there, and it has values or later rows follow.

    The form of 2019 prints 其他处理 so, blank or not.
    """
    if any(rows[r].parent == group for r in tokens) or all(r.parent != group for r in rows.values()):
        return False
    if any(t.kind in {"number", "placeholder"} for t in tokens[group]):
        return True
    return group == "other" and {"total", "carried_out"} <= set(tokens)
