"""The command ``gouji``: parse arguments, call the API, choose an exporter.

Exit codes: 0 done; 1 a finding at or above ``--fail-on``; 2 a wrong call, a path that does not exist, or nothing that could be read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
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


COLUMNS = {"text": "正文", "html": "网页", "path": "文件名", "title": "标题", "date": "日期", "url": "网址"}


def _columns(command: Callable[..., None]) -> Callable[..., None]:
    """The options that name the columns of feeds."""
    for name, label in reversed(COLUMNS.items()):
        command = click.option(f"--{name}-column", name, metavar="列名", help=f"数据文件中{label}所在的列。")(command)
    return command


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--held", is_flag=True, help="同时列出核对一致的结果。")
@_columns
def extract(paths: Sequence[str], held: bool, **columns: str | None) -> None:
    """逐份输出记录（JSON Lines，一行一份，含报告内的审核结果）。

    PATHS 是文件、文件夹、压缩包或数据文件（JSON Lines、CSV、Parquet）；- 从标准输入读路径，@清单.txt 从文件读路径，一行一个。
    """
    from extractor.api import audited, extract_many, to_record
    from extractor.exports.as_records import to_line
    from extractor.sources import Columns

    readable = missing = 0
    for report in extract_many(paths, Columns(**columns)):
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
@click.option("--select", default="", help="只做这些检查，逗号分隔；structure.* 指一类。")
@click.option("--ignore", default="", help="不做这些检查，写法同上。")
@click.option("--baseline", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="基线文件：其中的不一致已核实，不再列出。")
@click.option("--write-baseline", type=click.Path(dir_okay=False, path_type=Path), help="把本次的不一致写成基线文件，供填写理由。")
@_columns
def audit(
    paths: Sequence[str], output: Path, fail_on: str, held: bool, quiet: bool,
    select: str, ignore: str, baseline: Path | None, write_baseline: Path | None, **columns: str | None,
) -> None:  # fmt: skip
    """审核各份报告：记录、网页和终端列表。"""
    from extractor.api import audited, extract_many
    from extractor.exports.folder import write_folder
    from extractor.sources import Columns

    codes, reasons = _choices(select, ignore, baseline)
    results = [audited(report, codes) for report in extract_many(paths, Columns(**columns))]
    results = [_dismissed(result, reasons) for result in results]
    pages = write_folder(output, [(r.report, r.audit) for r in results], held)
    if not quiet:
        _print(results, pages)
    readable = sum(bool(r.report.document.text) for r in results)
    _finish(readable, sum(_is_missing(r.report.diagnostics) for r in results))
    if write_baseline:
        _write_baseline(write_baseline, results, reasons)
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
@click.option("--all", "everything", is_flag=True, help="把全部检查的说明输出为 Markdown。")
def explain(code: str | None, everything: bool) -> None:
    """说明一项检查：含义、依据、示例；不带参数时列出全部检查。"""
    from extractor.auditing.run import checks
    from extractor.exports.catalogue import catalogue_page, entry_text

    catalogue = checks()
    if everything:
        click.echo(catalogue_page(catalogue.values()), nl=False)
        return
    if code is None:
        for check in catalogue.values():
            click.echo(f"{check.code:32} {check.title}")
        return
    found = catalogue.get(code)
    if found is None:
        raise click.UsageError(f"没有名为 {code} 的检查；gouji explain 列出全部检查。")
    click.echo(entry_text(found))


def _print(results: Sequence[Audited], pages: Path) -> None:
    from rich.console import Console

    from extractor.exports.as_terminal import print_findings

    console = Console()
    print_findings(console, [(r.report, r.audit) for r in results])
    dismissed = sum(len(r.audit.dismissed) for r in results)
    if dismissed:
        console.print(f"按基线不再列出：{dismissed} 处", highlight=False)
    console.print(f"网页：{pages}", soft_wrap=True, highlight=False)


def _choices(select: str, ignore: str, baseline: Path | None) -> tuple[frozenset[str], dict[str, str]]:
    """The checks to run, and the reasons of a baseline by fingerprint."""
    from extractor.auditing.baselines import read_baseline
    from extractor.auditing.run import chosen
    from extractor.errors import WrongCall

    try:
        codes = chosen(_listed(select), _listed(ignore))
        return codes, read_baseline(baseline.read_bytes(), baseline.name) if baseline else {}
    except WrongCall as error:
        raise click.UsageError(str(error)) from None


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.replace("，", ",").split(",") if word.strip()]


def _dismissed(result: Audited, reasons: dict[str, str]) -> Audited:
    from extractor.auditing.baselines import dismiss

    return type(result)(result.report, dismiss(result.report, result.audit, reasons)) if reasons else result


def _write_baseline(path: Path, results: Sequence[Audited], reasons: dict[str, str]) -> None:
    from extractor.auditing.baselines import to_baseline

    path.write_bytes(to_baseline([(r.report, r.audit) for r in results], reasons))


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
