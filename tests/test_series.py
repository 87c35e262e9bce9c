"""Years and regions: who is whom, which reports are one, and what does not hold between them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter

import msgspec
import pytest
from click.testing import CliRunner

import extractor
from corpora.worlds import Case, Expected, cases, texts
from extractor.auditing.across import audit_world, cross_checks
from extractor.auditing.crossing import CrossFinding
from extractor.cli import main
from extractor.errors import WrongCall
from extractor.exports.as_cross import to_cross_record, world_record
from extractor.exports.as_records import to_line
from extractor.exports.catalogue import FAMILIES
from extractor.exports.schema import check_cross, cross_schema
from extractor.model import Cell
from extractor.series.bodies import find_bodies
from extractor.series.entries import Entry, entry_from_record, entry_of
from extractor.series.figures import Figures
from extractor.series.manifests import Given, Manifest, read_manifest
from extractor.series.names import parse_name
from extractor.series.worlds import World, world_of
from extractor.spans import Span

SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples"


@cache
def entry(name: str, text: str) -> Entry:
    """The entry of a report's text, named "body year"."""
    return entry_of(extractor.audit_text(text, f"{name}.txt").report)


def world(case: Case | None = None, manifest: Manifest | None = None) -> World:
    return world_of([entry(name, text) for name, text in texts(case).items()], manifest)


