"""``gouji compare``: two reports of one agency side by side."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.languages import say, tongue
from extractor.cli.options import finish, is_missing


@click.command()
@click.argument("paths", nargs=2, metavar="报告一 报告二")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="把两份报告的对照写成这个网页。")
def compare(paths: tuple[str, str], output: Path | None) -> None:
    """对照同一机关两个年度的报告：表格、正文指标、问题与措施、沿用的文字。"""
    from extractor.api import extract
    from extractor.auditing.across import audit_world
    from extractor.exports.as_comparison import render, summary
    from extractor.exports.folder import labels
    from extractor.series.differences import compare as compare_entries
    from extractor.series.entries import entry_of
    from extractor.series.worlds import world_of

    reports = [extract(path) for path in paths]
    readable = [r for r in reports if r.document.text]
    if len(readable) < len(reports):
        finish(0, sum(is_missing(r.diagnostics) for r in reports))
    entries = sorted(map(entry_of, reports), key=lambda entry: entry.year or 0)
    if any(entry.year is None for entry in entries) or entries[0].year == entries[1].year:
        years = say("，").join(say("{} 为{}", e.path, e.year or say("未识别的年度")) for e in entries)
        raise click.UsageError(say("两份报告须属于两个年度：{}", years))
    world = world_of(entries)
    if len(world.series) != 1:
        agencies = (entry.agency for entry in entries)
        click.echo(say("提示：两份报告的机关不同或未能识别（{}，{}），只作对照，不核对年度关系。", *agencies), err=True)
    findings = audit_world(world)
    comparison = compare_entries(*entries)
    for line in summary(comparison, findings, tongue()):
        click.echo(line)
    if output:
        output.write_text(render(comparison, findings, labels()), encoding="utf-8", newline="\n")
        click.echo(say("网页：{}", output))
