"""Reports -> tables of problems and measures: a row a pair, and how often each topic is a problem or answered.

Rows are plain text for CSV; a side that has no partner is told with the other side left blank.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extractor.model import PROBLEMS, Item, Report, Role, Substance, SubstanceName
from lexicons.reports.disclosure.item_lexicon import topics

Row = tuple[str, ...]
ROLES: dict[Role, str] = {
    "previous_problem": "上年问题",
    "improvement": "已改进",
    "current_problem": "本年问题",
    "next_measure": "下步措施",
}
PARTS: dict[SubstanceName, str] = {
    "action": "有动作",
    "object": "有对象",
    "amount": "有数量",
    "date": "有时限",
    "doer": "有责任人",
    "intent": "仅有意向",
}
PAIR_HEAD: Row = (
    "文件", "机关", "年度", "问题类别", "问题", "问题主题", "问题起", "问题止",
    "措施类别", "措施", "措施主题", "实质分", "实质要素", "措施起", "措施止",
)  # fmt: skip
TOPIC_HEAD: Row = ("主题", "名称", "问题", "已改进", "下步措施", "报告")
#: A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@")


def topic_labels() -> dict[str, str]:
    """The Chinese names of topics by id."""
    return {topic.id: topic.label for topic in topics()}


def hint(substance: Substance | None) -> str:
    """What a measure says, in words; empty where nothing was found.

    >>> from extractor.items.substance import substance_of
    >>> hint(substance_of("每月开展业务培训")), hint(substance_of("进一步加强工作")), hint(None)
    ('有动作、有对象、有时限', '仅有意向', '')
    """
    found = [part.name for part in substance.parts] if substance else []
    said = [name for name in found if name != "intent"] or found
    return "、".join(PARTS[name] for name in PARTS if name in said)


def pair_rows(report: Report) -> Iterator[Row]:
    """A row a problem and a measure that answers it, problems first and in reading order; then measures that answer none."""
    about = (report.document.source.path, report.agency or "", str(report.year or ""))
    problems = [i for i in report.items if i.role in PROBLEMS]
    for problem in problems:
        measures = [i for i in report.items if problem.id in i.answers]
        for measure in measures or (None,):
            yield (*about, *_problem(problem, report), *_measure(measure, report))
    known = {p.id for p in problems}
    for item in report.items:
        if item.role not in PROBLEMS and not known & set(item.answers):
            yield (*about, *_problem(None, report), *_measure(item, report))


def _problem(item: Item | None, report: Report) -> Row:
    if item is None:
        return ("",) * 5
    return (ROLES[item.role], _text(item, report), _topics(item), str(item.span.start), str(item.span.end))


def _measure(item: Item | None, report: Report) -> Row:
    if item is None:
        return ("",) * 7
    score = str(item.substance.score) if item.substance else ""
    said = (ROLES[item.role], _text(item, report), _topics(item), score, hint(item.substance))
    return (*said, str(item.span.start), str(item.span.end))


def _text(item: Item, report: Report) -> str:
    return " ".join(item.span.of(report.document.text).split())


def _topics(item: Item) -> str:
    labels = topic_labels()
    return "、".join(labels[topic] for topic in item.topics)


def topic_rows(reports: Iterable[Report]) -> tuple[Row, ...]:
    """A row a topic that occurs: id, name, problems, improvements, measures to come, reports; most problems first.

    >>> topic_rows(())
    ()
    """
    counts: Counter[tuple[str, str]] = Counter()
    for report in reports:
        for item in report.items:
            side = "problem" if item.role in PROBLEMS else item.role
            counts.update((topic, side) for topic in item.topics)
        counts.update((topic, "report") for topic in {t for i in report.items for t in i.topics})
    sides = ("problem", "improvement", "next_measure", "report")
    found = [(id, label) for id, label in topic_labels().items() if counts[id, "report"]]
    found.sort(key=lambda topic: -counts[topic[0], "problem"])
    return tuple((id, label, *(str(counts[id, side]) for side in sides)) for id, label in found)


def to_csv(head: Row | None, rows: Iterable[Sequence[str]]) -> str:
    """Head, where there is one, and rows as CSV; what a spreadsheet would take for a formula gets an apostrophe in front.

    >>> to_csv(("甲", "乙"), [("=1+1", "x,y")])
    '甲,乙\\r\\n\\'=1+1,"x,y"\\r\\n'
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    if head is not None:
        writer.writerow(head)
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return stream.getvalue()


def pairs_csv(reports: Iterable[Report]) -> str:
    """The pairs of all reports as CSV."""
    return to_csv(PAIR_HEAD, (row for report in reports for row in pair_rows(report)))


def topics_csv(reports: Iterable[Report]) -> str:
    """The topics of all reports as CSV."""
    return to_csv(TOPIC_HEAD, topic_rows(reports))
