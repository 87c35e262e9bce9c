"""A region of text -> the cells of a statutory table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.diagnostics import Diagnostic
from extractor.model import Cell
from extractor.spans import Span
from extractor.tables.columns import cell_id, columns_of, heads_of, lacks_total, rules_of
from extractor.tables.cuts import Rules
from extractor.tables.equations import equations
from extractor.tables.grids import Grids
from extractor.tables.labels import Anchor
from extractor.tables.letters import Letters
from extractor.tables.notes import PART_NAMES, row_notes
from extractor.tables.outcomes import LINE
from extractor.tables.placement import PRINTED, readings, shows_blanks
from extractor.tables.regions import Region
from extractor.tables.rows import Tokens, tokens_of, valued_rows, without_margins
from extractor.tables.slots import Reading, Slot, unreadable
from extractor.tables.solving import settle
from extractor.tables.tokens import Token
from extractor.tables.torn import read_torn
from lexicons.reports.disclosure.forms import Form, form

#: How sure a reading is: a value that only the identities give, and one that nothing gives.
CONFIDENCE = {"inferred": 0.8, "unreadable": 0.0}

Options = dict[str, tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The cells of a region, where they end, which rows are printed, and what could not be read.

    ``framed`` says that the last row stands in a grid of the source: its cells are all there.
    """

    cells: tuple[Cell, ...]
    rows: tuple[str, ...]
    end: int
    diagnostics: tuple[Diagnostic, ...]
    framed: bool = False


def read_region(view: Letters, region: Region, grids: Grids) -> ReadTable:
    """The cells of a region."""
    this = form(region.edition)
    tokens = tokens_of(view.text, region, this)
    options = _options(view, region, grids, tokens, this)
    columns = {r: columns_of(region.part, r, region.edition) for r in options}
    ambiguous = any(len(found) > 1 for found in options.values())
    settled = settle(options, columns, equations(region.part, this, tuple(options)) if ambiguous else ())
    cells = [c for r, reading in settled.items() for c in _cells(region.part, r, columns[r], reading)]
    for row in (r for r, found in options.items() if not found):
        cells += _cells(region.part, row, columns[row], [unreadable(_extent(region, tokens, row))] * len(columns[row]))
    names = {LINE: PART_NAMES[region.part], **{r.id: r.name for r in this.rows_of(region.part)}}
    last = region.rows[-1][0].span.end
    end = max([last, *(t.span.end for found in tokens.values() for t in found)])
    shown = tuple(r.id for r in this.rows_of("review")) if LINE in options else tuple(options)
    notes = tuple(row_notes(view.text, names, tokens, options, settled))
    return ReadTable(tuple(cells), shown, end, notes, grids.holds(region.rows[-1][0].span.end - 1))


def _options(view: Letters, region: Region, grids: Grids, tokens: Tokens, this: Form) -> Options:
    """All readings of each row that has columns: by the source's grid, by what is printed, or by the order of torn lines."""
    rows = valued_rows(region, tokens, this)
    columns = {r: columns_of(region.part, r, region.edition) for r in rows}
    rules = {r: rules_of(region.part, columns[r], region.edition) for r in rows}
    if rows and lacks_total(view, region, tokens, columns[rows[0]]):
        return {r: _with_lost_total(tokens[r], rules[r]) for r in rows}
    if region.part == "applications":
        tokens = without_margins(tokens, rows, len(columns[rows[0]]) if rows else 0)
    blanks = any(shows_blanks(tokens[r], rules[r].width) for r in rows)
    options: Options = {}
    for anchor, _ in region.rows:
        row = anchor.row
        if row in rules:
            placed = _placed(grids, anchor, region, columns[row])
            options[row] = (placed,) if placed else readings(tokens[row], rules[row], blanks)
    if region.part != "applications" or (all(options.values()) and all(_has_values(tokens[r]) for r in rows)):
        return options
    torn = read_torn(view, region, rules[rows[0]])
    if torn is None:
        return options
    if not torn:
        return {r: found if _has_values(tokens[r]) else () for r, found in options.items()}
    return {**dict.fromkeys(options, ()), **{r: (reading,) if reading else () for r, reading in torn.items()}}


def _has_values(tokens: Sequence[Token]) -> bool:
    return any(t.kind in PRINTED for t in tokens)


def _with_lost_total(tokens: Sequence[Token], rules: Rules) -> tuple[Reading, ...]:
    """The readings of a row whose last column is not printed."""
    shorter = replace(rules, width=rules.width - 1, sums={})
    found = readings(tokens, shorter)
    return tuple((*reading, unreadable(Span(reading[-1].span.end, reading[-1].span.end))) for reading in found)


def _placed(grids: Grids, anchor: Anchor, region: Region, columns: tuple[str, ...]) -> Reading | None:
    """What the source's own grid says of a row."""
    if anchor.row == LINE:
        return grids.line(anchor, len(columns))
    return None if region.part == "statistics" else grids.place(anchor, heads_of(region.part, columns, region.edition))


def _extent(region: Region, tokens: Mapping[str, Sequence[Token]], row: str) -> Span:
    """What is printed for a row; of one that was found beside the chain, the table."""
    found = tokens.get(row)
    return Span(found[0].span.start, found[-1].span.end) if found else Span(region.start, region.rows[-1][0].span.end)


def _cells(part: str, row: str, columns: Sequence[str], reading: Sequence[Slot]) -> list[Cell]:
    return [
        Cell(cell_id(part, row, column), slot.state, slot.value, slot.raw, slot.span, CONFIDENCE.get(slot.state, 1.0))
        for column, slot in zip(columns, reading, strict=True)
    ]
