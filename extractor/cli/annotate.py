"""``gouji annotate``: the same files back, with comments (DOCX) or highlights and notes (PDF) at each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from extractor.cli.languages import say, told
from extractor.cli.options import feed_columns, finish, is_missing
from extractor.cli.progress import following, quiet_option

if TYPE_CHECKING:
    from extractor.annotation import Marked
    from extractor.sources import Input

#: Stands after the name of every file written, so that none is ever taken for the original.
MARK = "批注"
UNSAFE = '/\\:*?"<>|'


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True, help="结果目录。")
@click.option("--baseline", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="基线文件：其中的不一致已核实，不再批注。")
@quiet_option
@feed_columns
def annotate(paths: Sequence[str], output: Path, baseline: Path | None, quiet: bool, **columns: str | None) -> None:
    """把不一致之处批注在原文件上：DOCX 加批注，PDF 加高亮和注释；原文件不变。

    DOC、WPS 等旧格式先转换为 DOCX 再批注；文本、网页和图片不能带批注，写成网页。结果文件名为“原名-批注”。
    """
    from extractor.sources import Columns, inputs

    reasons = _reasons(baseline)
    output.mkdir(parents=True, exist_ok=True)
    used: dict[str, int] = {}
    readable = missing = 0
    with following(paths, quiet) as follow:
        for source, marked in follow.each(_marked(inputs(paths, Columns(**columns)), reasons), "批注"):
            if isinstance(marked, str):
                click.echo(say("{}：{}", source.path, told(marked)), err=True)
                continue
            missing += is_missing(marked.result.report.diagnostics)
            readable += bool(marked.data)
            _say(source.path, marked, _write(output, source.path, marked, used))
    finish(readable, missing)


def _marked(sources: Iterable[Input], reasons: dict[str, str]) -> Iterator[tuple[Input, Marked | str]]:
    """Each source with its annotated file, or why there is none."""
    from extractor import annotation
    from extractor.errors import MissingPackage, UnreadableInput

    for source in sources:
        try:
            yield source, annotation.annotate(source, reasons=reasons)
        except MissingPackage as error:
            raise click.UsageError(str(error)) from None
        except UnreadableInput as error:
            yield source, str(error)


def _reasons(baseline: Path | None) -> dict[str, str]:
    from extractor.auditing.baselines import read_baseline
    from extractor.errors import WrongCall

    try:
        return read_baseline(baseline.read_bytes(), baseline.name) if baseline else {}
    except WrongCall as error:
        raise click.UsageError(str(error)) from None


def _write(folder: Path, path: str, marked: Marked, used: dict[str, int]) -> Path | None:
    """Write the file under the name of its source; two of one name get a number."""
    if not marked.data:
        return None
    name = f"{_stem(path)}-{MARK}"
    key = f"{name}{marked.suffix}".lower()
    used[key] = used.get(key, 0) + 1
    target = folder / f"{name}{marked.suffix if used[key] == 1 else f'-{used[key]}{marked.suffix}'}"
    target.write_bytes(marked.data)
    return target


def _stem(path: str) -> str:
    """The name of a source without its suffix, safe as the name of a file.

    >>> _stem("a.zip!/报告/2024年报.docx"), _stem("feed.jsonl!/12"), _stem("C:\\\\x\\\\年报:定稿.pdf")
    ('2024年报', '12', '年报_定稿')
    """
    stem = PurePosixPath(path.replace("\\", "/")).stem or "report"
    return "".join("_" if char in UNSAFE or not char.isprintable() else char for char in stem)


def _say(path: str, marked: Marked, target: Path | None) -> None:
    """One line a file, and below it what the user must know."""
    if target is None:
        for remark in marked.remarks:
            click.echo(told(remark) if path in remark else say("{}：{}", path, told(remark)), err=True)
        return
    click.echo(say("{} → {}（{} 处）", path, target, marked.findings))
    for remark in marked.remarks:
        click.echo(f"  {told(remark)}")
    if marked.near:
        click.echo(say("  {} 处只能定位到所在的段落或表格，批注在其开头。", marked.near))
    if marked.listed:
        click.echo(say("  {} 处未能定位，集中列在文件开头的批注里。", marked.listed))
