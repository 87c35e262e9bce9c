"""``gouji audit``: records, pages and the list of findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.options import feed_columns, finish, is_missing

if TYPE_CHECKING:
    from extractor.api import Audited

LEVELS = ("error", "warning", "notice", "never")


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True, help="结果目录。")
@click.option("--fail-on", type=click.Choice(LEVELS), default="never", show_default=True, help="有此级别以上的不一致时退出码为 1。")
@click.option("--held", is_flag=True, help="记录中同时列出核对一致的结果。")
@click.option("--quiet", is_flag=True, help="不在终端列表，只写文件。")
@click.option("--select", default="", help="只做这些检查，逗号分隔；structure.* 指一类。")
@click.option("--ignore", default="", help="不做这些检查，写法同上。")
@click.option("--baseline", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="基线文件：其中的不一致已核实，不再列出。")
@click.option("--write-baseline", type=click.Path(dir_okay=False, path_type=Path), help="把本次的不一致写成基线文件，供填写理由。")
@feed_columns
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
    finish(readable, sum(is_missing(r.report.diagnostics) for r in results))
    if write_baseline:
        _write_baseline(write_baseline, results, reasons, baseline)
    if _worst_reaches(results, fail_on):
        raise SystemExit(1)


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


def _write_baseline(path: Path, results: Sequence[Audited], reasons: dict[str, str], known: Path | None) -> None:
    from extractor.auditing.baselines import read_entries, to_baseline

    confirmed = read_entries(known.read_bytes(), known.name) if known else ()
    path.write_bytes(to_baseline([(r.report, r.audit) for r in results], reasons, confirmed))


def _worst_reaches(results: Sequence[Audited], level: str) -> bool:
    from extractor.auditing.findings import SEVERITIES as ORDER

    if level == "never":
        return False
    wanted = [s for s in ORDER if ORDER.index(s) >= ORDER.index(level)]
    return any(f.severity in wanted and f.verdict == "broken" for r in results for f in r.audit.findings)
