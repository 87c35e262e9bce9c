"""``gouji explain``: what a check means and rests on."""

from __future__ import annotations

import click


@click.command()
@click.argument("code", required=False)
@click.option("--all", "everything", is_flag=True, help="把全部检查的说明输出为 Markdown。")
def explain(code: str | None, everything: bool) -> None:
    """说明一项检查：含义、依据、示例；不带参数时列出全部检查。"""
    from extractor.auditing.across import all_checks
    from extractor.exports.catalogue import catalogue_page, entry_text

    catalogue = all_checks()
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
