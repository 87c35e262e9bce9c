"""The workbook as an independent reader (openpyxl) sees it: findings lead to their cells, nothing is a formula."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from pages import make_audit, make_finding, make_report

from corpora import load_limits, load_reports
from corpora.formats import write
from corpora.records import plant
from extractor import api
from extractor.auditing.crossing import CrossFinding, CrossSuggestion
from extractor.auditing.findings import Audit, Suggestion
from extractor.exports.as_workbook import FEW, Row, WorkbookFile, write_workbook
from extractor.exports.workbook.values import LONGEST
from extractor.model import Cell, Report
from extractor.sources import Input

pytest.importorskip("xlsxwriter", reason="the workbook needs XlsxWriter")
openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is the independent reader")

CHOSEN = ("lanting-2024", "qingtao-water-2019", "yanchuan-2023", "liuwu-2022")
REPORTS = {r.id: r for r in load_reports("tuned")}
LISTS = ("不一致", "正文数字", "问题措施", "面板", "报告")
NAMES = ["说明", "不一致", "主动公开", "申请办理", "复议诉讼", "正文数字", "问题措施", "面板", "报告"]


@cache
def planted() -> tuple[Row, ...]:
    rows = []
    for name in CHOSEN:
        report = REPORTS[name]
        for variant in [p for p in report.planted if (name, p.id) not in load_limits()][:2]:
            data = write(plant(report, variant), "pipes")
            result = api.audited(api.extract_input(Input(f"{name}-{variant.id}.txt", data)))
            rows.append((result.report, result.audit, f"pages/{name}-{variant.id}.html"))
    return tuple(rows)


def made(rows: Any, **limits: int) -> tuple[bytes, Any]:
    target = io.BytesIO()
    write_workbook(target, rows, **limits)
    return target.getvalue(), openpyxl.load_workbook(io.BytesIO(target.getvalue()))


@cache
def few() -> Any:
    return made(planted())[1]


@cache
def many() -> Any:
    """Laid out as lists: the same reports over and over."""
    return made(planted() * (FEW // len(planted()) + 1))[1]


def table(sheet: Any) -> list[dict[str, Any]]:
    head = [c.value for c in sheet[1]]
    return [dict(zip(head, [c.value for c in row], strict=True)) for row in sheet.iter_rows(min_row=2)]


def target_of(book: Any, cell: Any) -> Any:
    """The cell that an internal link leads to."""
    sheet, _, address = cell.hyperlink.location.rpartition("!")
    return book[sheet.strip("'").replace("''", "'")][address]


@pytest.mark.parametrize("book", [few, many])
def test_the_sheets_are_there_in_order_and_set_up(book: Any) -> None:
    book = book()
    assert book.sheetnames == NAMES
    for name in LISTS:
        sheet = book[name]
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert all(isinstance(c.value, str) and c.value for c in sheet[1])


@pytest.mark.parametrize("book", [few, many])
def test_nothing_is_a_formula(book: Any) -> None:
    for sheet in book():
        for row in sheet.iter_rows():
            assert [c.coordinate for c in row if c.data_type == "f"] == []


def test_every_finding_has_its_row_and_its_values() -> None:
    rows = table(few()["不一致"])
    found = [(r, f) for r, a, _ in planted() for f in a.findings]
    assert len(rows) == len(found) > len(planted()) / 2
    for row in rows:
        report, finding = next((r, f) for r, f in found if f.message == row["说明"] and r.document.source.path == row["文件"])
        assert row["检查代码"] == finding.check
        assert row["年度"] == report.year
        for name, value in (("核算", finding.expected), ("载明", finding.actual)):
            assert (row[name] is None) == (value is None)
            if isinstance(row[name], int | float):
                assert Decimal(str(row[name])) == Decimal(value or "")
        assert all(s.cause in row["建议与原因"] and s.value in row["建议与原因"] for s in finding.suggestions)


@pytest.mark.parametrize("book", [few, many])
def test_findings_lead_to_the_cells_they_rest_on(book: Any) -> None:
    book = book()
    sheet = book["不一致"]
    head = {c.value: c.column for c in sheet[1]}
    by_file = {r.document.source.path: (r, a) for r, a, _ in planted()}
    led = 0
    for number in range(2, sheet.max_row + 1):
        link = sheet.cell(number, head["看表格"])
        report, audit = by_file[sheet.cell(number, head["文件"]).value]
        finding = next(f for f in audit.findings if f.message == sheet.cell(number, head["说明"]).value)
        assert bool(link.hyperlink) == bool(finding.cells)
        page = sheet.cell(number, head["看网页"]).hyperlink
        assert page.target.startswith("pages/")  # as a web address: LibreOffice and WPS follow no other
        assert "\\" not in page.target
        if link.hyperlink:
            led += 1
            cell = target_of(book, link)
            wanted = [c for c in report.cells if c.id in finding.cells]
            assert cell.value in [None if c.value is None else pytest.approx(float(c.value)) for c in wanted]
            assert cell.comment is not None
            assert finding.message in cell.comment.text
            assert cell.comment.author == "gouji 勾稽"
    assert led


@pytest.mark.parametrize("book", [few, many])
def test_only_cells_that_findings_rest_on_carry_comments(book: Any) -> None:
    commented = sum(c.comment is not None for name in NAMES[2:5] for row in book()[name].iter_rows() for c in row)
    times = 1 if book is few else FEW // len(planted()) + 1
    wanted = sum(
        len({i for f in a.findings for i in f.cells} | {c.id for c in r.cells if c.state in {"inferred", "unreadable"}})
        for r, a, _ in planted()
    )
    assert commented == wanted * times


def test_the_tables_hold_what_was_read_as_the_form_prints_it() -> None:
    """In the block of a report the figures stand in the form's order, line by line."""
    report, _, _ = planted()[0]
    sheet = few()["申请办理"]
    lines = []
    for row in sheet.iter_rows(min_row=3, max_row=40):
        values = [c.value for c in row][2:9]
        if row[0].value and str(row[0].value).endswith("年版表式）"):
            break
        if all(isinstance(v, int | float) for v in values):
            lines.append(values)
    cells = [c for c in report.cells if c.id.startswith("applications.")]
    wanted: dict[str, list[float]] = {}
    for cell in cells:
        wanted.setdefault(cell.id.rpartition(".")[0], []).append(float(cell.value or 0))
    assert sorted(map(list, lines)) == sorted(wanted.values())
    assert lines[0] == wanted["applications.new"]
    assert lines[-1] == wanted["applications.carried_out"]


