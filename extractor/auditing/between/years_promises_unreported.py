"""Measures that last year's report promised, in terms that can be checked, against what this year's report says was done.

A deed may be told in other words, or have been put off for a reason that the report need not give: undecided, and a notice at most.
Where the report tells of no improvement at all, nothing can be said.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.crossing import CrossFinding, Side, crossing, named
from extractor.auditing.findings import Check
from extractor.series.entries import Entry
from extractor.series.likenesses import strangers
from extractor.series.points import points, told
from extractor.series.worlds import World

CHECK = Check(
    code="years.promises_unreported",
    title="上年承诺的措施未见交代",
    severity="notice",
    meaning="上一年度报告写明的具体措施，在本年报告的改进情况和正文中找不到相近的内容。",
    template="{earlier}提出的措施{promises}，在{later}中未见交代。",
    advice="补写落实情况；未落实或已调整的，说明原因。",
    basis="国办公开办函〔2021〕30号，年度报告格式第五部分：存在的主要问题及改进情况",
    examples=(
        ("上年提出“在政务大厅增设查询终端”，本年写“大厅新增自助查询终端”", "held"),
        ("上年提出“建设线上听证直播系统”，本年列出其他改进而未提及", "undecided"),
    ),
)


def judge(world: World) -> Iterator[CrossFinding]:
    """One verdict a pair of neighbouring years with promises and improvements."""
    for earlier, later in world.pairs():
        yield from _pair(earlier, later)


def _pair(earlier: Entry, later: Entry) -> Iterator[CrossFinding]:
    promised = tuple(t for t in told(earlier, "next_measure") if t.item.substance and t.item.substance.checkable)
    done = told(later, "improvement")
    if not promised or not done:
        return
    missing = strangers(points(earlier, promised), points(later, done), later.text)
    found = [promised[index] for index in missing]
    sides = Side(later, tuple(t.item.span for t in done)), Side(earlier, tuple(t.item.span for t in found or promised))
    if not found:
        message = f"{named(earlier)}提出的具体措施在{named(later)}中均有相近的交代。"
        yield crossing(CHECK, "held", message, *sides)
        return
    quoted = "、".join(t.quoted for t in found)
    message = CHECK.template.format(earlier=named(earlier), later=named(later), promises=quoted)
    yield crossing(CHECK, "undecided", message, *sides)
