"""Runs: nothing is read twice, nothing is lost, and a run that was killed ends with the bytes of one that was not."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

import pyarrow as pa
from store_corpora import short_text, texts

import extractor
from corpora import load_reports
from corpora.rendering import render
from extractor.batch import keys
from extractor.batch.limits import Limits, resident
from extractor.batch.runs import Plan, Tally, run
from extractor.batch.totals import about
from extractor.batch.work import read_batches
from extractor.cli import main
from extractor.errors import GoujiError
from extractor.exports.as_records import SCHEMA
from extractor.store.catalogue import connect, select
from extractor.store.columns import TABLES
from extractor.store.parts import Parts
from extractor.store.results import records

ROOT = Path(__file__).resolve().parents[1]
RULES, NEWER = "0" * 32, "f" * 32
POSIX = os.name == "posix"


def write(folder: Path, pairs: Iterable[tuple[str, str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pairs:
        (folder / name).write_text(text, "utf-8")
    return folder


def plan(**changes: Any) -> Plan:
    return Plan(**({"rules": RULES, "shard_size": 10, "workers": 1} | changes))


def tree(store: Path) -> dict[str, bytes]:
    """All files of a store but the state, whose pages depend on how it was written."""
    paths = (path for path in store.rglob("*") if path.is_file() and path.suffix != ".sqlite")
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in paths}


def ask(store: Path, sql: str) -> list[tuple[Any, ...]]:
    return select(connect(store), sql).fetchall()


def refuse(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """A work function that must not be called."""
    for _ in batches:
        os._exit(9)
    yield from ()


def test_the_store_holds_what_extract_says(tmp_path: Path) -> None:
    source = write(tmp_path / "in", texts(14))
    (source / "broken.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<")
    tally = run([str(source)], tmp_path / "store", plan())
    assert (tally.read, tally.failed, tally.shards) == (15, 1, 2)
    direct = [extractor.to_record(extractor.audit(path)) for path in sorted(source.iterdir())]
    assert list(records(tmp_path / "store", SCHEMA)) == direct


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    source = write(tmp_path / "in", texts(45))
    for workers in (1, 2):
        assert run([str(source)], tmp_path / str(workers), plan(workers=workers)).read == 45
    one, two = (tree(tmp_path / name) for name in ("1", "2"))
    assert len(one) == 5 * len(TABLES) + 2
    assert one == two


def test_a_second_run_reads_nothing_and_changes_nothing(tmp_path: Path) -> None:
    source, store = write(tmp_path / "in", texts(12)), tmp_path / "store"
    run([str(source)], store, plan())
    before = tree(store)
    again = run([str(source)], store, plan(work=refuse))
    assert (again.read, again.renewed, again.unchanged, again.dropped) == (0, 0, 12, 0)
    assert tree(store) == before


def test_more_files_make_new_shards_and_leave_the_old(tmp_path: Path) -> None:
    source, store = write(tmp_path / "in", texts(12)), tmp_path / "store"
    run([str(source)], store, plan())
    before = tree(store)
    write(source, [("00003x.txt", short_text(777))])
    tally = run([str(source)], store, plan())
    assert (tally.read, tally.unchanged, tally.shards) == (1, 12, 1)
    after = tree(store)
    assert {name for name in after if "part-" in name} - set(before) == {name for name in after if "part-000002" in name}
    assert all(after[name] == data for name, data in before.items() if "part-" in name)
    assert ask(store, "select count(*) from reports") == [(13,)]


def test_changed_and_removed_files_count_no_more_and_may_come_back_unread(tmp_path: Path) -> None:
    source, store = write(tmp_path / "in", texts(8)), tmp_path / "store"
    run([str(source)], store, plan())
    old = (source / "00005.txt").read_text("utf-8")
    (source / "00005.txt").write_text(short_text(500), "utf-8")
    (source / "00006.txt").unlink()
    tally = run([str(source)], store, plan())
    assert (tally.read, tally.unchanged, tally.dropped) == (1, 6, 1)
    statuses = "select right(path, 9), status from documents where status <> 'current' order by path"
    assert ask(store, statuses) == [("00005.txt", "superseded"), ("00006.txt", "dropped")]
    assert ask(store, "select count(*), count(distinct path) from reports") == [(7, 7)]
    write(source, [("00005.txt", old), ("00006.txt", short_text(6))])
    back = run([str(source)], store, plan(work=refuse))
    assert (back.read, back.unchanged) == (0, 8)
    assert ask(store, "select count(*) from documents where status = 'superseded'") == [(1,)]
    assert ask(store, "select count(*) from reports") == [(8,)]


def test_another_source_leaves_those_of_the_first(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a", texts(3)), write(tmp_path / "b", [("x.txt", short_text(99))])
    store = tmp_path / "store"
    run([str(first)], store, plan())
    assert run([str(second)], store, plan()).dropped == 0
    assert ask(store, "select count(*) from reports") == [(4,)]
    missing = run([str(tmp_path / "none")], store, plan())
    assert len(missing.missing) == 1


def year_text(year: int, new: int, carried_out: int, carried_in: int) -> str:
    """A report of which a year's cases left over are known, and those taken over from the year before."""
    report = next(r for r in load_reports("tuned") if r.form == "2021" and not r.blank_zeros)
    cells = dict(report.cells)
    columns = [cell.rpartition(".")[2] for cell in cells if cell.startswith("applications.new.")]
    for row, value in (("new", new), ("carried_in", carried_in), ("carried_out", carried_out)):
        cells |= {f"applications.{row}.{column}": str(value) if column in {"natural_person", "total"} else "0" for column in columns}
    return render(replace(report, cells=tuple(cells.items())), "pipes").replace(str(report.year), str(year))