def names(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(p.removesuffix(".txt") for p in paths)


def is_expected(found: CrossFinding, wanted: Expected) -> bool:
    return (
        (found.check, found.verdict) == (wanted.check, wanted.verdict)
        and set(wanted.between) <= set(names(found.between))
        and names(found.between)[0] == wanted.between[0]
        and all(words in found.message for words in wanted.words)
        and wanted.severity in {"", found.severity}
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_world_says_what_is_planted_and_nothing_else(case: Case) -> None:
    findings = [f for f in audit_world(world(case)) if f.verdict != "held" and f.check in CODES]
    told = [f"{f.check} {f.verdict} {f.severity} {names(f.between)} {f.message}" for f in findings]
    assert len(findings) == len(case.expect), told
    for wanted in case.expect:
        found = [f for f in findings if is_expected(f, wanted)]
        assert found, (wanted, told)
        if wanted.culprit:
            blamed = [s.path.removesuffix(".txt") for f in found for s in f.suggestions if s.change.unique]
            assert blamed == [wanted.culprit], [s for f in found for s in f.suggestions]


def test_the_clean_region_is_held_and_counted() -> None:
    held = [f.check for f in audit_world(world()) if f.verdict == "held"]
    assert held.count("years.carried_over") == held.count("years.normative_valid") == 14
    assert held.count("group.total") == 3
    assert held.count("years.change_claim") >= 20


#: Checks between reports by numbers; each has cases that must fire and cases that must not.
CODES = {
    "group.total", "years.carried_over", "years.change_claim", "years.jump", "years.normative_valid", "years.previous_items",
    "years.regulations_valid", "years.same_figures",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(CODES - {"years.previous_items"}))
def test_every_check_has_a_case_that_fires(code: str) -> None:
    assert any(e.check == code and e.verdict == "broken" for c in cases() for e in c.expect)


@pytest.mark.parametrize("code", sorted(cross_checks()))
def test_the_catalogue_entry_is_complete(code: str) -> None:
    check = cross_checks()[code]
    assert all((check.title, check.meaning, check.template, check.advice, check.basis))
    told = {verdict for _, verdict in check.examples}
    assert "held" in told
    assert told & {"broken", "undecided"}
    assert all(name for _, name, _, _ in Formatter().parse(check.template) if name is not None)
    assert code.split(".")[0] in FAMILIES


def test_spans_of_findings_lie_in_their_documents() -> None:
    for case in cases():
        here = world(case)
        documents = {e.path: e for e in here.entries}
        for finding in audit_world(here):
            assert len(finding.between) == len(finding.spans) == len(finding.facts)
            for path, spans, facts in zip(finding.between, finding.spans, finding.facts, strict=True):
                assert all(0 <= s.start < s.end <= len(documents[path].text) for s in spans)
                assert set(facts) <= {f.id for f in documents[path].facts}


@pytest.mark.parametrize("path", sorted(p for p in SAMPLES.iterdir() if p.suffix in {".txt", ".md"}), ids=lambda p: p.name)
def test_an_entry_from_a_record_is_that_of_the_report(path: Path) -> None:
    audited = extractor.audit(path)
    record = msgspec.json.decode(to_line(extractor.to_record(audited)))
    assert entry_from_record(record) == entry_of(audited.report)


def test_a_cell_is_given_back_as_it_was_put_in() -> None:
    cells = [Cell("a.b.c", "read", Decimal("12.50"), "12.50", Span(0, 5)), Cell("a.b.d", "inferred", Decimal(3), "3", Span(2, 2), 0.5)]
    kept = Figures("12.50", cells)
    assert [kept["a.b.c"], kept["a.b.d"]] == cells
    assert (kept.state_of("a.b.x"), kept.value_of("a.b.x"), len(kept)) == (None, None, 2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("云岫市青禾区人民政府", "青禾区政府", True),
        ("江宁省云岫市青禾区人民政府", "青禾区人民政府", True),
        ("青禾区", "青禾区人民政府", True),
        ("青禾区人民政府", "青禾区人民政府办公室", False),
        ("青禾区政府办", "青禾区人民政府办公室", True),
        ("青禾区科技局", "云岫市青禾区科学技术局", True),
        ("青禾区发改委", "青禾区发展和改革委员会", True),
        ("青禾区教育局办公室", "青禾区教育局", True),
        ("青禾区教育局（体育局）", "青禾区教育局", True),
        ("青 禾 区　教育局", "青禾区教育局", True),
        ("青禾区柳林街道", "青禾区人民政府柳林街道办事处", True),
        ("青禾县河口镇", "青禾县河口镇人民政府", True),
        ("云岭综合实验区", "云岭综合实验区管委会", True),
        ("青禾县市场监管局", "青禾县市场监督管理局", True),
        ("青禾区教育局", "青禾县教育局", False),
        ("青禾区财政局", "青禾区民政局", False),
    ],
)
def test_names_are_one_body_or_two(one: str, other: str, same: bool) -> None:
    found = find_bodies([one, other])
    assert found.doubts == {}
    a, b = found.of(one), found.of(other)
    assert a is not None
    assert b is not None
    assert (a.key == b.key) is same


def test_a_name_without_its_region_is_told_and_not_guessed() -> None:
    found = find_bodies(["区教育局", "教育局", "青禾区教育局"])
    assert sorted(found.doubts) == ["区教育局", "教育局"]
    assert find_bodies(["云岫市青禾区政府", "临江市青禾区政府", "青禾区政府"]).of("青禾区政府") is None


def test_a_manifest_says_what_names_do_not() -> None:
    given = Manifest((Given(agency="青禾区教育局", aliases=("区教育局", "青禾区教育体育局")),))
    found = find_bodies(["区教育局", "青禾区教育体育局", "青禾区教育局"], given)
    assert {body.key for body in found.by_name.values()} == {"青禾区教育局"}


def renamed(path: str, agency: str | None, year: int | None, source: str = "砚溪县教育局 2024", sha256: str = "") -> Entry:
    base = entry(source, texts()[source])
    return replace(base, path=path, agency=agency, year=year, sha256=sha256 or path)


def test_what_cannot_be_placed_is_listed_with_its_reason() -> None:
    here = world_of([renamed("a.txt", None, 2024), renamed("b.txt", "青禾区教育局", None), renamed("c.txt", "县教育局", 2024)])
    assert [(u.why, u.paths) for u in here.unplaced] == [("agency", ("a.txt",)), ("year", ("b.txt",)), ("name", ("c.txt",))]
    assert here.entries == ()


def test_one_report_in_two_files_counts_once() -> None:
    here = world_of([renamed("a.txt", "青禾区教育局", 2024), renamed("a.html", "青禾区教育局", 2024)])
    assert [u.why for u in here.unplaced] == ["duplicate"]
    assert len(here.entries) == 1
    assert audit_world(here) == ()


def test_two_reports_of_one_year_that_differ_are_compared_with_nothing() -> None:
    other = renamed("b.txt", "青禾区教育局", 2024, "砚溪县水利局 2024")
    before = renamed("c.txt", "青禾区教育局", 2023, "砚溪县教育局 2023")
    here = world_of([renamed("a.txt", "青禾区教育局", 2024), other, before])
    assert [(u.why, u.paths) for u in here.unplaced] == [("differ", ("a.txt", "b.txt"))]
    assert audit_world(here) == ()


def test_a_figure_of_the_prose_that_differs_is_another_report() -> None:
    text = texts()["砚溪县教育局 2024"]
    corrected = entry("砚溪县教育局 2024b", text.replace("公开信息607条", "公开信息670条"))
    here = world_of([entry("砚溪县教育局 2024", text), corrected])
    assert [u.why for u in here.unplaced] == ["differ"]


def test_years_are_not_compared_across_a_merger() -> None:
    given = Manifest((Given(agency="砚溪县教育局", year=2024, merged=("砚溪县体育局",)),))
    found = [f.between for f in audit_world(world(manifest=given)) if f.check == "years.carried_over" and "砚溪县教育局 2023.txt" in f.between]
    assert found == [("砚溪县教育局 2023.txt", "砚溪县教育局 2022.txt")]


def test_a_manifest_gives_a_region_its_bodies() -> None:
    lines = [Given(agency=a, parent="砚溪县人民政府") for a in ("砚溪县教育局", "砚溪县水利局", "砚溪县档案馆")]
    here = world(manifest=Manifest(tuple(lines)))
    assert [(g.basis, len(g.children), g.missing) for g in here.groups] == [("manifest", 2, ("砚溪县档案馆",))] * 3


def test_what_was_hard_to_read_is_no_error() -> None:
    cells = {"applications.carried_out.total": 4}
    doubted = [Cell("applications.carried_in.total", "inferred", Decimal(3), "3", Span(0, 1))]
    later = replace(with_cells(2020, {}), cells=Figures("3", doubted))
    found = audit_world(world_of([with_cells(2019, cells), later]), frozenset({"years.carried_over"}))
    assert [(f.verdict, f.severity, "存疑" in f.message) for f in found] == [("broken", "warning", True)]


def with_cells(year: int, cells: dict[str, int]) -> Entry:
    listed = [Cell(c, "read", Decimal(v), str(v), Span(0, 1)) for c, v in cells.items()]
    return replace(renamed(f"{year}.txt", "青禾区教育局", year), form="2019", cells=Figures("0", listed))


@pytest.mark.parametrize(("now", "verdicts"), [(125, ["held"]), (120, ["broken"]), (None, [])])
def test_items_of_the_trial_form_roll_on(now: int | None, verdicts: list[str]) -> None:
    items, change = "disclosure.licensing.previous_items", "disclosure.licensing.change"
    later = with_cells(2020, {} if now is None else {items: now})
    found = audit_world(world_of([with_cells(2019, {items: 120, change: 5}), later]), frozenset({"years.previous_items"}))
    assert [f.verdict for f in found] == verdicts


def test_another_form_is_not_comparable_and_said_so() -> None:
    before = with_cells(2020, {"disclosure.normative.total_public": 166})
    found = audit_world(world_of([before, renamed("2021.txt", "青禾区教育局", 2021)]), frozenset({"years.normative_valid"}))
    assert [(f.verdict, "不可比" in f.message) for f in found] == [("undecided", True)]


def test_a_manifest_is_read_from_csv_and_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    rows = [["文件", "机关", "年度", "上级", "发布日期", "曾用名"], ["a.txt", "青禾区教育局", 2024, "青禾区人民政府", "2025-01-20", "青禾区教体局"]]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    text = "\n".join(",".join(map(str, row)) for row in rows)
    assert read_manifest((tmp_path / "list.xlsx").read_bytes()) == read_manifest(text.encode("utf-8-sig")) == read_manifest(text.encode("gb18030"))


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", "path,year\na.txt,十年\n".encode(), b"PK\x03\x04nothing"])
def test_a_manifest_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(WrongCall):
        read_manifest(data)


def write(folder: Path, *wanted: str, case: Case | None = None) -> Path:
    for name, text in texts(case).items():
        if name in wanted:
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_the_command_writes_what_is_between_reports(tmp_path: Path) -> None:
    case = next(c for c in cases() if c.name == "applications carried over: another total")
    source = tmp_path / "in"
    source.mkdir()
    write(source, "砚溪县教育局 2023", "砚溪县教育局 2024", case=case)
    result = CliRunner().invoke(main, ["audit", str(source), "-o", str(tmp_path / "out"), "--fail-on", "error"])
    assert result.exit_code == 1
    assert "不衔接" in "".join(result.output.split())
    lines = (tmp_path / "out" / "cross.jsonl").read_bytes().splitlines()
    records = [msgspec.json.decode(line) for line in lines]
    assert [r["check"] for r in records if r["severity"] == "error"] == ["years.carried_over"]
    ignored = ["audit", str(source), "-o", str(tmp_path / "out"), "--quiet", "--fail-on", "error", "--ignore", "years.carried_over"]
    assert CliRunner().invoke(main, ignored).exit_code == 0
    assert b"carried_over" not in (tmp_path / "out" / "cross.jsonl").read_bytes()
    held = CliRunner().invoke(main, ["audit", str(source), "-o", str(tmp_path / "out"), "--quiet", "--held", "--select", "years.*"])
    assert held.exit_code == 0
    assert b'"held"' in (tmp_path / "out" / "cross.jsonl").read_bytes()


def test_the_command_takes_a_manifest(tmp_path: Path) -> None:
    write(tmp_path, "砚溪县教育局 2023", "砚溪县教育局 2024")
    manifest = tmp_path / "list.csv"
    manifest.write_text("path,year\n砚溪县教育局 2023.txt,2019\n", encoding="utf-8")
    paths = [str(tmp_path / f"砚溪县教育局 {y}.txt") for y in (2023, 2024)]
    result = CliRunner().invoke(main, ["audit", *paths, "-o", str(tmp_path / "out"), "--quiet", "--held", "--manifest", str(manifest)])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "cross.jsonl").read_bytes() == b""
    assert msgspec.json.decode((tmp_path / "out" / "world.json").read_bytes())["series"][0]["missing_years"] == [2020, 2021, 2022, 2023]


def test_one_report_alone_has_an_empty_file(tmp_path: Path) -> None:
    write(tmp_path, "砚溪县教育局 2024")
    result = CliRunner().invoke(main, ["audit", str(tmp_path / "砚溪县教育局 2024.txt"), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert (tmp_path / "out" / "cross.jsonl").read_bytes() == b""
    assert "报告之间" not in result.output


def test_python_gives_the_same(tmp_path: Path) -> None:
    write(tmp_path, "砚溪县教育局 2023", "砚溪县教育局 2024")
    found = extractor.audit_many([str(tmp_path)])
    assert len(found.reports) == 2
    assert {f.verdict for f in found.cross if f.check in CODES} == {"held"}
    assert world_record(found.world)["unplaced"] == []
    for finding in found.cross:
        assert len(check_cross(to_cross_record(finding)).between) == 2


def test_the_published_schema_of_findings_between_reports_is_the_types() -> None:
    published = Path(__file__).resolve().parents[1] / "docs" / "cross.schema.json"
    assert msgspec.json.decode(published.read_bytes()) == cross_schema()


def test_a_full_name_is_its_own_normal_form() -> None:
    for name in texts():
        full = parse_name(name.split()[0]).full
        assert parse_name(full).full == full
