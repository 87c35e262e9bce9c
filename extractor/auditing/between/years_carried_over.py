"""结转下年度继续办理 of one year against 上年结转 of the next, in every column."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.crossing import CrossFinding, cell_side, crossing, named, shown
from extractor.auditing.findings import Check
from extractor.series.entries import Entry
from extractor.series.worlds import World
from lexicons.reports.disclosure.forms import cell_names

CHECK = Check(
    code="years.carried_over",
    title="结转不衔接",
    severity="error",
    meaning="上一年度“结转下年度继续办理”应等于本年度“上年政府信息公开申请结转”；总计列不等为错误，总计相等而各类申请人不等为警告。",
    template="{earlier}“结转下年度继续办理”总计 {out}，{later}“上年结转”总计 {into}，两年不衔接{columns}。",
    advice="核对上一年度报告第四项与本年度报告第二项；若上一年度报告已更正，以更正后的报告为准。",
    basis="国办公开办函〔2021〕30号，年度报告格式第三部分",
    examples=(("上年报告结转下年度 7 件，本年报告上年结转 7 件", "held"), ("上年报告结转下年度 7 件，本年报告上年结转 5 件", "broken")),
)
OUT, INTO = "applications.carried_out", "applications.carried_in"
#: Every applicant column of the form, the total last.
COLUMNS = ("natural_person", "business", "research", "social", "legal_service", "other_org", "total")


def judge(world: World) -> Iterator[CrossFinding]:
    """One verdict a pair of neighbouring years whose tables both print the rows."""
    for earlier, later in world.pairs():
        yield from _pair(earlier, later)


def _pair(earlier: Entry, later: Entry) -> Iterator[CrossFinding]:
    if earlier.cells.state_of(f"{OUT}.total") is None or later.cells.state_of(f"{INTO}.total") is None:
        return
    differing = []
    for column in COLUMNS:
        out, into = earlier.cells.value_of(f"{OUT}.{column}"), later.cells.value_of(f"{INTO}.{column}")
        if out is not None and into is not None and out != into:
            differing.append(column)
    before, after = earlier.cells.value_of(f"{OUT}.total"), later.cells.value_of(f"{INTO}.total")
    listed = [c for c in COLUMNS if c in differing] or ["total"]
    sides = (cell_side(later, *(f"{INTO}.{c}" for c in listed)), cell_side(earlier, *(f"{OUT}.{c}" for c in listed)))
    broken = CHECK.template.format(
        earlier=named(earlier), later=named(later), out=shown(before), into=shown(after), columns=_columns(differing)
    )  # fmt: skip
    if before is None or after is None:
        if differing or before or after:
            yield crossing(CHECK, "undecided", broken, *sides, severity="notice")
    elif before != after:
        yield crossing(CHECK, "broken", broken, *sides, expected=shown(before), actual=shown(after))
    elif differing:
        message = f"{named(earlier)}与{named(later)}结转总计均为 {shown(before)}，但申请人类别不一致{_columns(differing)}。"
        yield crossing(CHECK, "broken", message, *sides, severity="warning")
    else:
        yield crossing(CHECK, "held", f"{named(later)}“上年结转”与上一年度“结转下年度继续办理”一致（{shown(before)}）。", *sides)


def _columns(differing: list[str]) -> str:
    names = [cell_names()[f"{INTO}.{c}"].split(" · ")[-1] for c in differing if c != "total"]
    return f"（{'、'.join(names)}列不等）" if names else ""
