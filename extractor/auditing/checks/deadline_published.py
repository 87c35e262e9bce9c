"""The date of a report against the statutory dates, and against the period it reports on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractor.auditing.agencies import kind_of, makes_no_rules
from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held
from extractor.mastheads import DIGITS
from extractor.spans import Span
from lexicons.reports.disclosure.audit_words import audit_words

CHECK = Check(
    code="deadline.published",
    title="发布日期与法定期限不合",
    severity="notice",
    meaning="部门的年度报告应在次年 1 月 31 日前、政府的应在 3 月 31 日前公布；统计期限尚未届满的报告不可能完整。",
    template="{what} {day}，{against}。",
    advice="核对日期；网站迁移后重新发布的请忽略。",
    basis="条例第四十九条（2019 年度以前：2008 年条例第三十一条）",
    examples=(("教育局 2023 年报告，2024-01-20", "held"), ("教育局 2023 年报告，2024-02-20", "broken")),
)
SIGNED = re.compile(
    r"(?m)^[^\S\n]*(?P<year>20\d\d|二[〇○零][一二][〇○零一二三四五六七八九])\s*年\s*(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月"
    r"\s*(?P<day>[12]\d|3[01]|0?[1-9])\s*日[^\S\n]*$"
)
MONTHS = {ch: n for n, ch in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), 1)}
LAST = {"department": (1, 31), "government": (3, 31)}
#: Reports for earlier years came under the Regulation of 2008: 31 March for all.
SINCE, ONCE = 2019, (3, 31)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a date; a report published a year or more late was more likely moved to another site."""
    report = ledger.report
    if report.year is None:
        return
    last = LAST.get(kind_of(report.agency))
    if makes_no_rules(report.agency) in audit_words().townships:
        last = None  # the Regulation gives townships no date of their own
    elif last and report.year < SINCE:
        last = ONCE
    for what, day, span in _dates(ledger):
        if day <= date(report.year, 12, 30):
            against = f"早于统计期限届满日 {report.year}-12-31"
            yield broken(CHECK, span, severity="warning", what=what, day=day, against=against, actual=str(day))
        elif last and day.year == report.year + 1:
            due = date(report.year + 1, *last)
            verdict = held if day <= due else broken
            yield verdict(CHECK, span, what=what, day=day, against=f"法定期限 {due}")


def _dates(ledger: Ledger) -> Iterator[tuple[str, date, Span]]:
    """The date that the source gives, else the one that the report is signed with; each with a place in the text."""
    document = ledger.report.document
    published = dict(document.metadata).get("published", "")[:10]
    title = ledger.title or Span(0, min(len(document.text), 1))
    day = _iso(published)
    if day is not None:
        yield "发布日期", day, title
        return
    end = max((s.span.end for s in ledger.report.sections), default=len(document.text))
    for match in SIGNED.finditer(document.text, end):
        written = match["month"]
        month = MONTHS.get(written) or int(written)
        day = _iso(f"{match['year'].translate(DIGITS)}-{month:02}-{int(match['day']):02}")
        if day is not None:
            yield "落款日期", day, Span(match.start("year"), match.end("day"))
            return


def _iso(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