def test_reports_are_held_against_each_other_on_demand(tmp_path: Path) -> None:
    pairs = [("a.txt", year_text(2022, 9, 5, 0)), ("b.txt", year_text(2023, 9, 0, 4))]
    source, store = write(tmp_path / "in", pairs), tmp_path / "store"
    tally = run([str(source)], store, plan(cross=True))
    direct = extractor.audit_many([str(source)])
    expected = [finding.check for finding in direct.cross if finding.verdict != "held"]
    assert "years.carried_over" in expected
    assert tally.crossed == len(expected)
    assert [code for (code,) in ask(store, "select code from cross_findings")] == expected
    before = tree(store)
    run([str(source)], store, plan(cross=True, work=refuse))
    assert tree(store) == before


def test_a_store_inside_its_own_source_is_not_read(tmp_path: Path) -> None:
    source = write(tmp_path / "in", texts(3))
    for _ in range(2):
        run([str(source)], source / "store", plan())
    assert ask(source / "store", "select count(*) from documents") == [(3,)]


def test_new_rules_read_the_stored_documents_without_the_files(tmp_path: Path) -> None:
    source, store = tmp_path / "in", tmp_path / "store"
    write(source, texts(12))
    (source / "page.html").write_text("<html><body><h1>2023年政府信息公开工作年度报告</h1>" + table_page() + "</body></html>", "utf-8")
    (source / "broken.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<")
    run([str(source)], store, plan())
    before, said = tree(store), list(records(store, SCHEMA))
    grids = [record for record in said if record["source"]["format"] == "html"]
    assert grids[0]["cells"]
    for path in source.iterdir():
        if path.name != "00005.txt":
            path.unlink()
    tally = run([str(source)], store, plan(rules=NEWER, workers=2))
    assert (tally.renewed, tally.read, tally.unchanged, tally.dropped) == (14, 0, 1, 13)
    after = tree(store)
    renamed = {name.replace("00000000", "ffffffff"): data for name, data in before.items() if "part-" in name}
    assert {name: data for name, data in after.items() if "part-" in name} == renamed
    assert ask(store, "select count(*) from reports") == [(1,)]


def table_page() -> str:
    """The tables of a whole report as a page has them: only the geometry says which figure stands in which column."""
    report = next(r for r in load_reports("tuned") if r.form == "2021")
    markdown = render(report, "markdown").splitlines()
    lines = []
    for line in markdown:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            lines.append(f"<p>{line.lstrip('# ')}</p>")
        elif set(line) - set("|- "):
            lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    page = "\n".join(lines)
    return page.replace("</p>\n<tr>", "</p>\n<table><tr>").replace("</tr>\n<p>", "</tr></table>\n<p>")


