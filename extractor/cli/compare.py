"""``gouji compare``: two reports of one agency side by side."""

from __future__ import annotations

from pathlib import Path

import click

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
        raise click.UsageError("两份报告须属于两个年度：" + "，".join(f"{e.path} 为{e.year or '未识别的年度'}" for e in entries))
    world = world_of(entries)
    if len(world.series) != 1:
        click.echo(f"提示：两份报告的机关不同或未能识别（{entries[0].agency}，{entries[1].agency}），只作对照，不核对年度关系。", err=True)
    findings = audit_world(world)
    comparison = compare_entries(*entries)
    for line in summary(comparison, findings):
        click.echo(line)
    if output:
        output.write_text(render(comparison, findings, labels()), encoding="utf-8", newline="\n")
        click.echo(f"网页：{output}")
