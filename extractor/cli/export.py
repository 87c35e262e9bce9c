"""``gouji export``: a table of a store, or the result of a query, as a file."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.languages import say
from extractor.cli.stores import need, store_option, told

TABLES = ("reports", "cells", "facts", "items", "findings", "diagnostics", "texts", "documents", "records")
SUFFIXES = (".csv", ".jsonl", ".xlsx")


@click.command()
@store_option
@click.option(
    "--to",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="写入的文件：.csv、.jsonl 或 .xlsx。",
)
@click.option(
    "--table",
    type=click.Choice(TABLES),
    default="findings",
    show_default=True,
    help="导出哪张表；records 是完整记录（仅 .jsonl）。",
)
@click.option("--sql", help="导出这条查询的结果，而不是一张表。")
def export(store: Path, file: Path, table: str, sql: str | None) -> None:
    """把库中的一张表或一条查询的结果导出为 CSV、JSON Lines 或电子表格。"""
    if file.suffix.lower() not in SUFFIXES:
        raise click.UsageError(
            f"不认识的格式：{file.suffix or file.name}。可用 {'、'.join(SUFFIXES)}；Stata 可直接读入 CSV（import delimited）。"
        )
    need("pyarrow", "duckdb", *(("xlsxwriter",) if file.suffix.lower() == ".xlsx" else ()))
    if table == "records" and not sql:
        if file.suffix.lower() != ".jsonl":
            raise click.UsageError("完整记录只能导出为 .jsonl。")
        written = _records(store, file)
    else:
        written = _selection(store, file, table, sql)
    click.echo(say("已写入 {} 行：{}", written, file))


def _records(store: Path, file: Path) -> int:
    from extractor.exports.as_records import SCHEMA, to_line
    from extractor.store.results import records

    count = 0
    with told(), file.open("wb") as stream:
        for record in records(store, SCHEMA):
            stream.write(to_line(record) + b"\n")
            count += 1
    return count


def _selection(store: Path, file: Path, table: str, sql: str | None) -> int:
    from extractor.store.catalogue import connect, select, whole_table
    from extractor.store.selections import write_csv, write_jsonl, write_workbook

    writers = {".csv": write_csv, ".jsonl": write_jsonl, ".xlsx": write_workbook}
    with told():
        result = select(connect(store), sql or whole_table(table))
        with file.open("wb") as stream:
            return writers[file.suffix.lower()](result, stream)
