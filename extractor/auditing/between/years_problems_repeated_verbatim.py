"""Problems, or measures, that a report lists in the very words of an earlier year's report, figures and years aside.

A problem that lasts may be told again, but not in the same sentence as if nothing had happened in between: a warning for problems of
the year before, a notice for measures and for older reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.auditing.crossing import CrossFinding, Side, crossing, named
from extractor.auditing.findings import Check
from extractor.model import Role
from extractor.series.entries import Entry
from extractor.series.likenesses import repeats
from extractor.series.points import told, wordings
from extractor.series.worlds import Series, World

CHECK = Check(
    code="years.problems_repeated_verbatim",
    title="问题或措施逐字沿用往年",
    severity="warning",
    meaning="本年报告列出的问题或措施与往年报告逐字相同（数字、年份、单位名称不计）。",
    template="{later}的{kind}{words}（{share}）与{earlier}逐字相同{gap}。",
    advice="核实是否照抄往年报告；问题确实仍然存在的，写明本年的具体表现和进展。",
    basis="国办公开办函〔2021〕30号，年度报告格式第五部分：存在的主要问题及改进情况",
    examples=(
        ("两年均列“会议公开内容偏简略，议定事项的公开程度有待提高”", "broken"),
        ("两年均列“解读形式单一”", "held"),
    ),
)
#: Whose words are compared with whose, and their Chinese name.
KINDS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("问题", ("current_problem",)),
    ("措施", ("next_measure",)),
    ("改进情况", ("improvement",)),
)
#: Reports of so many years back are compared.
YEARS_BACK = 3
#: So many points are quoted.
QUOTED = 3


def judge(world: World) -> Iterator[CrossFinding]:
    """One verdict a kind of points and a pair of years with something repeated, or a held one for neighbours with nothing repeated."""
    for series in world.series:
        for later in series.entries:
            for kind, roles in KINDS:
                yield from _against(series, later, kind, roles)


def _against(series: Series, later: Entry, kind: str, roles: tuple[Role, ...]) -> Iterator[CrossFinding]:
    """Each point is told once, of the latest of the earlier reports that has it."""
    now = told(later, *roles)
    words = wordings(later, now)
    open_points = list(range(len(now)))
    for earlier in _before(series, later):
        last = told(earlier, *roles)
        if not now or not last:
            continue
        left = [words[i] for i in open_points]
        found = [(open_points[i], j) for i, j in repeats(left, wordings(earlier, last))]
        near = (earlier.year or 0) + 1 == later.year
        mine, theirs = [now[i] for i, _ in found], [last[j] for _, j in found]
        sides = Side(later, tuple(t.item.span for t in mine)), Side(earlier, tuple(t.item.span for t in theirs))
        if found:
            open_points = [i for i in open_points if i not in {i for i, _ in found}]
            message = CHECK.template.format(
                later=named(later), earlier=named(earlier), kind=kind, gap="" if near else "，中间隔了年度",
                share=f"{len(now)}项中的{len(mine)}项",
                words="、".join(t.quoted for t in mine[:QUOTED]) + ("等" if len(mine) > QUOTED else ""),
            )  # fmt: skip
            severe = near and kind == KINDS[0][0]
            yield crossing(CHECK, "broken", message, *sides, severity="warning" if severe else "notice")
        elif near:
            yield crossing(CHECK, "held", f"{named(later)}的{kind}没有逐字沿用{named(earlier)}。", *sides)


def _before(series: Series, later: Entry) -> Sequence[Entry]:
    """Earlier reports, the latest first, as far back as other bodies' business had not come in."""
    year = later.year or 0
    first = max((y for y in series.body.merged if y <= year), default=0)
    return [e for e in reversed(series.entries) if max(year - YEARS_BACK, first) <= (e.year or 0) < year]
