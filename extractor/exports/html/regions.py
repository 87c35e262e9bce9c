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

from extractor.exports.html.bars import Box, bar_rows, merged, trimmed, widened
from extractor.mastheads import find_title
from extractor.model import Block, Cell, Document, Origin, Report, Table
from extractor.spans import Span

RegionKind = Literal[
    "title", "byline", "heading", "subheading", "paragraph", "signature", "table", "form", "lines", "noise"
]

SUBHEADING = regex.compile(r"[（(][一二三四五六七八九十]+[)）][^。；：，,;:]{1,28}")
#: Where a long line may be broken: 。（二）
POINT = regex.compile(r"[。；：]\s*(?=[（(][一二三四五六七八九十]{1,3}[)）])")
LONG_PARAGRAPH = 400
#: A line longer than this is a sentence, neither the title of a report nor its signature.
SHORT_LINE = 60


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
    bare = trimmed(gap, text)
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
        last = whole[-1] if whole else None
        after = last and last.kind == "heading" and region.kind == "paragraph" and not _has_words(region, text)
        before = last and region.kind == "heading" and not _has_words(last, text)
        if last and (after or before):
            whole[-1] = Region("heading", Span(last.span.start, region.span.end))
        else:
            whole.append(region)
    return tuple(whole)


def _has_words(region: Region, text: str) -> bool:
    return any(c.isalnum() for c in region.span.of(text))


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
        rows = bar_rows(lines, report.document.text, cells)
        widths = {sum(box.column_span for box in row) for row in rows}
        if len(widths) == 1 and max(widths) > 1:
            regions.append(Region("table", whole, merged(rows, report.document.text)))
        elif cells:
            regions.append(Region("form", whole, lines=lines, cells=cells))
        elif max(widths, default=0) > 2:
            regions.append(Region("table", whole, tuple(widened(row, max(widths)) for row in rows)))
        else:
            regions.append(Region("lines", whole, lines=lines))
    return tuple(regions)


def _table_ahead(block: Block, run: Sequence[Block], tables: Sequence[Table]) -> Table | None:
    """The table that a line belongs to: heads above a table go with it, notes below the last table with that."""
    ahead = [t for t in tables if t.span.end > block.span.start and t.span.overlaps(_hull(run))]
    behind = [t for t in tables if t.span.overlaps(_hull(run))]
    return ahead[0] if ahead else behind[-1] if behind else None
