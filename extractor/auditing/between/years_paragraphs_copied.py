"""Whole passages of prose that a report took over from the year before, figures, years and names aside.

Some work is the same every year and may be told in the same words: a notice. Where half of the prose was there a year ago it is a
warning. Figures in such passages that did not change although the year did are named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from extractor.auditing.crossing import CrossFinding, Side, crossing, named
from extractor.auditing.findings import Check
from extractor.model import Fact
from extractor.series.copies import Passage, copied, share
from extractor.series.entries import Entry
from extractor.series.worlds import World
from extractor.spans import Span

CHECK = Check(
    code="years.paragraphs_copied",
    title="正文整段沿用上年",
    severity="notice",
    meaning="本年报告的整段文字与上一年度报告相同（数字、年份、单位名称和法定用语不计）；占正文一半以上的为警告。",
    template="{later}有{count}处共{weight}字与{earlier}相同，占正文的{share}%：{words}{figures}。",
    advice="核实沿用的文字是否仍符合本年实际，未变的数字是否为本年数据。",
    basis="《政府信息公开条例》第四十九条、第五十条：年度报告应当报告上一年度的工作情况",
    examples=(
        ("两年均写同一段开放日活动，只换了场次", "broken"),
        ("两年均写“本年度报告由总体情况等六部分组成”", "held"),
    ),
)
#: From this share of the prose on it is a warning.
HALF = Fraction(1, 2)
#: Smaller figures stay as they are for years (1个专区, 3名专职人员).
TELLING_FIGURE = Decimal(10)
#: So many characters before a figure, half of which may be white space, say what it is of.
LEAD = 8
#: So many passages and figures are quoted, passages by so many characters.
QUOTED, CHARACTERS = 3, 20


def judge(world: World) -> Iterator[CrossFinding]:
    """One verdict a pair of neighbouring years with prose."""
    for earlier, later in world.pairs():
        now, last = world.shelf.of(later).sentences(), world.shelf.of(earlier).sentences()
        if now and last:
            passages = copied(now, last)
            yield _verdict(earlier, later, passages, share(passages, now))


def _verdict(earlier: Entry, later: Entry, passages: Sequence[Passage], part: Fraction) -> CrossFinding:
    sides = Side(later, tuple(p.span for p in passages)), Side(earlier, tuple(p.origin for p in passages))
    if not passages:
        return crossing(CHECK, "held", f"{named(later)}没有整段沿用{named(earlier)}的文字。", *sides)
    figures = unchanged(earlier, later, passages)
    words = "、".join(f"“{_opening(later, p)}…”" for p in passages[:QUOTED]) + ("等" if len(passages) > QUOTED else "")
    message = CHECK.template.format(
        later=named(later), earlier=named(earlier), count=len(passages), weight=sum(p.weight for p in passages), words=words,
        share=max(1, round(100 * part)), figures=_told(figures),
    )  # fmt: skip
    marked = Side(later, sides[0].spans, facts=tuple(fact.id for fact in figures))
    return crossing(CHECK, "broken", message, marked, sides[1], severity="warning" if part >= HALF else "notice")


def unchanged(earlier: Entry, later: Entry, passages: Sequence[Passage]) -> tuple[Fact, ...]:
    """Figures of the later report, in passages taken over, that the earlier report printed behind the same words."""
    found = []
    mine, theirs = _Placed(later), _Placed(earlier)
    for now, last in (pair for passage in passages for pair in passage.pairs):
        before = {_figure(earlier, fact) for fact in theirs.within(last.span)}
        for fact in mine.within(now.span):
            telling = fact.quantity.unit != "%" and fact.quantity.value >= TELLING_FIGURE
            if telling and _figure(later, fact) in before:
                found.append(fact)
    return tuple(found)


class _Placed:
    """The figures of a report, found by their places."""

    def __init__(self, entry: Entry) -> None:
        self.facts = sorted(entry.facts, key=lambda fact: fact.span.start)
        self.starts = [fact.span.start for fact in self.facts]

    def within(self, span: Span) -> Iterator[Fact]:
        """Those inside a stretch of the text, in order."""
        here = self.facts[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
        return (fact for fact in here if span.covers(fact.span))


def _figure(entry: Entry, fact: Fact) -> tuple[str, Decimal, str]:
    """A figure is known by its value, its unit and the words right before it: in a list many figures are alike by chance."""
    lead = "".join(entry.text[max(0, fact.span.start - LEAD) : fact.span.start].split())
    return lead[-LEAD // 2 :], fact.quantity.value, fact.quantity.unit


def _opening(entry: Entry, passage: Passage) -> str:
    return "".join(passage.span.of(entry.text).split())[:CHARACTERS]


def _told(figures: Sequence[Fact]) -> str:
    if not figures:
        return ""
    quoted = "、".join(f"“{fact.quantity.raw}”" for fact in figures[:QUOTED])
    more = f"等{len(figures)}个" if len(figures) > QUOTED else "这些" if len(figures) > 1 else "这个"
    return f"；其中{quoted}{more}数字也没有变"
