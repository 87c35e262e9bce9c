"""The command ``gouji``: parse arguments, call the API, choose an exporter.

Exit codes: 0 done; 1 a finding at or above ``--fail-on``; 2 a wrong call, a path that does not exist, or nothing that could be read.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extractor.api import Audited

LEVELS = ("error", "warning", "notice", "never")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(None, "-V", "--version", package_name="gouji", message="gouji %(version)s")
def main() -> None:
    """勾稽：读政府信息公开工作年度报告，取出每个数字，逐一核对。"""


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--held", is_flag=True, help="同时列出核对一致的结果。")
def extract(paths: Sequence[str], held: bool) -> None:
    """逐份输出记录（JSON Lines，一行一份，含报告内的审核结果）。"""
    from extractor.api import audited, extract_many, to_record
    from extractor.exports.as_records import to_line

    readable = missing = 0
    for report in extract_many(paths):
        sys.stdout.buffer.write(to_line(to_record(audited(report), held)) + b"\n")
        readable += bool(report.document.text)
        missing += _is_missing(report.diagnostics)
    sys.stdout.buffer.flush()
    _finish(readable, missing)


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True, help="结果目录。")
@click.option("--fail-on", type=click.Choice(LEVELS), default="never", show_default=True, help="有此级别以上的不一致时退出码为 1。")
@click.option("--held", is_flag=True, help="记录中同时列出核对一致的结果。")
@click.option("--quiet", is_flag=True, help="不在终端列表，只写文件。")
def audit(paths: Sequence[str], output: Path, fail_on: str, held: bool, quiet: bool) -> None:
    """审核各份报告：记录、网页和终端列表。"""
    from extractor.api import audited, extract_many
    from extractor.exports.folder import write_folder

    results = [audited(report) for report in extract_many(paths)]
    pages = write_folder(output, [(r.report, r.audit) for r in results], held)
    if not quiet:
        _print(results, pages)
    readable = sum(bool(r.report.document.text) for r in results)
    _finish(readable, sum(_is_missing(r.report.diagnostics) for r in results))
    if _worst_reaches(results, fail_on):
        raise SystemExit(1)


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--csv", "file", type=click.Path(dir_okay=False, path_type=Path), help="写入此 CSV 文件（可用电子表格打开）。")
@click.option("--topics", is_flag=True, help="按主题计数，而不是逐对列出。")
def items(paths: Sequence[str], file: Path | None, topics: bool) -> None:
    """列出问题与措施：一行一对；或按主题统计问题、改进和措施。"""
    from extractor.api import extract_many
    from extractor.exports.as_items import pairs_csv, topics_csv
    from extractor.exports.as_terminal import print_topics

    reports = list(extract_many(paths))
    if topics and file is None:
        print_topics(reports)
    else:
        text = topics_csv(reports) if topics else pairs_csv(reports)
        if file is None:
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.buffer.flush()
        else:
            file.write_text(text, encoding="utf-8-sig", newline="")
    _finish(sum(bool(r.document.text) for r in reports), sum(_is_missing(r.diagnostics) for r in reports))


@main.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """说明一项检查：含义、依据、示例；不带参数时列出全部检查。"""
    from extractor.auditing.run import checks

    catalogue = checks()
    if code is None:
        for check in catalogue.values():
            click.echo(f"{check.code:24} {check.title}")
        return
    found = catalogue.get(code)
    if found is None:
        raise click.UsageError(f"没有名为 {code} 的检查；gouji explain 列出全部检查。")
    examples = "\n".join(f"  {text} → {VERDICTS[verdict]}" for text, verdict in found.examples)
    click.echo(
        f"{found.code}  {found.title}（{SEVERITIES[found.severity]}）\n\n{found.meaning}\n\n"
        f"消息：{found.template}\n处理：{found.advice}\n依据：{found.basis}\n示例：\n{examples}"
    )


VERDICTS = {"held": "一致", "broken": "不一致", "undecided": "待定"}
SEVERITIES = {"error": "错误", "warning": "警告", "notice": "提示"}


def _print(results: Sequence[Audited], pages: Path) -> None:
    from rich.console import Console

    from extractor.exports.as_terminal import print_findings

    console = Console()
    print_findings(console, [(r.report, r.audit) for r in results])
    console.print(f"网页：{pages}", soft_wrap=True, highlight=False)


def _is_missing(diagnostics: Sequence[object]) -> bool:
    return any(getattr(d, "code", "") == "input.missing" for d in diagnostics)


def _finish(readable: int, missing: int) -> None:
    if missing or not readable:
        click.echo("有路径不存在。" if missing else "没有一份可读的文件。", err=True)
        raise SystemExit(2)


def _worst_reaches(results: Sequence[Audited], level: str) -> bool:
    from extractor.auditing.findings import SEVERITIES as ORDER

    if level == "never":
        return False
    wanted = [s for s in ORDER if ORDER.index(s) >= ORDER.index(level)]
    return any(f.severity in wanted and f.verdict == "broken" for r in results for f in r.audit.findings)


if __name__ == "__main__":
    main()
