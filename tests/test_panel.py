"""The panel: every figure once, years without a report in sight, doubtful documents apart, and files that programs read."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pages import make_report

from extractor.cli import main
from extractor.exports.as_panel import dictionary_rows, write_panel
from extractor.exports.panel.spills import Spill
from extractor.series.entries import Entry, entry_of
from extractor.series.manifests import Given, Manifest
from lexicons.reports.disclosure.variable_words import cell_variables, indicator_variables

TEXT = """青石县文化局{year}年政府信息公开工作年度报告
§overview 一、总体情况
新收申请⟦{new}件|fact applications.new⟧，予以公开⟦54件|fact applications.granted⟧，其中予以公开⟦45件|fact applications.granted⟧。
§applications 三、收到和处理政府信息公开申请情况
一、本年新收 ⟦80|cell applications.new.natural_person⟧ ⟦/|cell applications.new.business placeholder⟧ ⟦{new}|cell applications.new.total⟧
"""


def make_entry(year: int, agency: str = "青石县文化局", new: str = "86", path: str = "") -> Entry:
    report = make_report(TEXT.format(year=year, new=new), path or f"{agency}-{year}.txt")
    dated = tuple(replace(f, period=str(year)) for f in report.facts)
    return entry_of(replace(report, agency=agency, year=year, facts=dated))


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    data = (folder / f"{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def wide_rows(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["agency"], row["year"]): row for row in rows_of(folder, "wide")}


def test_every_cell_and_figure_has_its_row(tmp_path: Path) -> None:
    entry = make_entry(2024)
    write_panel([entry], tmp_path)
    rows = rows_of(tmp_path, "tidy")
    assert [row["id"] for row in rows] == [
        "applications.new.natural_person", "applications.new.business", "applications.new.total",
        "applications.new", "applications.granted", "applications.granted",
    ]  # fmt: skip
    assert [row["state"] for row in rows] == ["read", "placeholder", "read", "stated", "stated", "stated"]
    assert [row["value"] for row in rows] == ["80", "", "86", "86", "54", "45"]
    for row in rows:
        raw = entry.text[int(row["start"]) : int(row["end"])]
        assert raw.removesuffix("件") == (row["value"] or "/")
        assert (row["agency"], row["agency_kind"], row["agency_level"], row["region"]) == ("青石县文化局", "department", "county", "青石县")
        assert (row["year"], row["path"], row["sha256"]) == ("2024", entry.path, entry.sha256)


def test_the_wide_table_holds_one_value_a_variable_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    write_panel([make_entry(2024)], tmp_path)
    (row,) = rows_of(tmp_path, "wide")
    assert (row["t_app_new_nat"], row["p_app_new"]) == ("80", "86")
    assert "t_app_new_biz" not in row
    assert "p_app_granted" not in row
    assert row["ambiguous"] == "p_app_granted"
    assert row["state"] == "reported"


def test_cells_come_before_indicators(tmp_path: Path) -> None:
    write_panel([make_entry(2024)], tmp_path)
    (row,) = rows_of(tmp_path, "wide")
    figures = [name for name in row if name.startswith(("t_", "p_"))]
    assert figures == ["t_app_new_nat", "t_app_new_tot", "p_app_new"]


def test_hedged_figures_and_those_of_other_years_stay_out_of_the_wide_table(tmp_path: Path) -> None:
    entry = make_entry(2024)
    about = replace(entry.facts[0], quantity=replace(entry.facts[0].quantity, qualifier="about"))
    last = replace(entry.facts[1], period="2023")
    write_panel([replace(entry, facts=(about, last))], tmp_path)
    (row,) = rows_of(tmp_path, "wide")
    assert not [name for name in row if name.startswith("p_")]
    assert [r["qualifier"] for r in rows_of(tmp_path, "tidy") if r["origin"] == "prose"] == ["about", "exact"]


def test_gap_years_are_rows(tmp_path: Path) -> None:
    written = write_panel([make_entry(2021), make_entry(2024)], tmp_path)
    states = {year: row["state"] for (_, year), row in wide_rows(tmp_path).items()}
    assert states == {"2021": "reported", "2022": "missing", "2023": "missing", "2024": "reported"}
    gaps = [row for row in rows_of(tmp_path, "tidy") if row["state"] == "missing"]
    assert [(row["year"], row["origin"], row["value"], row["agency_level"]) for row in gaps] == [
        ("2022", "report", "", "county"), ("2023", "report", "", "county"),
    ]  # fmt: skip
    assert (written.agencies, written.reported, written.missing) == (1, 2, 2)


def test_years_and_a_manifest_say_what_else_is_missing(tmp_path: Path) -> None:
    manifest = Manifest((Given(agency="青石县教育局", year=2023),))
    write_panel([make_entry(2023)], tmp_path, manifest, range(2022, 2025))
    states = {place: row["state"] for place, row in wide_rows(tmp_path).items()}
    assert {year for (agency, year), state in states.items() if state == "missing" and agency == "青石县文化局"} == {"2022", "2024"}
    assert states["青石县教育局", "2023"] == "missing"


def test_one_report_in_two_files_counts_once(tmp_path: Path) -> None:
    entry, again = make_entry(2024, path="a.txt"), replace(make_entry(2024, path="b.pdf"), sha256="1" * 64)
    write_panel([again, entry], tmp_path)
    assert {row["path"] for row in rows_of(tmp_path, "tidy")} == {"a.txt"}
    (stray,) = rows_of(tmp_path, "unplaced")
    assert (stray["path"], stray["why"], stray["same_as"]) == ("b.pdf", "duplicate", "a.txt")


def test_reports_that_differ_stand_for_nothing(tmp_path: Path) -> None:
    other = replace(make_entry(2024, new="99", path="b.txt"), sha256="1" * 64)
    written = write_panel([make_entry(2024, path="a.txt"), other, make_entry(2023)], tmp_path)
    assert wide_rows(tmp_path)["青石县文化局", "2024"]["state"] == "conflicting"
    assert [row["why"] for row in rows_of(tmp_path, "unplaced")] == ["differ", "differ"]
    assert (written.conflicting, written.missing) == (1, 0)


def test_what_cannot_be_placed_is_listed(tmp_path: Path) -> None:
    nameless = replace(make_entry(2024, path="a.txt"), agency=None)
    yearless = replace(make_entry(2024, path="b.txt"), year=None)
    unplaced = make_entry(2024, agency="教育局", path="c.txt")
    none = replace(make_entry(2024, path="d.txt"), sections=(), tables=())
    empty = replace(none, path="e.txt", text="", facts=(), items=())
    write_panel([nameless, yearless, unplaced, none, empty], tmp_path)
    strays = {row["path"]: row["why"] for row in rows_of(tmp_path, "unplaced")}
    assert strays == {"a.txt": "agency", "b.txt": "year", "c.txt": "name", "d.txt": "not_report", "e.txt": "unreadable"}
    assert rows_of(tmp_path, "tidy") == []


def test_a_manifest_names_the_agency_and_the_year(tmp_path: Path) -> None:
    entry = replace(make_entry(2024, path="a.txt"), agency=None, year=None)
    write_panel([entry], tmp_path, Manifest((Given("a.txt", "青石县林业局", 2022),)))
    assert list(wide_rows(tmp_path)) == [("青石县林业局", "2022")]
    assert rows_of(tmp_path, "unplaced") == []


def test_names_of_one_agency_make_one_series(tmp_path: Path) -> None:
    entries = [make_entry(2023, "云岫市青禾区人民政府"), make_entry(2024, "青禾区政府")]
    write_panel(entries, tmp_path)
    assert list(wide_rows(tmp_path)) == [("云岫市青禾区人民政府", "2023"), ("云岫市青禾区人民政府", "2024")]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    entry = make_entry(2024, path="=1+1.txt")
    fact = replace(entry.facts[0], label="@SUM(A1)", scope="-x")
    write_panel([replace(entry, facts=(fact,))], tmp_path)
    for name in ("tidy", "wide", "dictionary", "unplaced"):
        for row in rows_of(tmp_path, name):
            assert not [cell for cell in row.values() if cell.startswith(("=", "@", "+", "-"))]
    assert rows_of(tmp_path, "tidy")[0]["path"] == "'=1+1.txt"


def test_the_order_of_the_documents_does_not_matter(tmp_path: Path) -> None:
    entries = [make_entry(y, a) for y in (2022, 2024) for a in ("青石县文化局", "青石县教育局")] + [make_entry(2024, path="z.txt")]
    write_panel(entries, tmp_path / "a")
    write_panel(entries[::-1], tmp_path / "b")
    for name in ("tidy", "wide", "dictionary", "unplaced"):
        assert (tmp_path / "a" / f"{name}.csv").read_bytes() == (tmp_path / "b" / f"{name}.csv").read_bytes()


def test_the_dictionary_tells_of_every_variable(tmp_path: Path) -> None:
    write_panel([make_entry(2024)], tmp_path)
    told = {(row["table"], row["variable"]): row for row in rows_of(tmp_path, "dictionary")}
    for name in ("tidy", "wide", "unplaced"):
        head = (tmp_path / f"{name}.csv").read_text("utf-8-sig").partition("\n")[0].strip().split(",")
        assert [told[name, variable] for variable in head]
    assert told["wide", "t_app_new_tot"]["reports"] == "1"
    assert told["wide", "p_app_new"]["source"]
    assert all(row["definition"] for row in told.values())
    assert len(told) == len(list(dictionary_rows()))


def test_variables_are_names_that_every_program_takes() -> None:
    names = [*cell_variables().values(), *indicator_variables().values()]
    assert len(names) == len(set(map(str.lower, names)))
    assert all(name.isidentifier() and name.isascii() and len(name) <= 32 for name in names)


def test_parquet_has_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_panel([make_entry(2022), make_entry(2024)], tmp_path, parquet=True)
    wide = parquet.read_table(tmp_path / "wide.parquet").to_pylist()
    assert [(row["year"], row["t_app_new_tot"]) for row in wide] == [(2022, 86.0), (2023, None), (2024, 86.0)]
    tidy = parquet.read_table(tmp_path / "tidy.parquet").to_pylist()
    assert [row["value"] for row in tidy[:3]] == ["80", None, "86"]


def test_a_program_reads_numbers_from_the_wide_table(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    write_panel([make_entry(2022), make_entry(2024)], tmp_path)
    columns = duckdb.sql(f"select year, t_app_new_tot from '{tmp_path / 'wide.csv'}'")
    assert columns.types == ["BIGINT", "BIGINT"]
    assert columns.fetchall() == [(2022, 86), (2023, None), (2024, 86)]


def test_rows_laid_by_come_back(tmp_path: Path) -> None:
    with Spill(tmp_path) as spill:
        places = [spill.put([("甲", str(n))] * n) for n in range(3)]
        assert [spill.take(place) for place in reversed(places)] == [[("甲", "2")] * 2, [("甲", "1")], []]
    assert list(tmp_path.iterdir()) == []


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["panel", *map(str, arguments)])
    return result.exit_code, result.output


def test_the_command_reads_files(tmp_path: Path) -> None:
    samples = Path(__file__).resolve().parents[1] / "corpora" / "samples"
    code, said = run(samples, "-o", tmp_path)
    assert code == 0, said
    assert f"{len(list(samples.iterdir()))} 份报告" in said
    assert {path.name for path in tmp_path.iterdir()} == {f"{n}.csv" for n in ("tidy", "wide", "dictionary", "unplaced")}
    assert not rows_of(tmp_path, "unplaced")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), "二者取一"), (("a", "--store", "b"), "二者取一"), (("a", "--years", "24"), "2021-2025"), (("nowhere.txt",), "路径不存在")],
)
def test_the_command_says_what_is_wrong(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    code, output = run(*arguments, "-o", tmp_path / "o")
    assert code == 2
    assert said in output



def test_a_store_gives_the_same_panel_as_its_files(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    samples = Path(__file__).resolve().parents[1] / "corpora" / "samples"
    stored = CliRunner().invoke(main, ["run", str(samples), "--store", str(tmp_path / "store"), "--workers", "1", "--quiet"])
    assert stored.exit_code == 0, stored.output
    assert run("--store", tmp_path / "store", "-o", tmp_path / "a")[0] == 0
    assert run(samples, "-o", tmp_path / "b")[0] == 0
    for name in ("tidy", "wide", "dictionary", "unplaced"):
        assert (tmp_path / "a" / f"{name}.csv").read_bytes() == (tmp_path / "b" / f"{name}.csv").read_bytes()
