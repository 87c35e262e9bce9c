"""The command ``gouji``: parse arguments, call the API, choose an exporter; one module a command, loaded when it is called."""

from __future__ import annotations

import importlib

import click

#: Command -> module. The order is that of ``gouji --help``.
COMMANDS = (
    "extract",
    "audit",
    "compare",
    "annotate",
    "items",
    "explain",
    "run",
    "query",
    "export",
    "panel",
    "report",
    "serve",
)


class Commands(click.Group):
    """A group whose commands are modules of this package: ``gouji --help`` imports none of what they do."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click calls it so)
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click calls it so)
        """The command of this name, from the module of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        command = getattr(module, cmd_name)
        if not isinstance(command, click.Command):
            raise AssertionError(f"{module.__name__} offers no command {cmd_name}")
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(None, "-V", "--version", package_name="gouji", message="gouji %(version)s")
def main() -> None:
    """勾稽：读政府信息公开工作年度报告，取出每个数字，逐一核对。"""
