"""Section six says nothing of processing fees (信息处理费)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held, mentions, words_of
from extractor.patterns import WORD

CHECK = Check(
    code="fee.missing",
    title="未报告信息处理费情况",
    severity="notice",
    meaning="2021 年度起，年度报告应在第六部分报告收取信息处理费的情况，没有收取的也应写明。",
    template="“{title}”及全文未提及信息处理费。",
    advice="补充收取信息处理费的情况；没有收取请写明。",
    basis="国办函〔2020〕109号《政府信息公开信息处理费管理办法》",
    examples=(("六、…：本年度未收取信息处理费", "held"), ("六、…：无其他需要报告的事项", "broken")),
)
FEES = regex.compile(r"(?:信\s*息\s*)?处\s*理\s*费|收\s*取[^，。；]{0,12}费|收\s*费|费\s*用")
SINCE = 2021


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a report whose section six has words."""
    report = ledger.report
    section = next((s for s in report.sections if s.id == "others"), None)
    if section is None or report.year is None or report.year < SINCE or not WORD.search(report.document.text, section.span.start, section.span.end):
        return
    verdict = held if mentions(ledger, FEES) else broken
    yield verdict(CHECK, section.title_span, title=words_of(section.title_span.of(report.document.text)))
