"""A region of text -> the cells of a statutory table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.diagnostics import Diagnostic
from extractor.model import Cell
from extractor.spans import Span
from extractor.patterns import squeezed
from extractor.tables.cuts import Rules
from extractor.tables.grids import Grids
from extractor.tables.labels import Anchor
from extractor.tables.letters import Letters
from extractor.tables.notes import PART_NAMES, row_notes
from extractor.tables.outcomes import LINE
from extractor.tables.placement import readings, shows_blanks
from extractor.tables.regions import Region
from extractor.tables.slots import Reading, Slot, unreadable
from extractor.tables.solving import Equation, settle
from extractor.tables.torn import read_torn
from extractor.tables.tokens import Token, read_tokens
from lexicons.reports.disclosure.forms import Form, Identity, Row, form, identities

#: How sure a reading is: a value that only the identities give, and one that nothing gives.
CONFIDENCE = {"inferred": 0.8, "unreadable": 0.0}

#: After the label of a table's last row, a longer word is no rest of the label but the text that follows.
LONGEST_REMNANT = 7


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The cells of a region, where they end, which rows are printed, and what could not be read."""

    cells: tuple[Cell, ...]
    rows: tuple[str, ...]
    end: int
    diagnostics: tuple[Diagnostic, ...]


def columns_of(part: str, row: str, this: Form) -> tuple[str, ...]:
    """Column ids of a row; the columns of section four carry their block, of which one line holds all three."""
    if part == "review":
        blocks = [b for b in this.rows_of("review") if row in {LINE, b.id}]
        return tuple(f"{block.id}.{c.id}" for block in blocks for c in this.columns_of(block))
    entry = next(r for r in this.rows_of(part) if r.id == row)
    return tuple(c.id for c in this.columns_of(entry))


def read_region(view: Letters, region: Region, grids: Grids) -> ReadTable:
    """The cells of a region."""
    text = view.text
    this = form(region.edition)
    rows = {r.id: r for r in this.rows_of(region.part)}
    columns = {a.row: columns_of(region.part, a.row, this) for a, _ in region.rows}
    tokens = {a.row: _row_tokens(text, a, area, last=a is region.rows[-1][0], units=this.units) for a, area in region.rows}
    printed = [r for r in tokens if r == LINE or not rows[r].group or _stands_alone(rows, r, tokens)]
    rules = {r: rules_of(region.part, columns[r], this) for r in printed}
    blanks = any(shows_blanks(tokens[r], rules[r].width) for r in printed)
    placed = {a.row: _placed(grids, a, region.part, columns[a.row], this) for a, _ in region.rows if a.row in printed}
    options = {r: _options(placed[r], tokens[r], rules[r], blanks) for r in printed}
    if region.part == "applications" and not all(options.values()):
        columns, options = _with_torn(view, region, columns, rules, options)
    settled = settle(options, columns, equations(region.part, this, tuple(options)))
    cells = [c for r, reading in settled.items() for c in _cells(region.part, r, columns[r], reading)]
    for row in (r for r, found in options.items() if not found):
        cells += _cells(region.part, row, columns[row], [unreadable(_extent(region, tokens, row))] * len(columns[row]))
    names = {LINE: PART_NAMES[region.part], **{r.id: r.name for r in rows.values()}}
    end = max((t.span.end for found in tokens.values() for t in found), default=region.rows[-1][0].span.end)
    end = max(end, region.rows[-1][0].span.end)
    shown = tuple(r.id for r in this.rows_of("review")) if LINE in options else tuple(options)
    return ReadTable(tuple(cells), shown, end, tuple(row_notes(text, names, tokens, options, settled)))


def _with_torn(
    view: Letters,
    region: Region,
    columns: dict[str, tuple[str, ...]],
    rules: dict[str, Rules],
    options: dict[str, tuple[Reading, ...]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[Reading, ...]]]:
    """Columns and readings of the rows where the table is torn, else as they were."""
    row = next(iter(rules))
    torn = read_torn(view, region, rules[row])
    if not torn:
        return columns, options
    found = {**dict.fromkeys(options, ()), **{r: (reading,) if reading else () for r, reading in torn.items()}}
    return {**columns, **dict.fromkeys(found, columns[row])}, found


