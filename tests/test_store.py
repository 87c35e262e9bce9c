"""The store: records survive it, its bytes depend on its rows alone, queries see what counts and write nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

import pyarrow as pa
from store_corpora import texts

import extractor
from corpora import load_reports
from corpora.__main__ import documents
from corpora.records import plant
from corpora.rendering import SUFFIXES, render
from extractor.batch.work import read_batches, read_row
from extractor.cli import main
from extractor.errors import GoujiError, WrongCall
from extractor.exports import schema
from extractor.exports.as_records import SCHEMA
from extractor.store.catalogue import connect, select, whole_table, write_catalogue
from extractor.store.columns import LISTS, REPORT, TABLES
from extractor.store.parts import Parts, write_table
from extractor.store.results import records
from extractor.store.rows import to_record
from extractor.store.schemas import row_schema, table_schemas
from extractor.store.states import Member, State
from extractor.store.tables import rows_of, tables_of

RULES = "ab" * 16
RECORDS = {
    "reports": schema.ReportRecord, "cells": schema.Cell, "facts": schema.Fact, "items": schema.Item,
    "findings": schema.Finding, "diagnostics": schema.Note,
}  # fmt: skip
#: Fields of a record that are tables, or columns under other names.
ELSEWHERE = {"schema", "source", "text", "coverage", *LISTS}


def renderings() -> Iterator[tuple[str, str]]:
    """Names and texts of some reports of the corpora, with and without planted errors."""
    for report in load_reports("tuned")[:3]:
        for flattening, variant in list(documents(report))[::3]:
            name = f"{report.id}-{variant.id if variant else 'clean'}{SUFFIXES[flattening]}"
            yield name, render(plant(report, variant) if variant else report, flattening)


def batch(pairs: list[tuple[str, str]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([{"path": name, "content": text.encode()} for name, text in pairs])


def fill(folder: Path, pairs: list[tuple[str, str]]) -> State:
    """A store of one shard with these texts; the state is open."""
    state = State(folder, 500)
    (rows,) = [pa.Table.from_batches(list(read_batches([batch(pairs)]))).combine_chunks().to_batches()[0]]
    Parts(folder).write(tables_of([rows]), 0, RULES)
    state.commit(0, RULES, [Member(key, path, "all") for key, path in zip(rows["report"].to_pylist(), rows["path"].to_pylist())])
    return state


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    state = fill(folder, list(texts(12)))
    write_catalogue(Parts(folder), state)
    state.close()
    return folder


def test_records_come_back_from_the_tables_as_they_went_in() -> None:
    pairs = list(renderings())
    rows = list(read_batches([batch(pairs)]))
    back = [to_record(row, SCHEMA) for row in rows_of(tables_of(rows))]
    direct = [extractor.to_record(extractor.audit_text(text, name)) for name, text in pairs]
    assert len(back) == len(pairs) > 5
    assert any(record["findings"] for record in back)
    assert any(finding["suggestions"] for record in back for finding in record["findings"])
    assert any(item.get("substance") for record in back for item in record["items"])
    assert [json.dumps(r, ensure_ascii=False) for r in back] == [json.dumps(r, ensure_ascii=False) for r in direct]


def test_every_field_of_a_record_has_its_column() -> None:
    for name, columns in {"reports": REPORT, **LISTS}.items():
        kind = RECORDS[name]
        fields = {field for field in kind.__struct_fields__ if name != "reports" or field not in ELSEWHERE}
        assert {column.key for column in columns if not column.derived} == fields, name


def test_a_stored_document_is_read_as_the_file_was() -> None:
    for name, text in list(renderings())[:3]:
        fresh = read_row({"path": name, "content": text.encode()})
        stored = {field: fresh[field] for field in ("path", "report", "text", "document", "failure")}
        assert read_row(stored) == fresh


def test_a_failure_is_kept_with_its_reason_and_its_digest() -> None:
    fresh = read_row({"path": "a.bin", "content": bytes(range(256)) * 40})
    assert (fresh["status"], len(fresh["sha256"])) == ("failed", 64)
    assert [note["code"] for note in fresh["diagnostics"]] == ["input.binary"]
    assert read_row({field: fresh[field] for field in ("path", "report", "text", "document", "failure")}) == fresh


def test_a_document_needs_nothing_but_path_and_content() -> None:
    (text,) = [text for _, text in texts(1)]
    assert read_row({"path": "a.txt", "content": text.encode()}) == read_row(
        {"path": "a.txt", "content": text.encode(), "suffix": ".txt", "metadata": [], "failure": None, "document": None}
    )


def test_every_table_has_its_schema_and_every_row_its_report() -> None:
    tables = tables_of(list(read_batches([batch(list(texts(6)))])))
    assert set(tables) == set(TABLES)
    keys = set(tables["reports"]["report"].to_pylist())
    assert len(keys) == 6
    for name, table in tables.items():
        assert table.schema.equals(table_schemas()[name], check_metadata=True)
        assert set(table["report"].to_pylist()) <= keys
    for name in LISTS:
        rows = tables[name].to_pylist()
        places: dict[str, list[int]] = {}
        for row in rows:
            places.setdefault(row["report"], []).append(row["position"])
        assert rows
        assert all(found == list(range(len(found))) for found in places.values())


def test_values_are_exact_strings_beside_their_doubles() -> None:
    (row,) = pa.Table.from_batches(list(read_batches([batch(list(texts(1)))]))).to_pylist()
    read = [cell for cell in row["cells"] if cell["value"] is not None]
    assert read
    assert all(isinstance(cell["value"], str) and float(cell["value"]) == cell["amount"] for cell in read)


def test_parts_have_the_same_bytes_however_their_rows_were_batched(tmp_path: Path) -> None:
    pairs = list(texts(9))
    whole = tables_of(list(read_batches([batch(pairs)])))
    single = tables_of([row for pair in pairs for row in read_batches([batch([pair])])])
    for name in TABLES:
        write_table(tmp_path / "whole", whole[name])
        write_table(tmp_path / "single", single[name])
        assert (tmp_path / "whole").read_bytes() == (tmp_path / "single").read_bytes()


def test_a_store_can_hold_no_report_of_a_kind(tmp_path: Path) -> None:
    tables = tables_of([pa.RecordBatch.from_pylist([], row_schema())])
    Parts(tmp_path).write(tables, 0, RULES)
    assert [Parts(tmp_path).read(name, 0, RULES).num_rows for name in TABLES] == [0] * len(TABLES)


def test_one_program_writes_at_a_time_and_others_may_look(tmp_path: Path) -> None:
    state = fill(tmp_path, list(texts(2)))
    with pytest.raises(GoujiError, match="另一个程序"):
        State(tmp_path, 500)
    assert select(connect(tmp_path), "select count(*) from reports").fetchall() == [(2,)]
    state.close()
    State(tmp_path, 500).close()


def test_a_store_of_another_version_is_left_alone(tmp_path: Path) -> None:
    state = State(tmp_path, 500)
    state._base.execute("update settings set value = 'gouji.store/0' where name = 'schema'")
    state.close()
    with pytest.raises(GoujiError, match=r"gouji\.store/0"):
        State(tmp_path, 500)


def test_what_is_superseded_or_dropped_counts_no_more(tmp_path: Path) -> None:
    state = fill(tmp_path, list(texts(3)))
    key = next(state.documents())[0]
    state.run += 1
    state.see([Member(key, "00000.txt", "all")])
    assert state.drop(["elsewhere"], []) == 0
    assert state.drop(["all"], ["00001.txt"]) == 1  # 00001.txt could not be opened, so it is not gone
    state.close()
    found = select(connect(tmp_path), "select path, status from documents order by path").fetchall()
    assert found == [("00000.txt", "current"), ("00001.txt", "current"), ("00002.txt", "dropped")]
    assert select(connect(tmp_path), "select count(distinct report) from facts").fetchall() == [(2,)]
    assert [r["source"]["path"] for r in records(tmp_path, SCHEMA)] == ["00000.txt", "00001.txt"]


@pytest.mark.parametrize(
    "sql",
    ["drop view cells", "copy findings to 'out.csv'", "select 1; select 2", "", "attach 'x.db'", "select * from read_csv('pyproject.toml')",
     "set enable_external_access = true", "selekt", "install httpfs"],
)  # fmt: skip
def test_a_query_can_only_read_the_store(store: Path, sql: str) -> None:
    with pytest.raises(WrongCall):
        select(connect(store), sql)


def test_the_catalogue_serves_other_programs(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.chdir(store)
    connection = duckdb.connect()
    connection.execute(Path("catalogue.sql").read_text("utf-8"))
    for table in TABLES:
        ours = select(connect(store), whole_table(table)).fetchall()
        assert len(ours) == connection.execute(f"select count(*) from {table}").fetchall()[0][0]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def read_csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def test_query_prints_a_table_csv_and_json(store: Path) -> None:
    sql = "select path, year, agency from reports order by path limit 2"
    assert "00000.txt" in run("query", sql, "--store", str(store)).stdout
    rows = list(csv.reader(io.StringIO(run("query", sql, "--store", str(store), "--csv").stdout.removeprefix("\ufeff"))))
    objects = [json.loads(line) for line in run("query", sql, "--store", str(store), "--json").stdout.splitlines()]
    assert rows[0] == ["path", "year", "agency"]
    assert [[str(value) for value in row.values()] for row in objects] == rows[1:]
    assert len(objects) == 2


def test_a_wrong_query_and_a_missing_store_are_said_in_a_sentence(store: Path, tmp_path: Path) -> None:
    for arguments in (["select nothing from reports", "--store", str(store)], ["select 1", "--store", str(tmp_path / "none")]):
        result = run("query", *arguments)
        assert result.exit_code == 2
        assert isinstance(result.exception, SystemExit)
        assert result.stderr


def test_exported_records_are_those_of_extract(store: Path, tmp_path: Path) -> None:
    result = run("export", "--store", str(store), "--to", str(tmp_path / "r.jsonl"), "--table", "records")
    assert result.exit_code == 0, result.output
    lines = (tmp_path / "r.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [extractor.to_record(extractor.audit_text(text, name)) for name, text in texts(12)]


def test_every_table_is_exported_whole(store: Path, tmp_path: Path) -> None:
    for table in (*TABLES, "documents"):
        count = select(connect(store), f"select count(*) from {table}").fetchall()[0][0]
        result = run("export", "--store", str(store), "--to", str(tmp_path / f"{table}.csv"), "--table", table)
        assert result.exit_code == 0, result.output
        rows = read_csv(tmp_path / f"{table}.csv")
        assert len(rows) - 1 == count
        assert all(len(row) == len(rows[0]) for row in rows)


FORMULAS = "select '=1+1' as a, '-5' as b, '@x' as c, '+cmd' as d, -5 as e, ['=1'] as f"


def test_formulas_are_made_harmless_in_csv(store: Path, tmp_path: Path) -> None:
    assert run("export", "--store", str(store), "--to", str(tmp_path / "a.csv"), "--sql", FORMULAS).exit_code == 0
    (_, row) = read_csv(tmp_path / "a.csv")
    assert row == ["'=1+1", "-5", "'@x", "'+cmd", "-5", '["=1"]']


def test_formulas_are_text_in_a_workbook(store: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    assert run("export", "--store", str(store), "--to", str(tmp_path / "a.xlsx"), "--sql", FORMULAS).exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = next(iter(book.active.iter_rows(min_row=2)))
    assert [cell.value for cell in cells] == ["=1+1", "-5", "@x", "+cmd", -5, '["=1"]']
    assert {cell.data_type for cell in cells} == {"s", "n"}
    book.close()


def test_an_unknown_format_is_refused(store: Path, tmp_path: Path) -> None:
    result = run("export", "--store", str(store), "--to", str(tmp_path / "a.dta"))
    assert result.exit_code == 2
    assert not (tmp_path / "a.dta").exists()
