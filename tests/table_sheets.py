"""Random reports and the ways their tables are flattened: what the property tests render, and what was printed where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from extractor.model import Document, Origin, Source
from extractor.readers import read
from extractor.readers.assembly import Assembly, RawCell
from lexicons.reports.disclosure.forms import Row, form

ROWS = form("2021").rows_of("applications")
LEAVES = [r.id for r in ROWS if not r.group]
RESULTS = [r for r in LEAVES if r not in {"new", "carried_in", "total", "carried_out"}]
COLUMNS = [c.id for c in form("2021").columns if c.part == "applications"]
HEAD = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ORDINALS = {"granted": "（一）", "total": "（七）", "new": "一、", "carried_in": "二、", "carried_out": "四、"}


@dataclass
class Sheet:
    """A table of section three as printed: row id -> the seven printed texts ("" is a blank cell)."""

    rows: dict[str, list[str]]
    consistent: bool = True
    notes: list[str] = field(default_factory=list)


def random_sheet(rng: Random, consistent: bool) -> Sheet:
    """A report's section three: mostly zeros, sums as the form wants them, or with some figures changed."""
    sparse, top = rng.random(), rng.choice([3, 30, 400])
    chance = [sparse * share for share in (0.7, 0.2, 0.2, 0.2, 0.2, 0.2)]
    figures = {r: [rng.randint(1, top) if rng.random() < p else 0 for p in chance] for r in RESULTS}
    total = [sum(figures[r][c] for r in RESULTS) for c in range(6)]
    out = [rng.randint(0, 3) if rng.random() < 0.3 else 0 for _ in range(6)]
    carried = [min(rng.randint(0, 3), total[c] + out[c]) if rng.random() < 0.3 else 0 for c in range(6)]
    figures["total"], figures["carried_out"], figures["carried_in"] = total, out, carried
    figures["new"] = [total[c] + out[c] - carried[c] for c in range(6)]
    whole = {r: [*figures[r], sum(figures[r])] for r in LEAVES}
    if not consistent:
        for _ in range(rng.randint(1, 3)):
            row, column = rng.choice(LEAVES), rng.randrange(7)
            whole[row][column] += rng.choice([1, 2, 7, 10, 90])
    return Sheet({r: [str(v) for v in whole[r]] for r in LEAVES}, consistent)


def label(row: Row) -> str:
    """A row's label with its ordinal, as the form prints it."""
    if row.id in ORDINALS:
        return ORDINALS[row.id] + row.name
    if row.id == "partial":
        return "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    if row.group:
        return {"results": "三、"}.get(row.id, f"（{row.ordinals[0]}）") + row.name
    return f"{row.ordinals[0]}.{row.name}" if row.parent else row.name


def printed(sheet: Sheet) -> list[tuple[list[str], list[str]]]:
    """The printed lines: labels (a group's label in front of its first child), then values."""
    lines: list[tuple[list[str], list[str]]] = []
    waiting: list[str] = []
    for row in ROWS:
        if row.group:
            waiting.append(label(row))
        elif row.id in sheet.rows:
            lines.append(([*waiting, label(row)], sheet.rows[row.id]))
            waiting = []
    return lines


def pipes(sheet: Sheet, rng: Random) -> str:
    """Cells parted by bars, ragged at the right."""
    lead, tail = rng.choice([("", ""), ("", " |"), ("| ", " |")])
    head = ["自然人 | 法人或其他组织 | 总计", " | ".join(HEAD[1:6])]
    lines = [f"{lead}{line}{tail}" for line in (f"{NOTE} | 申请人情况", *head)]
    lines += [lead + " | ".join([*labels, *values]) + tail for labels, values in printed(sheet)]
    return "\n".join(lines)


def markdown(sheet: Sheet, _rng: Random) -> str:
    """A table of nine columns with a rule under its head."""
    lines = [f"| {NOTE} | | 申请人情况 | | | | | | |", "|" + "---|" * 9, "| | | " + " | ".join(HEAD) + " |"]
    for labels, values in printed(sheet):
        shown = [*([""] * (2 - len(labels[-2:]))), *labels[-2:]]
        lines.append("| " + " | ".join([*shown, *values]) + " |")
    return "\n".join(lines)


def lines_of(sheet: Sheet, rng: Random) -> str:
    """One cell a line, long labels broken; blank cells vanish."""
    end = rng.choice(["\n", "\n\n", " |\n"])
    cells = [NOTE, "申请人情况", "自然人", "法人或其他组织", "总计", *HEAD[1:6]]
    for labels, values in printed(sheet):
        cells += [*(broken(name, rng) for name in labels), *(v for v in values if v)]
    return "".join(cell + end for cell in cells)


def broken(name: str, rng: Random) -> str:
    """A long label broken over two lines, sometimes."""
    if len(name) < 9 or rng.random() < 0.7:
        return name
    at = rng.randint(5, len(name) - 2)
    return f"{name[:at]}\n{name[at:]}"


