"""Reports of different agencies for one year that are one text: a template that all filled in.

A common template is no offence, and often a district's own: a notice to its readers that these reports tell little of each agency.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.auditing.crossing import CrossFinding, Side, crossing, named
from extractor.auditing.findings import Check
from extractor.series.entries import Entry
from extractor.series.prose import Shelf
from extractor.series.templates import Text, clusters, shared
from extractor.series.worlds import World
from extractor.spans import Span

CHECK = Check(
    code="group.shared_text",
    title="多个机关共用一套文字",
    severity="notice",
    meaning="同一年度不同机关的报告，正文一半以上的分句相同（数字、年份、单位名称和法定用语不计）。",
    template="{year}年有{count}个机关的报告共用一套文字：{agencies}；各份与{leader}相同的文字占 {low}%{high}，如{words}。",
    advice="模板可以统一，内容应反映本机关当年的实际工作。",
    basis="《政府信息公开条例》第五十条：年度报告应当包括的内容",
    examples=(("两个镇的报告除数字外逐句相同", "broken"), ("两个镇各写各的", "held")),
)
#: So many agencies and clauses are named.
NAMED, CLAUSES = 5, 2


def judge(world: World) -> Iterator[CrossFinding]:
    """One finding a cluster and year; where a year has too many reports to compare, that is said."""
    years: dict[int, list[Entry]] = {}
    for entry in world.entries:
        years.setdefault(entry.year or 0, []).append(entry)
    for year, entries in sorted(years.items()):
        if len(entries) > 1:
            yield from _of_year(year, entries, world.shelf)


def _of_year(year: int, entries: Sequence[Entry], shelf: Shelf) -> Iterator[CrossFinding]:
    texts = [Text(shelf.of(entry).clauses()) for entry in entries]
    found = clusters(texts)
    if found is None:
        message = f"{year}年的{len(entries)}份报告没有比较是否共用文字：份数较多，需要 datasketch；请先执行 pip install \"gouji[batch]\"。"
        yield crossing(CHECK, "undecided", message)
        return
    for cluster in found:
        yield _finding(year, [entries[i] for i in cluster.members], [texts[i] for i in cluster.members])


def _finding(year: int, entries: Sequence[Entry], texts: Sequence[Text]) -> CrossFinding:
    shares = sorted(round(100 * shared(text, texts[0])) for text in texts[1:])
    common = texts[0].known.intersection(*(text.known for text in texts[1:]))
    spans = [tuple(span for mark, span in text.clauses() if mark in common) for text in texts]
    agencies = "、".join(str(e.agency) for e in entries[:NAMED]) + ("等" if len(entries) > NAMED else "")
    message = CHECK.template.format(
        year=year, count=len(entries), agencies=agencies, leader=named(entries[0]), low=shares[0],
        high=f" 至 {shares[-1]}%" if shares[-1] > shares[0] else "", words=_quoted(entries[0], texts[0], texts[1]),
    )  # fmt: skip
    return crossing(CHECK, "broken", message, *(Side(e, s) for e, s in zip(entries, spans, strict=True)))


def _quoted(entry: Entry, text: Text, other: Text) -> str:
    """The longest clauses of the first two reports in common."""
    both: list[tuple[int, Span]] = [(span.start - span.end, span) for mark, span in text.clauses() if mark in other.known]
    return "、".join(f"“{''.join(span.of(entry.text).split())}”" for _, span in sorted(both)[:CLAUSES])
