"""How soon the page of a corpus can be used: python -m benchmarks.corpus_page [--reports N ...] [--rounds N] [--browser PATH].

Prints a Markdown table, a line a size: seconds to write the page, its size, and in headless Chromium the milliseconds from opening it to
the first list that can be used (parsed, counted, drawn), for choosing a check, and for a search; medians of the rounds. The reports
are invented summaries, as varied as those of a real corpus: a third as many agencies, seven years, all checks.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from extractor.auditing.across import cross_checks
from extractor.auditing.run import checks
from extractor.exports.as_corpus_page import render
from extractor.exports.as_items import topic_labels
from extractor.exports.corpus.summaries import Coverage, Crossing, Summary
from extractor.exports.names import labels
from extractor.exports.verdicts import ALL_GRADES

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
OFFICES = ("教育局", "林业局", "财政局", "水利局", "民政局", "司法局", "卫生健康局", "交通运输局", "农业农村局", "文化和旅游局", "人民政府")
LETTERS = "云临青江石柳岫溪禾陵泉岭松澜鹤湖"
CHOSEN = """() => new Promise(done => {
  const started = performance.now();
  document.querySelector("#by-check tbody button").click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - started)));
})"""
SEARCHED = """() => new Promise(done => {
  const started = performance.now(), before = document.getElementById("shown").textContent;
  const words = document.getElementById("words");
  words.value = "林业局"; words.dispatchEvent(new Event("input"));
  const look = () => document.getElementById("shown").textContent === before ? requestAnimationFrame(look) : done(performance.now() - started);
  requestAnimationFrame(look);
})"""


def invent(count: int, seed: int = 7) -> tuple[list[Summary], list[Crossing]]:
    """Summaries of invented reports and findings between them."""
    chance = Random(f"corpus page {seed}")
    codes, cross, topics = sorted(checks()), sorted(cross_checks()), sorted(topic_labels())
    places = ["".join(chance.sample(LETTERS, 2)) + chance.choice("市县区") for _ in range(max(3, count // 3))]
    listed = []
    for n in range(count):
        agency, year = chance.choice(places) + chance.choice(OFFICES), 2019 + chance.randrange(7)
        found = {(chance.choice(codes), chance.choice(ALL_GRADES)): chance.randint(1, 3) for _ in range(chance.choice((0, 0, 1, 2, 3, 5, 8, 13)))}
        quantities = chance.randint(15, 90)
        bound = int(quantities * chance.betavariate(8, 2))
        name = f"{agency}{year}年政府信息公开工作年度报告-{n}.html"
        listed.append(
            Summary(
                f"{year}/{name}", f"pages/{name}.html", agency, "department", chance.choice(("county", "prefecture", "province")), year, "read",
                Coverage(quantities, bound, bound - 2, 1, 1, quantities - bound), tuple((*key, many) for key, many in sorted(found.items())),
                tuple((topic, 1) for topic in sorted(chance.sample(topics, 3))),
            )
        )  # fmt: skip
    told = "上年报告结转下年度继续办理12件，本年报告上年结转15件，相差3件。"
    pairs = (tuple(s.path for s in chance.sample(listed, 2)) for _ in range(count // 20))
    return listed, [Crossing(chance.choice(cross), chance.choice(ALL_GRADES), told, pair) for pair in pairs]


def opened(browser: Any, page: Path) -> tuple[float, float, float]:
    """Milliseconds to a page that can be used, for choosing a check, for a search."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        tab = context.new_page()
        tab.goto(page.as_uri(), wait_until="commit")
        tab.wait_for_selector("#list tbody tr")
        ready = tab.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
        drawn = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
        return max(float(ready), float(drawn)), float(tab.evaluate(CHOSEN)), float(tab.evaluate(SEARCHED))
    finally:
        context.close()


def measure(browser: Any, count: int, rounds: int) -> str:
    """A line of the table."""
    summaries, crossings = invent(count)
    names = labels()
    started = time.perf_counter()
    text = render(summaries, crossings, names)
    seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "index.html"
        page.write_text(text, "utf-8")
        size = page.stat().st_size / 1e6
        taken = [opened(browser, page) for _ in range(rounds)]
    ready, chosen, searched = (statistics.median(column) for column in zip(*taken, strict=True))
    return f"| {count:,} | {seconds:.2f} | {size:.2f} | {ready:.0f} | {chosen:.0f} | {searched:.0f} |"


def main() -> None:
    """Measure the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--browser", default=next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None))
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    print("| reports | write s | MB | usable ms | choose a check ms | search ms |\n|---|---|---|---|---|---|")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=given.browser, args=ARGUMENTS)
        for count in given.reports:
            print(measure(browser, count, given.rounds), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
