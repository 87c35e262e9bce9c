"""A heading with nothing under it: neither text nor a table that could be read."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, words_of
from extractor.patterns import WORD

CHECK = Check(
    code="structure.section_empty",
    title="部分内容为空",
    severity="notice",
    meaning="标题之下既没有文字，也没有读到表格。",
    template="“{title}”之下没有内容。",
    advice="没有该项情况请写“无”或填零；表格为图片的，请改用文字表格。",
    basis="国办公开办函〔2021〕30号 年度报告格式",
    examples=(("六、其他需要报告的事项 / 无。", "held"), ("六、其他需要报告的事项 / （空）", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One finding an empty section; of a section in several pieces all must be empty."""
    report = ledger.report
    text = report.document.text
    filled = {s.id for s in report.sections if WORD.search(text, s.span.start, s.span.end)} | {t.part for t in report.tables}
    for section in report.sections:
        if section.id not in filled and len(section.title_span):
            yield broken(CHECK, section.title_span, title=words_of(section.title_span.of(text)))
