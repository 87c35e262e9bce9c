"""The console that commands print findings and tables on."""

from __future__ import annotations

from rich.console import Console


class Output(Console):
    """Standard output; that nobody reads it any more is an exception like any other (see ``endings``)."""

    def on_broken_pipe(self) -> None:
        """Let the exception go on that is being handled."""
        raise  # rich calls this while it handles the exception