def spaced(sheet: Sheet, rng: Random) -> str:
    """The text layer of a PDF: a row a line, blank cells vanish, page numbers in between, labels around their numbers."""
    lines = [NOTE, "申请人情况", " ".join(HEAD)]
    downwards = list("三本年度办理结果") if rng.random() < 0.5 else []
    for labels, values in printed(sheet):
        figures = [v for v in values if v]
        halves = broken(labels[-1], rng).split("\n")
        if len(halves) == 2 and labels[-1][0].isdigit():
            lines += [*labels[:-1], halves[0], " ".join(figures), halves[1]]
        else:
            lines.append(" ".join([*labels, *figures]))
        if rng.random() < 0.05:
            lines.append(rng.choice(["— 5 —", "-12-", "第3页"]))
        if downwards and rng.random() < 0.4:
            lines.append(downwards.pop(0))
    return "\n".join(lines)


def glued(sheet: Sheet, _rng: Random) -> str:
    """Everything run together on one line."""
    rows = ["".join([*labels, *values]) for labels, values in printed(sheet)]
    return f"{NOTE}申请人情况自然人法人或其他组织总计{''.join(HEAD[1:6])}{''.join(rows)}"


def torn(sheet: Sheet, rng: Random) -> str:
    """A page read piece by piece: some rows without their labels, the labels near by."""
    lines = [NOTE, "申请人情况", " ".join(HEAD)]
    for labels, values in printed(sheet):
        row = "| " + " | ".join([labels[-1], *values]) + " |"
        bare = "| " + " | ".join(values) + " |"
        kind = rng.random()
        lines += [row] if kind < 0.75 else [bare, broken(labels[-1], rng)] if kind < 0.9 else [broken(labels[-1], rng), bare]
    return "\n".join(lines)


FLATTENINGS = {
    "pipes": pipes, "markdown": markdown, "lines": lines_of, "spaced": spaced, "glued": glued, "torn": torn,
}  # fmt: skip


def without_repeats(text: str) -> str:
    """The text as a crawler leaves it that takes out every line it has seen."""
    return "\n".join(dict.fromkeys(line for line in text.splitlines() if line.strip()))


def document(body: str) -> Document:
    """A report around a table of section three."""
    return read(text_of(body).encode(), "a.txt")


def text_of(body: str) -> str:
    """The text of a report around a table."""
    title = "某县水务局2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况"
    return f"{title}\n{body}\n五、存在的主要问题及改进情况\n本年度工作平稳有序，没有需要说明的问题。\n"


def grid_document(sheet: Sheet, lost: bool = False) -> Document:
    """The table as a grid of nine columns; ``lost`` loses the merged label cells, so that rows move left."""
    cells: list[RawCell] = [RawCell(NOTE, 0, 0, 2, 2), RawCell("申请人情况", 0, 2, 1, 7)]
    cells += [RawCell(name, 1, 2 + n) for n, name in enumerate(HEAD)]
    for number, (labels, values) in enumerate(printed(sheet), 2):
        shift = max(0, 2 - len(labels)) if lost else 0
        shown = labels[-2:]
        for column, text in enumerate(shown):
            span = 2 if len(shown) == 1 and not lost else 1
            cells.append(RawCell(text, number, column, 1, span))
        cells += [RawCell(v, number, 2 - shift + n) for n, v in enumerate(values)]
    assembly = Assembly()
    assembly.paragraph("三、收到和处理政府信息公开申请情况", Origin("/p[1]"))
    assembly.grid(cells, Origin("/table[1]"))
    assembly.paragraph("五、存在的主要问题及改进情况", Origin("/p[2]"))
    return assembly.document(Source("a.html", "html", "0" * 64))


def mutate(sheet: Sheet, rng: Random, kinds: Sequence[str]) -> Sheet:
    """The sheet as another hand would print it: blanks or placeholders for zeros, rows left out."""
    rows = {r: list(v) for r, v in sheet.rows.items()}
    if "blank" in kinds:
        share = rng.choice([0.2, 0.6, 1.0])
        rows = {r: ["" if v == "0" and rng.random() < share else v for v in values] for r, values in rows.items()}
    if "slash" in kinds:
        mark = rng.choice(["/", "-", "—", "无"])
        rows = {r: [mark if v == "0" and rng.random() < 0.5 else v for v in values] for r, values in rows.items()}
    if "drop" in kinds:
        for row in rng.sample(sorted(rows), rng.randint(1, 4)):
            del rows[row]
    if "wide" in kinds:
        wide = str.maketrans("0123456789", "０１２３４５６７８９")
        rows = {r: [v.translate(wide) for v in values] for r, values in rows.items()}
    return Sheet(rows, sheet.consistent and "drop" not in kinds, list(kinds))