def test_new_rules_that_are_interrupted_go_on_where_they_stood(tmp_path: Path) -> None:
    source, store, other = write(tmp_path / "in", texts(30)), tmp_path / "store", tmp_path / "other"
    for folder in (store, other):
        run([str(source)], folder, plan())

    def stop_after(tally: Tally) -> None:
        if tally.renewed == 15:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([str(source)], store, plan(rules=NEWER), stop_after)
    assert run([str(source)], store, plan(rules=NEWER)).renewed == 20
    assert run([str(source)], other, plan(rules=NEWER)).renewed == 30
    assert tree(store) == tree(other)


def test_halves_and_strays_are_swept(tmp_path: Path) -> None:
    source, store = write(tmp_path / "in", texts(3)), tmp_path / "store"
    run([str(source)], store, plan())
    before = tree(store)
    (store / "cells" / "part-000001-00000000.parquet").write_bytes(b"PAR1")
    (store / "facts" / ".writing-part-000001-00000000.parquet").write_bytes(b"")
    run([str(source)], store, plan())
    assert tree(store) == before


def test_parts_without_a_state_are_not_touched(tmp_path: Path) -> None:
    source, store = write(tmp_path / "in", texts(3)), tmp_path / "store"
    run([str(source)], store, plan())
    (store / "state.sqlite").unlink()
    before = tree(store)
    with pytest.raises(GoujiError, match="状态文件"):
        run([str(source)], store, plan())
    assert tree(store) == before


DRIVER = """
import sys
from pathlib import Path
from extractor.batch.runs import Plan, run
run([sys.argv[1]], Path(sys.argv[2]), Plan(workers=2, shard_size=20, rules="0" * 32))
"""


def shards(store: Path) -> int:
    return len(list(store.glob("texts/part-*.parquet")))


@pytest.mark.slow
@pytest.mark.skipif(not POSIX, reason="processes are killed")
def test_a_run_killed_three_times_ends_with_the_same_bytes(tmp_path: Path) -> None:
    source, store = write(tmp_path / "in", texts(240)), tmp_path / "killed"
    chance = random.Random(8)
    command = [sys.executable, "-c", DRIVER, str(source), str(store)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for wanted in (2, 5, 9):
        running = subprocess.Popen(command, env=environment)
        while shards(store) < wanted and running.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.random() / 4)
        assert running.poll() is None, "it was done before it could be killed"
        running.send_signal(signal.SIGKILL)
        running.wait()
    tally = run([str(source)], store, plan(shard_size=20))
    assert 0 < tally.read <= 240 - 20 * 8
    run([str(source)], tmp_path / "undisturbed", plan(shard_size=20))
    assert tree(store) == tree(tmp_path / "undisturbed")
    assert ask(store, "select count(*), count(distinct report) from texts") == [(240, 240)]


