"""Regions and marks -> what the page's template writes: pieces of text with their classes, and tables of them.

Facts, cells, items and the places of findings are marks over the same text; each piece of text is written once and
carries all of them. Places where links end get one anchor each, named by its offset.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import regex

from extractor.auditing.findings import Audit
from extractor.exports.as_items import ROLES, hint
from extractor.exports.html.cards import states, suspects
from extractor.exports.html.labels import Labels
from extractor.exports.html.regions import Region, lay_out
from extractor.exports.html.views import Pair, Piece, Point, Slot, Tag, View
from extractor.exports.marking import Mark, Marking
from extractor.model import PROBLEMS, Cell, Item, Report, Role
from extractor.spans import Span
from extractor.values import decimal_text

OURS = frozenset({"inferred", "unreadable"})
#: The signs that Markdown puts before a heading; an address, around which no line can be justified.
CRUMB = regex.compile(r"\s*#{1,6}\s*")
LONG_WORD = regex.compile(r"[!-~]{24,}")
HEADS = frozenset({"title", "heading", "subheading"})
#: Heads of columns this short are never broken over lines.
SHORT_WORDS = 4
STATES: Mapping[str, str] = {
    "held": "一致",
    "broken": "不一致",
    "undecided": "待定",
    "unbound": "未对应",
    "idle": "未比对",
}


class Paper:
    """The report's text as marked regions. Keeps which anchors are already on the page: each may stand there once."""

    def __init__(
        self, report: Report, audit: Audit, labels: Labels, places: Mapping[str, Span], links: Sequence[int]
    ) -> None:
        self._report, self._labels = report, labels
        self._text = report.document.text
        self._facts, self._cell_states = states(audit)
        self._suspects = suspects(audit)
        self._cells = {c.id: c for c in report.cells}
        self._tags = {i.id: tag for i, tag in zip(report.items, numbered([i.role for i in report.items]), strict=True)}
        self._regions = lay_out(report)
        self._ranges = [(r.span.start, r.span.end) for r in self._regions]
        marks = [Mark("fact", f.id, f.span) for f in report.facts]
        marks += [Mark("cell", c.id, c.span) for c in report.cells]
        marks += [Mark("item", i.id, i.span) for i in report.items]
        marks += [Mark("place", key, self._on_paper(span)) for key, span in places.items()]
        marks += [Mark("link", str(at), self._on_paper(Span(at, at))) for at in links]
        self._marking = Marking(marks)
        self._pending = sorted({*links, *(span.start for span in places.values())}, reverse=True)
        self._anchors: dict[int, int] = {}

    def views(self) -> tuple[View, ...]:
        """Every region of the document in reading order."""
        views = [self._view(region) for region in self._regions]
        if self._report.items:  # the pairs stand below the text that holds the last item
            last = max(i.span.start for i in self._report.items)
            index = max((n for n, r in enumerate(self._regions) if r.span.start <= last), default=-1)
            views.insert(index + 1, View("pairs", pairs=self._pairs()))
        end = self._regions[-1].span.start if self._regions else 0
        self._anchors.update((offset, end) for offset in self._pending)
        return tuple(views)

    def _pairs(self) -> tuple[Pair, ...]:
        points = {i.id: self._point(i) for i in self._report.items}
        problems = [i for i in self._report.items if i.role in PROBLEMS]
        measures = [i for i in self._report.items if i.role not in PROBLEMS]
        known = {p.id for p in problems}
        pairs = [Pair((points[p.id],), tuple(points[m.id] for m in measures if p.id in m.answers)) for p in problems]
        alone = tuple(points[m.id] for m in measures if not known & set(m.answers))
        return (*pairs, Pair((), alone)) if alone else tuple(pairs)

    def _point(self, item: Item) -> Point:
        text = " ".join((item.title or item.span).of(self._text).split())
        topics = "、".join(self._labels.topic(topic) for topic in item.topics)
        return Point(item.id, self._tags[item.id], text, topics, hint(item.substance))

    def anchor_of(self, offset: int) -> int:
        """The offset whose anchor stands for this one, once the views are made: its own or the nearest one after it."""
        return self._anchors.get(offset, offset)

    def _on_paper(self, span: Span) -> Span:
        """The span itself, or the end of the text before it where it falls between regions (a missing section, say)."""
        first, last, empty = span.start, span.end, not len(span)
        if any((start < last and first < end) or (empty and start <= first and last <= end) for start, end in self._ranges):
            return span
        ends = [end for _, end in self._ranges if end <= first]
        at = ends[-1] if ends else self._ranges[0][0] if self._ranges else first
        return Span(at, at)

    def _view(self, region: Region) -> View:
        if region.kind == "form":
            rows = self._form(region.cells)
            return View("form", rows=rows, lines=tuple(self._pieces(line, cells=False) for line in region.lines))
        if region.rows:
            rows = tuple(
                tuple(self._slot(b.span, b.row_span, b.column_span, "joined" if b.joined else "") for b in row)
                for row in region.rows
            )
            return View("table", rows=rows)
        if region.lines:
            return View(region.kind, lines=tuple(self._pieces(line) for line in region.lines))
        crumb = CRUMB.match(self._text, region.span.start, region.span.end) if region.kind in HEADS else None
        if crumb:
            lead = Span(region.span.start, crumb.end())
            lead_pieces = tuple(replace(p, classes="crumb") for p in self._pieces(lead))
            return View(region.kind, (*lead_pieces, *self._pieces(Span(crumb.end(), region.span.end))))
        loose = region.kind == "paragraph" and LONG_WORD.search(region.span.of(self._text))
        return View("loose" if loose else region.kind, self._pieces(region.span))

    def _pieces(self, window: Span, cells: bool = True, slot: bool = False) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        for segment in self._marking.segments(window):
            keys = {
                kind: [m.key for m in segment.marks if m.kind == kind] for kind in ("fact", "cell", "item", "place")
            }
            opened = {m.key for m in segment.opens}
            fact = next(iter(keys["fact"]), "")
            cell = next(iter(keys["cell"]), "") if cells and not slot else ""
            item = next(iter(keys["item"]), "")
            classes = [*(["fact", self._facts.get(fact, "idle")] if fact else ())]
            classes += self._cell_classes(cell) if cell else ()
            classes += [f"item {self._tags[item].role}"] if item else ()
            pieces.append(
                Piece(
                    segment.span.of(self._text),
                    " ".join(classes),
                    fact,
                    cell,
                    item,
                    "" if slot else " ".join(keys["place"]),
                    self._anchor(segment.span.start, segment.span.start),
                    bool({fact, cell} & opened),
                    STATES[self._facts.get(fact, "idle")] if fact else "",
                    tuple(self._tags[m.key] for m in segment.opens if m.kind == "item"),
                )
            )
        return tuple(pieces)

    def _slot(self, span: Span, row_span: int, column_span: int, extra: str = "", only: Cell | None = None) -> Slot:
        marks = self._marking.over(span)
        cells = [only.id] if only else [m.key for m in marks if m.kind == "cell"]
        if len(cells) > 1 and any(
            self._cells[id].state != "unreadable" for id in cells
        ):  # figures run together in one printed cell: each is marked inside it
            return Slot(self._pieces(span), "figure", row_span, column_span)
        cell = cells[0] if cells else ""
        short = "short" if len(span) <= SHORT_WORDS and not extra else ""
        classes = self._cell_classes(cell) if cell else tuple(filter(None, (extra, short)))
        loud = bool(cell) and not {"held", "read"} >= set(classes) - {"cell", "zero", "figure"}
        anchor = self._anchor(span.start, span.end)
        return Slot(
            self._pieces(span, slot=True) if only is None or only.state not in OURS else _ours(only),
            " ".join(classes),
            row_span,
            column_span,
            cell,
            " ".join(m.key for m in marks if m.kind == "place"),
            anchor,
            loud,
        )

    def _anchor(self, start: int, end: int) -> int | None:
        """The name of the element that begins here, where a link waits for a place up to its end."""
        waiting = False
        while self._pending and self._pending[-1] <= end:
            self._anchors[self._pending.pop()] = start
            waiting = True
        return start if waiting else None

    def _cell_classes(self, id: str) -> tuple[str, ...]:
        cell = self._cells[id]
        verdict = self._cell_states.get(id, "")
        zero = ("zero",) if cell.value is not None and cell.value == 0 else ()
        suspect = ("suspect",) if id in self._suspects else ()
        return ("cell", "figure", cell.state, *zero, *((verdict,) if verdict else ()), *suspect)

    def _form(self, cells: Sequence[Cell]) -> tuple[tuple[Slot, ...], ...]:
        """The statutory table rebuilt from its cells: rows and columns in order of appearance, named by the labels."""
        rows: dict[str, dict[str, Cell]] = {}
        for cell in cells:
            row, column = self._labels.cell(cell.id)
            rows.setdefault(row, {}).setdefault(column, cell)
        columns = list(dict.fromkeys(column for row in rows.values() for column in row))
        head = (Slot((Piece(""),), "corner"), *(Slot((Piece(c),), "label", head="col") for c in columns))
        body = tuple(
            (
                Slot((Piece(row),), "label", head="row"),
                *(self._slot(of[c].span, 1, 1, only=of[c]) if c in of else Slot((), "none") for c in columns),
            )
            for row, of in rows.items()
        )
        return (head, *body)


def _ours(cell: Cell) -> tuple[Piece, ...]:
    """What is not printed on its own stands in a rebuilt form as its value: the printed run holds neighbours too."""
    return (Piece(decimal_text(cell.value) if cell.value is not None else "？"),)


def numbered(roles: Sequence[Role]) -> tuple[Tag, ...]:
    """The tags of items in order, each numbered within its role.

    >>> [t.text for t in numbered(["current_problem", "next_measure", "current_problem"])]
    ['本年问题 1', '下步措施 1', '本年问题 2']
    >>> numbered([])
    ()
    """
    counts: dict[Role, int] = {}
    tags: list[Tag] = []
    for role in roles:
        counts[role] = counts.get(role, 0) + 1
        tags.append(Tag(role, f"{ROLES[role]} {counts[role]}"))
    return tuple(tags)
