"""A statutory section that the report does not have.

Only where the report keeps to the outline otherwise; a numbered heading in the gap that we do not know may be the section under another
name, and a title in the midst of a line may be a heading whose line was lost, so that nothing is said then; nor of what should follow a
table with which the text breaks off.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, mentions, words_of
from extractor.model import Section
from extractor.patterns import label_pattern
from extractor.spans import Span
from lexicons.reports.disclosure.forms import SectionTitle, section_titles

CHECK = Check(
    code="structure.section_missing",
    title="缺少法定部分",
    severity="warning",
    meaning="2019 年以后的年度报告格式有六个部分；其余部分都在，而某一部分的标题没有找到。",
    template="未找到“{title}”部分，应在“{neighbour}”{side}。",
    advice="补上缺少的部分；没有内容也应保留标题并写明“无”。",
    basis="条例第五十条；国办公开办函〔2021〕30号 年度报告格式",
    examples=(("六个部分齐全", "held"), ("有一、二、三、五、六，没有四", "broken")),
)
#: How many other sections must be there before a missing one is missed: fewer, and the outline may be another.
OTHERS = 3
FIRST_YEAR = 2019
#: Shorter titles (概况, 存在问题) are ordinary words of the prose.
SURE_TITLE = 8
#: Sections that are nothing without their table.
WITH_TABLE = frozenset({"disclosure", "applications", "review"})
BODY = ("overview", "disclosure", "applications", "review", "problems", "others")
#: A heading that a numeral introduces, under whatever name.
NUMBERED = regex.compile(r"(?m)^[ \t\u3000#*]*第?[一二三四五六七八九十]{1,2}\s*(?:[、.．]|部分)[ \t\u3000]*[^\n。；]{2,40}$")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One finding a section that is not there."""
    report = ledger.report
    found = [s for s in report.sections if len(s.title_span)]
    present = {s.id for s in found}
    order = [entry.id for entry in section_titles()]
    if report.year is None or report.year < FIRST_YEAR or not present:
        return
    tables = {t.part for t in report.tables}
    cut = any(d.code == "table.cut" for d in report.diagnostics) or (found[-1].id in WITH_TABLE and found[-1].id not in tables)
    for number, entry in enumerate(section_titles()):
        if entry.id in present or len(present) < OTHERS or any(t.part == entry.id for t in report.tables):
            continue
        before = [s for s in found if order.index(s.id) < number]
        after = [s for s in found if order.index(s.id) > number]
        if (cut and not after) or _hidden(ledger, before[-1:], after[:1]) or _told(ledger, entry):
            continue
        neighbour, side = (after[0], "之前") if after else (before[-1], "之后")
        text = report.document.text
        yield broken(
            CHECK, neighbour.title_span, title=entry.title, neighbour=words_of(neighbour.title_span.of(text)), side=side,
            expected=entry.title,
        )  # fmt: skip


def _hidden(ledger: Ledger, before: list[Section], after: list[Section]) -> bool:
    """Whether the gap holds a heading of a name that is not known."""
    text = ledger.report.document.text
    gap = Span(before[0].title_span.end if before else 0, after[0].title_span.start if after else len(text))
    holes = [t.span for t in ledger.report.tables]
    return any(not any(h.start <= m.start() < h.end for h in holes) for m in NUMBERED.finditer(text, gap.start, gap.end))


def _told(ledger: Ledger, entry: SectionTitle) -> bool:
    """Whether the body tells of the section after all: by its title inside a line, or by problems and measures read elsewhere."""
    if entry.id == "problems" and ledger.report.items:
        return True
    return any(mentions(ledger, label_pattern(t), BODY) for t in entry.titles if len(t) >= SURE_TITLE)
