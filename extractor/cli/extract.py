"""``gouji extract``: the records of reports, one a line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from extractor.cli.options import feed_columns, finish, is_missing
from extractor.cli.progress import following, quiet_option


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--held", is_flag=True, help="同时列出核对一致的结果。")
@quiet_option
@feed_columns
def extract(paths: Sequence[str], held: bool, quiet: bool, **columns: str | None) -> None:
    """逐份输出记录（JSON Lines，一行一份，含报告内的审核结果）。

    PATHS 是文件、文件夹、压缩包或数据文件（JSON Lines、CSV、Parquet）；- 从标准输入读路径，@清单.txt 从文件读路径，一行一个。
    """
    from extractor.api import audited, extract_many, to_record
    from extractor.exports.as_records import to_line
    from extractor.sources import Columns

    readable = missing = 0
    with following(paths, quiet) as follow:
        for read in follow.each(map(audited, extract_many(paths, Columns(**columns)))):
            sys.stdout.buffer.write(to_line(to_record(read, held)) + b"\n")
            readable += bool(read.report.document.text)
            missing += is_missing(read.report.diagnostics)
    sys.stdout.buffer.flush()
    finish(readable, missing)
