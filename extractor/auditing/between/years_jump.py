"""A figure of the tables that is ten times last year's or a tenth of it, and sums of money that look like 元 for 万元."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.auditing.crossing import CrossFinding, cell_side, crossing, named, shown
from extractor.auditing.findings import Check, Severity
from extractor.series.worlds import World
from lexicons.reports.disclosure.forms import cell_names

CHECK = Check(
    code="years.jump",
    title="与上年相差十倍以上",
    severity="notice",
    meaning="同一指标与上一年度相差十倍以上，可能多写或少写一位，也可能确有其事；收费金额相差约一万倍的，疑为元、万元混用，列为警告。",
    template="{later}“{cell}”为 {now}，{earlier}为 {before}，{how}。",
    advice="核对两年的数字和单位；确有其事的，宜在报告中说明原因。",
    basis="两年数字的合理性",
    examples=(("行政许可上年 1274 件，本年 1310 件", "held"), ("行政许可上年 1274 件，本年 12740 件", "broken")),
)
#: Figures below this jump without meaning anything; money in 万元 has its own floor.
FLOOR, MONEY_FLOOR = Decimal(100), Decimal(1)
TIMES = Decimal(10)
#: Around ten thousand times: 元 printed where 万元 is asked.
UNIT = (Decimal(3000), Decimal(30000))
#: What is compared: figures that belong to a year as a whole.
COLUMNS = ("decisions", "amount", "valid", "total")
ROWS = ("applications.new.total", "review.review.total")


def judge(world: World) -> Iterator[CrossFinding]:
    """One finding a jump; what stays within ten times is not listed."""
    for earlier, later in world.pairs():
        if earlier.form != later.form:
            continue
        for cell, now in later.cells.printed():
            if cell not in ROWS and not (cell.startswith("disclosure.") and cell.endswith(COLUMNS)):
                continue
            before = earlier.cells.value_of(cell)
            if before is None or now is None or min(before, now) <= 0:
                continue
            money = cell.endswith(".amount")
            ratio = max(before, now) / min(before, now)
            if ratio < TIMES or max(before, now) < (MONEY_FLOOR if money else FLOOR):
                continue
            how, severity = _how(before, now, ratio, money)
            message = CHECK.template.format(
                later=named(later), earlier=named(earlier), cell=cell_names().get(cell, cell), now=shown(now), before=shown(before), how=how
            )  # fmt: skip
            yield crossing(CHECK, "broken", message, cell_side(later, cell), cell_side(earlier, cell), severity=severity)


def _how(before: Decimal, now: Decimal, ratio: Decimal, money: bool) -> tuple[str, Severity]:
    if money and UNIT[0] <= ratio <= UNIT[1]:
        return "疑为元、万元混用", "warning"
    if ratio in {Decimal(10), Decimal(100), Decimal(1000)}:
        return f"恰好相差 {ratio:f} 倍，疑为数位写错", "warning"
    times = f"{ratio.quantize(Decimal(1)):f}"
    return (f"增至约 {times} 倍" if now > before else f"减至约 1/{times}"), "notice"