def _placed(grids: Grids, anchor: Anchor, part: str, columns: Sequence[str], this: Form) -> Reading | None:
    """What the source's own grid says of a row."""
    if anchor.row == LINE or part == "statistics":
        return grids.line(anchor, len(columns)) if anchor.row == LINE else None
    known = {c.id: c for c in this.columns if c.part == part}
    entries = [known[c.rpartition(".")[2]] for c in columns]
    return grids.place(anchor, [(squeezed(c.name), *c.labels) for c in entries])


def _options(placed: Reading | None, tokens: Sequence[Token], rules: Rules, blanks: bool) -> tuple[Reading, ...]:
    return (placed,) if placed else readings(tokens, rules, blanks)


def _extent(region: Region, tokens: dict[str, tuple[Token, ...]], row: str) -> Span:
    """What is printed for a row; of one that was found beside the chain, the table."""
    found = tokens.get(row)
    return Span(found[0].span.start, found[-1].span.end) if found else Span(region.start, region.rows[-1][1].end)


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
    addends = next((len(i.left) for i in identities() if i.part == part and i.across == "rows"), 0)
    return Rules(
        len(columns),
        {n: n - addends for n, c in enumerate(entries) if addends and c.id == "total"},
        frozenset(n for n, c in enumerate(entries) if c.signed),
        frozenset(n for n, c in enumerate(entries) if c.unit),
        tuple((n, places[c.falls_from]) for n, c in enumerate(entries) if c.falls_from in places),
    )


def cell_id(part: str, row: str, column: str) -> str:
    """The contract's id of a cell."""
    if part == "statistics":
        return f"statistics.{row}"
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
                row = LINE if LINE in printed else block.id
                left_, right_ = ([(row, f"{block.id}.{c}") for c in side] for side in (identity.left, identity.right))
                if row in printed:
                    found.append(Equation(tuple(left_), tuple(right_)))
        elif identity.across == "rows":
            for row in printed:
                found.append(Equation(tuple((row, c) for c in identity.left), tuple((row, c) for c in identity.right)))
        else:
            left, right = spread(identity.left, printed), spread(identity.right, printed)
            if _complete(identity, printed, this):
                for column in columns:
                    found.append(Equation(tuple((r, column) for r in left), tuple((r, column) for r in right)))
    return found


def _complete(identity: Identity, printed: Sequence[str], this: Form) -> bool:
    """Whether every row that an identity sums up is printed: with a row missing it tells nothing of the others."""
    for name in (*identity.left, *identity.right):
        if not name.endswith("_*"):
            if name not in printed:
                return False
            continue
        children = [r.id for r in this.rows_of(identity.part) if r.parent == name[:-2]]
        if not set(children) <= set(printed) and name[:-2] not in printed:
            return False
    return True


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


def _row_tokens(text: str, anchor: Anchor, area: Span, last: bool, units: Sequence[str] = ()) -> tuple[Token, ...]:
    """A row's tokens; after the last row, only what comes before the first words that follow its values."""
    inner = [t for gap in anchor.inner for t in read_tokens(text, gap) if t.kind != "blank"]
    if inner:
        return tuple(inner)
    found = read_tokens(text, area)
    if units:
        found = tuple(t for t in found if t.kind != "word" or t.raw not in units)
    seen = False
    kept: list[Token] = []
    for token in found:
        after_values = seen and (last or token.cell != kept[-1].cell)
        past_end = last and (len(token.raw) > LONGEST_REMNANT or "\n" in text[area.start : token.span.start])
        if token.kind == "word" and (after_values or past_end):
            break
        seen = seen or token.kind in {"number", "placeholder"}
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
