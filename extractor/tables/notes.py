"""What the reading of a table's rows could not settle, as diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractor.diagnostics import Diagnostic, diagnostic
from extractor.spans import Span
from extractor.tables.slots import Reading
from extractor.tables.tokens import Token

PART_NAMES = {
    "disclosure": "第二部分主动公开表",
    "applications": "第三部分申请情况表",
    "review": "第四部分复议诉讼表",
    "statistics": "政府信息公开情况统计表",
}
#: Of stray words no more than this is quoted.
LONGEST_QUOTE = 40


def row_notes(
    text: str,
    names: Mapping[str, str],
    tokens: Mapping[str, Sequence[Token]],
    options: Mapping[str, tuple[Reading, ...]],
    settled: Mapping[str, Reading],
) -> Iterator[Diagnostic]:
    """Rows left undecided, rows that only the identities decided, rows with stray words."""
    for row, found in options.items():
        if not tokens.get(row):
            continue
        span = Span(tokens[row][0].span.start, tokens[row][-1].span.end)
        reading = settled.get(row)
        states = {s.state for s in reading} if reading is not None else {"unreadable"}
        if "unreadable" in states:
            yield diagnostic("table.row_ambiguous", span, row=names[row], raw=" ".join(span.of(text).split()))
        elif reading and "inferred" in states:
            values = " ".join(s.raw or "空" for s in reading)
            glued = any(_touches_digit(text, s.span) for s in reading if s.raw)
            yield diagnostic("table.row_inferred" if glued else "table.row_placed", span, row=names[row], values=values)
        if len(found) != 1 and any(t.kind == "word" for t in tokens[row]):
            words = "".join(t.raw for t in tokens[row] if t.kind == "word")
            yield diagnostic("table.text_in_cell", span, row=names[row], raw=words[:LONGEST_QUOTE])


def _touches_digit(text: str, span: Span) -> bool:
    return text[max(0, span.start - 1) : span.start].isdigit() or text[span.end : span.end + 1].isdigit()