def hostile(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The program's function, that some documents stop by their names."""
    for batch in batches:
        name = Path(batch["path"][0].as_py()).stem
        if batch["failure"][0].as_py() is None:
            if "hang" in name:
                while True:
                    pass
            if "crash" in name:
                os.abort()
            if "leave" in name:
                os._exit(3)
            if "eat" in name:
                held = []
                while True:
                    held.append(b"x" * 4_000_000)
        yield from read_batches([batch])


HOSTILE = {"00003hang": "input.timeout", "00007crash": "input.crashed", "00010leave": "input.crashed", "00012eat": "input.memory"}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell how much memory a process holds")
def test_a_document_that_stops_its_worker_costs_itself_alone(tmp_path: Path) -> None:
    source = write(tmp_path / "in", [*texts(25), *((f"{name}.txt", "x") for name in HOSTILE)])
    tally = run([str(source)], tmp_path / "store", plan(workers=2, work=hostile, limits=Limits(15, 600)))
    assert (tally.read, tally.failed) == (29, 4)
    found = {record["source"]["path"]: record for record in records(tmp_path / "store", SCHEMA)}
    assert len(found) == 29
    for name, code in HOSTILE.items():
        record = found.pop(str(source / f"{name}.txt"))
        assert [note["code"] for note in record["diagnostics"]] == [code]
        assert str(source / f"{name}.txt") in record["diagnostics"][0]["message"]
        assert len(record["source"]["sha256"]) == 64
    assert all(record["text"] for record in found.values())
    again = run([str(source)], tmp_path / "store", plan(work=refuse))
    assert (again.read, again.unchanged) == (0, 29)


def packed_bomb() -> bytes:
    """A DOCX whose text unpacks to 400 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>')
            for _ in range(100):
                part.write(b"<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 120_000)
    return stream.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell how much memory a process holds")
def test_files_made_to_burst_are_told_and_the_others_read(tmp_path: Path) -> None:
    source = write(tmp_path / "in", texts(12))
    (source / "bomb.docx").write_bytes(packed_bomb())
    (source / "deep.html").write_bytes(b"<html><body>" + b"<div><table><tr><td>" * 60_000 + b"1")
    (source / "cut.pdf").write_bytes(b"%PDF-1.7\n" + b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Kids[2 0 R 2 0 R]" * 500)
    (source / "endless.txt").write_text("其中公开政府信息123条、" * 400_000, "utf-8")
    tally = run([str(source)], tmp_path / "store", plan(workers=2, limits=Limits(15, 500)))
    assert tally.read == 16
    found = {Path(record["source"]["path"]).name: record for record in records(tmp_path / "store", SCHEMA)}
    assert len(found) == 16
    for name in ("bomb.docx", "deep.html", "cut.pdf", "endless.txt"):
        assert found[name]["diagnostics"], name
        assert not found[name]["cells"], name
    assert all(found[name]["facts"] for name, _ in texts(12))


def failing(_: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """A function that no worker survives, not even to say why."""
    os._exit(7)
    yield


def test_a_pool_that_cannot_work_says_so(tmp_path: Path) -> None:
    source = write(tmp_path / "in", texts(2))
    with pytest.raises(GoujiError, match="反复退出"):
        run([str(source)], tmp_path / "store", plan(work=failing))


def test_keys_tell_documents_and_rules_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = keys.report_key("a.txt", b"1")
    others = [keys.report_key("a.txt", b"2"), keys.report_key("a.txt", b"1", ".html"), keys.report_key("a.txt", b"1", "", (("title", "b"),))]
    assert len({plain, *others}) == 4
    found = {keys.rules_digest()}
    for name, changed in (("digest", lambda: "0" * 64), ("version", lambda _: "9.9.9")):
        monkeypatch.setattr(keys, name, changed)
        found.add(keys.rules_digest())
    assert len(found) == 3


def test_sources_are_counted_without_being_read(tmp_path: Path) -> None:
    source = write(tmp_path / "in", texts(3))
    with zipfile.ZipFile(source / "more.zip", "w") as archive:
        for name, text in texts(4):
            archive.writestr(name, text)
    (source / "feed.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n', "utf-8")
    assert about([str(source)]) == 3 + 4 + 2
    assert about(["-"]) is None
    assert run([str(source)], tmp_path / "store", plan()).read == 9


def test_a_worker_tells_its_memory() -> None:
    if Path("/proc/self/statm").exists():
        assert resident(os.getpid()) > 10
    assert resident(2**22 + 1) == 0


def test_the_command_runs_resumes_and_ends_as_others_do(tmp_path: Path) -> None:
    source, store = write(tmp_path / "in", texts(6)), tmp_path / "store"
    arguments = ["run", str(source), "--store", str(store), "--workers", "1", "--quiet"]
    first = CliRunner().invoke(main, arguments)
    assert first.exit_code == 0, first.output
    assert "新读 6 份" in first.stdout
    assert "未变 6 份" in CliRunner().invoke(main, arguments).stdout
    missing = CliRunner().invoke(main, ["run", str(tmp_path / "none"), "--store", str(store), "--quiet"])
    assert missing.exit_code == 2
    assert Parts(store).present()
