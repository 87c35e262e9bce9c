"""Two reports side by side: what the page holds, what the command says, when it refuses."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import lxml.html
import pytest
import regex
from click.testing import CliRunner

from extractor.api import extract_input
from extractor.auditing.across import audit_world
from extractor.cli import main
from extractor.exports.as_comparison import render, summary
from extractor.exports.html.labels import Labels
from extractor.exports.html.parts import source_hash
from extractor.series.differences import Comparison, compare
from extractor.series.entries import Entry, entry_of
from extractor.series.worlds import world_of
from extractor.sources import Input

COPIED = (
    "坚持每月召开水质会商，汇总各监测断面的数据后统一发布，对异常波动说明原因和处置进展，并在小区公告栏、公众号、短信{n}个渠道同步推送，"
    "方便居民随时查阅。"
)
REPORT = """云岫县水务局{year}年政府信息公开工作年度报告
一、总体情况
{copied}全年主动公开政府信息{n}条。{own}
三、收到和处理政府信息公开申请情况
| 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
|---|---|---|---|---|---|---|---|
| 一、本年新收政府信息公开申请数量 | {n} | 0 | 0 | 0 | 0 | 0 | {n} |
| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 三、本年度办理结果 （一）予以公开 | {n} | 0 | 0 | 0 | 0 | 0 | {n} |
| （七）总计 | {n} | 0 | 0 | 0 | 0 | 0 | {n} |
| 四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
五、存在的主要问题及改进情况
{problems}
六、其他需要报告的事项
无其他需要报告的事项。
"""
OLD = "存在的主要问题：一是水质公告频次偏低；二是抢修信息推送不到位。\n下一步：一是每月在村口张贴水质公告；二是开通抢修短信。"
NEW = (
    "2022年存在的问题：一是水质公告的频次偏低；二是抢修信息推送不到位。\n整改情况：一是水质公告按月在村口张贴。\n"
    "2023年存在的问题：一是抢修信息推送不到位；二是<b>听证</b>公告偏晚。\n下一步：一是开通抢修短信；二是提前公布听证日期。"
)


def source(year: int) -> str:
    old = year == 2022
    return REPORT.format(
        year=year, n=40 if old else 46, copied=COPIED.format(n=3 if old else 4), problems=OLD if old else NEW,
        own="新修了两座泵站。" if old else "河道保洁改由第三方承担。",
    )  # fmt: skip


def entry(year: int) -> Entry:
    return entry_of(extract_input(Input(f"{year}.md", source(year).encode())))


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(entry(2022), entry(2023))


@pytest.fixture(scope="module")
def page(comparison: Comparison) -> str:
    findings = audit_world(world_of([comparison.earlier, comparison.later]))
    return render(comparison, findings, Labels(checks={"years.paragraphs_copied": "正文整段沿用上年"}))


def test_cells_and_figures_show_difference_and_rate(comparison: Comparison) -> None:
    change = next(c for c in comparison.cells if c.id == "applications.new.total")
    assert (change.before, change.after, change.difference, change.rate) == (40, 46, 6, Decimal("15.0"))
    carried = next(c for c in comparison.cells if c.id == "applications.carried_in.total")
    assert (carried.difference, carried.rate) == (0, None)
    published = next(c for c in comparison.figures if c.id == "published.total")
    assert (published.before, published.after, published.unit) == (40, 46, "条")


def test_points_find_their_partners(comparison: Comparison) -> None:
    def fates(name: str) -> list[tuple[str, str, str]]:
        return [(m.fate, m.before.words if m.before else "", m.after.words if m.after else "") for m in getattr(comparison, name)]

    assert fates("problems") == [
        ("same", "抢修信息推送不到位", "抢修信息推送不到位"),
        ("new", "", "<b>听证</b>公告偏晚"),
        ("gone", "水质公告频次偏低", ""),
    ]
    assert [fate for fate, _, _ in fates("recalled")] == ["changed", "same"]
    assert fates("measures")[0] == ("same", "开通抢修短信", "开通抢修短信")
    assert fates("kept") == [("changed", "每月在村口张贴水质公告", "水质公告按月在村口张贴"), ("gone", "开通抢修短信", "")]


def test_the_page_holds_both_texts_and_marks_what_was_copied(page: str, comparison: Comparison) -> None:
    tree = lxml.html.fromstring(page)
    marks = ["".join(mark.itertext()) for mark in tree.xpath("//mark")]
    assert marks == ["1" + COPIED.format(n=3), "1" + COPIED.format(n=4)]
    shown = "".join(tree.xpath("//*[@class='sides']")[0].itertext())
    assert "新修了两座泵站" in shown
    assert "河道保洁改由第三方承担" in shown
    cells = [["".join(c.itertext()) for c in row] for row in tree.xpath("//tr")]
    assert ["applications.new.total", "40", "46", "+6", "+15%"] in cells
    assert "正文整段沿用上年" in page
    assert comparison.copied_percent < 100


def test_the_page_lets_nothing_in_and_asks_for_nothing(page: str) -> None:
    assert "<b>听证</b>" not in page
    assert "&lt;b&gt;听证" in page
    tree = lxml.html.fromstring(page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "unsafe" not in policy
    assert source_hash(tree.xpath("string(//style)")) in policy
    assert not regex.search(r"(?:src|href)=\"(?!#)|url\(|@import|<script", page)


def test_a_page_is_made_of_reports_without_tables_and_points() -> None:
    texts = [f"云岫县水务局{y}年政府信息公开工作年度报告\n一、总体情况\n工作正常。\n六、其他需要报告的事项\n无。" for y in (2022, 2023)]
    entries = [entry_of(extract_input(Input(f"{i}.txt", text.encode()))) for i, text in enumerate(texts)]
    empty = compare(*entries)
    tree = lxml.html.fromstring(render(empty, (), Labels()))
    assert [h.text for h in tree.xpath("//h2")] == ["两年之间", "正文对照"]
    assert summary(empty, ())[-1] == "年度之间：0 条待核，0 条一致"


def run(tmp_path: Path, texts: dict[str, str], *options: str) -> tuple[int, str]:
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["compare", *(str(tmp_path / name) for name in texts), *options])
    return result.exit_code, result.output


def test_the_command_orders_the_years_and_writes_the_page(tmp_path: Path) -> None:
    target = tmp_path / "c.html"
    code, said = run(tmp_path, {"b.md": source(2023), "a.md": source(2022)}, "-o", str(target))
    assert code == 0
    assert "云岫县水务局：2022 → 2023" in said
    assert "沿用上年文字：1 处" in said
    assert "正文整段沿用上年" in target.read_text("utf-8")


def test_the_command_refuses_one_year_twice_and_what_is_missing(tmp_path: Path) -> None:
    code, said = run(tmp_path, {"a.md": source(2022), "b.md": source(2022)})
    assert (code, "两份报告须属于两个年度" in said) == (2, True)
    missing = CliRunner().invoke(main, ["compare", str(tmp_path / "a.md"), str(tmp_path / "none.md")])
    assert missing.exit_code == 2


def test_two_agencies_are_put_side_by_side_with_a_word(tmp_path: Path) -> None:
    other = source(2023).replace("云岫县水务局", "云岫县林业局")
    code, said = run(tmp_path, {"a.md": source(2022), "b.md": other})
    assert code == 0
    assert "机关不同或未能识别" in said
    assert "年度之间：0 条待核，0 条一致" in said
