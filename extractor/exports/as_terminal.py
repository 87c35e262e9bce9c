"""Reports and audits -> findings on the terminal: a table a report, limits of our reading below it, counts last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.auditing.findings import Audit, Finding, Suggestion
from extractor.exports.as_items import TOPIC_HEAD, topic_rows
from extractor.exports.layouts import Row, is_plain, plain, show, show_rows
from extractor.exports.tongues import CHINESE, Tongue
from extractor.exports.verdicts import ALL_GRADES, GRADE_NAMES, Grade, grade_of, ranked
from extractor.model import Report

STYLES = {"error": "bold red", "warning": "yellow", "notice": "cyan", "undecided": "magenta"}


def print_findings(console: Console, rows: Iterable[tuple[Report, Audit]], tongue: Tongue = CHINESE) -> None:
    """Print the findings of reports as they come, the worst of each first; a report without any gets one line; counts last.

    The text of reports is printed as it is: square brackets and control characters in it style nothing.
    """
    counts: Counter[str] = Counter()
    for report, audit in rows:
        counts.update(["reports", *(grade_of(f.verdict, f.severity) for f in audit.findings)])
        counts.update({"quantities": audit.coverage.quantities, "bound": audit.coverage.bound})
        show(console, _head(report, tongue))
        if audit.findings:
            found = [_row(f, report, tongue) for f in ranked(audit.findings)]
            show_rows(console, found, tongue.say("级别"), tongue.say("检查"), tongue.say("说明"))
        if not any(f.verdict == "broken" for f in audit.findings):
            show(console, Text(tongue.say("未发现不一致"), "green") + Text(_coverage(audit, tongue), "dim"), indent=True)
        for note in dict.fromkeys((*report.document.diagnostics, *report.diagnostics)):
            show(console, Text(tongue.say("读取说明：{}", plain(tongue.diagnostic(note))), "dim"), indent=True)
        console.print()
    show(console, _summary(counts, tongue))


def print_topics(reports: Sequence[Report], console: Console | None = None, tongue: Tongue = CHINESE) -> None:
    """Print how many problems, improvements and measures of the reports are about each topic; on a pipe, parted by tabs."""
    console = console or Console()
    heads = [tongue.say(name) for name in TOPIC_HEAD]
    if is_plain(console):
        for row in (heads, *topic_rows(reports)):
            console.file.write("\t".join(row) + "\n")  # the console itself would make blanks of tabs
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, name in enumerate(heads):
        table.add_column(name, justify="right" if number > 1 else "left", style="dim" if number == 0 else None)
    for row in topic_rows(reports):
        table.add_row(*row)
    console.print(table)


def _head(report: Report, tongue: Tongue) -> Text:
    name = PurePosixPath(report.document.source.path.replace("\\", "/")).name
    year = tongue.say("{} 年度", report.year) if report.year else tongue.say("年度未识别")
    head = Text(plain(report.agency or tongue.say("机关未识别")), "bold", overflow="fold")
    return head.append(f"  {year}", "bold").append(f"  {plain(name)}", "dim")


def _row(finding: Finding, report: Report, tongue: Tongue) -> Row:
    grade = grade_of(finding.verdict, finding.severity)
    return Text(grade_name(grade, tongue), STYLES[grade]), finding.check, _said(finding, report, tongue)


def grade_name(grade: Grade, tongue: Tongue) -> str:
    """A severity, or "undecided", in words."""
    return tongue.say(GRADE_NAMES[grade])


def _said(finding: Finding, report: Report, tongue: Tongue) -> Text:
    said = Text(plain(tongue.finding(finding, report)))
    values = [("核算 {}", finding.expected), ("载明 {}", finding.actual)]
    written = tongue.say("　").join(tongue.say(name, plain(tongue.told(value))) for name, value in values if value is not None)
    if written:
        said.append(f"\n{written}", "dim")
    for advice in finding.suggestions:
        fact = next((f for f in report.facts if f.id == advice.fact), None)
        target = tongue.say("正文{} {}", fact.label, fact.quantity.raw) if fact else tongue.cell(advice.cell or "")
        said.append(f"\n{suggested(plain(target), advice, tongue)}", "green")
    return said


def suggested(target: str, advice: Suggestion, tongue: Tongue) -> str:
    """A suggestion on one line: what, its new value, whether it is the only one, and its cause."""
    only = tongue.say("唯一" if advice.unique else "非唯一")
    if not advice.cause:
        return tongue.say("建议：{} → {}（{}）", target, plain(advice.value), only)
    return tongue.say("建议：{} → {}（{}，{}）", target, plain(advice.value), only, plain(tongue.told(advice.cause)))


def _coverage(audit: Audit, tongue: Tongue) -> str:
    c = audit.coverage
    return tongue.say("（正文数字 {}，已核对 {}，一致 {}，未对应 {}）", c.quantities, c.bound, c.held, len(c.unbound))


def _summary(counts: Mapping[str, int], tongue: Tongue) -> Text:
    line = Text(tongue.say("报告 {} 份", counts["reports"]), "bold")
    for grade in ALL_GRADES:
        line.append(" · ").append(f"{grade_name(grade, tongue)} {counts[grade]}", STYLES[grade])
    return line.append(" · ").append(tongue.say("正文数字 {}，已核对 {}", counts["quantities"], counts["bound"]), "dim")
