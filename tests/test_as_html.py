# ruff: noqa: E501 (rows of tables stand on one line here, as they do in reports)
"""The page of a report: nothing lost, nothing doubled, nothing let in, and every link arrives."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import lxml.html
import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import make_audit, make_finding, make_report

from extractor.auditing.findings import Audit, Finding, Suggestion
from extractor.diagnostics import diagnostic
from extractor.exports.as_html import Labels, inline_parts, render
from extractor.model import Block, Document, GridCell, Origin, Report
from extractor.spans import Span

LABELS = Labels(
    checks={"text.table": "正文与表格", "website.year": "与网站年报核对"},
    cells={
        f"applications.{row}.{column}": f"{name} · {head}"
        for row, name in (("new", "一、本年新收"), ("granted", "（一）予以公开"), ("partial", "（二）部分公开"))
        for column, head in (("natural_person", "自然人"), ("business", "商业企业"), ("total", "总计"))
    },
    indicators={"applications.granted": "予以公开"},
)
PROSE = """首页 > 政务公开
青石县文化局2024年政府信息公开工作年度报告
§preamble 根据有关规定，青石县文化局编制本报告，统计期限自2024年1月1日至2024年12月31日。
§overview 一、总体情况
（一）依申请公开情况
新收申请⟦86件|fact applications.new⟧，予以公开⟦54件|fact applications.granted⟧、其他⟦3件|fact⟧，办结率⟦95.8%|fact applications.reply_rate⟧。
"""
TABLES = {
    "markdown": """| 申请 | 自然人 | 商业企业 | 总计 |
|---|---|---|---|
| 一、本年新收 | ⟦80|cell applications.new.natural_person⟧ | ⟦6|cell applications.new.business⟧ | ⟦86|cell applications.new.total⟧ |
| （一）予以公开 | ⟦45|cell applications.granted.natural_person⟧ | ⟦|cell applications.granted.business⟧ | ⟦45|cell applications.granted.total⟧ |
""",
    "ragged": """申请人情况 |||
自然人 | 商业企业 | 总计 ||
一、本年新收 | ⟦80|cell applications.new.natural_person⟧ | ⟦6|cell applications.new.business⟧ | ⟦86|cell applications.new.total⟧ ||
三、办理结果 | （一）予以公开 | ⟦45|cell applications.granted.natural_person⟧ | ⟦0|cell applications.granted.business⟧ | ⟦45|cell applications.granted.total⟧ |
""",
    "one a line": """自然人 |
商业企业 |
一、本年新收 |
⟦80|cell applications.new.natural_person⟧ |
⟦6|cell applications.new.business⟧ |
⟦86|cell applications.new.total⟧ |
（一）予以公开 |
⟦45|cell applications.granted.natural_person⟧ |
⟦0|cell applications.granted.business⟧ |
⟦45|cell applications.granted.total⟧ |
""",
    "no bars": """一、本年新收
⟦80|cell applications.new.natural_person⟧ ⟦6|cell applications.new.business⟧ ⟦86|cell applications.new.total⟧
（一）予以公开
⟦45|cell applications.granted.natural_person⟧ ⟦0|cell applications.granted.business⟧ ⟦45|cell applications.granted.total⟧
""",
}
ITEMS = """§problems 五、存在的主要问题及改进情况
问题：一是⟦更新不够及时|item current_problem⟧；二是⟦答复不够规范|item current_problem⟧。下一步，⟦建立台账，培训⟦2次|fact⟧|item next_measure⟧。
§others 六、其他需要报告的事项
无。"""


def make_source(table: str = "markdown") -> str:
    return f"{PROSE}§applications 三、收到和处理政府信息公开申请情况\n{TABLES[table]}{ITEMS}"


def make_page(report: Report, audit: Audit, labels: Labels = LABELS) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render(report, audit, labels))


def make_pair(table: str = "markdown") -> tuple[Report, Audit]:
    report = make_report(make_source(table), diagnostics=(diagnostic("table.missing", table="第四部分行政复议表"),))
    end = len(report.document.text)
    findings = (
        make_finding(
            report,
            "text.table",
            ("54件", "applications.granted.total"),
            "正文称予以公开 54 件，表格为 45 件",
            expected="45",
            actual="54",
            suggestions=(Suggestion("45", True, "两位数字疑似对调", fact="f2"),),
        ),
        make_finding(report, "text.rate", ("95.8%",), "比率无从核对", verdict="undecided", severity="notice"),
        make_finding(report, "text.table", ("86件", "applications.new.total"), "新收一致", verdict="held"),
        Finding("structure.review", "broken", "notice", "未见第四部分", (Span(end, end),)),
    )
    return report, make_audit(report, *findings, not_assessed=(("website.year", "未提供网站年报"),))


def one(page: lxml.html.HtmlElement, path: str) -> lxml.html.HtmlElement:
    found = page.xpath(path)
    assert len(found) == 1, (path, found)
    return found[0]


def prose_of(page: lxml.html.HtmlElement) -> list[str]:
    """The text of the paper's paragraphs and headings, tables and the list of pairs left out."""
    return [e.text_content() for e in page.xpath("//article[@id='paper']/*[self::p or self::h2 or self::h3]")]


