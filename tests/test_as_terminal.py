"""Findings on the terminal: readable at any width, steered by nobody's text."""

from __future__ import annotations

from io import StringIO

import pytest
from pages import make_audit, make_finding, make_report
from rich.cells import cell_len
from rich.console import Console

from extractor.auditing.findings import Suggestion
from extractor.diagnostics import diagnostic
from extractor.exports.as_terminal import print_findings

TEXT = """青石县文化局2024年政府信息公开工作年度报告
§overview 一、总体情况
新收申请⟦86件|fact applications.new⟧，其中予以公开⟦54件|fact applications.granted⟧。
§applications 三、收到和处理政府信息公开申请情况
（一）予以公开 | ⟦45|cell applications.granted.total⟧
"""


def printed(width: int, *rows: object) -> str:
    console = Console(width=width, record=True, file=StringIO(), force_terminal=True)
    print_findings(console, rows)  # type: ignore[arg-type]
    return console.export_text()


def broken(message: str = "正文称予以公开 54 件，表格为 45 件") -> tuple[object, object]:
    report = make_report(TEXT, diagnostics=(diagnostic("table.missing", table="第四部分行政复议表"),))
    finding = make_finding(
        report,
        "text.table",
        ("54件", "applications.granted.total"),
        message,
        expected="45",
        actual="54",
        suggestions=(Suggestion("45", True, "两位数字疑似对调", fact="f2"),),
    )
    return report, make_audit(report, finding)


@pytest.mark.parametrize("width", [60, 80, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = printed(width, broken("说明" * 60)).splitlines()
    assert max(cell_len(line.rstrip()) for line in lines) <= width
    assert "说明" * 60 in "".join(line.strip() for line in lines)


@pytest.mark.parametrize("width", [80, 160])
def test_everything_that_matters_is_said(width: int) -> None:
    text = printed(width, broken())
    for words in (
        "青石县文化局",
        "2024 年度",
        "样本.txt",
        "text.table",
        "错误",
        "正文称予以公开 54 件，表格为 45 件",
        "核算 45",
    ):
        assert words in text
    assert "54件 → 45（唯一，两位数字疑似对调）" in text
    assert "读取说明：未读到第四部分行政复议表。" in text
    assert "报告 1 份 · 错误 1 · 警告 0 · 提示 0 · 待定 0 · 正文数字 2，已核对 1" in text


def test_silence_is_said_with_its_coverage() -> None:
    report = make_report(TEXT)
    text = printed(100, (report, make_audit(report)))
    assert "未发现不一致（正文数字 2，已核对 0，一致 0，未对应 2）" in text
    assert "级别" not in text


def test_the_worst_comes_first() -> None:
    report = make_report(TEXT)
    names = ("undecided", "notice", "error")
    findings = [
        make_finding(
            report, "text.table", ("86件",), f"第{n}条", severity="notice" if v == "undecided" else v, verdict=verdict
        )
        for n, (v, verdict) in enumerate(zip(names, ("undecided", "broken", "broken"), strict=True))
    ]
    text = printed(100, (report, make_audit(report, *findings)))
    assert text.index("第2条") < text.index("第1条") < text.index("第0条")


def test_text_of_a_report_neither_styles_nor_steers() -> None:
    text = printed(100, broken("[bold]正文[/bold] \x1b[31m红\x07 [link=x]"))
    assert "[bold]正文[/bold] [31m红 [link=x]" in text
    assert "\x07" not in text
    assert "\x1b" not in text


def test_no_reports_are_counted_as_none() -> None:
    assert printed(80).strip().startswith("报告 0 份")
