"""In a real browser: the application from the dropped file to the dismissed finding, and the page of a report by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import DARK, LIGHT, Witness, browser, needs_browser, window
from servers import SAMPLES, Running, running

import extractor
from extractor.exports.as_html import render
from extractor.exports.folder import labels

pytestmark = [needs_browser, pytest.mark.slow]
PLANTED = SAMPLES / "yanchuan-2023.txt"
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/plain"}));
  document.getElementById("drop").dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: data}));
}"""
LOOKS = [(360, LIGHT), (360, DARK), (1920, LIGHT), (1920, DARK)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("browsed") / "baseline.json") as one:
        yield one


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the planted report as a file."""
    result = extractor.audit(PLANTED)
    path = tmp_path_factory.mktemp("exported") / "砚川.html"
    path.write_text(render(result.report, result.audit, labels()), "utf-8")
    return path


@pytest.fixture
def page(chromium: Any, exported: Path) -> Iterator[Witness]:
    """The exported page, opened from the disk."""
    with window(chromium) as opened:
        opened.page.goto(exported.as_uri())
        yield opened
        assert opened.complaints == []
        assert opened.asked == [exported.as_uri()]


def texts(page: Any, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(selector).all_text_contents()]


def in_view(page: Any, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    return box is not None and 0 <= box["y"] <= page.viewport_size["height"] - box["height"]


def test_from_the_dropped_file_to_the_dismissed_finding(chromium: Any, server: Running) -> None:
    with window(chromium) as told:
        page = told.page
        page.goto(f"{server.address}/")
        page.evaluate(DROP, ["砚川.txt", PLANTED.read_text("utf-8")])
        page.locator("#rows tr", has_text="砚川县自然资源局").wait_for()
        assert texts(page, "#rows td.error") == ["5"]
        page.get_by_role("link", name="砚川县自然资源局").click()
        card = page.locator(".finding", has_text="部分公开17件").first
        card.locator("h3").click()
        assert set(texts(page, "#paper .lit")) == {"17件", "27"}
        assert in_view(page, "#paper .here")
        page.keyboard.press("Enter")
        assert set(texts(page, "#paper .here")) == {"27"}
        assert in_view(page, "#paper .here")
        card.get_by_role("button", name="不再列出").click()
        card.get_by_label("不再列出的理由").fill("表格以更正件为准")
        page.keyboard.press("Enter")
        card.wait_for(state="hidden")
        assert texts(page, ".chips button") == ["全部 4", "错误 4", "已核实 1"]
        assert texts(page, "#paper .settled") == ["17件"]  # the cell is still part of other findings

        page.get_by_role("link", name="全部报告").click()
        page.locator("#rows td.dismissed", has_text="1").wait_for()
        laid_out = PLANTED.read_text("utf-8").replace("，部分公开17件", "，\n部分公开 17 件")
        page.evaluate(DROP, ["砚川（改版）.txt", laid_out])
        page.locator("#rows tr", has_text="改版").locator("td.dismissed").wait_for()
        assert texts(page, "#rows td.dismissed") == ["1", "1"]
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.evaluate(DROP, ["砚川.txt", PLANTED.read_text("utf-8")])
        server.finished()  # audited anew, not as it was before
        page.get_by_role("link", name="砚川县自然资源局").first.click()
        page.get_by_role("button", name="已核实 1").click()
        assert texts(page, ".finding:not([hidden]) .told") == ["不再列出：表格以更正件为准"]
        page.locator(".finding:not([hidden])").get_by_role("button", name="撤回").click()
        page.get_by_role("button", name="全部 5").wait_for()
        assert told.complaints == []
        assert {address.split("/")[2] for address in told.asked if not address.startswith("data:")} == {server.address.split("/")[2]}


def test_two_reports_are_chosen_and_compared(chromium: Any, server: Running) -> None:
    server.audited("甲.txt", PLANTED.read_bytes())
    server.audited("乙.txt", (SAMPLES / "junze-resources-2023.txt").read_bytes())
    server.audited("丙.txt", PLANTED.read_text("utf-8").replace("2023", "2024").replace("2022", "2023").encode())
    with window(chromium, bypass_csp=True) as told:
        told.page.goto(f"{server.address}/")
        told.page.locator("#crossings li", has_text="结转").first.wait_for()
        assert told.violations() == []
        for name in ("甲.txt", "乙.txt"):
            told.page.locator("#rows tr", has_text=name).get_by_role("checkbox").check()
        told.page.get_by_role("button", name="对比选中的两份").click()
        told.page.get_by_role("heading", name="对比").wait_for()
        assert told.page.locator("tbody tr").count() > 5
        assert told.violations() == []


def test_two_years_are_chosen_and_seen_side_by_side(chromium: Any, server: Running) -> None:
    later = PLANTED.read_text("utf-8").replace("2023", "2024").replace("2022", "2023").replace("127", "129")
    server.audited("先.txt", PLANTED.read_bytes())
    server.audited("后.txt", later.encode())
    with window(chromium) as told:
        page = told.page
        page.goto(f"{server.address}/")
        for name in ("后.txt", "先.txt"):
            page.locator("#rows tr", has_text=name).get_by_role("checkbox").check()
        page.get_by_role("button", name="对比选中的两份").click()
        changed = page.locator("tr", has=page.locator("td.up"))
        changed.first.wait_for()
        assert {"127129+2+1.6%"} <= {"".join(row.split())[-13:] for row in changed.all_text_contents()}
        assert page.evaluate("getComputedStyle(document.querySelector('.desk-bar')).display") == "flex"
        assert page.evaluate("getComputedStyle(document.querySelector('td.up')).textAlign") == "right"
        with page.expect_download() as saved:
            page.get_by_role("link", name="另存网页").click()
        assert saved.value.suggested_filename == "后-对比.html"
        page.get_by_role("link", name="砚川县自然资源局 2024").click()
        page.locator("#paper").wait_for()
        page.go_back()
        assert told.complaints == []
    with window(chromium, bypass_csp=True) as told:
        told.page.goto(page.url)
        assert faults(told, LOOKS) == {}


def test_hostile_pages_run_nothing(chromium: Any, server: Running) -> None:
    hostile = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    text = f"<html><body><h1>清浦镇人民政府2023年政府信息公开工作年度报告</h1>{hostile}<p>一、总体情况</p>"
    text += "<p>公开&lt;img src=x onerror=alert(1)&gt;信息10条。</p></body></html>"
    report = server.audited("<img src=x onerror=alert(1)>.html", text.encode())
    with window(chromium) as told:
        for path in ("/", f"/reports/{report['id']}", f"/api/reports/{report['id']}/page"):
            told.page.goto(f"{server.address}{path}")
            told.page.wait_for_load_state("networkidle")
            assert "run" not in told.page.title()
        assert told.complaints == []


def faults(told: Witness, looks: list[tuple[int, str]]) -> dict[tuple[int, str], list[str]]:
    """What is wrong with a page in each of its looks: violations, and what sticks out at the side."""
    found = {}
    for width, scheme in looks:
        told.page.set_viewport_size({"width": width, "height": 900})
        told.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wide = told.overflow()
        found[width, scheme] = told.violations() + ([f"{wide} pixels too wide"] if wide else [])
    return {look: wrong for look, wrong in found.items() if wrong}


def test_the_application_can_be_used_by_all(chromium: Any, server: Running) -> None:
    report = server.audited("砚川.txt", PLANTED.read_bytes())
    with window(chromium, bypass_csp=True) as told:
        told.page.goto(f"{server.address}/")
        told.page.locator("#rows tr").first.wait_for()
        assert faults(told, LOOKS) == {}
        told.page.goto(f"{server.address}/reports/{report['id']}")
        told.page.locator(".desk button").first.wait_for()
        told.page.keyboard.press("j")
        assert faults(told, LOOKS[1:3]) == {}


def test_the_page_can_be_used_by_all(chromium: Any, exported: Path) -> None:
    with window(chromium, bypass_csp=True) as told:
        told.page.goto(exported.as_uri())
        told.page.locator("#paper mark.broken").first.click()
        assert faults(told, LOOKS) == {}


def test_axe_sees_a_fault(chromium: Any) -> None:
    with window(chromium) as told:
        pale = "<p style='color:#ccc;background:#fff'>看不清的字，看不清的字</p>"
        told.page.set_content(f"<html lang='zh'><title>甲</title><main><h1>甲</h1>{pale}</main></html>")
        assert [fault.partition(":")[0] for fault in told.violations()] == ["color-contrast"]


def test_a_finding_shows_both_places_and_its_arithmetic(page: Witness) -> None:
    card = page.page.locator(".finding", has_text="行各类申请人之和")
    card.locator("h3").click()
    assert texts(page.page, ".chosen .terms") == ["15 + 1 + 1 = 17 ≠ 27"]
    lit = texts(page.page, "#paper td.lit")
    assert {"15", "1", "0", "27"} == set(lit)
    assert "部分公开 · 总计 27 → 17" in texts(page.page, ".chosen .fix")[0]
    prose = page.page.locator(".finding", has_text="部分公开17件").first
    prose.locator("h3").click()
    (quote,) = texts(page.page, ".chosen .quote")
    assert "予以公开41件，部分公开17件，不予公开14件" in quote


def test_keys_walk_through_the_findings(page: Witness) -> None:
    chosen = ".finding.chosen h3"
    titles = texts(page.page, ".finding h3")
    for expected in (titles[0], titles[1], titles[2]):
        page.page.keyboard.press("j")
        assert texts(page.page, chosen) == [expected]
    page.page.keyboard.press("k")
    assert texts(page.page, chosen) == [titles[1]]
    assert texts(page.page, ".pager output") == [f"2 / {len(titles)}"]
    page.page.keyboard.press("Escape")
    assert texts(page.page, chosen) == []


def test_the_mouse_over_a_figure_tells_what_it_was_held_against(page: Witness) -> None:
    figure = page.page.locator("#paper mark.held").first
    figure.hover()
    page.page.locator("#popover").wait_for()
    assert "一致" in page.page.locator("#popover li").first.text_content()
    assert texts(page.page, ".finding.chosen") == []
    page.page.mouse.move(5, 5)
    page.page.locator("#popover").wait_for(state="hidden")
    page.page.locator("#paper mark.broken").first.click()
    page.page.mouse.move(5, 5)
    page.page.wait_for_timeout(400)
    assert page.page.locator("#popover").is_visible()
    assert len(texts(page.page, ".finding.chosen")) == 1


def test_filters_show_what_they_say(page: Witness) -> None:
    for chip in page.page.locator("[data-filter]").all():
        chip.click()
        assert page.page.locator(".finding:not([hidden])").count() == int(chip.locator("b").text_content())


def test_every_figure_that_was_read_is_marked_by_its_state(page: Witness) -> None:
    states = page.page.eval_on_selector_all("#paper mark.fact", "all => all.map(e => [...e.classList].find(c => c !== 'fact'))")
    assert set(states) >= {"held", "broken", "unbound"}
    styles = page.page.evaluate("""() => Object.fromEntries(["held", "broken", "unbound"].map(s => {
      const style = getComputedStyle(document.querySelector(`#paper mark.${s}`));
      return [s, `${style.borderBottomStyle} ${style.borderBottomWidth}`]; }))""")
    assert len(set(styles.values())) == 3  # colour is never alone


def test_on_paper_everything_is_there_and_nothing_moves(page: Witness) -> None:
    colour = "getComputedStyle(document.querySelector('#paper mark.broken')).backgroundColor"
    light = page.page.evaluate(colour)
    page.page.keyboard.press("j")
    page.page.emulate_media(media="print", color_scheme=DARK, reduced_motion="reduce")
    assert page.page.evaluate(colour) == light  # what is chosen on a dark screen is printed as everything else
    assert page.page.locator(".finding .quote").first.is_visible()
    assert page.page.locator(".finding").first.is_visible()
    assert not page.page.locator(".pager").is_visible()
    assert page.page.evaluate("getComputedStyle(document.querySelector('aside')).position") == "static"
