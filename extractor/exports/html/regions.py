"""Document -> regions of a page: titles, paragraphs, tables, navigation, in reading order.

Source grids are tables as they are. Text documents hold their tables only as lines: lines with bars are split at
the bars; where they are too ragged for that (one cell a line, spans dropped) the cells that were read are laid out
by their ids, and the lines stay beside them. Every character of a block belongs to exactly one region; only the
rules of Markdown tables are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

import regex

from extractor.mastheads import find_title
from extractor.model import Block, Cell, Document, Origin, Report, Table
from extractor.spans import Span

RegionKind = Literal[
    "title", "byline", "heading", "subheading", "paragraph", "signature", "table", "form", "lines", "noise"
]

SUBHEADING = regex.compile(r"[（(][一二三四五六七八九十]+[)）][^。；：，,;:]{1,28}")
RULE = regex.compile(r"[\s|:\-]*-[\s|:\-]*")
FIGURE = regex.compile(r"[\d.,，%％\s/—–-]*\d[\d.,，%％\s/—–-]*")
#: Where a long line may be broken: 。（二）
POINT = regex.compile(r"[。；：]\s*(?=[（(][一二三四五六七八九十]{1,3}[)）])")
LONG_PARAGRAPH = 400
#: A line longer than this is a sentence, neither the title of a report nor its signature.
SHORT_LINE = 60


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a page's table; ``joined`` where it is the empty rest of a cell above or before it."""

    span: Span
    row_span: int = 1
    column_span: int = 1
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the page.

    ``rows`` are a table's boxes, ``cells`` those that a form is rebuilt from, ``lines`` the source lines of a
    form, of lines or of noise.
    """

    kind: RegionKind
    span: Span
    rows: tuple[tuple[Box, ...], ...] = ()
    lines: tuple[Span, ...] = ()
    cells: tuple[Cell, ...] = ()


def lay_out(report: Report) -> tuple[Region, ...]:
    """The regions of a report's document, in reading order."""
    regions: list[Region] = []
    blocks = _whole(report.document)
    for kind, group in groupby(blocks, key=lambda b: _family(b, report)):
        run = tuple(group)
        if kind == "noise":
            regions.append(Region("noise", _hull(run), lines=tuple(b.span for b in run)))
        elif kind == "grid":
            regions += [Region("table", b.span, _grid_rows(b)) for b in run]
        elif kind == "bars":
            regions += _tabular(run, report)
        else:
            regions += [region for b in run for region in _prose(b, report)]
    return tuple(regions)


def _whole(document: Document) -> tuple[Block, ...]:
    """The blocks in order; text between them that no block claims becomes a paragraph, for nothing may be lost."""
    whole: list[Block] = []
    position = 0
    for block in sorted(document.blocks, key=lambda b: b.span):
        if block.span.start >= position:
            whole += (*_unclaimed(Span(position, block.span.start), document.text), block)
            position = block.span.end
    return (*whole, *_unclaimed(Span(position, len(document.text)), document.text))


def _unclaimed(gap: Span, text: str) -> tuple[Block, ...]:
    bare = _trimmed(gap, text)
    return (Block("paragraph", bare, Origin("")),) if len(bare) else ()


def _family(block: Block, report: Report) -> str:
    if block.kind in {"noise", "grid"}:
        return block.kind
    if any(s.title_span.overlaps(block.span) for s in report.sections):
        return "prose"
    if any(block.span.covers(t.span) and len(block.span) > 2 * len(t.span) for t in report.tables):
        return "prose"
    if "|" in block.span.of(report.document.text) or _table_of(block.span, report.tables):
        return "bars"
    return "prose"


def _table_of(span: Span, tables: Sequence[Table]) -> Table | None:
    return next((t for t in tables if t.span.overlaps(span)), None)


def _hull(blocks: Sequence[Block]) -> Span:
    return Span(blocks[0].span.start, blocks[-1].span.end)


def _grid_rows(block: Block) -> tuple[tuple[Box, ...], ...]:
    rows = groupby(sorted(block.cells, key=lambda c: (c.row, c.column)), key=lambda c: c.row)
    return tuple(tuple(Box(c.span, c.row_span, c.column_span) for c in row) for _, row in rows)


def _prose(block: Block, report: Report) -> tuple[Region, ...]:
    """The parts of a block: a page that was saved as one line holds headings and whole tables inside it."""
    text = report.document.text
    titles = [s.title_span for s in report.sections if len(s.title_span) and block.span.covers(s.title_span)]
    inside = [t for t in report.tables if block.span.covers(t.span)]
    fixed = {**{t.span: _inner_table(t, report) for t in inside}, **{t: Region("heading", t) for t in titles}}
    regions: list[Region] = []
    position = block.span.start
    for span in sorted(fixed):
        if span.start >= position:
            regions += (*_paragraphs(Span(position, span.start), block, report), fixed[span])
            position = span.end
    regions += _paragraphs(Span(position, block.span.end), block, report)
    return _without_crumbs(regions, text) if fixed else tuple(regions)


