"""``gouji panel``: all figures as plain tables, agency by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.languages import say
from extractor.cli.options import feed_columns, finish, is_missing
from extractor.cli.stores import need, told

if TYPE_CHECKING:
    from extractor.series.entries import Entry
    from extractor.sources import Columns


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--store", type=click.Path(file_okay=False, path_type=Path), help="不读文件，用这个库里已读的报告。")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("panel"), show_default=True, help="结果目录。")
@click.option("--manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="清单（CSV、XLSX）：路径、机关、年度、上级、别名等。")
@click.option("--years", metavar="起-止", help="每个机关都应有报告的年度，如 2021-2025；没有的列为 missing。")
@click.option("--parquet", is_flag=True, help="各表另写一份 Parquet。")
@feed_columns
def panel(
    paths: Sequence[str], store: Path | None, output: Path, manifest: Path | None, years: str | None, parquet: bool,
    **columns: str | None,
) -> None:  # fmt: skip
    """把表格和正文的数字写成面板：长表、宽表（机关×年度）、数据字典，以及没有列入的文件。"""
    from extractor.exports.as_panel import write_panel
    from extractor.series.manifests import read_manifest
    from extractor.sources import Columns

    if bool(paths) == bool(store):
        raise click.UsageError(say("请给出要读的路径，或用 --store 给出库，二者取一。"))
    if store or parquet:
        need("pyarrow")
    seen = _Seen()
    with told():
        known = read_manifest(manifest.read_bytes(), manifest.name) if manifest else None
        entries = _stored(store, seen) if store else _read(paths, Columns(**columns), seen)
        written = write_panel(entries, output, known, _years(years), parquet)
    click.echo(say("{} 个机关，{} 份报告，{} 个数字。", written.agencies, written.reported, written.figures))
    click.echo(say("缺少报告的年度 {} 个，文件不一致的年度 {} 个，未列入的文件 {} 个。", written.missing, written.conflicting, written.unplaced))
    click.echo(say("面板：{}", output))
    finish(seen.readable, seen.missing)


class _Seen:
    """How many documents had text, and how many paths do not exist."""

    readable = missing = 0


def _years(words: str | None) -> range | None:
    if words is None:
        return None
    import regex

    found = regex.fullmatch(r"(20\d{2})\s*[-–~至]\s*(20\d{2})", words.strip())
    if not found or int(found[1]) > int(found[2]):
        raise click.UsageError(say("--years 应写成 2021-2025：{}", words))
    return range(int(found[1]), int(found[2]) + 1)


def _read(paths: Sequence[str], columns: Columns, seen: _Seen) -> Iterator[Entry]:
    from extractor.api import extract_many
    from extractor.series.entries import entry_of

    for report in extract_many(paths, columns):
        seen.readable += bool(report.document.text)
        seen.missing += is_missing(report.diagnostics)
        yield entry_of(report)


def _stored(store: Path, seen: _Seen) -> Iterator[Entry]:
    from extractor.exports.as_records import SCHEMA
    from extractor.series.entries import entry_from_record
    from extractor.store.results import records

    for record in records(store, SCHEMA):
        seen.readable += bool(record["text"])
        yield entry_from_record(record)
