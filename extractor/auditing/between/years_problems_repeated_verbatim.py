"""Problems, or measures, that a report lists in the very words of an earlier year's report, figures and years aside.

A problem that lasts may be told again, but not in the same sentence as if nothing had happened in between: a warning for problems of
the year before, a notice for measures and for older reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.auditing.crossing import CrossFinding, Side, crossing, named
from extractor.auditing.findings import Check
from extractor.model import Role
from extractor.series.entries import Entry
from extractor.series.likenesses import repeats
from extractor.series.points import Told, told, wordings
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
        if len(series.entries) > 1:
            for kind, roles in KINDS:
                lists = {entry.path: _List.of(entry, roles) for entry in series.entries}
                for later in series.entries:
                    yield from _against(kind, lists[later.path], [lists[e.path] for e in _before(series, later)])


@dataclass(frozen=True, slots=True)
class _List:
    """The points of one kind in one report, with their wordings."""

    entry: Entry
    points: tuple[Told, ...]
    wordings: tuple[str, ...]

    @classmethod
    def of(cls, entry: Entry, roles: tuple[Role, ...]) -> _List:
        points = told(entry, *roles)
        return cls(entry, points, tuple(wordings(entry, points)))

    def side(self, numbers: Sequence[int]) -> Side:
        return Side(self.entry, tuple(self.points[i].item.span for i in numbers))


def _against(kind: str, now: _List, before: Sequence[_List]) -> Iterator[CrossFinding]:
    """Each point is told once, of the latest of the earlier reports that has it."""
    left = list(range(len(now.points)))
    for last in before:
        if not now.points or not last.points:
            continue
        found = [(left[i], j) for i, j in repeats([now.wordings[i] for i in left], last.wordings)]
        mine = [i for i, _ in found]
        near = (last.entry.year or 0) + 1 == now.entry.year
        sides = now.side(mine), last.side([j for _, j in found])
        if found:
            left = [i for i in left if i not in mine]
            severe = near and kind == KINDS[0][0]
            message = _message(kind, now, last.entry, mine, near)
            yield crossing(CHECK, "broken", message, *sides, severity="warning" if severe else "notice")
        elif near:
            yield crossing(CHECK, "held", f"{named(now.entry)}的{kind}没有逐字沿用{named(last.entry)}。", *sides)


def _message(kind: str, now: _List, earlier: Entry, mine: Sequence[int], near: bool) -> str:
    words = "、".join(now.points[i].quoted for i in mine[:QUOTED]) + ("等" if len(mine) > QUOTED else "")
    return CHECK.template.format(
        later=named(now.entry), earlier=named(earlier), kind=kind, words=words, gap="" if near else "，中间隔了年度",
        share=f"{len(now.points)}项中的{len(mine)}项",
    )  # fmt: skip


def _before(series: Series, later: Entry) -> Sequence[Entry]:
    """Earlier reports, the latest first, as far back as other bodies' business had not come in."""
    year = later.year or 0
    first = max((y for y in series.body.merged if y <= year), default=0)
    return [e for e in reversed(series.entries) if max(year - YEARS_BACK, first) <= (e.year or 0) < year]
