"""Whether a table came to us whole: a document cut short, a text whose repeated lines a crawler took out, a form we do not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractor.diagnostics import Diagnostic, diagnostic
from extractor.model import Cell
from extractor.patterns import squeezed
from extractor.spans import Span
from extractor.tables.letters import Letters
from extractor.tables.notes import PART_NAMES
from extractor.tables.outcomes import LINE, head_characters
from extractor.tables.reading import ReadTable
from extractor.tables.regions import Region
from lexicons.reports.disclosure.forms import form

#: After the last row of a table that was cut, no more words than this are left, and no sentence ends.
LONGEST_REST = 60
SENTENCE_END = regex.compile(r"[。；！？]")
#: A text with fewer lines, or with more figures in relation to its rows, tells nothing of repeated lines.
FEWEST_LINES, FEWEST_ROWS = 40, 8
NUMBER_LINE = regex.compile(r"[\s|｜]*[\d.,，]+[\s|｜]*")
#: Lines with several figures, or with a label and its figures: not one cell a line.
SEVERAL = regex.compile(r"\d[ \t|｜]+\d|[^\W\d_”）)][ \t|｜]*\d+[ \t|｜]*\n")
#: Of seven figures a row this many must be left, or lines are missing.
FEWEST_FIGURES = 5
#: Two heads of a statistics sheet stand at most this far apart.
HEADS_APART = 60


def cut_short(text: str, region: Region, read: ReadTable) -> Diagnostic | None:
    """A table with which the document ends, with rows or columns of the form still to come."""
    if SENTENCE_END.search(text, read.end) or len(rest := squeezed(text[read.end :])) > LONGEST_REST:
        return None
    last = region.rows[-1][0].row
    rows = form(region.edition).rows_of(region.part)
    order = [r.id for r in rows if not r.group]
    whole = last == LINE or last == order[-1]
    if whole and read.framed:
        return None
    at_end = [c for c in last_cells(region, read.cells) if c.span.end == len(text)]
    states = {c.state for c in last_cells(region, read.cells)}
    # A figure at the very end may have lost digits, unless it is 0.
    if whole and not states & {"blank", "unreadable"} and not any(c.value or c.state == "inferred" for c in at_end):
        return None
    if whole and rest and not (last == LINE and head_characters().issuperset(rest)):
        return None
    name = next((r.name for r in rows if r.id == last), PART_NAMES[region.part])
    return diagnostic("table.cut", Span(region.start, read.end), table=PART_NAMES[region.part], row=name)


def last_cells(region: Region, cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a region's last row."""
    last = region.rows[-1][0].row
    if last == LINE:
        return list(cells)
    return [c for c in cells if c.id.split(".")[1] == last]


def without_cut_cells(text: str, region: Region, read: ReadTable) -> tuple[Cell, ...]:
    """The cells of a table that was cut: of its last row nothing is invented, and one that ends at the cut is not trusted."""
    cells, last = read.cells, last_cells(region, read.cells)
    if read.framed:
        return cells
    if not any(c.state in {"read", "inferred", "unreadable"} for c in last):
        return tuple(c for c in cells if c not in last)
    start, end = min(c.span.start for c in last), max(c.span.end for c in last)
    if all(c.state in {"read", "placeholder"} for c in last) and end < len(text.rstrip(" .、")):
        return cells
    lost = replace(cells[0], state="unreadable", value=None, raw="", span=Span(start, end), confidence=0.0)
    return tuple(replace(lost, id=c.id) if c in last else c for c in cells)


def lines_taken_out(text: str, region: Region | None, read: ReadTable) -> Diagnostic | None:
    """Every line occurs once in the whole text, and there are too few figures for the rows: repeated lines were taken out."""
    if region is None or region.part != "applications" or len(read.rows) < FEWEST_ROWS:
        return None
    lines = [line.strip(" \t\u3000|｜") for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) < FEWEST_LINES or len(set(lines)) < len(lines):
        return None
    figures = sum(bool(NUMBER_LINE.fullmatch(line)) for line in text[region.start : read.end].splitlines())
    in_rows = SEVERAL.search(text, region.start, read.end)
    if not 0 < figures < FEWEST_FIGURES * len(read.rows) or in_rows:
        return None
    note = f"全文 {len(lines)} 行无一重复，{len(read.rows)} 行表格只有 {figures} 个数字行"
    return diagnostic("table.deduplicated", Span(region.start, read.end), note=note)


def unread(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells with nothing in them trusted."""
    return tuple(replace(c, state="unreadable", value=None, raw="", confidence=0.0) for c in cells)


def unknown_form(view: Letters) -> Diagnostic | None:
    """Heads of a statistics sheet (计量单位, 统计数, 历年累计 …) without the rows of the one we know."""
    labels = [label for h in form("2014").headers for label in h.labels]
    places = sorted(span for label in labels for span, _ in view.places(label))
    for left, right in pairwise(places):
        if right.start - left.end <= HEADS_APART and left.of(view.text) != right.of(view.text):
            head = Span(left.start, right.end)
            return diagnostic("table.unknown", head, note=" ".join(head.of(view.text).split()))
    return None
