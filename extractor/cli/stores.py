"""What the commands over a store share: the option that names it, and what to say where an extra is not installed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import click

from extractor.cli.languages import told as in_language

EXTRAS = {"pyarrow": "batch", "duckdb": "batch", "xlsxwriter": "office"}


def store_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option that names the store."""
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option("--store", type=kind, required=True, help="库所在的目录（Parquet 表和运行状态）。")(command)


def need(*packages: str) -> None:
    """Ends with exit code 2 and a sentence where one of these packages is not installed."""
    for package in packages:
        if find_spec(package) is None:
            raise click.UsageError(f'缺少 {package}。请用 pip install "gouji[{EXTRAS[package]}]" 安装后重试。')


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Exceptions of ours become one sentence and exit code 2."""
    from extractor.errors import GoujiError

    try:
        yield
    except GoujiError as error:
        click.echo(in_language(str(error)), err=True)
        raise SystemExit(2) from None
