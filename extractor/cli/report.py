"""``gouji report``: everything in a store as one page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.languages import say
from extractor.cli.stores import need, store_option, told

if TYPE_CHECKING:
    import duckdb

    from extractor.exports.corpus.summaries import Crossing, Summary

AT_ONCE = 10_000
REPORTS = """
select report, r.path, agency, agency_kind, agency_level, year, r.status, quantities, bound, held, broken, undecided, len(unbound)
from reports r join documents using (report) order by shard, place
"""
FINDINGS = "select report, code, verdict, severity, count(*) from findings where verdict <> 'held' group by all order by all"
TOPICS = """
select report, topic, count(*) from (select report, unnest(topics) as topic from items where role in ({roles})) group by all order by all
"""
CROSS = "select code, verdict, severity, message, between from cross_findings where verdict <> 'held'"


@click.command()
@store_option
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("overview.html"), show_default=True, help="写成这个网页。"
)
@click.option("--title", default="核对总览", help="网页的标题。")
def report(store: Path, output: Path, title: str) -> None:
    """把库里的全部报告写成一个总览网页：按机关、年度、层级和检查统计，可搜索、筛选和排序。"""
    need("pyarrow", "duckdb")
    from extractor.exports.as_corpus_page import render
    from extractor.exports.names import labels
    from extractor.store.catalogue import connect

    with told():
        base = connect(store)
        summaries, crossings = list(_summaries(base)), list(_crossings(base))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(render(summaries, crossings, labels(), title), encoding="utf-8", newline="\n")
    click.echo(say("{} 份报告，报告之间 {} 处。总览：{}", len(summaries), len(crossings), output))


def _rows(base: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[Any, ...]]:
    result = base.execute(sql)
    while rows := result.fetchmany(AT_ONCE):
        yield from rows


def _summaries(base: duckdb.DuckDBPyConnection) -> Iterator[Summary]:
    """The reports that count, each with what was found in it."""
    from extractor.exports.corpus.summaries import Coverage, Summary, counted
    from extractor.model import PROBLEMS

    found: dict[str, list[tuple[str, str, str, int]]] = {}
    for key, code, verdict, severity, many in _rows(base, FINDINGS):
        found.setdefault(key, []).append((code, verdict, severity, many))
    problems: dict[str, list[tuple[str, int]]] = {}
    for key, topic, many in _rows(base, TOPICS.format(roles=", ".join(f"'{role}'" for role in sorted(PROBLEMS)))):
        problems.setdefault(key, []).append((topic, many))
    for key, path, agency, kind, level, year, status, *counts in _rows(base, REPORTS):
        yield Summary(
            path, "", agency, kind or "unknown", level or "unknown", year, status, Coverage(*(n or 0 for n in counts)),
            counted(found.get(key, ())), tuple(sorted(problems.get(key, ()))),
        )  # fmt: skip


def _crossings(base: duckdb.DuckDBPyConnection) -> Iterator[Crossing]:
    """What was found between reports; nothing where they were not compared (``gouji run --cross``)."""
    from extractor.exports.corpus.summaries import Crossing
    from extractor.exports.verdicts import grade_of

    if ("cross_findings",) not in base.execute("select view_name from duckdb_views()").fetchall():
        return
    for code, verdict, severity, message, between in _rows(base, CROSS):
        yield Crossing(code, grade_of(verdict, severity), message, tuple(between))