def test_figures_items_and_panel_lose_nothing() -> None:
    reports = [r for r, _, _ in planted()]
    book = few()
    facts = table(book["正文数字"])
    assert [(f["编号"], f["原文"]) for f in facts] == [(f.id, f.quantity.raw) for r in reports for f in r.facts]
    assert all("【" in str(f["上下文"]) for f in facts)
    panel = table(book["面板"])
    assert len(panel) == sum(len(r.cells) + sum(f.indicator is not None for f in r.facts) for r in reports)
    known = {(r.document.source.path, c.id): c for r in reports for c in r.cells}
    for row in panel:
        if row["来源"] == "表格":
            cell = known[row["文件"], row["指标代码"]]
            assert (row["数值"] is None) == (cell.value is None)
            assert cell.value is None or Decimal(str(row["数值"])) == cell.value
    texts = {"".join(str(row[k] or "").split()) for row in table(book["问题措施"]) for k in ("问题", "措施")}
    assert texts >= {"".join(i.span.of(r.document.text).split()) for r in reports for i in r.items}


def test_the_guide_counts_what_the_sheets_hold() -> None:
    rows = [(row[0].value, row[1].value) for row in few()["说明"].iter_rows()]
    guide = dict(reversed(rows))
    assert guide["报告（份）"] == len(planted())
    assert guide["正文数字"] == sum(a.coverage.quantities for _, a, _ in planted())
    assert guide["不一致：错误"] == sum(row["级别"] == "错误" for row in table(few()["不一致"]))
    assert set(NAMES) - {"说明"} <= set(guide)


HOSTILE = ("=1+1", "=HYPERLINK(\"http://evil.example\",\"x\")", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "http://evil.example/")


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("times", [1, FEW + 1])
def test_text_of_reports_is_never_a_formula_nor_a_link(words: str, times: int) -> None:
    report, audit = hostile_report(words)
    data, book = made([(report, audit, "")] * times)
    seen = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert any(str(c.value).strip() == words.strip() for c in seen)
    assert all(c.data_type != "f" for c in seen)
    for c in seen:
        if str(c.value).startswith(("=", "+", "-", "@", "\t", "\n")):
            assert c.data_type == "s"
            assert c.quotePrefix
    links = [c.hyperlink for c in seen if c.hyperlink]
    assert all(link.target is None for link in links)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))


def hostile_report(words: str) -> tuple[Report, Audit]:
    report = make_report("§overview 一、总体情况\n新收⟦86件|fact applications.new⟧。\n⟦86|cell applications.new.total⟧\n")
    report = replace(report, agency=words, facts=tuple(replace(f, label=words, scope=words) for f in report.facts))
    report = replace(report, document=replace(report.document, source=replace(report.document.source, path=words)))
    finding = make_finding(report, "text.table", ("86件", "applications.new.total"), words, expected=words, actual="86")
    return report, make_audit(report, finding)


