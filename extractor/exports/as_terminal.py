"""Reports and audits -> findings on the terminal: a table a report, limits of our reading below it, counts last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.auditing.findings import Audit, Finding
from extractor.exports.as_items import TOPIC_HEAD, topic_rows
from extractor.exports.verdicts import GRADES, VERDICTS, ranked
from extractor.model import Report
from lexicons.reports.disclosure.forms import cell_names

#: Below this width the check's code moves above the message, so that messages keep room to be read.
WIDE = 110
STYLES = {"error": "bold red", "warning": "yellow", "notice": "cyan", "undecided": "magenta"}


def print_findings(console: Console, rows: Iterable[tuple[Report, Audit]]) -> None:
    """Print the findings of reports as they come, the worst of each first; a report without any gets one line; counts last.

    The text of reports is printed as it is: square brackets and control characters in it style nothing.
    """
    counts: Counter[str] = Counter()
    for report, audit in rows:
        counts.update(["reports", *(_grade(f)[0] for f in audit.findings)])
        counts.update({"quantities": audit.coverage.quantities, "bound": audit.coverage.bound})
        console.print(_head(report))
        if audit.findings:
            console.print(_table(report, ranked(audit.findings), wide=console.width >= WIDE))
        if not any(f.verdict == "broken" for f in audit.findings):
            console.print(Text("  未发现不一致", "green") + Text(f"（{_coverage(audit)}）", "dim"))
        for note in dict.fromkeys((*report.document.diagnostics, *report.diagnostics)):
            console.print(Padding(Text(f"读取说明：{plain(note.message())}", "dim"), (0, 0, 0, 2)))
        console.print()
    console.print(_summary(counts))


def print_topics(reports: Sequence[Report], console: Console | None = None) -> None:
    """Print how many problems, improvements and measures of the reports are about each topic."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, name in enumerate(TOPIC_HEAD):
        table.add_column(name, justify="right" if number > 1 else "left", style="dim" if number == 0 else None)
    for row in topic_rows(reports):
        table.add_row(*row)
    (console or Console()).print(table)


def _head(report: Report) -> Text:
    name = PurePosixPath(report.document.source.path.replace("\\", "/")).name
    year = f"{report.year} 年度" if report.year else "年度未识别"
    head = Text(plain(report.agency or "机关未识别"), "bold", overflow="fold")
    return head.append(f"  {year}", "bold").append(f"  {plain(name)}", "dim")


def _table(report: Report, findings: Sequence[Finding], wide: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1))
    table.add_column("级别", no_wrap=True, width=6)
    if wide:
        table.add_column("检查", no_wrap=True, style="dim")
    table.add_column("说明", ratio=1, overflow="fold")
    for finding in findings:
        grade = Text(*_grade(finding))
        said = _said(finding, report)
        if wide:
            table.add_row(grade, finding.check, said)
        else:
            table.add_row(grade, Text(f"{finding.check}\n", "dim") + said)
    return table


def _grade(finding: Finding) -> tuple[str, str]:
    if finding.verdict == "undecided":
        return VERDICTS["undecided"], STYLES["undecided"]
    return GRADES[finding.severity], STYLES[finding.severity]


def _said(finding: Finding, report: Report) -> Text:
    said = Text(plain(finding.message))
    values = [("核算", finding.expected), ("载明", finding.actual)]
    written = "　".join(f"{name} {plain(value)}" for name, value in values if value is not None)
    if written:
        said.append(f"\n{written}", "dim")
    for advice in finding.suggestions:
        only = "唯一" if advice.unique else "非唯一"
        cause = f"，{plain(advice.cause)}" if advice.cause else ""
        target = next(
            (f"正文{f.label} {f.quantity.raw}" for f in report.facts if f.id == advice.fact), cell_names().get(advice.cell or "", advice.cell or "")
        )
        said.append(f"\n建议：{plain(target)} → {plain(advice.value)}（{only}{cause}）", "green")
    return said


def plain(text: str) -> str:
    """The text without control characters: a report must not steer the terminal.

    >>> plain("正文\\x1b[31m 46 件\\n表格 64 件")
    '正文[31m 46 件 表格 64 件'
    """
    return "".join(c for c in text.replace("\n", " ") if c.isprintable() or c == "\u3000")


def _coverage(audit: Audit) -> str:
    c = audit.coverage
    return f"正文数字 {c.quantities}，已核对 {c.bound}，一致 {c.held}，未对应 {len(c.unbound)}"


def _summary(counts: Mapping[str, int]) -> Text:
    line = Text(f"报告 {counts['reports']} 份", "bold")
    for name, style in dict.fromkeys((*((GRADES[k], STYLES[k]) for k in GRADES), (VERDICTS["undecided"], STYLES["undecided"]))):
        line.append(" · ").append(f"{name} {counts[name]}", style)
    return line.append(f" · 正文数字 {counts['quantities']}，已核对 {counts['bound']}", "dim")
