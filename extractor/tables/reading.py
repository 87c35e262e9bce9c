"""A region of text -> the cells of a statutory table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.diagnostics import Diagnostic, diagnostic
from extractor.model import Cell
from extractor.spans import Span
from extractor.tables.placement import Reading, readings
from extractor.tables.regions import Region
from extractor.tables.solving import Equation, settle
from extractor.tables.tokens import Token, read_tokens
from lexicons.reports.disclosure.forms import Form, Row, form, identities

#: How sure a value is that was not printed alone in its cell.
PLACED = 0.8


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
    tokens = {a.row: _row_tokens(text, area, last=a is region.rows[-1][0]) for a, area in region.rows}
    options: dict[str, tuple[Reading, ...]] = {}
    for row_id, found in tokens.items():
        if rows[row_id].group and not _own_values(rows, row_id, tokens):
            continue
        options[row_id] = readings(found, len(columns[row_id]))
    settled = settle(options, columns, equations(region.part, this, tuple(options)))
    names = {r.id: r.name for r in rows.values()}
    cells = tuple(
        Cell(cell_id(region.part, row, column), slot.state, slot.value, slot.raw, slot.span, _confidence(options[row]))
        for row, reading in settled.items()
        for column, slot in zip(columns[row], reading, strict=True)
    )
    notes = tuple(_notes(text, names, tokens, options, settled))
    unread = [r for r, found in options.items() if not found]
    cells += tuple(cell for r in unread for cell in _unreadable(region.part, r, columns[r], tokens[r]))
    end = max((t.span.end for found in tokens.values() for t in found), default=region.rows[-1][0].span.end)
    return ReadTable(cells, tuple(options), max(end, region.rows[-1][0].span.end), notes)


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


def _row_tokens(text: str, area: Span, last: bool) -> tuple[Token, ...]:
    """A row's tokens; after the last row, only what comes before the first words that follow its values."""
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


def _own_values(rows: dict[str, Row], group: str, tokens: dict[str, tuple[Token, ...]]) -> bool:
    """Whether a group is printed as a row of its own: it has values and none of its children is there (2019: 其他处理)."""
    if any(t.kind == "number" for t in tokens[group]):
        return not any(rows[r].parent == group for r in tokens)
    return False


def _confidence(found: tuple[Reading, ...]) -> float:
    return 1.0 if len(found) == 1 else PLACED


def _unreadable(part: str, row: str, columns: Sequence[str], tokens: Sequence[Token]) -> list[Cell]:
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    return [Cell(cell_id(part, row, c), "unreadable", None, "", span, 0.0) for c in columns]


def _notes(
    text: str,
    names: dict[str, str],
    tokens: dict[str, tuple[Token, ...]],
    options: dict[str, tuple[Reading, ...]],
    settled: dict[str, Reading],
) -> list[Diagnostic]:
    notes: list[Diagnostic] = []
    for row, found in options.items():
        if not tokens[row]:
            continue
        span = Span(tokens[row][0].span.start, tokens[row][-1].span.end)
        raw = " ".join(span.of(text).split())
        reading = settled.get(row)
        if reading is None or any(s.state == "unreadable" for s in reading):
            notes.append(diagnostic("table.row_ambiguous", span, row=names[row], raw=raw))
        elif any(s.state == "inferred" for s in reading):
            values = " ".join(s.raw or "空" for s in reading)
            notes.append(diagnostic("table.row_inferred", span, row=names[row], values=values))
        if any(t.kind == "word" for t in tokens[row]) and len(found) != 1:
            words = "".join(t.raw for t in tokens[row] if t.kind == "word")
            notes.append(diagnostic("table.text_in_cell", span, row=names[row], raw=words[:40]))
    return notes
