"""Reports made by hand for tests of the views, from text with marks.

``⟦46件|fact applications.granted⟧`` is a fact, ``⟦45|cell applications.granted.total⟧`` a cell (``⟦|cell …⟧`` a
blank one), ``⟦…|item current_problem⟧`` an item; marks may nest. A line that begins with ``§overview `` is that
section's heading.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

import regex

from extractor.auditing.findings import Audit, Coverage, Finding
from extractor.diagnostics import Diagnostic
from extractor.model import Block, Cell, Document, Fact, Item, Origin, Report, Section, Source, Table
from extractor.spans import Span
from extractor.values import Quantity

TOKEN = regex.compile(r"⟦|\|(fact|cell|item)([^⟧]*)⟧|(?m:^)§(\w+) ")
FIGURE = regex.compile(r"\d+(?:\.\d+)?")


@dataclass
class Marked:
    """The text without its marks, and what was marked."""

    text: str = ""
    marks: list[tuple[str, str, Span]] = field(default_factory=list)
    heads: list[tuple[str, int]] = field(default_factory=list)


def unmark(source: str) -> Marked:
    """Take the marks out of a text."""
    found, opened, position = Marked(), [], 0
    for token in TOKEN.finditer(source):
        found.text += source[position : token.start()]
        position = token.end()
        if token[0] == "⟦":
            opened.append(len(found.text))
        elif token[3]:
            found.heads.append((token[3], len(found.text)))
        else:
            found.marks.append((token[1], token[2].strip(), Span(opened.pop(), len(found.text))))
    found.text += source[position:]
    if opened:
        raise ValueError(f"mark without an end at {opened}")
    return found


def make_report(
    source: str, path: str = "样本.txt", diagnostics: tuple[Diagnostic, ...] = (), tables: bool = True
) -> Report:
    """A report of a marked text; items of measures answer the problem of the same number."""
    marked = unmark(source)
    text = marked.text
    blocks, sections, position = [], [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            start = position + len(line) - len(line.lstrip())
            blocks.append(Block("paragraph", Span(start, start + len(line.strip())), Origin(f"line {number}")))
        position += len(line) + 1
    for (id, start), end in zip(marked.heads, [*(at for _, at in marked.heads[1:]), len(text)], strict=False):
        stop = start if id == "preamble" else (text + "\n").index("\n", start)
        sections.append(Section(id, text[start:stop], Span(start, stop), Span(stop, end)))  # type: ignore[arg-type]
    of = {kind: [(what, span) for k, what, span in marked.marks if k == kind] for kind in ("fact", "cell", "item")}
    cells = tuple(sorted((_cell(what, span, text) for what, span in of["cell"]), key=lambda c: c.span))
    return Report(
        Document(Source(path, path.rpartition(".")[2], "0" * 64), text, tuple(blocks)),
        "青石县文化局",
        2024,
        "2021",
        tuple(sections),
        _tables(cells) if tables else (),
        cells,
        tuple(
            _fact(f"f{n}", what, span, text) for n, (what, span) in enumerate(sorted(of["fact"], key=lambda m: m[1]), 1)
        ),
        (),
        _items(of["item"]),
        diagnostics,
    )


def _cell(what: str, span: Span, text: str) -> Cell:
    id, _, state = what.partition(" ")
    raw = span.of(text)
    value = Decimal(raw) if FIGURE.fullmatch(raw) else None
    return Cell(id, state or ("read" if raw else "blank"), value, raw, span)  # type: ignore[arg-type]


def _fact(id: str, indicator: str, span: Span, text: str) -> Fact:
    raw = span.of(text)
    number = FIGURE.search(raw)
    value = Decimal(number[0]) if number else Decimal(0)
    unit = raw[number.end() :] if number else "件"
    quantity = Quantity(span, raw, span, value, unit)
    return Fact(
        id, indicator or None, indicator, quantity, "overview", "2024", made_by="made by hand", denial=not number
    )


def _tables(cells: tuple[Cell, ...]) -> tuple[Table, ...]:
    tables = []
    for part, group in groupby(cells, key=lambda c: c.id.partition(".")[0]):
        run = tuple(group)
        rows = tuple(dict.fromkeys(c.id.rpartition(".")[0] for c in run))
        tables.append(Table(part, "2021", Span(run[0].span.start, run[-1].span.end), rows))  # type: ignore[arg-type]
    return tuple(tables)


def _items(marks: list[tuple[str, Span]]) -> tuple[Item, ...]:
    items: list[Item] = []
    for number, (role, span) in enumerate(sorted(marks, key=lambda m: m[1]), 1):
        same = sum(1 for i in items if i.role == role)
        wanted = "current_problem" if role == "next_measure" else "previous_problem"
        asked = [i.id for i in items if i.role == wanted]
        answers = tuple(asked[same : same + 1]) if role in {"next_measure", "improvement"} else ()
        items.append(Item(f"i{number}", role, span, answers=answers))  # type: ignore[arg-type]
    return tuple(items)


def make_finding(report: Report, check: str, of: tuple[str, ...], message: str, **given: Any) -> Finding:
    """A finding about facts (by the words of their figure) and cells (by id), in that order."""
    facts = {f.quantity.raw: f for f in report.facts}
    cells = {c.id: c for c in report.cells}
    spans = tuple(facts[name].span if name in facts else cells[name].span for name in of)
    given = {"verdict": "broken", "severity": "error", "spans": spans} | given
    return Finding(
        check,
        said=message,
        facts=tuple(facts[n].id for n in of if n in facts),
        cells=tuple(n for n in of if n in cells),
        **given,
    )


def make_audit(report: Report, *findings: Finding, **coverage: Any) -> Audit:
    """An audit whose coverage counts the report's facts."""
    worst = {
        id: f.verdict for v in ("held", "undecided", "broken") for f in findings if f.verdict == v for id in f.facts
    }
    count = list(worst.values()).count
    unbound = tuple(f.id for f in report.facts if f.id not in worst)
    counted = Coverage(
        len(report.facts), len(worst), count("held"), count("broken"), count("undecided"), unbound, **coverage
    )
    return Audit(
        tuple(f for f in findings if f.verdict != "held"), tuple(f for f in findings if f.verdict == "held"), counted
    )
