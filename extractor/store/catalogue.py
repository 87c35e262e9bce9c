"""Queries over a store: a view a table, of the documents that count now. DuckDB is asked for here alone.

``catalogue.sql`` holds the same views for other programs, with paths from the store's folder; ``documents.parquet`` says which
documents count: a reader of the bare parts joins them with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import GoujiError, WrongCall
from extractor.store.columns import LISTS, SCHEMA, TABLES, TEXTS
from extractor.store.parts import Parts, replace_file, write_table
from extractor.store.states import State, documents, look

if TYPE_CHECKING:
    import duckdb
    import pyarrow

NAME, DOCUMENTS, CROSS = "catalogue.sql", "documents.parquet", "cross.parquet"
CURRENT = "(select report from documents where status = 'current')"
VIEW = (
    f"create or replace view {{table}} as select * from read_parquet([{{parts}}]) semi join {CURRENT} using (report);"
)
HEAD = f"-- {SCHEMA}: duckdb -init {NAME} (in the folder of the store)\n"


def write_catalogue(parts: Parts, state: State) -> None:
    """Write both files anew."""
    write_table(parts.folder / DOCUMENTS, _documents(state.documents()))
    lines = [f"create or replace view documents as select * from read_parquet('{DOCUMENTS}');"]
    lines += _views(Parts(Path()), state.shards())
    lines += [_cross_view(CROSS)] if (parts.folder / CROSS).exists() else []
    page = HEAD + "".join(f"{line}\n" for line in lines)
    replace_file(parts.folder / NAME, lambda file: file.write(page.encode()))


def _documents(rows: Iterable[tuple[object, ...]]) -> pyarrow.Table:
    import pyarrow as pa

    names = ("report", "path", "shard", "place", "status")
    types = (pa.string(), pa.string(), pa.int32(), pa.int32(), pa.string())
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    schema = pa.schema(list(zip(names, types)), metadata={"gouji.schema": SCHEMA})
    return pa.table([pa.array(column, kind) for column, kind in zip(columns, types)], schema=schema)


def _views(parts: Parts, shards: dict[int, str]) -> list[str]:
    lines = []
    for table in TABLES:
        paths = [parts.path(table, shard, rules).as_posix().replace("'", "''") for shard, rules in shards.items()]
        if paths:
            lines.append(VIEW.format(table=table, parts=", ".join(f"'{path}'" for path in paths)))
    return lines


def _cross_view(path: str) -> str:
    return f"create or replace view cross_findings as select * from read_parquet('{path}');"


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the views of a store, as it stands now; nothing outside the store can be read, and nothing written.

    Raises ``GoujiError`` where there is no store, and where it holds nothing yet.
    """
    import duckdb

    base = look(folder)
    try:
        base.execute("begin")  # documents and shards of one moment
        shards = dict(base.execute("select shard, rules from shards order by shard").fetchall())
        listed = _documents(documents(base))
    finally:
        base.close()
    if not shards:
        raise GoujiError(f"{folder} 里还没有读完的文件；请再次运行 gouji run，让它读完。")
    connection = duckdb.connect()
    connection.execute("set allowed_directories = [?]", [str(folder.resolve())])
    connection.register("listed", listed)
    connection.execute("create table documents as select * from listed")
    connection.unregister("listed")
    cross = folder.resolve() / CROSS
    lines = _views(Parts(folder.resolve()), shards)
    lines += [_cross_view(cross.as_posix().replace("'", "''"))] if cross.exists() else []
    for line in lines:
        connection.execute(line)
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def select(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    """The result of one SELECT (or EXPLAIN), to be fetched; anything else, and what DuckDB refuses, raises ``WrongCall``."""
    import duckdb

    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type not in {
            duckdb.StatementType.SELECT,
            duckdb.StatementType.EXPLAIN,
        }:
            raise WrongCall("只接受一条 SELECT 查询。")
        return connection.execute(statements[0])
    except duckdb.Error as error:
        raise WrongCall(f"查询有误：{error}") from None


def whole_table(table: str) -> str:
    """The query for all of a table in the order of reading; what a report has many times begins with whose it is.

    >>> whole_table("reports")
    'select t.* from reports t join documents d using (report) order by d.shard, d.place'
    """
    if table == "documents":
        return "select * from documents order by shard, place"
    joined = f"from {table} t join documents d using (report)"
    if table in LISTS:
        whose = "r.path, r.agency, r.year as report_year"
        return f"select {whose}, t.* exclude report {joined} join reports r using (report) order by d.shard, d.place, t.position"
    return f"select t.*{' exclude (document, failure)' if table == TEXTS else ''} {joined} order by d.shard, d.place"