def test_prose_is_the_canonical_text() -> None:
    report, audit = make_pair()
    lines = [b.span.of(report.document.text) for b in report.document.blocks]
    assert prose_of(make_page(report, audit)) == [line for line in lines if "|" not in line]


HOSTILE = "政公开一二12件<>&\"'；。（%{}/-\\"


@st.composite
def audited(draw: st.DrawFn) -> tuple[Report, Audit]:
    """A report of random lines, with random facts, items and findings that nest, touch and cross."""
    lines = draw(st.lists(st.text(HOSTILE, min_size=1, max_size=18), min_size=1, max_size=6))
    whole = make_report("\n".join(lines).replace("⟦", ""))
    text = whole.document.text

    def span() -> Span:
        start = draw(st.integers(0, len(text)))
        return Span(start, draw(st.integers(start, len(text))))

    sample = make_report("⟦1件|fact x⟧⟦2|item current_problem⟧")
    facts = []
    for n in range(draw(st.integers(0, 4))):
        where = span()
        quantity = replace(sample.facts[0].quantity, span=where, raw=where.of(text))
        facts.append(replace(sample.facts[0], id=f"f{n}", quantity=quantity))
    items = tuple(replace(sample.items[0], id=f"i{n}", span=span()) for n in range(draw(st.integers(0, 3))))
    report = replace(
        whole, facts=tuple(facts), items=items, diagnostics=(diagnostic("table.missing", span(), table="表"),)
    )
    findings = [
        Finding(
            "text.table",
            draw(st.sampled_from(("broken", "undecided", "held"))),
            draw(st.sampled_from(("error", "warning", "notice"))),
            draw(st.text(HOSTILE, max_size=8)),
            tuple(span() for _ in range(draw(st.integers(0, 3)))),
            facts=tuple(f.id for f in facts if draw(st.booleans())),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    return report, make_audit(report, *findings)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(audited())
def test_any_marks_over_any_text_lose_and_double_nothing(given: tuple[Report, Audit]) -> None:
    report, audit = given
    page = make_page(report, audit)
    wanted = [b.span.of(report.document.text) for b in report.document.blocks]
    assert prose_of(page) == wanted


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(audited())
def test_every_link_arrives_and_every_name_stands_once(given: tuple[Report, Audit]) -> None:
    page = make_page(*given)
    names = Counter(page.xpath("//@id"))
    assert max(names.values()) == 1
    links = [href[1:] for href in page.xpath("//a/@href")]
    if any(b for b in given[0].document.blocks):
        assert [name for name in links if name not in names] == []


@pytest.mark.parametrize("table", TABLES)
def test_findings_and_places_are_linked_in_every_table(table: str) -> None:
    report, audit = make_pair(table)
    page = make_page(report, audit)
    card = one(page, "//article[@data-number='0']")
    keys = card.xpath(".//a/@data-place")
    assert keys == ["0.0", "0.1"]
    for key in keys:
        spots = page.xpath(f"//article[@id='paper']//*[contains(concat(' ', @data-places, ' '), ' {key} ')]")
        assert spots, key
    assert one(page, "//*[@data-fact='f2'][@data-places]").text_content() == "54件"
    cell = page.xpath("//td[@data-cell='applications.granted.total']")
    assert [c.text_content() for c in cell] == ["45"]
    assert cell[0].get("data-places") == "0.1"
    names = set(page.xpath("//@id"))
    assert {href[1:] for href in page.xpath("//a/@href")} <= names


def test_lines_with_bars_become_a_table() -> None:
    page = make_page(*make_pair("markdown"))
    rows = [[c.text_content().strip() for c in row] for row in page.xpath("//article[@id='paper']//tr")]
    assert rows == [
        ["申请", "自然人", "商业企业", "总计"],
        ["一、本年新收", "80", "6", "86"],
        ["（一）予以公开", "45", "", "45"],
    ]
    assert not page.xpath("//article[@id='paper']//pre")


@pytest.mark.parametrize("table", ["ragged", "one a line", "no bars"])
def test_ragged_lines_are_laid_out_by_the_form_and_kept(table: str) -> None:
    report, audit = make_pair(table)
    page = make_page(report, audit)
    rows = [[c.text_content() for c in row] for row in page.xpath("//figure//tr")]
    assert rows == [
        ["", "自然人", "商业企业", "总计"],
        ["一、本年新收", "80", "6", "86"],
        ["（一）予以公开", "45", "0", "45"],
    ]
    assert one(page, "//figure//pre").text_content().split("\n")[-1].rstrip("| ").endswith("45")


def test_ragged_bars_without_a_recognised_table_keep_figures_at_the_right() -> None:
    report = make_report("甲 | 乙 | 丙\n合计 | 1 | 2 | 3\n其中 | 小计 | 4 | 5", tables=False)
    page = make_page(report, make_audit(report))
    spans = [[int(c.get("colspan", 1)) for c in row] for row in page.xpath("//tr")]
    assert spans == [[2, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]]


def test_bare_lines_of_a_table_without_cells_stay_lines() -> None:
    report = make_report(make_source("no bars"))
    report = replace(report, cells=())
    page = make_page(report, make_audit(report))
    assert "45 0 45" in one(page, "//article[@id='paper']//pre").text_content()


def test_empty_cells_of_a_framed_table_are_the_rest_of_their_heads() -> None:
    lines = (
        "| 项目 | | 申请人 | | 总计 |",
        "| | | 自然人 | 企业 | |",
        "| 办理结果 | 公开 | 1 | 2 | 3 |",
        "| | 部分公开 | 4 | | 5 |",
    )
    report = make_report("\n".join(lines))
    page = make_page(report, make_audit(report))
    cells = [
        [(c.text_content().strip(), int(c.get("colspan", 1)), int(c.get("rowspan", 1))) for c in row]
        for row in page.xpath("//tr")
    ]
    assert cells == [
        [("项目", 2, 2), ("申请人", 2, 1), ("总计", 1, 2)],
        [("自然人", 1, 1), ("企业", 1, 1)],
        [("办理结果", 1, 2), ("公开", 1, 1), ("1", 1, 1), ("2", 1, 1), ("3", 1, 1)],
        [("部分公开", 1, 1), ("4", 1, 1), ("", 1, 1), ("5", 1, 1)],
    ]


def test_a_source_grid_keeps_its_merged_cells() -> None:
    text = "一、本年新收 | 80 | 86\n其他 | 6"
    cells = (
        GridCell(Span(0, 6), 0, 0, row_span=2),
        GridCell(Span(9, 11), 0, 1),
        GridCell(Span(14, 16), 0, 2),
        GridCell(Span(17, 19), 1, 1),
        GridCell(Span(22, 23), 1, 2),
    )
    report = make_report("无")
    document = replace(
        report.document, text=text, blocks=(Block("grid", Span(0, len(text)), Origin("table 1"), cells),)
    )
    report = replace(report, document=document)
    page = make_page(report, make_audit(report))
    assert [[c.text_content() for c in row] for row in page.xpath("//tr")] == [
        ["一、本年新收", "80", "86"],
        ["其他", "6"],
    ]
    assert page.xpath("//td/@rowspan") == ["2"]


def test_states_are_told_by_class() -> None:
    page = make_page(*make_pair())
    states = {m.text_content(): m.get("class") for m in page.xpath("//mark[@data-fact]")}
    assert states["54件"] == "fact broken"
    assert states["86件"] == "fact held"
    assert states["95.8%"] == "fact undecided"
    assert states["3件"] == "fact unbound"
    cells = {c.get("data-cell"): c.get("class") for c in page.xpath("//td[@data-cell]")}
    assert "broken" in cells["applications.granted.total"].split()
    assert "blank" in cells["applications.granted.business"].split()


@pytest.mark.parametrize("state", ["blank", "placeholder", "unreadable", "inferred"])
@pytest.mark.parametrize("table", ["markdown", "ragged"])
def test_cells_show_how_they_were_read(state: str, table: str) -> None:
    report = make_report(make_source(table))
    cells = tuple(replace(c, state=state) if c.id == "applications.new.business" else c for c in report.cells)
    report = replace(report, cells=cells)  # type: ignore[arg-type]
    cell = one(make_page(report, make_audit(report)), "//td[@data-cell='applications.new.business']")
    assert state in cell.get("class").split()


def test_a_page_saved_as_one_line_is_cut_at_headings_and_tables() -> None:
    report = make_report(
        "§overview 一、总体情况\n全年收到⟦86件|fact applications.new⟧。\n§applications 三、申请情况\n"
        "本年新收⟦8|cell applications.new.natural_person⟧⟦6|cell applications.new.total⟧\n"
        "§problems 五、存在的问题\n更新不够及时。"
    )
    text = report.document.text.replace("\n", " ")
    blocks = (Block("paragraph", Span(0, len(text)), Origin("line 1")),)
    report = replace(report, document=replace(report.document, text=text, blocks=blocks))
    page = make_page(report, make_audit(report))
    assert [h.text_content().strip() for h in page.xpath("//article[@id='paper']/h2")] == [
        "一、总体情况",
        "三、申请情况",
        "五、存在的问题",
    ]
    assert [td.text_content() for td in page.xpath("//figure//td[@data-cell]")] == ["8", "6"]
    paper = one(page, "//article[@id='paper']")
    for ours in paper.xpath(".//table | .//summary"):
        ours.drop_tree()
    assert "".join(paper.text_content().split()) == "".join(text.split())


def test_a_long_line_is_broken_before_its_points() -> None:
    text = "（一）主动公开。" + "公开" * 250 + "。（二）依申请公开。" + "办理" * 30 + "。"
    report = make_report(text)
    assert [p[:6] for p in prose_of(make_page(report, make_audit(report)))] == ["（一）主动公", "（二）依申请"]
    assert "".join(prose_of(make_page(report, make_audit(report)))) == text


def test_a_figure_that_nothing_was_held_against_is_idle() -> None:
    report = make_report(make_source())
    audit = make_audit(report)
    audit = replace(audit, coverage=replace(audit.coverage, unbound=()))
    assert one(make_page(report, audit), "//*[@data-fact='f1']").get("class") == "fact idle"


def test_many_notes_of_one_kind_fold() -> None:
    notes = tuple(diagnostic("table.row_inferred", row=f"第{n}行", values="1 0 1") for n in range(5))
    report = make_report(make_source(), diagnostics=(*notes, diagnostic("masthead.year_missing")))
    section = one(make_page(report, make_audit(report)), "//section[@class='notes']")
    assert len(section.xpath(".//details//li")) == 5
    assert "未能确定报告年度" in section.xpath("./ul")[0].text_content()


def test_zeros_are_quiet() -> None:
    page = make_page(*make_pair("ragged"))
    assert "zero" in one(page, "//td[@data-cell='applications.granted.business']").get("class").split()
    assert "zero" not in one(page, "//td[@data-cell='applications.new.business']").get("class").split()


def test_cards_come_worst_first_with_arithmetic_and_advice() -> None:
    page = make_page(*make_pair())
    assert page.xpath("//article[contains(@class,'finding')]/@data-kind") == ["error", "notice", "undecided"]
    first = one(page, "//article[@id='finding0']")
    assert " ".join(one(first, ".//p[@class='sum']").text_content().split()) == "核算 45 载明 54 相差 9"
    assert "54件 → 45" in one(first, ".//span[@class='fix']").text_content()
    assert one(first, ".//span[@class='only']").text_content() == "唯一"
    assert one(first, ".//h3").text_content() == "正文称予以公开 54 件，表格为 45 件"


def test_unread_cells_are_named_as_the_finding_names_them() -> None:
    report = make_report(
        "新收⟦86件|fact applications.new⟧\n一、本年新收 | ⟦8 0 6|cell applications.new.natural_person unreadable⟧"
    )
    cells = (report.cells[0], replace(report.cells[0], id="applications.new.total"))
    report = replace(report, cells=cells)
    finding = make_finding(report, "text.table", ("86件", "applications.new.total"), "无从核对", verdict="undecided")
    page = make_page(report, make_audit(report, replace(finding, expected="0", actual="86")))
    assert [a.text_content() for a in page.xpath("//p[@class='places']/a")][1] == "一、本年新收 · 总计 未读出"
    assert not page.xpath("//span[@class='terms']")


def test_problems_stand_beside_their_measures() -> None:
    page = make_page(*make_pair())
    assert page.xpath("//b[contains(@class,'tag')]/@data-tag") == ["本年问题 1", "本年问题 2", "下步措施 1"]
    pairs = page.xpath("//div[@class='pair']")
    assert [p.text_content().split() for p in pairs] == [
        ["本年问题", "1更新不够及时", "下步措施", "1建立台账，培训2次"],
        ["本年问题", "2答复不够规范", "未见对应措施"],
    ]


def test_silence_is_said_beside_the_coverage() -> None:
    report = make_report(make_source())
    page = make_page(report, make_audit(report))
    assert "未发现不一致" in one(page, "//p[@class='silent']").text_content()
    assert not make_page(*make_pair()).xpath("//p[@class='silent']")


def test_our_reading_speaks_in_another_place() -> None:
    page = make_page(*make_pair())
    assert "未读到第四部分行政复议表。" in one(page, "//section[@class='notes']").text_content()
    assert "与网站年报核对" in one(page, "//details[contains(., '未能进行的核对')]").text_content()


ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{7*7}}\u2028"


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    report, audit = make_pair()
    fact = replace(report.facts[0], label=ATTACK, scope=ATTACK, indicator=ATTACK)
    source = replace(report.document.source, path=f"a/{ATTACK.replace('/', '')}")
    text = report.document.text.replace("首页 > 政务公开", "<script>alert(3)</script>"[:9])
    assert len(text) == len(report.document.text)
    document = replace(report.document, source=source, text=text)
    report = replace(report, agency=ATTACK, facts=(fact, *report.facts[1:]), document=document)
    findings = tuple(replace(f, said=ATTACK, expected=ATTACK, actual="{{1}}") for f in audit.findings)
    labels = Labels(checks={"text.table": ATTACK}, cells={"applications.granted.total": ATTACK})
    html = render(report, replace(audit, findings=findings), labels)
    page = lxml.html.document_fromstring(html)
    assert len(page.xpath("//script")) == 2
    assert not page.xpath("//img")
    assert "49" not in one(page, "//h1").text_content()
    data = json.loads(one(page, "//script[@id='data']").text)
    assert ["名称", ATTACK] in data["facts"]["f1"][0]
    assert "\u2028" not in one(page, "//script[@id='data']").text


def test_the_page_stands_alone() -> None:
    html = render(*make_pair(), LABELS)
    page = lxml.html.document_fromstring(html)
    policy = one(page, "//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'")
    assert not page.xpath("//@src | //link | //iframe | //object | //form | //base")
    assert all(href.startswith("#") for href in page.xpath("//@href"))
    assert not [a for e in page.iter() for a in e.attrib if a.startswith("on")]
    assert not regex.search(r"@import|url\(|https?:|fetch\(|innerHTML|eval\(", html)


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "faint", "held", "broken", "undecided", "here"])
def test_words_stand_out_from_what_they_stand_on(scheme: int, ink: str) -> None:
    roots = regex.findall(r":root \{(.*?)\}", inline_parts()[0], regex.DOTALL)
    colours = dict(regex.findall(r"--([\w-]+): (#\w{6});", roots[scheme]))
    grounds = {"paper", "card"} | ({"broken-wash"} if ink in {"ink", "broken"} else set()) | ({"desk"} if ink in {"ink", "quiet"} else set())
    for ground in grounds:
        high, low = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, ground)


def test_the_same_report_gives_the_same_page() -> None:
    assert render(*make_pair(), LABELS) == render(*make_pair(), LABELS)


def test_a_long_report_stays_below_a_megabyte() -> None:
    line = "全年发布信息⟦1284条|fact published.total⟧，其中通知公告⟦318条|fact published.category⟧，内容涵盖各类重点领域信息公开。\n"
    report = make_report(PROSE + line * 1000)
    assert len(report.document.text.encode()) > 100_000
    findings = [
        Finding("text.table", "broken", "error", "不一致", (f.span,), facts=(f.id,)) for f in report.facts[:200]
    ]
    assert len(render(report, make_audit(report, *findings), LABELS).encode()) < 1_000_000


def test_a_document_without_text_is_a_page_too() -> None:
    report = replace(
        make_report("无"),
        document=Document(make_report("无").document.source, "", ()),
        agency=None,
        year=None,
        form=None,
    )
    page = make_page(report, make_audit(report))
    assert "机关名称未识别" in one(page, "//h1").text_content()
