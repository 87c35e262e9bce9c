"""``gouji run``: any number of documents into a store, resumed where it was left."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.endings import INTERRUPTED
from extractor.cli.languages import say
from extractor.cli.options import feed_columns, finish
from extractor.cli.stores import need, store_option, told

if TYPE_CHECKING:
    from extractor.batch.runs import Plan, Tally


@click.command()
@click.argument("sources", nargs=-1, required=True)
@store_option
@click.option("--workers", type=click.IntRange(1), help="读取进程数。  [默认：处理器个数]")
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=120.0, show_default=True, help="一份文件最多处理多少秒。"
)
@click.option(
    "--memory", type=click.IntRange(256), default=1024, show_default=True, help="一个读取进程最多占多少 MB 内存。"
)
@click.option("--cross", is_flag=True, help="读完后再核对报告之间：各年度之间、上下级之间。")
@click.option("--quiet", is_flag=True, help="不显示进度条，逐段输出一行日志。")
@feed_columns
def run(
    sources: Sequence[str],
    store: Path,
    workers: int | None,
    timeout: float,
    memory: int,
    cross: bool,
    quiet: bool,
    **columns: str | None,
) -> None:
    """批量读取并审核，结果写入库；中断后重新运行同一命令即可继续，未变的文件不会重读。

    SOURCES 是文件、文件夹、压缩包或数据文件（JSON Lines、CSV、Parquet）；- 从标准输入读路径，@清单.txt 从文件读路径，一行一个。
    """
    need("pyarrow")
    import os

    from extractor.batch.keys import rules_digest
    from extractor.batch.limits import Limits
    from extractor.batch.runs import Plan
    from extractor.sources import Columns

    plan = Plan(
        workers=workers or os.cpu_count() or 1,
        limits=Limits(timeout, memory),
        columns=Columns(**columns),
        rules=rules_digest(),
        cross=cross,
    )
    try:
        with told():
            tally, seconds = _follow(sources, store, plan, quiet or not sys.stderr.isatty())
    except KeyboardInterrupt:
        click.echo(say("已中断。重新运行同一命令即可从中断处继续。"), err=True)
        raise SystemExit(INTERRUPTED) from None
    _summary(tally, seconds, store)
    finish(tally.readable + tally.unchanged, len(tally.missing))


def _follow(sources: Sequence[str], store: Path, plan: Plan, quiet: bool) -> tuple[Tally, float]:
    """Run, and show how far it is."""
    import time

    from extractor.batch.runs import run
    from extractor.batch.totals import about
    from extractor.cli.progress import bar, log

    started = time.monotonic()
    with (log if quiet else bar)(about(sources)) as tell:
        tally = run(sources, store, plan, tell)
    return tally, time.monotonic() - started


def _summary(tally: Tally, seconds: float, store: Path) -> None:
    done = tally.read + tally.renewed
    rate = say("，每秒 {} 份", f"{done / seconds:.1f}") if done and seconds > 0 else ""
    lines = [
        say("新读 {} 份，规则更新后重读 {} 份，未变 {} 份，用时 {} 秒{}。", tally.read, tally.renewed, tally.unchanged, f"{seconds:.0f}", rate)
    ]
    if done:
        counts = tally.findings, tally.errors, tally.warnings, tally.notices, tally.failed
        lines.append(say("不一致 {} 处（错误 {}，警告 {}，提示 {}）；无法读取 {} 份。", *counts))
    if tally.crossed is not None:
        lines.append(say("报告之间不一致 {} 处（表 cross_findings）。", tally.crossed))
    if tally.dropped:
        lines.append(say("来源中已不存在 {} 份，查询时不再计入。", tally.dropped))
    query = f'gouji query "select code, count(*) from findings group by code" --store {store}'
    lines.append(say("库：{}；查询：{}", store, query))
    for line in lines:
        click.echo(line)
