"""The trial form of 2019: 上一年项目数量 of a year against the same of the year before with its 本年增减."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.crossing import CrossFinding, cell_side, crossing, named, shown
from extractor.auditing.findings import Check
from extractor.series.worlds import World
from lexicons.reports.disclosure.forms import cell_names, form

CHECK = Check(
    code="years.previous_items",
    title="上一年项目数量不衔接",
    severity="warning",
    meaning="2019 年表式中，本年填报的“上一年项目数量”应等于上一年度填报的“上一年项目数量”加“本年增/减”；各地对该栏理解不一，所以是警告。",
    template="{later}“{row}”上一年项目数量为 {now}，{earlier}为 {before}、增减 {change}，应为 {expected}。",
    advice="核对两年的项目数量与增减数。",
    basis="国办公开办函〔2019〕60号，年度报告格式第二部分",
    examples=(("上年填 120 项、增减 5，本年填上一年 125 项", "held"), ("上年填 120 项、增减 5，本年填上一年 120 项", "broken")),
)


def judge(world: World) -> Iterator[CrossFinding]:
    """One verdict a row of the form and pair of years that both use it."""
    rows = tuple(r.id for r in form("2019").rows_of("disclosure") if "previous_items" in r.columns)
    for earlier, later in world.pairs():
        if earlier.form != "2019" or later.form != "2019":
            continue
        for row in rows:
            items, change = f"disclosure.{row}.previous_items", f"disclosure.{row}.change"
            before, grown, now = earlier.cells.value_of(items), earlier.cells.value_of(change), later.cells.value_of(items)
            if before is None or grown is None or now is None:
                continue
            sides = (cell_side(later, items), cell_side(earlier, items, change))
            name = cell_names()[items].split(" · ")[0]
            if before + grown == now:
                yield crossing(CHECK, "held", f"{named(later)}“{name}”上一年项目数量与上一年度衔接（{shown(now)}）。", *sides)
                continue
            message = CHECK.template.format(
                later=named(later), earlier=named(earlier), row=name, now=shown(now), before=shown(before), change=shown(grown),
                expected=shown(before + grown),
            )  # fmt: skip
            yield crossing(CHECK, "broken", message, *sides, expected=shown(before + grown), actual=shown(now))
