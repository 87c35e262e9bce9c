"""The page of many reports in a real browser: filters, sorting, the heat map, keys, looks; nothing asked for, nothing complained of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsers import DARK, LIGHT, Witness, browser, needs_browser, window

from extractor.exports.as_corpus_page import render
from extractor.exports.corpus.summaries import Coverage, Crossing, Summary
from extractor.exports.names import labels
from extractor.exports.verdicts import Grade

pytestmark = [needs_browser, pytest.mark.slow]
COUNT = 120
AGENCIES = [f"青石县{name}" for name in ("教育局", "林业局", "水利局", "<b>财政局</b>", "民政局", "司法局")]
LEVELS = ("county", "prefecture", "province")
CHECKS = ("table.row_total", "text.table", "text.sum")
LOOKS = [(360, LIGHT), (360, DARK), (1440, LIGHT), (1440, DARK)]


def invented() -> list[Summary]:
    """A hundred and twenty reports: number n has n % 4 errors of a row, every fifth a doubt of the text."""
    listed = []
    for n in range(COUNT):
        found: list[tuple[str, Grade, int]] = [("table.row_total", "error", n % 4)] if n % 4 else []
        found += [("text.table", "undecided", 1)] if n % 5 == 0 else []
        path = f"{2020 + n % 5}/年报{n:03}.txt"
        whose = (path, f"pages/{n:03}.html", AGENCIES[n % 6], "department", LEVELS[n % 3], 2020 + n % 5, "read")
        listed.append(Summary(*whose, Coverage(10, n % 11), tuple(found), (("platform", 1),) if n % 2 else ()))
    return listed


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    crossings = [Crossing("years.carried_over", "error", f"第 {n} 处不衔接。", (f"2020/年报{5 * n:03}.txt", "别处.txt")) for n in range(23)]
    path = tmp_path_factory.mktemp("corpus") / "总览.html"
    path.write_text(render(invented(), crossings, labels()), "utf-8")
    return path


@pytest.fixture
def told(chromium: Any, written: Path) -> Iterator[Witness]:
    with window(chromium, 1440) as opened:
        opened.page.goto(written.as_uri())
        yield opened
        assert opened.complaints == []
        assert opened.asked == [written.as_uri()]


def column(page: Any, place: int) -> list[str]:
    return [text.strip() for text in page.locator(f"#list tbody tr > :nth-child({place})").all_text_contents()]


def shown(page: Any) -> str:
    text: str = page.locator("#shown").text_content()
    return text


def test_everything_is_counted(told: Witness) -> None:
    page = told.page
    assert shown(page) == f"显示 {COUNT} / {COUNT} 份"
    tiles = dict(zip(page.locator("#tiles dt").all_text_contents(), page.locator("#tiles dd").all_text_contents(), strict=True))
    assert tiles["报告6 个机关"] == "120"
    assert tiles["有错误的报告75.0%"] == "90"
    assert tiles["错误每份 1.50"] == "180"
    assert tiles["待定每份 0.20"] == "24"
    assert page.locator("#by-year tbody tr").count() == 5
    assert page.locator("#by-level tbody tr").count() == 3
    row = page.locator("#by-check tbody tr").first
    assert row.locator("td").all_text_contents() == ["", "180", "0", "0", "0", "90", "75.0%"]
    assert page.locator("#by-topic tbody tr").first.locator("td").all_text_contents() == ["", "60", "60", "50.0%"]
    assert page.locator("#by-findings tbody tr").first.locator("td").all_text_contents()[1] == "30"


def test_what_was_not_read_is_no_report_without_errors(chromium: Any, tmp_path: Path) -> None:
    faulty = invented()[1]
    unread = replace(faulty, path="扫描.pdf", agency=None, year=None, level="unknown", status="failed", coverage=Coverage(), findings=())
    path = tmp_path / "index.html"
    path.write_text(render((faulty, unread), (), labels()), "utf-8")
    with window(chromium) as opened:
        opened.page.goto(path.as_uri())
        tiles = opened.page.locator("#tiles").text_content()
        assert "有错误的报告100%" in tiles
        assert "1 个机关" in tiles
        assert "未读成报告" in tiles
        assert [row[:6] for row in opened.page.locator("#by-year tbody tr").all_text_contents()] == ["年度未识别1", f"{faulty.year}11"]
        assert "没有读出文字" in opened.page.locator("#list").text_content()
        assert opened.complaints == []


def test_the_worst_report_comes_first_and_names_stay_text(told: Witness) -> None:
    page = told.page
    assert page.locator("#list tbody tr").count() == 50
    assert set(column(page, 4)[:30]) == {"3"}
    assert page.locator("#list b").count() == 0
    assert "青石县<b>财政局</b>" in page.locator("#list").text_content()
    assert page.locator("#list tbody a").first.get_attribute("href").startswith("./pages/")


def test_filters_narrow_the_whole_page(told: Witness) -> None:
    page = told.page
    page.select_option("#year", "2021")
    assert shown(page) == "显示 24 / 120 份"
    assert set(column(page, 2)) == {"2021"}
    page.select_option("#level", label="省级")
    assert shown(page) == "显示 8 / 120 份"
    page.click("[data-grade=undecided]")
    assert shown(page) == "显示 0 / 120 份"
    assert page.locator("#by-check").text_content() == "没有符合条件的不一致。"
    page.click("#clear")
    assert shown(page) == "显示 120 / 120 份"
    page.click("[data-grade=undecided]")
    assert shown(page) == "显示 24 / 120 份"
    assert page.locator("[data-grade=undecided]").get_attribute("aria-pressed") == "true"
    assert "有待定的报告" in page.locator("#tiles").text_content()
    page.click("[data-grade=error]")
    assert shown(page) == "显示 96 / 120 份"


def test_search_finds_names_and_files(told: Witness) -> None:
    page = told.page
    page.keyboard.press("/")
    page.keyboard.type("林业局 年报00")
    page.locator("#shown", has_text="显示 2 / 120 份").wait_for()
    assert {path[-9:] for path in column(page, 9)} == {"年报001.txt", "年报007.txt"}
    page.keyboard.press("Escape")
    assert shown(page) == "显示 120 / 120 份"
    assert page.input_value("#words") == ""


def test_a_check_is_chosen_by_its_row_with_the_keyboard(told: Witness) -> None:
    page = told.page
    button = page.locator("#by-check tbody button").nth(1)
    button.focus()
    page.keyboard.press("Enter")
    assert shown(page) == "显示 24 / 120 份"
    assert page.locator("#by-check tr.chosen code").text_content() == "text.table"
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    page.keyboard.press("Enter")
    assert shown(page) == "显示 120 / 120 份"


def test_the_heat_map_leads_to_its_reports(told: Witness) -> None:
    page = told.page
    assert page.locator("#heat tbody tr").count() == 6
    cell = page.locator("#heat tbody td button").first
    told_by = cell.get_attribute("aria-label")
    count = int(cell.text_content())
    cell.click()
    agency = told_by.partition("，")[0]
    assert set(column(page, 1)) == {agency}
    assert sum(map(int, column(page, 4))) == count
    assert agency in shown(page)


def test_columns_sort_both_ways_and_keep_the_focus(told: Witness) -> None:
    page = told.page
    button = page.locator("#list [data-by=rate] button")
    button.click()
    falling = column(page, 8)
    assert falling[0] == "100%"
    assert page.locator("#list [data-by=rate]").get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert column(page, 8)[0] == "0%"
    assert page.locator("#list [data-by=rate]").get_attribute("aria-sort") == "ascending"
    page.locator("#list [data-by=path] button").click()
    assert column(page, 9)[:2] == ["2020/年报000.txt", "2020/年报005.txt"]


def test_lists_turn_their_pages(told: Witness) -> None:
    page = told.page
    first = column(page, 9)
    assert "第 1 / 3 页" in page.locator("#list-turn").text_content()
    page.click("#list-turn [data-do=next]")
    page.keyboard.press("Enter")
    assert len(column(page, 9)) == 20
    assert not set(first) & set(column(page, 9))
    assert page.locator("#list-turn [data-do=next]").is_disabled()
    assert page.locator("#cross tbody tr").count() == 20
    page.click("#cross-turn [data-do=next]")
    assert page.locator("#cross tbody tr").count() == 3


def test_findings_between_reports_follow_the_filters_and_link(told: Witness) -> None:
    page = told.page
    row = page.locator("#cross tbody tr").first
    assert row.locator("a").get_attribute("href") == "./pages/000.html"
    assert "别处.txt" in row.text_content()
    page.select_option("#year", "2023")
    assert page.locator("#cross").text_content() == "没有符合条件的。"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_is_readable_for_everybody(chromium: Any, written: Path, width: int, scheme: str) -> None:
    with window(chromium, width, scheme=scheme) as opened:
        opened.page.goto(written.as_uri())
        assert opened.violations() == []
        assert opened.overflow() == 0
        assert opened.complaints == []


def test_without_a_script_there_is_still_a_page(chromium: Any, written: Path) -> None:
    with window(chromium, java_script_enabled=False) as opened:
        opened.page.goto(written.as_uri())
        assert opened.page.locator("noscript li").count() == COUNT
        assert opened.page.locator("#filters").is_hidden()
        assert opened.overflow() == 0


def test_printing_lists_every_report(told: Witness) -> None:
    page = told.page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#list tbody tr").count() == COUNT
    assert page.locator("#filters").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#list tbody tr").count() == 50
