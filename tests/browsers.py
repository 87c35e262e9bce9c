"""A real browser for tests, where one is installed: what its pages ask for and complain about is written down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
AXE = Path(__file__).resolve().parent / "vendor" / "axe.min.js"
LIGHT, DARK = "light", "dark"

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")


@dataclass
class Witness:
    """A page, every address that it asked for, and every complaint of the browser."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))

    def violations(self) -> list[str]:
        """What axe-core finds serious or critical, as "rule: where"."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [v for v in found["violations"] if v["impact"] in {"serious", "critical"}]
        return [f"{v['id']}: {[n['target'] for n in v['nodes']][:4]} {v['nodes'][0].get('failureSummary', '')}" for v in grave]

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        width: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return width


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def window(opened: Any, width: int = 1280, height: int = 900, scheme: str = LIGHT, **more: Any) -> Iterator[Witness]:
    """A new window of its own, which forgets everything afterwards."""
    context = opened.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **more)
    context.set_default_timeout(20_000)
    try:
        yield Witness(context.new_page())
    finally:
        context.close()
