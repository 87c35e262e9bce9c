"""A year left over from an older text: in the statistical period or in a heading."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.mastheads import PERIOD
from extractor.spans import Span

CHECK = Check(
    code="period.year",
    title="年份疑为旧稿遗留",
    severity="error",
    meaning="统计期限或标题中的年份应是报告年度。",
    template="{where}“{words}”中的年份为 {found}，报告年度为 {year}。",
    advice="核对年份。",
    basis="国办公开办函〔2021〕30号；条例第五十条",
    examples=(("2023 年报告，期限 2023 年 1 月 1 日起", "held"), ("2023 年报告，期限 2022 年 1 月 1 日起", "broken")),
)
UNTIL = regex.compile(r"1\s*月\s*1\s*日(?:起)?\s*(?:至|到|—|－|-|~|～|–)+\s*(?P<year>20\d{2})\s*年\s*12\s*月\s*31\s*日")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a year of the statistical period; nothing where the title gives no year to hold it against."""
    report = ledger.report
    text = report.document.text
    title = ledger.title
    if report.year is None or title is None or str(report.year) not in title.of(text).translate(_DIGITS):
        return
    preamble = [s.span for s in report.sections if s.id == "preamble"] or [Span(title.end, min(len(text), title.end + 1200))]
    said: set[int] = set()
    for pattern in (PERIOD, UNTIL):
        for match in pattern.finditer(text, preamble[0].start, preamble[0].end):
            found = int(match["year"])
            place = ledger.sentence(Span(match.start(), match.end())).start
            if found != report.year and place in said:
                continue  # one slip of one period
            said.add(place)
            fits = found == report.year
            span = Span(match.start("year"), match.end("year"))
            message = CHECK.template.format(where="统计期限", words=" ".join(match[0].split())[-24:], found=found, year=report.year)
            yield Finding(
                CHECK.code, "held" if fits else "broken", "notice" if fits else CHECK.severity, message, (span, title),
                str(report.year), str(found),
            )  # fmt: skip


_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
