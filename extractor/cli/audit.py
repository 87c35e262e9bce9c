"""``gouji audit``: records, pages and the list of findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.languages import say, tongue
from extractor.cli.options import feed_columns, finish, is_missing
from extractor.cli.progress import following

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.auditing.baselines import Dismissal
    from extractor.auditing.crossing import CrossFinding
    from extractor.auditing.findings import Audit
    from extractor.exports.folder import ResultFolder
    from extractor.model import Report
    from extractor.series.entries import Entry
    from extractor.series.manifests import Manifest
    from extractor.series.worlds import World
    from extractor.sources import Columns

LEVELS = ("error", "warning", "notice", "never")


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True, help="结果目录。")
@click.option("--fail-on", type=click.Choice(LEVELS), default="never", show_default=True, help="有此级别以上的不一致时退出码为 1。")
@click.option("--held", is_flag=True, help="记录中同时列出核对一致的结果。")
@click.option("--quiet", is_flag=True, help="不在终端列表，也不显示进度条，只写文件。")
@click.option("--select", default="", help="只做这些检查，逗号分隔；structure.* 指一类。")
@click.option("--ignore", default="", help="不做这些检查，写法同上。")
@click.option("--manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="清单（CSV、XLSX）：路径、机关、年度、上级、别名等。")
@click.option("--baseline", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="基线文件：其中的不一致已核实，不再列出。")
@click.option("--write-baseline", type=click.Path(dir_okay=False, path_type=Path), help="把本次的不一致写成基线文件，供填写理由。")
@click.option("--workbook", type=click.Path(dir_okay=False, path_type=Path), help="另写一个工作簿（XLSX）：不一致、表格、数字、问题措施。")
@feed_columns
def audit(
    paths: Sequence[str], output: Path, fail_on: str, held: bool, quiet: bool, select: str, ignore: str,
    manifest: Path | None, baseline: Path | None, write_baseline: Path | None, workbook: Path | None,
    **columns: str | None,
) -> None:  # fmt: skip
    """审核各份报告，并核对各年度、各单位的报告之间是否衔接：记录、网页和终端列表。"""
    from extractor.sources import Columns

    codes, reasons = _choices(select, ignore, baseline)
    known = _manifest(manifest)
    run = _Run(codes, reasons, LEVELS.index(fail_on))
    with _folder(output, held, workbook) as folder, following(paths, quiet) as follow:
        rows = follow.each(run.rows(folder, paths, Columns(**columns)))
        console = None if quiet else _console()
        if console is None:
            for _ in rows:
                pass
        else:
            from extractor.exports.as_terminal import print_findings

            print_findings(console, rows, tongue())
        follow.step("核对各份报告之间")
        world, findings = run.compare(known)
        folder.add_world(world, findings)
    if console is not None:
        from extractor.exports.cross_terminal import print_cross

        print_cross(console, world, findings, tongue())
        if run.dismissed:
            console.print(say("按基线不再列出：{} 处", run.dismissed), soft_wrap=True, highlight=False)
        console.print(say("网页：{}　总览：{}", folder.pages, folder.folder / "index.html"), soft_wrap=True, highlight=False)
    finish(run.readable, run.missing)
    if write_baseline:
        from extractor.auditing.baselines import read_entries, to_baseline

        confirmed = read_entries(baseline.read_bytes(), baseline.name) if baseline else ()
        write_baseline.write_bytes(to_baseline(run.set_aside, confirmed))
    if run.reached:
        raise SystemExit(1)


class _Run:
    """One pass over the reports: each is written as it comes, and only what comparing and counting need is kept."""

    def __init__(self, codes: frozenset[str], reasons: dict[str, str], level: int) -> None:
        self.codes, self.reasons = codes, reasons
        self.wanted = LEVELS[: level + 1] if LEVELS[level] != "never" else ()
        self.readable = self.missing = self.dismissed = 0
        self.reached = False
        self.entries: list[Entry] = []
        self.set_aside: list[Dismissal] = []

    def rows(self, folder: ResultFolder, paths: Sequence[str], columns: Columns) -> Iterator[tuple[Report, Audit]]:
        """The reports with their findings, each written already."""
        from extractor.api import audited, extract_many
        from extractor.auditing.baselines import dismiss, entries_of
        from extractor.series.entries import entry_of

        for report in extract_many(paths, columns):
            found = audited(report, self.codes).audit
            found = dismiss(report, found, self.reasons) if self.reasons else found
            folder.add(report, found)
            self.readable += bool(report.document.text)
            self.missing += is_missing(report.diagnostics)
            self.dismissed += len(found.dismissed)
            self.reached |= any(f.severity in self.wanted and f.verdict == "broken" for f in found.findings)
            self.set_aside += entries_of(report, found, self.reasons)
            if report.sections or report.tables:
                self.entries.append(entry_of(report))
            yield report, found

    def compare(self, manifest: Manifest | None) -> tuple[World, tuple[CrossFinding, ...]]:
        """The world of all reports and the findings between them."""
        from extractor.auditing.across import audit_world
        from extractor.auditing.baselines import cross_dismissed, cross_entries_of
        from extractor.series.worlds import world_of

        world = world_of(self.entries, manifest)
        findings = audit_world(world, self.codes)
        self.set_aside += cross_entries_of(findings, world.entries, self.reasons)
        findings, dismissed = cross_dismissed(findings, world.entries, self.reasons)
        self.dismissed += dismissed
        self.reached |= any(f.severity in self.wanted and f.verdict == "broken" for f in findings)
        return world, findings


def _folder(output: Path, held: bool, workbook: Path | None) -> ResultFolder:
    from extractor.errors import MissingPackage
    from extractor.exports.folder import ResultFolder

    try:
        if workbook:
            workbook.parent.mkdir(parents=True, exist_ok=True)
        return ResultFolder(output, held, workbook)
    except MissingPackage as error:
        raise click.UsageError(str(error)) from None


def _console() -> Console:
    from extractor.cli.consoles import Output

    return Output()


def _manifest(path: Path | None) -> Manifest | None:
    from extractor.errors import WrongCall
    from extractor.series.manifests import read_manifest

    try:
        return read_manifest(path.read_bytes(), path.name) if path else None
    except WrongCall as error:
        raise click.UsageError(str(error)) from None


def _choices(select: str, ignore: str, baseline: Path | None) -> tuple[frozenset[str], dict[str, str]]:
    """The checks to run, and the reasons of a baseline by fingerprint."""
    from extractor.auditing.across import chosen
    from extractor.auditing.baselines import read_baseline
    from extractor.errors import WrongCall

    try:
        codes = chosen(_listed(select), _listed(ignore))
        return codes, read_baseline(baseline.read_bytes(), baseline.name) if baseline else {}
    except WrongCall as error:
        raise click.UsageError(str(error)) from None


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.replace("，", ",").split(",") if word.strip()]
