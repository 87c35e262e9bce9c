"""How far a run is, on standard error: a bar for people, lines for logs."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extractor.batch.runs import Tally

#: Seconds between two lines of the log.
EVERY = 10.0


@contextlib.contextmanager
def bar(total: int | None) -> Iterator[Callable[[Tally], None]]:
    """A bar with rate, remaining time, and counts of findings and failures."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    shown = "{task.fields[rate]} 份/秒 · 不一致 {task.fields[findings]} · 无法读取 {task.fields[failed]} · 剩余"
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(shown),
        TimeRemainingColumn(),
    )
    started = time.monotonic()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("读取", total=total, rate="–", findings=0, failed=0)

        def tell(tally: Tally) -> None:
            read = tally.read + tally.renewed
            progress.update(
                task, completed=tally.read + tally.unchanged if tally.read else tally.renewed,
                total=max(total, tally.read + tally.unchanged) if total else None,
                description="读取" if tally.read or not tally.renewed else "按新规则重读",
                rate=f"{read / max(time.monotonic() - started, 0.1):.1f}", findings=tally.findings, failed=tally.failed,
            )  # fmt: skip

        yield tell


@contextlib.contextmanager
def log(total: int | None) -> Iterator[Callable[[Tally], None]]:
    """A line now and then."""
    started = last = time.monotonic()

    def tell(tally: Tally) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < EVERY:
            return
        last = now
        read = tally.read + tally.renewed
        rate = read / max(now - started, 0.1)
        left = (total or 0) - tally.read - tally.unchanged
        remaining = f"，约剩 {left / rate:.0f} 秒" if total and left > 0 and tally.read else ""
        of = f"/{total}" if total else ""
        done = tally.read + tally.unchanged if tally.read else tally.renewed
        click.echo(
            f"已完成 {done}{of}，{rate:.1f} 份/秒，不一致 {tally.findings}，无法读取 {tally.failed}{remaining}",
            err=True,
        )

    yield tell
