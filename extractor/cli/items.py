"""``gouji items``: problems and measures, pair by pair or counted by topic."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from extractor.cli.options import finish, is_missing
from extractor.cli.progress import following, quiet_option


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--csv", "file", type=click.Path(dir_okay=False, path_type=Path), help="写入此 CSV 文件（可用电子表格打开）。")
@click.option("--topics", is_flag=True, help="按主题计数，而不是逐对列出。")
@quiet_option
def items(paths: Sequence[str], file: Path | None, topics: bool, quiet: bool) -> None:
    """列出问题与措施：一行一对；或按主题统计问题、改进和措施。"""
    from extractor.api import extract_many
    from extractor.cli.consoles import Output
    from extractor.cli.languages import tongue
    from extractor.exports.as_items import pairs_csv, topics_csv
    from extractor.exports.as_terminal import print_topics

    with following(paths, quiet) as follow:
        reports = list(follow.each(extract_many(paths)))
    if topics and file is None:
        print_topics(reports, Output(), tongue())
    else:
        text = topics_csv(reports) if topics else pairs_csv(reports)
        if file is None:
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.buffer.flush()
        else:
            file.write_text(text, encoding="utf-8-sig", newline="")
    finish(sum(bool(r.document.text) for r in reports), sum(is_missing(r.diagnostics) for r in reports))
