"""The command ``gouji``: parse arguments, call the API, choose an exporter; one module a command, loaded when it is called."""

from __future__ import annotations

import importlib

import click

from extractor.cli.languages import LANGUAGES, choose, helped, told

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

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, from the module of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        command = getattr(module, cmd_name)
        if not isinstance(command, click.Command):
            raise AssertionError(f"{module.__name__} offers no command {cmd_name}")
        return helped(command, cmd_name, ctx)

    def get_help(self, ctx: click.Context) -> str:
        """The help of the group in the language of the call."""
        return click.Group.get_help(helped(self, "gouji", ctx), ctx)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what is wrong with the call is told in the language of the call."""
        from extractor.cli.endings import cut_short

        try:
            with cut_short():
                return super().invoke(ctx)
        except click.UsageError as error:
            if type(error) is not click.UsageError:  # those of click itself are English
                raise
            raise click.UsageError(told(error.message), error.ctx) from None


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--lang", type=click.Choice(LANGUAGES), is_eager=True, expose_value=False, callback=choose,
    help="输出所用的语言；也可用环境变量 GOUJI_LANG 指定。  [默认：zh]",
)  # fmt: skip
@click.version_option(None, "-V", "--version", package_name="gouji", message="gouji %(version)s")
def main() -> None:
    """勾稽：读政府信息公开工作年度报告，取出每个数字，逐一核对。"""
