"""Lines with bars -> the cells of a table.

A leading bar (Markdown) means that the row is framed: empty cells count, and are the rest of the words before or
above them. Without it empty cells only trail the row, as crawlers leave them where cells were merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import regex

from extractor.model import Cell
from extractor.spans import Span

RULE = regex.compile(r"[\s|:\-]*-[\s|:\-]*")
FIGURE = regex.compile(r"[\d.,，%％\s/—–-]*\d[\d.,，%％\s/—–-]*")


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a page's table; ``joined`` where it is the empty rest of a cell above or before it."""

    span: Span
    row_span: int = 1
    column_span: int = 1
    joined: bool = False


def bar_rows(lines: Sequence[Span], text: str, cells: Sequence[Cell]) -> tuple[tuple[Box, ...], ...]:
    """The rows of lines with bars; the rules of Markdown tables are left out."""
    rows: list[tuple[Box, ...]] = []
    for line in lines:
        if RULE.fullmatch(line.of(text)):
            continue
        rows.append(_split(line, text, cells, _hanging(rows[-1], text) if rows else frozenset()))
    return tuple(rows)


def _has_figures(boxes: Sequence[Box], text: str) -> bool:
    return any(FIGURE.fullmatch(box.span.of(text)) for box in boxes)


def _hanging(row: Sequence[Box], text: str) -> frozenset[int]:
    """The columns of a row of heads in which one head stands alone: it may hang down into an empty cell below it."""
    if _has_figures(row, text):
        return frozenset()
    starts = [sum(box.column_span for box in row[:n]) for n in range(len(row))]
    return frozenset(start for start, box in zip(starts, row, strict=True) if box.column_span == 1)


def _split(line: Span, text: str, cells: Sequence[Cell], hanging: frozenset[int] = frozenset()) -> tuple[Box, ...]:
    """The cells of one line with bars.

    An empty cell is the rest of the words before it, unless it is a table's own blank or lies below a head that
    stands alone.

    >>> [len(b.span) for b in _split(Span(0, 11), "规章 | 1 | 3 ||", ())]
    [2, 1, 1]
    >>> [(len(b.span), b.column_span) for b in _split(Span(0, 17), "| 规章 |  |  | 26 |", ())]
    [(2, 3), (2, 1)]
    """
    raw = line.of(text)
    framed = raw.lstrip().startswith("|")
    parts = [
        Span(line.start + m.start(), line.start + m.end()) for m in regex.finditer(r"[^|]+|(?<=\|)(?=\|)|^(?=\|)", raw)
    ]
    spans = [trimmed(part, text) if part.of(text).strip() else part for part in parts]
    filled = [bool(span.of(text).strip()) for span in spans]
    first = 1 if framed and spans and not filled[0] else 0
    last = len(spans) if framed else max((n for n, full in enumerate(filled, 1) if full), default=0)
    heads = not any(FIGURE.fullmatch(span.of(text)) for span in spans)
    boxes: list[Box] = []
    for span, full in zip(spans[first:last], filled[first:last], strict=True):
        claimed = any(span.covers(c.span) or span.overlaps(c.span) for c in cells)
        head = boxes[-1] if boxes else None
        if full or claimed:
            boxes.append(Box(span))
        elif heads and sum(box.column_span for box in boxes) in hanging:
            boxes.append(Box(span, joined=True))
        elif head and not head.joined and not FIGURE.fullmatch(head.span.of(text)):
            boxes[-1] = Box(head.span, 1, head.column_span + 1)
        else:
            boxes.append(Box(span, joined=True))
    return tuple(boxes)


def trimmed(span: Span, text: str) -> Span:
    """The span without the white space at its ends."""
    raw = span.of(text)
    left = len(raw) - len(raw.lstrip())
    return Span(span.start + left, span.start + max(left, len(raw.rstrip())))


def widened(row: tuple[Box, ...], width: int) -> tuple[Box, ...]:
    """A short row as wide as the others: figures stand at the right here, so the first box takes the slack."""
    if not row:
        return ()
    slack = width - sum(box.column_span for box in row)
    return (Box(row[0].span, 1, row[0].column_span + slack), *row[1:])


def merged(rows: Sequence[tuple[Box, ...]], text: str) -> tuple[tuple[Box, ...], ...]:
    """Rows of equal width with their empty rests given to the words above them, as spans over rows.

    >>> text = "| 三、结果 | 公开 | 1 |"
    >>> head = (Box(Span(2, 6)), Box(Span(9, 11)), Box(Span(14, 15)))
    >>> rest = (Box(Span(1, 2), joined=True), Box(Span(9, 11)), Box(Span(1, 2), joined=True))
    >>> [[box.row_span for box in row] for row in merged([head, rest], text)]
    [[2, 1, 1], [1, 1]]
    """
    kept: list[dict[int, Box]] = []
    above: dict[int, tuple[int, Box]] = {}  # the box that fills the row above from this column on, and its row
    for number, row in enumerate(rows):
        kept.append({})
        filled: dict[int, tuple[int, Box]] = {}
        column = 0
        for index, box in enumerate(row):
            start, column = column, column + box.column_span
            if any(at <= start < at + b.column_span and r < number for at, (r, b) in filled.items()):
                continue  # already under a wide box that was drawn down
            owner = above.get(start)
            room = sum(1 for _ in takewhile(lambda b: b.joined, row[index:]))
            if owner and room >= owner[1].column_span and not FIGURE.fullmatch(owner[1].span.of(text)):
                grown = replace(owner[1], row_span=owner[1].row_span + 1)
                kept[owner[0]][start] = grown
                filled[start] = (owner[0], grown)
            else:
                kept[number][start] = box
                filled[start] = (number, box)
        above = filled
    return tuple(tuple(row[at] for at in sorted(row)) for row in kept)
