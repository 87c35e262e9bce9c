"""How far a command is, on standard error: a bar for people, lines for logs, nothing for pipes."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli.languages import say

if TYPE_CHECKING:
    from rich.progress import Progress

    from extractor.batch.runs import Tally

T = TypeVar("T")
#: Seconds between two lines of the log.
EVERY = 10.0


def quiet_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option that switches the bar off."""
    return click.option("--quiet", is_flag=True, help="不显示进度条。")(command)


class Following:
    """A bar that follows documents one by one; the plain one shows nothing."""

    def each(self, items: Iterable[T], what: str = "") -> Iterator[T]:  # noqa: ARG002 (the bar shows it)
        """The items as they come; ``what`` is being done to them."""
        return iter(items)

    def step(self, what: str) -> None:
        """What is done now, after the documents."""


class _Bar(Following):
    """The bar of people at a terminal: it stands while an item is worked on, and makes way for what is printed about it."""

    def __init__(self, progress: Progress, total: int | None) -> None:
        self.progress, self.total = progress, total
        self.task = progress.add_task("", total=total, shown="")

    def each(self, items: Iterable[T], what: str = "读取") -> Iterator[T]:
        """The items, counted."""
        aside = sys.stdout.isatty()
        started = time.monotonic()
        self.progress.update(self.task, description=say(what))
        for done, item in enumerate(items, 1):
            total = max(self.total, done) if self.total else None
            rate = f"{done / max(time.monotonic() - started, 0.1):.1f}"
            self.progress.update(self.task, completed=done, total=total, shown=say("{} 份/秒", rate))
            if aside:
                self.progress.stop()
            yield item
            if aside:
                self.progress.start()
        self.progress.stop()

    def step(self, what: str) -> None:
        """A bar without an end."""
        self.progress.start()
        self.progress.update(self.task, description=say(what), total=None, shown="")


@contextlib.contextmanager
def following(sources: Sequence[str], quiet: bool = False) -> Iterator[Following]:
    """What follows the documents of some sources: a bar where standard error is a terminal and nobody asked for quiet."""
    if quiet or not sys.stderr.isatty():
        yield Following()
        return
    from extractor.batch.totals import about

    with _progress() as progress:
        yield _Bar(progress, about(sources))


def _progress() -> Progress:
    """A bar with count, what ``shown`` says, and the remaining time; nothing of it stays on the screen."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    console = Console(stderr=True)
    width = min(40, max(5, console.width // 5))
    one_line = Column(no_wrap=True)  # a bar that is put up again knows where it stood only if it is one line high
    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"), BarColumn(width, table_column=one_line.copy()), MofNCompleteColumn(table_column=one_line.copy()),
        TextColumn("{task.fields[shown]}"), TimeRemainingColumn(table_column=one_line.copy()),
    )  # fmt: skip
    # standard output is left alone: it may be a file while this is a terminal
    return Progress(*columns, console=console, transient=True, redirect_stdout=False)


@contextlib.contextmanager
def bar(total: int | None) -> Iterator[Callable[[Tally], None]]:
    """A bar of a run: rate, remaining time, and counts of findings and failures."""
    started = time.monotonic()
    with _progress() as progress:
        task = progress.add_task(say("读取"), total=total, shown="")

        def tell(tally: Tally) -> None:
            read = tally.read + tally.renewed
            rate = f"{read / max(time.monotonic() - started, 0.1):.1f}"
            progress.update(
                task, completed=tally.read + tally.unchanged if tally.read else tally.renewed,
                total=max(total, tally.read + tally.unchanged) if total else None,
                description=say("读取" if tally.read or not tally.renewed else "按新规则重读"),
                shown=say("{} 份/秒 · 不一致 {} · 无法读取 {} · 剩余", rate, tally.findings, tally.failed),
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
        remaining = say("，约剩 {} 秒", f"{left / rate:.0f}") if total and left > 0 and tally.read else ""
        of = f"/{total}" if total else ""
        done = tally.read + tally.unchanged if tally.read else tally.renewed
        told = say("已完成 {}，{} 份/秒，不一致 {}，无法读取 {}", f"{done}{of}", f"{rate:.1f}", tally.findings, tally.failed)
        click.echo(told + remaining, err=True)

    yield tell
