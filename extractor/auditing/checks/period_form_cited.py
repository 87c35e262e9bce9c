"""The superseded format cited as the report's ground."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held, passages, span_of, words_of

CHECK = Check(
    code="period.form_cited",
    title="引用了已被替代的格式文件",
    severity="notice",
    meaning="2021 年度起的报告应依据国办公开办函〔2021〕30号编制，〔2019〕60号的试行格式已被替代。",
    template="{year} 年度报告引用“{words}”，2021 年度起适用〔2021〕30号。",
    advice="改引国办公开办函〔2021〕30号。",
    basis="国办公开办函〔2021〕30号",
    examples=(("2022 年报告引〔2021〕30号", "held"), ("2022 年报告引〔2019〕60号", "broken")),
)
OPEN, CLOSE = r"[〔［\[（(【﹝]\s*", r"\s*[〕］\])）】﹞]\s*"
OLD = regex.compile(rf"国办公开办函\s*{OPEN}2019{CLOSE}60\s*号")
NEW = regex.compile(rf"国办公开办函\s*{OPEN}2021{CLOSE}30\s*号")
SINCE = 2021


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a report that cites a format; one that cites the new one as well knows it."""
    report = ledger.report
    if report.year is None or report.year < SINCE:
        return
    new = next(passages(ledger, NEW, {"preamble", "overview"}), None)
    old = next(passages(ledger, OLD, {"preamble", "overview"}), None)
    cited = new or old
    if cited is not None:
        verdict = held if new else broken
        yield verdict(CHECK, span_of(cited), words=words_of(cited[0]), year=report.year)
