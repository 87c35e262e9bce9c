"""``gouji explain``: what a check or an indicator means and rests on, and why a figure was read as it was."""

from __future__ import annotations

import click

from extractor.cli.languages import say, tongue


@click.command()
@click.argument("code", required=False)
@click.option("--all", "everything", is_flag=True, help="把全部检查的说明输出为 Markdown。")
@click.option("--indicators", is_flag=True, help="把全部指标的说明输出为 Markdown。")
@click.option("--fact", nargs=2, metavar="文件 数字", help="说明一份报告中的一个数字为何如此认定：编号（f12）、指标或者原文（予以公开46件）。")
def explain(code: str | None, everything: bool, indicators: bool, fact: tuple[str, str] | None) -> None:
    """说明一项检查或者指标：含义、依据、示例；不带参数时列出全部检查。"""
    from extractor.auditing.across import all_checks
    from extractor.exports.catalogue import catalogue_page
    from extractor.exports.indicator_pages import indicators_page
    from lexicons.reports.disclosure.indicator_lexicon import catalogue

    if fact:
        click.echo(_facts(*fact))
    elif everything:
        click.echo(catalogue_page(all_checks().values(), tongue()), nl=False)
    elif indicators:
        click.echo(indicators_page(catalogue(), tongue()), nl=False)
    elif code is None:
        for check in all_checks().values():
            click.echo(f"{check.code:32} {tongue().check(check)[0]}")
    else:
        click.echo(_entry(code))


def _entry(code: str) -> str:
    """What is known of a check or an indicator; neither is a wrong call."""
    from extractor.auditing.across import all_checks
    from extractor.exports.catalogue import entry_text
    from extractor.exports.indicator_pages import indicator_text
    from lexicons.reports.disclosure.indicator_lexicon import catalogue

    if code in all_checks():
        return entry_text(all_checks()[code], tongue())
    known = {entry.id: entry for entry in catalogue()}
    if code in known:
        return indicator_text(known[code], tongue())
    raise click.UsageError(f"没有名为 {code} 的检查或指标；gouji explain 列出全部检查，gouji explain --indicators 列出全部指标。")


def _facts(path: str, name: str) -> str:
    """Why the figures that are meant were read and linked so; a file that cannot be read or no such figure is a wrong call."""
    from extractor.api import audit
    from extractor.exports.explaining import explanation
    from extractor.facts.reasons import facts_named

    audited = audit(path)
    if not audited.report.facts:
        notes = say("；").join(map(tongue().diagnostic, audited.report.diagnostics))
        raise click.UsageError(say("{} 中没有读到数字。{}", path, notes))
    found = facts_named(audited.report, name)
    if not found:
        raise click.UsageError(f"没有读到“{name}”；可用编号 {audited.report.facts[0].id} 至 {audited.report.facts[-1].id}、指标或者原文。")
    return "\n\n".join(explanation(audited.report, audited.audit, fact, tongue()) for fact in found)
