"""Tables of two years that print the same figures: last year's table left standing."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.crossing import CrossFinding, cell_side, crossing, named
from extractor.auditing.findings import Check
from extractor.series.entries import Entry
from extractor.series.worlds import World

CHECK = Check(
    code="years.same_figures",
    title="两年表格数字雷同",
    severity="warning",
    meaning="一张统计表中较大的数字与上一年度几乎全部相同，疑为沿用上年表格。",
    template="{later}{table}有 {same} 个两位以上的数字与{earlier}相同（共 {all} 个），疑为沿用上年表格。",
    advice="核对本年的统计数据是否已更新。",
    basis="《中华人民共和国政府信息公开条例》第五十条",
    examples=(("两年数字各不相同", "held"), ("两年第三部分的 12 个数字全部相同", "broken")),
)
TABLES = {"disclosure": "第二部分表格", "applications": "第三部分表格", "review": "第四部分表格"}
#: So large a figure is not repeated by chance; so many of them, and such a share, make a copy.
LARGE, LEAST, SHARE = 10, 5, 0.8
#: The stock in force may well stay what it was.
STOCKS = (".valid", ".total_public", ".previous_items")


def judge(world: World) -> Iterator[CrossFinding]:
    """One finding a table that repeats last year's; tables with few large figures are not asked."""
    for earlier, later in world.pairs():
        large, same = _compared(earlier, later)
        for part, table in TABLES.items():
            found = tuple(c for c in same if c.startswith(f"{part}."))
            compared = sum(c.startswith(f"{part}.") for c in large) if len(found) >= LEAST else 0
            if compared and len(found) >= SHARE * compared:
                message = CHECK.template.format(later=named(later), earlier=named(earlier), table=table, same=len(found), all=compared)
                yield crossing(CHECK, "broken", message, cell_side(later, *found), cell_side(earlier, *found))


def _compared(earlier: Entry, later: Entry) -> tuple[list[str], list[str]]:
    """The cells that hold a large figure in either year, and those of them that hold the same in both."""
    large, same = [], []
    for cell, now in later.cells.printed():
        if now is None or cell.endswith(STOCKS):
            continue
        before = earlier.cells.value_of(cell)
        if before is None or (now < LARGE and before < LARGE):
            continue
        large.append(cell)
        if before == now:
            same.append(cell)
    return large, same
