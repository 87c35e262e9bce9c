"""Makes the pictures in ``docs/images``: the application is started, given the samples, and looked at in a real browser.

``python docs/screenshots.py`` (needs ``pip install -e ".[web,dev]"`` and a Chromium in the search path).
"""

from __future__ import annotations

import base64
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
SAMPLES = sorted((ROOT / "corpora" / "samples").iterdir())
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
#: The name of a report of the year after, to be compared.
NEXT = "yanchuan-2024.txt"
#: Pictures in a README are to be loaded quickly.
LARGEST = 200_000
#: A picture's size, and its pixels (red, green, blue) left in the window.
PIXELS = """async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const all = pen.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < all.length; at += 4) text += String.fromCharCode(all[at], all[at + 1], all[at + 2]);
  window.pixels = btoa(text);
  return [image.width, image.height];
}"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a running application with a baseline in the folder."""
    command = [sys.executable, "-m", "extractor", "serve", "--port", "0", "--baseline", str(folder / "baseline.json")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        try:
            said = next(iter(running.stdout or ()), "")
            found = re.search(r"http://\S+", said)
            if found is None:
                raise SystemExit(f"gouji serve did not start: {said}")
            yield found[0].rstrip("/")
        finally:
            running.terminate()


def next_year() -> bytes:
    """The planted sample as if it had been written a year later, some of its figures grown."""
    text = (ROOT / "corpora" / "samples" / "yanchuan-2023.txt").read_text("utf-8")
    for old, new in (("2023", "2024"), ("2022", "2023"), ("127", "139"), ("113", "125"), ("41", "52"), ("36", "47")):
        text = text.replace(old, new)
    return text.encode()


def look(browser: Any, width: int, height: int, scheme: str = "light") -> Any:
    """A new page of a size."""
    return browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", locale="zh-CN")


def keep(page: Any, name: str) -> None:
    """Write the picture of a page as it is."""
    path = IMAGES / f"{name}.png"
    path.write_bytes(packed(page, page.screenshot()))
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path.name} is too large: {path.stat().st_size} bytes")


def packed(page: Any, picture: bytes) -> bytes:
    """The same PNG, packed tightly: rows of text pack best as they are, without the filters that suit photographs."""
    blank = page.context.browser.new_page()
    size = blank.evaluate(PIXELS, base64.b64encode(picture).decode())
    pixels = base64.b64decode(blank.evaluate("window.pixels"))
    blank.close()
    width, height = size
    rows = (pixels[at : at + 3 * width] for at in range(0, len(pixels), 3 * width))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)),
        (b"IEND", b""),
    )
    chunks = (struct.pack(">I", len(d)) + kind + d + struct.pack(">I", zlib.crc32(kind + d)) for kind, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def pictures(browser: Any, address: str) -> None:
    """All pictures, in the order in which the application is used."""
    page = look(browser, 1200, 640)
    page.goto(f"{address}/")
    page.set_input_files("#files", [str(path) for path in SAMPLES])
    page.locator("#progress-text", has_text="全部审核完").wait_for(timeout=120_000)
    page.locator("#said", has_text="已上传").wait_for()
    keep(page, "start")
    page.get_by_role("link", name="砚川县自然资源局").click()
    report = page.url
    page.locator(".desk button").first.wait_for()
    page.locator(".finding", has_text="部分公开17件").first.locator("h3").click()
    keep(page, "report")
    page.keyboard.press("Escape")
    page.locator(".finding", has_text="行各类申请人之和").locator("h3").click()
    keep(page, "table")
    small = look(browser, 360, 720, "dark")
    small.goto(report)
    small.locator(".desk button").first.wait_for()
    small.locator("#paper mark.broken").first.click()
    keep(small, "phone")
    page.goto(f"{address}/")
    page.set_input_files("#files", [{"name": NEXT, "mimeType": "text/plain", "buffer": next_year()}])
    for name in ("yanchuan-2023", NEXT):
        page.locator("#rows tr", has_text=name).get_by_role("checkbox").check()
    page.get_by_role("button", name="对比选中的两份").click()
    page.get_by_role("heading", name="两年之间").wait_for()
    page.get_by_role("heading", name="依申请公开").evaluate("e => scrollTo(0, e.getBoundingClientRect().top - 120)")
    keep(page, "compare")


def main() -> None:
    """Make all pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise SystemExit("no Chromium in the search path")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            pictures(browser, address)
        finally:
            browser.close()
    for path in sorted(IMAGES.glob("*.png")):
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
