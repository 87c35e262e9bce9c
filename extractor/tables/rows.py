"""What is printed for each row of a region, and which rows have values of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.spans import Span
from extractor.tables.labels import Anchor
from extractor.tables.outcomes import LINE
from extractor.tables.placement import MOST_ON_LINE, PRINTED
from extractor.tables.regions import Region
from extractor.tables.tokens import Token, read_tokens, tokens_in
from lexicons.reports.disclosure.forms import Form, Row

#: After the label of a table's last row, a longer word is no rest of the label but the text that follows.
LONGEST_REMNANT = 7

Tokens = dict[str, tuple[Token, ...]]


def tokens_of(text: str, region: Region, this: Form) -> Tokens:
    """Row -> its tokens, groups included."""
    last = region.rows[-1][0]
    return {anchor.row: _row_tokens(text, anchor, area, anchor is last, this.units) for anchor, area in region.rows}


def valued_rows(region: Region, tokens: Tokens, this: Form) -> list[str]:
    """The rows that have columns: not the groups, unless one is printed as a row of its own."""
    rows = {r.id: r for r in this.rows_of(region.part)}
    return [r for r in tokens if r == LINE or not rows[r].group or _stands_alone(rows, r, tokens)]


def _row_tokens(text: str, anchor: Anchor, area: Span, last: bool, units: Sequence[str]) -> tuple[Token, ...]:
    """A row's tokens; after the last row, only what comes before the first words that follow its values."""
    inner = tuple([t for gap in anchor.inner for t in read_tokens(text, gap) if t.kind != "blank"])
    if inner:
        return inner
    seen = False
    kept: list[Token] = []
    for token in tokens_in(text, area):
        if token.kind == "word":
            if token.raw in units:
                continue
            past_end = last and (len(token.raw) > LONGEST_REMNANT or "\n" in text[area.start : token.span.start])
            if past_end or (seen and (last or token.cell != kept[-1].cell)):
                break
        seen = seen or token.kind in PRINTED
        kept.append(token)
    if last:
        while kept and kept[-1].kind == "blank":
            kept.pop()
    return _on_own_lines(kept)


def _on_own_lines(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Where a row's cells stand on one line, empty cells of the next line stand before the next label and are not the row's."""
    if not tokens or sum(t.line == tokens[0].line for t in tokens) <= MOST_ON_LINE:
        return tuple(tokens)
    printed = {t.line for t in tokens if t.kind in PRINTED} | {tokens[0].line}
    return tuple(t for t in tokens if t.kind != "blank" or t.line in printed)


def _printed_width(cells: Sequence[Token]) -> int:
    """How many cells there are from the first printed one to the last."""
    printed = [number for number, t in enumerate(cells) if t.kind in PRINTED]
    return printed[-1] - printed[0] + 1 if printed else 0


def without_margins(tokens: Tokens, rows: Sequence[str], width: int) -> Tokens:
    """The tokens without empty cells that every full row has before or after its values: a closing bar, an empty column.

    Rows that print their first and their last column show where the columns stand; the others are read in that frame.
    """
    framed = {r: [t for t in tokens[r] if t.kind != "word"] for r in rows}
    full = [cells for cells in framed.values() if _printed_width(cells) == width]
    lead = min((next(n for n, t in enumerate(cells) if t.kind in PRINTED) for cells in full), default=0)
    trail = min((next(n for n, t in enumerate(reversed(cells)) if t.kind in PRINTED) for cells in full), default=0)
    if not lead and not trail:
        return tokens
    found = dict(tokens)
    for row, cells in framed.items():
        end = len(cells) - trail
        if len(cells) >= width + lead + trail and not any(t.kind in PRINTED for t in (*cells[:lead], *cells[end:])):
            margin = {id(t) for t in (*cells[:lead], *cells[end:])}
            found[row] = tuple(t for t in tokens[row] if id(t) not in margin)
    return found


def _stands_alone(rows: Mapping[str, Row], group: str, tokens: Tokens) -> bool:
    """Whether a group is printed as a row of its own: none of its children is there, and it has values or later rows follow.

    The form of 2019 prints 其他处理 so, blank or not.
    """
    if any(rows[r].parent == group for r in tokens) or all(r.parent != group for r in rows.values()):
        return False
    if any(t.kind in {"number", "placeholder"} for t in tokens[group]):
        return True
    return group == "other" and {"total", "carried_out"} <= set(tokens)