def _inner_table(table: Table, report: Report) -> Region:
    cells = tuple(c for c in report.cells if c.id.startswith(f"{table.part}.") and table.span.covers(c.span))
    return Region("form" if cells else "lines", table.span, lines=(table.span,), cells=cells)


def _paragraphs(window: Span, block: Block, report: Report) -> tuple[Region, ...]:
    """A stretch of prose; a very long one is broken before the enumerators of its points, for the eye alone."""
    if not len(window):
        return ()
    if window == block.span and len(window) <= LONG_PARAGRAPH:
        return (Region(_prose_kind(block, report), window),)
    text = report.document.text
    cuts = [m.end() for m in POINT.finditer(text, window.start, window.end)] if len(window) > LONG_PARAGRAPH else []
    edges = [window.start, *cuts, window.end]
    return tuple(Region("paragraph", Span(a, b)) for a, b in pairwise(edges))


def _without_crumbs(regions: Sequence[Region], text: str) -> tuple[Region, ...]:
    """The parts with their stray punctuation (the # before a heading, the stop after it) joined to the heading."""
    whole: list[Region] = []
    for region in regions:
        crumb = region.kind == "paragraph" and not any(c.isalnum() for c in region.span.of(text))
        if whole and whole[-1].kind == "heading" and crumb:
            whole[-1] = Region("heading", Span(whole[-1].span.start, region.span.end))
        elif whole and region.kind == "heading" and not any(c.isalnum() for c in whole[-1].span.of(text)):
            whole[-1] = Region("heading", Span(whole[-1].span.start, region.span.end))
        else:
            whole.append(region)
    return tuple(whole)


def _prose_kind(block: Block, report: Report) -> RegionKind:
    text = report.document.text
    line = block.span.of(text)
    title = find_title(text)
    if title and title.overlaps(block.span):
        return "title"
    outside = not any(s.span.overlaps(block.span) for s in report.sections)
    if outside and report.sections and len(line) <= SHORT_LINE:
        return "byline" if block.span.start < report.sections[0].span.start else "signature"
    if block.kind == "heading" or SUBHEADING.fullmatch(line.strip()):
        return "subheading"
    return "paragraph"


def _tabular(run: Sequence[Block], report: Report) -> tuple[Region, ...]:
    """Lines of tables: the table of their bars where all rows are equally wide, else the form, else what bars give."""
    regions: list[Region] = []
    for table, group in groupby(run, key=lambda b: _table_ahead(b, run, report.tables)):
        lines = tuple(b.span for b in group)
        whole = Span(lines[0].start, lines[-1].end)
        cells = tuple(
            c
            for c in report.cells
            if table and c.id.startswith(f"{table.part}.") and whole.start <= c.span.start <= whole.end
        )
        rows = _rows([line for line in lines if not _is_rule(line, report)], report.document.text, cells)
        widths = {sum(box.column_span for box in row) for row in rows}
        if len(widths) == 1 and max(widths) > 1:
            regions.append(Region("table", whole, rows))
        elif cells:
            regions.append(Region("form", whole, lines=lines, cells=cells))
        elif max(widths, default=0) > 2:
            regions.append(Region("table", whole, tuple(_widened(row, max(widths)) for row in rows)))
        else:
            regions.append(Region("lines", whole, lines=lines))
    return tuple(regions)


def _is_rule(line: Span, report: Report) -> bool:
    return RULE.fullmatch(line.of(report.document.text)) is not None


def _table_ahead(block: Block, run: Sequence[Block], tables: Sequence[Table]) -> Table | None:
    """The table that a line belongs to: heads above a table go with it, notes below the last table with that."""
    ahead = [t for t in tables if t.span.end > block.span.start and t.span.overlaps(_hull(run))]
    behind = [t for t in tables if t.span.overlaps(_hull(run))]
    return ahead[0] if ahead else behind[-1] if behind else None


def _rows(lines: Sequence[Span], text: str, cells: Sequence[Cell]) -> tuple[tuple[Box, ...], ...]:
    rows: list[tuple[Box, ...]] = []
    for line in lines:
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
    """The cells of a line with bars. A leading bar (Markdown) means that empty cells count; without it they trail
    the row.

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
    spans = [_trimmed(part, text) if part.of(text).strip() else part for part in parts]
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


def _trimmed(span: Span, text: str) -> Span:
    raw = span.of(text)
    left = len(raw) - len(raw.lstrip())
    return Span(span.start + left, span.start + max(left, len(raw.rstrip())))


def _widened(row: tuple[Box, ...], width: int) -> tuple[Box, ...]:
    """A short row as wide as the others: figures stand at the right here, so the first box takes the slack."""
    if not row:
        return ()
    slack = width - sum(box.column_span for box in row)
    return (Box(row[0].span, 1, row[0].column_span + slack), *row[1:])
