"""The problems that a report says last year had, against those that last year's report listed.

A paraphrase, a shortened or a merged problem is the same problem: what shares words, a topic, or stands anywhere in last year's chapter
is let pass. What is left is like nothing. It is no proof either, for the problems may be those of an inspection: a warning where no
problem told is like any that was listed, a notice where some are, and undecided where most are, for then the rest may be told in
other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.auditing.crossing import CrossFinding, Side, crossing, named
from extractor.auditing.findings import Check
from extractor.series.entries import Entry
from extractor.series.likenesses import best_bond, strangers
from extractor.series.points import Told, chapter, points, told
from extractor.series.worlds import World
from extractor.spans import Span

CHECK = Check(
    code="years.previous_problems_differ",
    title="上年问题与上年报告不符",
    severity="warning",
    meaning="本年报告所称“上年存在的问题”，在上一年度报告列出的问题中找不到相同、相近、缩写或合并的内容。",
    template="{later}所称上年问题{strange}，在{earlier}所列问题（{listed}）中未见相同或相近的内容{older}。",
    advice="对照上一年度报告第五部分核对；若整改的是评估、巡察等另外指出的问题，请在报告中写明来源。",
    basis="国办公开办函〔2021〕30号，年度报告格式第五部分：存在的主要问题及改进情况",
    examples=(
        ("上年列“解读形式单一”，本年称上年问题为“政策解读以文字为主”", "held"),
        ("上年列“公交公告发布偏晚”，本年称上年问题为“文件定密界限不清”", "broken"),
        ("上年三个问题本年重述了两个，另一个是“集中采购的中选结果没有公示”", "undecided"),
    ),
)
#: So many of last year's problems are quoted.
LISTED = 3


def judge(world: World) -> Iterator[CrossFinding]:
    """One verdict a pair of neighbouring years of which the earlier lists problems and the later tells them again."""
    for series in world.series:
        for earlier, later in series.pairs():
            yield from _pair(earlier, later, [e for e in series.entries if (e.year or 0) < (earlier.year or 0)])


def _pair(earlier: Entry, later: Entry, older: Sequence[Entry]) -> Iterator[CrossFinding]:
    recalled = tuple(t for t in told(later, "previous_problem") if t.item.year in (None, earlier.year))
    listed = told(earlier, "current_problem")
    if not recalled or not listed:
        return
    known = points(earlier, (*listed, *told(earlier, "previous_problem")))
    mine = points(later, recalled)
    found = [recalled[index] for index in strangers(mine, known, chapter(earlier))]
    sides = Side(later, _spans(found or recalled)), Side(earlier, _spans(listed))
    if not found:
        message = f"{named(later)}所称上年问题与{named(earlier)}所列问题相符或相近。"
        yield crossing(CHECK, "held", message, *sides)
        return
    alike = any(best_bond(point, known) == "like" for point in mine)
    mostly = 2 * len(found) > len(recalled) or not alike
    message = CHECK.template.format(
        later=named(later), earlier=named(earlier), strange=_quoted(found), older=_origin(later, found, older),
        listed=_quoted(listed[:LISTED]) + ("等" if len(listed) > LISTED else ""),
    )  # fmt: skip
    yield crossing(CHECK, "broken" if mostly else "undecided", message, *sides, severity="notice" if alike else "warning")


def _origin(later: Entry, found: Sequence[Told], older: Sequence[Entry]) -> str:
    """Where the problems are those of an older report, which one: an old text was kept."""
    mine = points(later, tuple(found))
    for entry in sorted(older, key=lambda e: -(e.year or 0)):
        listed = told(entry, "current_problem")
        if listed and all(best_bond(point, points(entry, listed)) == "like" for point in mine):
            return f"，而与{entry.year}年报告所列问题相近，可能沿用了旧文"
    return ""


def _spans(listed: Sequence[Told]) -> tuple[Span, ...]:
    return tuple(one.item.span for one in listed)


def _quoted(listed: Sequence[Told]) -> str:
    return "、".join(one.quoted for one in listed)
