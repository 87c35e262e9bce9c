"""How a command ends that is cut short: by Ctrl-C, or by a reader that has seen enough."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

import click

from extractor.cli.languages import say

#: What a shell reports of programs that SIGINT and SIGPIPE end.
INTERRUPTED, CLOSED = 130, 141


@contextlib.contextmanager
def cut_short() -> Iterator[None]:
    """End with a sentence and 130 on Ctrl-C, and without a word where nobody reads standard output any more."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        click.echo(say("已中断。"), err=True)
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        with contextlib.suppress(OSError, ValueError):  # what is still buffered goes nowhere, without another complaint
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(CLOSED) from None
