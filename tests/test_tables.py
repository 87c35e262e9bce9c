"""Statutory tables: every published flattening gives exactly its cells, or says that it cannot."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.model import Cell, Document, Origin, Source
from extractor.readers import read
from extractor.readers.assembly import Assembly, RawCell
from extractor.tables import Tables, form_of, read_tables
from extractor.values import decimal_text

CORPUS = Path(__file__).parent.parent / "corpora" / "tables"
CASES: list[dict[str, Any]] = [
    case for file in sorted(CORPUS.glob("*.toml")) for case in tomllib.loads(file.read_text("utf-8"))["case"]
]
SYMBOLS = {"blank": "_", "placeholder": "P", "unreadable": "?"}


def document(case: dict[str, Any]) -> Document:
    """The case as a document: text as it is, or its grids as a reader of tables would give them."""
    if "text" in case:
        return read(case["text"].encode(), "a.txt")
    assembly = Assembly()
    for number, grid in enumerate(case["grids"], 1):
        cells = [RawCell(text, row, column, rows, columns) for row, column, rows, columns, text in grid]
        assembly.grid(cells, Origin(f"/table[{number}]"))
    return assembly.document(Source("a.html", "html", "0" * 64))


def as_written(cell: Cell) -> str:
    if cell.state in SYMBOLS:
        return SYMBOLS[cell.state]
    assert cell.value is not None
    return decimal_text(cell.value) + ("~" if cell.state == "inferred" else "")


def rows_of(tables: Tables) -> dict[str, str]:
    """Row -> its columns from left to right, as the corpus writes them."""
    rows: dict[str, list[str]] = {}
    for cell in tables.cells:
        part, row = cell.id.split(".")[:2]
        rows.setdefault(f"{part}.{row}", []).append(as_written(cell))
    return {row: " ".join(values) for row, values in rows.items()}


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_flattening_is_read(case: dict[str, Any]) -> None:
    tables = read_tables(document(case))
    found = rows_of(tables)
    assert {row: found.get(row, "absent") for row in case["rows"]} == case["rows"]
    assert not set(case.get("absent", ())) & set(found)
    codes = {d.code for d in tables.diagnostics}
    assert set(case.get("says", ())) <= codes
    if "form" in case:
        assert form_of(tables.tables) == case["form"]
    if not case["rows"]:
        assert not tables.cells


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_cells_point_at_what_is_printed(case: dict[str, Any]) -> None:
    source = document(case)
    cells = read_tables(source).cells
    assert len({c.id for c in cells}) == len(cells)
    for cell in cells:
        assert 0 <= cell.span.start <= cell.span.end <= len(source.text)
        if cell.raw:
            assert cell.span.of(source.text) == cell.raw
        assert (cell.value is None) == (cell.state in SYMBOLS)
        assert (cell.confidence == 1) == (cell.state not in {"inferred", "unreadable"})


def test_corpus_names_every_code() -> None:
    codes = {code for case in CASES for code in case["code"].split()}
    wanted = {f"F{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 25, 30)}
    assert wanted <= codes
    assert len({c["id"] for c in CASES}) == len(CASES)
