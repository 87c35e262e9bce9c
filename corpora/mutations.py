"""Consistent reports made by chance from a seed, and slips put into them: the search for the culprit must find them again.

Nothing here is anybody's report: names and figures are drawn. The prose states some of the figures, as reports do.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from extractor.model import Cell, Document, Fact, Report, Section, Source, Table
from extractor.spans import Span
from extractor.values import Quantity
from lexicons.reports.disclosure.forms import form

KINDS = ("swap", "drop", "add", "replace", "neighbour", "ten", "stale")
#: Figures that the prose states: indicator, words before it, cell.
CLAIMS = (
    ("applications.new", "新收到政府信息公开申请", "applications.new.total"),
    ("applications.carried_in", "上年结转申请", "applications.carried_in.total"),
    ("applications.granted", "予以公开", "applications.granted.total"),
    ("applications.carried_out", "结转下年度申请", "applications.carried_out.total"),
    ("review.total", "发生行政复议", "review.review.total"),
    ("litigation_direct.total", "未经复议直接起诉", "review.litigation_direct.total"),
    ("licensing.decisions", "作出行政许可决定", "disclosure.licensing.decisions"),
)
RESULTS = tuple(
    r.id for r in form("2021").rows_of("applications") if not r.group and r.id not in {"new", "carried_in", "total", "carried_out"}
)
COLUMNS = tuple(c.id for c in form("2021").columns if c.part == "applications")
BLOCKS = ("review", "litigation_direct", "litigation_after_review")
OUTCOMES = ("upheld", "corrected", "other", "pending")


def figures(chance: Random) -> dict[str, int]:
    """The cells of a consistent report, some crowded, most of them 0, as it is in reports."""
    size = chance.choice((8, 40, 300))
    cells: dict[str, int] = {}
    for column in COLUMNS[:-1]:
        busy = column == "natural_person" or chance.random() < 0.4
        results = {r: chance.randint(1, size) if busy and chance.random() < 0.5 else 0 for r in RESULTS}
        total, out = sum(results.values()), chance.randint(0, 9) if busy else 0
        carried = chance.randint(0, min(9, total + out))
        column_cells = {"new": total + out - carried, "carried_in": carried, **results, "total": total, "carried_out": out}
        cells |= {f"applications.{row}.{column}": value for row, value in column_cells.items()}
    for row in ("new", "carried_in", *RESULTS, "total", "carried_out"):
        cells[f"applications.{row}.total"] = sum(cells[f"applications.{row}.{c}"] for c in COLUMNS[:-1])
    for block in BLOCKS:
        outcomes = {o: chance.randint(0, size) if chance.random() < 0.7 else 0 for o in OUTCOMES}
        cells |= {f"review.{block}.{o}": v for o, v in outcomes.items()} | {f"review.{block}.total": sum(outcomes.values())}
    cells["disclosure.licensing.decisions"] = chance.randint(100, 2000000)
    return cells


def report(cells: dict[str, int], stated: dict[str, int] | None = None) -> Report:
    """A report whose tables print ``cells`` and whose prose states the figures of ``stated`` (the same, when not given)."""
    text, facts, printed = "", [], []
    for n, (indicator, words, cell) in enumerate(CLAIMS, 1):
        value = (stated or cells)[cell]
        raw = f"{value}件"
        span = Span(len(text) + len(words), len(text) + len(words) + len(raw))
        quantity = Quantity(span, raw, Span(span.start, span.end - 1), Decimal(value), "件")
        facts.append(Fact(f"f{n}", indicator, words, quantity, "overview", period="2024"))
        text += f"{words}{raw}。"
    prose = Span(0, len(text))
    for cell, value in cells.items():
        text += "\n"
        span = Span(len(text), len(text) + len(str(value)))
        printed.append(Cell(cell, "read", Decimal(value), str(value), span))
        text += str(value)
    parts = ("disclosure", "applications", "review")
    tables = tuple(
        Table(p, "2021", Span(prose.end, len(text)), tuple(dict.fromkeys(c.split(".")[1] for c in cells if c.startswith(p))))
        for p in parts
    )
    section = Section("overview", "一、总体情况", Span(0, 0), prose)
    document = Document(Source("drawn.txt", "txt", ""), text, ())
    return Report(document, "临溪县教育局", 2024, "2021", (section,), tables, tuple(printed), tuple(facts), (), (), ())


def doubted(drawn: Report, row: str, values: list[int]) -> Report:
    """The same report with other figures read in one row, and that reading in doubt."""
    cells = iter(values)
    changed = tuple(
        replace(c, value=Decimal(next(cells)), confidence=0.5) if c.id.startswith(f"{row}.") else c for c in drawn.cells
    )
    return replace(drawn, cells=changed)


def slipped(cells: dict[str, int], cell: str, kind: str, chance: Random) -> int:
    """What a slip of a kind makes of one figure; the figure itself where it cannot be made."""
    value, text = cells[cell], str(cells[cell])
    at = chance.randrange(len(text))
    if kind == "swap" and len(text) > 1:
        at = chance.randrange(len(text) - 1)
        return int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    if kind == "drop" and len(text) > 1:
        return int(text[:at] + text[at + 1 :])
    if kind == "add":
        return int(text[:at] + str(chance.randint(0, 9)) + text[at:])
    if kind == "replace":
        return int(text[:at] + str(chance.randint(0, 9)) + text[at + 1 :])
    if kind == "neighbour":
        row = [c for c in cells if c.rsplit(".", 1)[0] == cell.rsplit(".", 1)[0]]
        place = row.index(cell)
        return cells[chance.choice(row[max(place - 1, 0) : place] + row[place + 1 : place + 2] or row)]
    if kind == "ten":
        return max(value + chance.choice((10, -10)), 0)
    if kind == "stale":
        return value + chance.randint(-value // 3, value // 3 + 2)
    return value


def mutated(cells: dict[str, int], count: int, chance: Random) -> dict[str, int]:
    """New values for ``count`` different cells, each by a slip of some kind."""
    bound = {cell for _, _, cell in CLAIMS}
    open_cells = [c for c in cells if not c.startswith("disclosure.") or c in bound]
    changes: dict[str, int] = {}
    while len(changes) < count:
        cell = chance.choice(open_cells)
        value = slipped(cells, cell, chance.choice(KINDS), chance)
        if value != cells[cell] and cell not in changes:
            changes[cell] = value
    return changes