def test_what_xml_cannot_hold_is_left_out_and_what_is_too_long_is_cut() -> None:
    words = "甲\x00\x0b\ufffe\x1b" + "长" * 40000
    report, audit = hostile_report(words)
    _, book = made([(report, audit, "")])
    row = table(book["不一致"])[0]
    assert row["说明"].startswith("甲长")
    assert row["说明"].endswith("…")
    assert len(row["说明"]) == LONGEST


def test_underscores_that_look_like_escapes_stay() -> None:
    report, audit = hostile_report("a_x0041_b")
    for times in (1, FEW + 1):
        _, book = made([(report, audit, "")] * times)
        assert table(book["不一致"])[0]["机关"] in {"a_x0041_b", "a_x005F_x0041_b"}


def test_full_sheets_go_on_and_links_run_out_without_loss() -> None:
    rows = [planted()[0]] * (FEW + 1)
    _, book = made(rows, max_rows=400, max_links=5)
    panels = [name for name in book.sheetnames if name.startswith("面板")]
    assert len(panels) > 1
    assert all(book[name].max_row <= 400 for name in book.sheetnames)
    assert all(book[name]["A1"].value == "机关" for name in panels)
    assert sum(book[name].max_row - 1 for name in panels) == panel_size(rows)
    linked = [c for row in book["不一致"].iter_rows() for c in row if c.hyperlink]
    assert len(linked) <= 5
    assert [r["网页"] for r in table(book["报告"])] == ["打开"] * len(rows)


def panel_size(rows: list[Row]) -> int:
    return sum(len(r.cells) + sum(f.indicator is not None for f in r.facts) for r, _, _ in rows)


def test_states_are_told_apart_and_are_never_0() -> None:
    report, audit = hostile_report("甲局")
    cell = report.cells[0]
    states: list[Cell] = [
        cell,
        Cell("applications.new.business", "blank", None, "", cell.span),
        Cell("applications.new.research", "placeholder", None, "/", cell.span),
        Cell("applications.new.social", "unreadable", None, "6?", cell.span, 0.0),
        Cell("applications.new.legal_service", "inferred", Decimal(5), "56", cell.span, 0.9),
    ]
    _, book = made([(replace(report, cells=tuple(states)), audit, "")])
    row = next(r for r in book["申请办理"].iter_rows() if r[0].value == "本年新收政府信息公开申请数量")
    values = [c.value for c in row[2:9]]
    assert values == [None, None, "/", "未读出", 5, None, 86]
    fills = [c.fill.fgColor.rgb if c.fill.fill_type else None for c in row[2:9]]
    assert fills[0] == fills[5] != fills[1]
    assert len({fills[1], fills[3], fills[4], fills[6]}) == 4
    assert "6?" in row[5].comment.text
    assert "推得" in row[6].comment.text


def test_numbers_that_excel_would_round_are_text() -> None:
    report, audit = hostile_report("甲局")
    cells = (replace(report.cells[0], value=Decimal("12345678901234567")), )
    _, book = made([(replace(report, cells=cells), audit, "")])
    assert "12345678901234567" in [row["数值"] for row in table(book["面板"])]


def test_the_same_reports_give_the_same_bytes() -> None:
    for rows in (planted(), planted() * 4):
        assert made(rows)[0] == made(rows)[0]


def test_reports_that_could_not_be_read_are_listed() -> None:
    empty = api.audited(api.extract_input(Input("坏.docx", b"PK\x03\x04 cut")))
    _, book = made([(empty.report, empty.audit, "")])
    (row,) = table(book["报告"])
    assert row["文件"] == "坏.docx"
    assert row["读取说明"]


def test_the_old_statistics_have_a_sheet_of_their_own() -> None:
    report, audit = hostile_report("甲局")
    cells = tuple(replace(report.cells[0], id=id) for id in ("statistics.published", "statistics.issued_normative"))
    _, book = made([(replace(report, form="2014", cells=cells), audit, "")])
    values = [c.value for row in book["统计表"].iter_rows() for c in row]
    assert values.count(86) == 2
    assert "主动公开政府信息数" in values


def test_findings_between_reports_have_a_sheet() -> None:
    finding = CrossFinding(
        "years.carried_over", "broken", "warning", "上年结转与今年不符", ("甲/2023.txt", "甲/2024.txt"),
        ("applications.carried_in.total",), expected="3", actual="5",
        suggestions=(CrossSuggestion("甲/2024.txt", Suggestion("3", True, "抄错", cell="applications.carried_in.total")),),
    )  # fmt: skip
    target = io.BytesIO()
    with WorkbookFile(target) as file:
        for row in planted():
            file.add(*row)
        file.add_cross([finding])
    book = openpyxl.load_workbook(target)
    (row,) = table(book["报告之间"])
    assert (row["级别"], row["说明"], row["核算"], row["载明"]) == ("警告", finding.message, 3, 5)
    assert "抄错" in row["建议与原因"]
    assert row["所涉报告"] == "甲/2023.txt\n甲/2024.txt"
