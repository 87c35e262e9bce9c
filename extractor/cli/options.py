"""What several commands share: the options that name columns, and how a command ends.

Exit codes: 0 done; 1 a finding at or above ``--fail-on``; 2 a wrong call, a path that does not exist, or nothing that could be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from extractor.cli.languages import say

COLUMNS = {"text": "正文", "html": "网页", "path": "文件名", "title": "标题", "date": "日期", "url": "网址"}


def feed_columns(command: Callable[..., None]) -> Callable[..., None]:
    """The options that name the columns of feeds."""
    for name, label in reversed(COLUMNS.items()):
        command = click.option(f"--{name}-column", name, metavar="列名", help=f"数据文件中{label}所在的列。")(command)
    return command


def is_missing(diagnostics: Sequence[object]) -> bool:
    """Whether the path named does not exist."""
    return any(getattr(d, "code", "") == "input.missing" for d in diagnostics)


def finish(readable: int, missing: int) -> None:
    """Ends with exit code 2 where a path is missing or nothing could be read."""
    if missing or not readable:
        click.echo(say("有路径不存在。" if missing else "没有一份可读的文件。"), err=True)
        raise SystemExit(2)
