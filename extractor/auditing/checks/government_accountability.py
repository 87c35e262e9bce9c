"""A government's report that says nothing of assessment, public appraisal or accountability."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held, mentions

CHECK = Check(
    code="government.accountability",
    title="未报告工作考核、社会评议和责任追究结果",
    severity="notice",
    meaning="各级人民政府的年度报告还应当包括工作考核、社会评议和责任追究结果情况。",
    template="“{agency}”的报告未提及工作考核、社会评议和责任追究。",
    advice="补充有关情况；没有发生的也应写明。",
    basis="条例第五十条第二款",
    examples=(("未发生责任追究情形", "held"), ("全文未提及考核、评议、追责", "broken")),
)
SAID = regex.compile(r"考\s*[核评]|评\s*[议测]|追\s*究|问\s*责|追\s*责|满\s*意\s*度|评\s*估|绩\s*效")
#: The Regulation of 2019 asks for it.
SINCE = 2019
#: A text without these is not the whole report: what it does not say may have stood there.
CLOSING = frozenset({"problems", "others"})


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a government's report."""
    report = ledger.report
    section = next((s for s in report.sections if s.id == "overview"), None)
    if not (report.agency or "").endswith("人民政府") or (report.year or 0) < SINCE or section is None:
        return
    if CLOSING.isdisjoint(s.id for s in report.sections):
        return
    verdict = held if mentions(ledger, SAID) else broken
    yield verdict(CHECK, section.title_span if len(section.title_span) else section.span, agency=report.agency)
