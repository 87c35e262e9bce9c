"""行政规范性文件 in force: last year's, made, repealed, this year's."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import Check
from extractor.auditing.rolling import roll
from extractor.series.worlds import World

CHECK = Check(
    code="years.normative_valid",
    title="规范性文件现行有效件数不衔接",
    severity="warning",
    meaning="上年现行有效件数加本年制发、减本年废止，应等于本年现行有效件数；自动失效、清理、机构改革和口径调整也会使其不等，所以是警告。",
    template="{earlier}现行有效{name} {before} 件，{later}制发 {made} 件、废止 {repealed} 件，应为 {expected} 件，载明 {now} 件{why}。",
    advice="核对两年的现行有效件数和本年废止件数；自动失效的文件应计入废止，口径有变化的应加以说明。",
    basis="国办公开办函〔2021〕30号，年度报告格式第二部分",
    examples=(("上年有效 22 件，本年制发 4 件、废止 6 件，有效 20 件", "held"), ("上年有效 25 件，本年制发 4 件、废止 6 件，有效 20 件", "broken")),
)


def judge(world: World) -> Iterator[CrossFinding]:
    """One verdict a pair of neighbouring years."""
    yield from roll(CHECK, world, "normative", "行政规范性文件")
