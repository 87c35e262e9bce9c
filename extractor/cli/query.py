"""``gouji query``: SQL over a store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor.cli.languages import say
from extractor.cli.stores import need, store_option, told

SHOWN = 200


@click.command()
@click.argument("sql")
@store_option
@click.option("--csv", "form", flag_value="csv", help="输出 CSV。")
@click.option("--json", "form", flag_value="jsonl", help="输出 JSON Lines，一行一条。")
def query(sql: str, store: Path, form: str | None) -> None:
    """用 SQL 查询库（只读）：表有 reports、cells、facts、items、findings、diagnostics、texts、documents，以 report 列相连。

    例：gouji query "select agency, year, code, message from findings join reports using (report)" --store 库
    """
    need("pyarrow", "duckdb")
    from extractor.store.catalogue import connect, select
    from extractor.store.selections import write_csv, write_jsonl

    with told():
        result = select(connect(store), sql)
        if form is None:
            _table(result)
        elif form == "csv":
            write_csv(result, sys.stdout.buffer)
        else:
            write_jsonl(result, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _table(result: object) -> None:
    from rich.table import Table
    from rich.text import Text

    from extractor.cli.consoles import Output
    from extractor.exports.layouts import is_plain, plain
    from extractor.store.selections import blocks, columns
    from extractor.store.selections import plain as bare

    rows = [row for block in blocks(result, SHOWN + 1, most=1) for row in block]
    lines = [["" if value is None else plain(str(bare(value))) for value in row] for row in rows[:SHOWN]]
    console = Output()
    if is_plain(console):
        for line in (columns(result), *lines):
            click.echo("\t".join(line))
    else:
        table = Table()
        for name in columns(result):
            table.add_column(Text(name))
        for line in lines:
            table.add_row(*map(Text, line))
        console.print(table)
    if len(rows) > SHOWN:
        click.echo(say("只显示前 {} 行；全部结果请加 --csv 或 --json，或用 gouji export。", SHOWN), err=True)
