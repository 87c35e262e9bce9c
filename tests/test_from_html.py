"""The HTML reader over corpora/readers/html: small cases, whole pages, spans, metadata, and pages that mean harm."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import UnreadableInput
from extractor.model import Document, Source
from extractor.readers import read as read_any
from extractor.readers.from_html import claims, read

FOLDER = Path(__file__).parent.parent / "corpora" / "readers" / "html"
DEV = Path(__file__).parent.parent.parent / "shared" / "dev"
CASES = tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))["case"]
GRIDS = tomllib.loads((FOLDER / "grids.toml").read_text("utf-8"))["grid"]
PAGES = sorted(FOLDER.glob("*.html"))


def document(data: bytes) -> Document:
    return read(data, Source("page.html", "html", ""))


def laid_out(found: Document) -> list[list[Any]]:
    """Blocks as kind and text, grids as rows of cell texts."""
    blocks: list[list[Any]] = []
    for block in found.blocks:
        if block.kind != "grid":
            blocks.append([block.kind, block.span.of(found.text)])
            continue
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(cell.span.of(found.text))
        blocks.append(["grid", list(rows.values())])
    return blocks


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert document(case["html"].encode()).text.split("\n") == case["expected"]


@pytest.mark.parametrize("case", GRIDS, ids=[case["id"] for case in GRIDS])
def test_grid(case: dict[str, Any]) -> None:
    found = document(f"<p>二、主动公开政府信息情况</p>{case['html']}".encode())
    cells = [[c.row, c.column, c.row_span, c.column_span, c.span.of(found.text)] for b in found.blocks for c in b.cells]
    assert cells == case["cells"]


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_page(page: Path) -> None:
    expected = json.loads(page.with_suffix(".expected.json").read_text("utf-8"))
    found = read_any(page.read_bytes(), page.name)
    assert found.source.format == "html"
    assert found.source.encoding == expected["encoding"]
    assert [list(pair) for pair in found.metadata] == expected["metadata"]
    assert laid_out(found) == expected["blocks"]


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_origins_lead_into_the_page(page: Path) -> None:
    from lxml import etree

    from extractor.readers.html_characters import characters

    root = etree.fromstring(characters(page.read_bytes())[0].encode(), etree.HTMLParser(encoding="utf-8"))
    found = read_any(page.read_bytes(), page.name)
    for block in found.blocks:
        (element,) = root.xpath(block.origin.path)
        words = "".join("".join(element.itertext()).split()) + (element.get("content") or "")
        assert "".join(block.span.of(found.text).split())[:8].split("|")[0] in words
        for cell in block.cells:
            assert cell.origin is not None
            assert root.xpath(cell.origin.path)[0].tag in {"td", "th"}


@pytest.mark.parametrize(
    ("data", "suffix", "claim"),
    [
        (b"<!DOCTYPE html><p>x</p>", ".html", 90),
        (b"<HTML><body>x", ".txt", 90),
        (b"<p>x</p>", ".jsp", 90),
        ("<p>一</p><p>二</p><div>三</div><p>四</p>".encode(), ".txt", 60),
        ("规章 < 5 件，行政许可 > 3 件\n<p> 是标签".encode(), ".txt", 0),
        ("一、总体情况\n全年公开\n<br>\n二、主动公开\n无\n".encode(), ".md", 0),
        ("纯文字存成网页".encode(), ".html", 0),
        (b"%PDF-1.7 <html>", ".html", 0),
        (b"PK\x03\x04<html>", ".html", 0),
        (b"\x00\x01\x02<html>", ".html", 0),
    ],
)
def test_claims(data: bytes, suffix: str, claim: int) -> None:
    assert claims(data, suffix) == claim


@pytest.mark.parametrize(
    ("declared", "encoding", "bom"),
    [
        ("gb2312", "gb18030", b""),
        ("gbk", "utf-8", b""),
        ("utf-8", "gb18030", b""),
        ("big5", "big5", b""),
        ("", "gb18030", b""),
        ("gbk", "utf-8", b"\xef\xbb\xbf"),
        ("utf-8", "utf-16", b""),
    ],
)
def test_encodings(declared: str, encoding: str, bom: bytes) -> None:
    sentence = "政府信息公開工作年度報告" if encoding == "big5" else "全年主动公开政府信息和答复申请的工作情况报告"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>{sentence}</p></body></html>"
    assert document(bom + page.encode(encoding)).text == sentence


def test_cut_off_page_keeps_what_is_there() -> None:
    page = "<meta charset=gbk><p>一、总体情况</p><p>全年公开信息5条，均通过网站公开。</p>".encode("gb18030")
    found = document(page + "年".encode("gb18030")[:1])
    assert found.text.startswith("一、总体情况\n全年公开信息5条")


@pytest.mark.parametrize(
    ("page", "code"),
    [("<html><body></body></html>", "input.empty"), ("<html><body><img src=1.jpg></body></html>", "input.scanned")],
)
def test_pages_without_text(page: str, code: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        document(page.encode())
    assert caught.value.code == code


TOKENS = (FOLDER / "hostile.txt").read_text("utf-8").splitlines()


def checked(data: bytes) -> None:
    """Reads or refuses; what is read points at its text, in order, and grids have no two cells in one place."""
    try:
        found = document(data)
    except UnreadableInput:
        return
    end = 0
    for block in found.blocks:
        assert end <= block.span.start < block.span.end <= len(found.text) or block.cells
        end = block.span.end
        taken = [
            (cell.row + down, cell.column + right)
            for cell in block.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        ]
        assert len(taken) == len(set(taken))
        assert all(block.span.covers(cell.span) for cell in block.cells)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(TOKENS), max_size=60))
def test_hostile_markup_is_read_or_refused(tokens: list[str]) -> None:
    checked("".join(tokens).encode())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<html>", b"<table><td>"]))
def test_hostile_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    checked(start + data)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5000 + "一、总体情况",
        "<font>" * 3000 + "<p>一、总体情况</p>" + "<p>无</p>" * 10,
        "<table><tr><td>甲</td><td>" * 200 + "乙",
        "<table>" + "<tr><td rowspan=65534 colspan=1000>1<td>2</tr>" * 300 + "</table>",
        "<ul>" + "<li>一、" * 2000,
        "<p>" + "重复的一行文字重复的一行文字</p><p>" * 3000,
    ],
    ids=["deep blocks", "unclosed fonts", "nested tables", "huge spans", "nested items", "repeated lines"],
)
def test_extreme_pages_are_read(page: str) -> None:
    checked(page.encode())


@pytest.mark.skipif(not DEV.is_dir(), reason="the shared documents are not here")
def test_prose_equals_that_of_the_text_version() -> None:
    from extractor.readers.encodings import decode

    pages = sorted(DEV.glob("*-html.html"))
    assert pages
    for page in pages:
        found = read_any(page.read_bytes(), page.name)
        lines = decode(page.with_name(page.name.replace("-html.html", "-pipes.txt")).read_bytes())[0].splitlines()
        prose = [line.strip() for line in lines if line.strip() and "|" not in line]
        assert [b.span.of(found.text) for b in found.blocks if b.kind != "grid"] == prose, page.name
