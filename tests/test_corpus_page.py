"""The page of many reports: everything counted, nothing let in, the same bytes for the same reports, and where it comes from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner

import extractor
from extractor.auditing.across import audit_world
from extractor.cli import main
from extractor.exports.as_corpus_page import LISTED, page_parts, render
from extractor.exports.as_records import to_record
from extractor.exports.corpus.packing import KINDS, LEVELS, NAMELESS, pack
from extractor.exports.corpus.summaries import (
    Coverage,
    Crossing,
    Summary,
    crossing_of,
    summary_from_record,
    summary_of,
)
from extractor.exports.html.parts import source_hash
from extractor.exports.names import labels
from extractor.exports.verdicts import ALL_GRADES
from extractor.series.entries import entry_of
from extractor.series.worlds import world_of
from lexicons.reports.disclosure.agency_words import Kind, Level

SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&<!--"
BASE = Summary(
    "2024/教育局.txt", "pages/教育局.txt.html", "青石县教育局", "department", "county", 2024, "read", Coverage(40, 30, 27, 2, 1, 10),
    (("table.row_total", "error", 2), ("text.table", "undecided", 1)), (("platform", 1), ("timeliness", 2)),
)  # fmt: skip
OTHER = replace(BASE, path="2023/教育局.txt", page="", year=2023, findings=(("text.table", "warning", 1),), problems=())
NAMELESS_ONE = Summary("扫描.pdf", "", None, "unknown", "unknown", None, "failed", Coverage())
CROSSING = Crossing("years.carried_over", "error", "结转不衔接：12 ≠ 15。", (BASE.path, OTHER.path))
ALL = (BASE, OTHER, NAMELESS_ONE)


def data_of(page: str) -> dict[str, object]:
    (script,) = lxml.html.document_fromstring(page).xpath("//script[@id='data']")
    loaded: dict[str, object] = json.loads(script.text)
    return loaded


def test_columns_hold_every_report() -> None:
    packed = pack(ALL, (CROSSING,), labels())
    reports = packed["reports"]
    assert reports["path"] == ["2023/教育局.txt", "2024/教育局.txt", "扫描.pdf"]
    assert [packed["agencies"][place] for place in reports["agency"]] == ["青石县教育局", "青石县教育局", NAMELESS]
    assert reports["year"] == [2023, 2024, 0]
    assert [packed["statuses"][place] for place in reports["status"]] == ["", "", "没有读出文字"]
    assert (reports["quantities"], reports["bound"], reports["unbound"]) == ([40, 40, 0], [30, 30, 0], [10, 10, 0])
    codes = [code for code, _, _ in packed["checks"]]
    found = reports["findings"]
    spelt = [
        [(codes[what // 4], ALL_GRADES[what % 4], many) for what, many in zip(found["what"][a:b], found["many"][a:b], strict=True)]
        for a, b in zip(found["from"], found["from"][1:], strict=False)
    ]
    assert spelt == [list(OTHER.findings), list(BASE.findings), []]
    topics = [packed["topics"][place] for place in reports["problems"]["what"]]
    assert topics == [labels().topic("platform"), labels().topic("timeliness")]
    assert packed["cross"] == [[codes.index("years.carried_over"), 0, CROSSING.message, [1, 0]]]


def test_every_level_and_kind_has_a_name() -> None:
    assert set(Level.__args__) == set(LEVELS)
    assert set(Kind.__args__) == set(KINDS)


def test_names_of_one_agency_stand_together() -> None:
    listed = [replace(BASE, path=str(n), agency=name) for n, name in enumerate(["云岫市青禾区人民政府", "青禾区政府", "青禾区教育局"])]
    packed = pack(listed, (), labels())
    assert [packed["agencies"][place] for place in packed["reports"]["agency"]] == ["云岫市青禾区人民政府"] * 2 + ["青禾区教育局"]


def test_the_order_of_the_reports_does_not_matter() -> None:
    assert render(ALL, (CROSSING,), labels()) == render(ALL[::-1], (CROSSING,), labels())


def test_reports_of_one_path_are_all_there() -> None:
    twin = replace(BASE, page="pages/教育局.txt-2.html")
    assert data_of(render((BASE, twin), (), labels()))["reports"]["page"] == ["pages/教育局.txt-2.html", "pages/教育局.txt.html"]  # type: ignore[index]


def test_without_a_script_the_page_still_tells() -> None:
    page = lxml.html.document_fromstring(render(ALL, (), labels()))
    rows = [[cell.text_content().strip() for cell in row] for row in page.xpath("//noscript//tbody/tr")]
    assert rows == [
        [f"{labels().check('table.row_total')} table.row_total", "2", "0", "0", "0", "1"],
        [f"{labels().check('text.table')} text.table", "0", "1", "0", "1", "2"],
    ]
    assert page.xpath("//noscript//li/a/@href") == ["./pages/教育局.txt.html"]
    assert "3 份报告 · 1 个机关 · 2023—2024 年度" in page.xpath("string(//header)")


def test_the_list_without_a_script_is_not_endless() -> None:
    many = [replace(BASE, path=f"{n}.txt") for n in range(LISTED + 5)]
    page = lxml.html.document_fromstring(render(many, (), labels()))
    assert len(page.xpath("//noscript//li")) == LISTED


def test_nothing_of_the_reports_becomes_markup() -> None:
    hostile = replace(BASE, path=HOSTILE, agency=HOSTILE, page="")
    text = render((hostile,), (Crossing(HOSTILE, "error", HOSTILE, (HOSTILE, HOSTILE)),), labels(), HOSTILE)
    page = lxml.html.document_fromstring(text)
    assert len(page.xpath("//script")) == 2
    assert not page.xpath("//img | //@onerror")
    assert page.findtext("body/header//h1") == HOSTILE
    data = data_of(text)
    assert data["reports"]["path"] == [HOSTILE]  # type: ignore[index]
    assert data["cross"][0][2] == HOSTILE  # type: ignore[index]
    assert "alert(1)</script>" not in text.replace("&lt;", "")


def test_a_page_is_only_ever_a_place_beside_this_one() -> None:
    page = lxml.html.document_fromstring(render((replace(BASE, page="javascript:alert(1)"),), (), labels()))
    assert page.xpath("//noscript//li/a/@href") == ["./javascript:alert(1)"]


def test_the_page_reaches_nothing() -> None:
    text = render(ALL, (CROSSING,), labels())
    page = lxml.html.document_fromstring(text)
    assert not page.xpath("//link | //@src | //@srcset | //@style | //form/@action | //iframe | //object | //base")
    assert not [href for href in page.xpath("//@href") if not href.startswith(("#", "./"))]
    style, script = page_parts()
    assert "url(" not in style
    assert "@import" not in style
    assert not [word for word in ("fetch(", "XMLHttpRequest", "import(", "innerHTML", "eval(", "document.write") if word in script]
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert source_hash(style) in policy
    assert source_hash(script) in policy
    assert page.xpath("string(//style)") == style
    assert page.xpath("string(//script[not(@type)])") == script
    assert len(style) + len(script) < 200_000


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_a_record_gives_the_same_summary_as_its_report(path: Path) -> None:
    found = extractor.audit(path)
    summary = summary_of(found.report, found.audit, "p.html")
    assert summary == summary_from_record(to_record(found.report, found.audit), "p.html")
    assert summary == summary_from_record(to_record(found.report, found.audit, held=True), "p.html")
    assert sum(many for _, _, many in summary.findings) == len(found.audit.findings)
    assert summary.problems


def test_a_file_that_is_no_report_is_told_apart() -> None:
    found = extractor.api.audit_text("今天天气好。")
    assert summary_of(found.report, found.audit).status == "not_report"
    assert summary_of(replace(found.report, document=replace(found.report.document, text="")), found.audit).status == "failed"


def test_findings_between_reports_are_shown() -> None:
    report = extractor.extract(SAMPLES / "yanchuan-2023.txt")
    later = replace(entry_of(report), path="b.txt", sha256="1" * 64, year=(report.year or 0) + 1)
    findings = audit_world(world_of([entry_of(report), later]))
    assert findings
    shown = [crossing_of(finding) for finding in findings]
    assert {c.grade for c in shown} <= set(ALL_GRADES)
    assert all(set(c.between) <= {report.document.source.path, "b.txt"} for c in shown)


def test_an_audit_of_several_files_writes_the_page(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["audit", str(SAMPLES), "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "index.html" in result.output
    text = (tmp_path / "index.html").read_text("utf-8")
    pages = data_of(text)["reports"]["page"]  # type: ignore[index]
    assert sorted(pages) == sorted(f"pages/{path.name}" for path in (tmp_path / "pages").iterdir())
    lines = [json.loads(line) for line in (tmp_path / "reports.jsonl").read_text("utf-8").splitlines()]
    assert sum(data_of(text)["reports"]["findings"]["many"]) == sum(len(line["findings"]) for line in lines)  # type: ignore[index]


def test_a_store_gives_the_same_counts_as_an_audit(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("duckdb")
    runner, store, page = CliRunner(), tmp_path / "store", tmp_path / "new" / "总览.html"
    stored = runner.invoke(main, ["run", str(SAMPLES), "--store", str(store), "--workers", "1", "--cross", "--quiet"])
    assert stored.exit_code == 0, stored.output
    result = runner.invoke(main, ["report", "--store", str(store), "-o", str(page), "--title", "样例"])
    assert result.exit_code == 0, result.output
    assert runner.invoke(main, ["audit", str(SAMPLES), "-o", str(tmp_path / "out"), "--quiet"]).exit_code == 0
    ours = data_of(page.read_text("utf-8"))
    theirs = data_of((tmp_path / "out" / "index.html").read_text("utf-8"))
    ours["reports"]["page"] = theirs["reports"]["page"] = []  # type: ignore[index]
    assert ours == theirs
    assert "<title>样例" in page.read_text("utf-8")


def test_without_a_store_the_command_says_so(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    result = CliRunner().invoke(main, ["report", "--store", str(tmp_path / "none"), "-o", str(tmp_path / "x.html")])
    assert result.exit_code == 2
    assert "没有库" in result.output
