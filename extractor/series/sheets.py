"""The first sheet of a workbook (XLSX) as rows of strings: enough for a list of files that somebody keeps in a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import regex
from lxml import etree

from extractor.errors import WrongCall

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: A list of files is smaller than this; what is larger is not read.
LARGEST = 64_000_000
SHEET = regex.compile(r"xl/worksheets/sheet(\d+)\.xml")


def sheet_rows(data: bytes) -> Sequence[Sequence[str]]:
    """The rows of the first sheet, blank ones left out; ``WrongCall`` where the bytes are no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            shared = [_text(e) for e in _parts(package, "xl/sharedStrings.xml", "si")]
            sheets = sorted((int(m[1]), m[0]) for m in map(SHEET.fullmatch, package.namelist()) if m)
            if not sheets:
                raise WrongCall("清单文件不是工作簿（XLSX）。")
            rows = [_row(row, shared) for row in _parts(package, sheets[0][1], "row")]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, IndexError, ValueError) as error:
        if isinstance(error, WrongCall):
            raise
        raise WrongCall(f"清单文件已损坏，无法打开：{error}") from None
    return [row for row in rows if any(row)]


def _parts(package: zipfile.ZipFile, name: str, tag: str) -> Sequence[etree._Element]:
    if name not in package.namelist():
        return ()
    if package.getinfo(name).file_size > LARGEST:
        raise WrongCall("清单文件过大。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return list(etree.fromstring(package.read(name), parser).iter(f"{SPACE}{tag}"))


def _row(row: etree._Element, shared: Sequence[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{SPACE}c"):
        at = _column(cell.get("r", ""), len(cells))
        cells += [""] * (at + 1 - len(cells))
        value = cell.find(f"{SPACE}v")
        if cell.get("t") == "inlineStr":
            cells[at] = _text(cell)
        elif value is not None and value.text:
            cells[at] = shared[int(value.text)] if cell.get("t") == "s" else value.text
    return cells


def _column(reference: str, default: int) -> int:
    """The number of a column from 0: "C7" -> 2."""
    found = regex.match("[A-Z]+", reference)
    if not found:
        return default
    number = 0
    for letter in found[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{SPACE}t"))
