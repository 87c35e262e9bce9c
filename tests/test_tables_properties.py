"""Random tables, flattened and damaged at random: what is read is what is printed, or it is not called read."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_sheets import (
    COLUMNS,
    FLATTENINGS,
    LEAVES,
    Sheet,
    document,
    grid_document,
    lines_of,
    mutate,
    random_sheet,
    text_of,
    without_repeats,
)

from extractor.model import Cell, Document
from extractor.readers import read
from extractor.tables import read_tables

WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
DAMAGES: list[tuple[str, ...]] = [(), ("blank",), ("slash",), ("drop",), ("wide",), ("blank", "drop"), ("blank", "slash")]
SEEDS = st.integers(0, 10**9)
FEW = settings(max_examples=5, derandomize=True, deadline=None, database=None)


def value_of(text: str) -> Decimal | None:
    """The figure that is printed, None for a blank or a placeholder."""
    digits = text.translate(WIDE)
    return Decimal(digits) if digits.isdigit() else None


def complaint(sheet: Sheet, row: str, column: int, cell: Cell) -> str:
    """What is wrong with a cell, "" if nothing."""
    if row not in sheet.rows:
        return "a row that is not printed" if cell.state in {"read", "inferred"} else ""
    text = sheet.rows[row][column]
    want = value_of(text)
    if cell.state == "read":
        return "" if cell.value == want else f"{text!r} read as {cell.value}"
    if cell.state == "inferred" and sheet.consistent:
        return "" if cell.value == (want or 0) else f"{text!r} inferred as {cell.value}"
    if cell.state == "blank":
        return "" if not text else f"{text!r} called blank"
    if cell.state == "placeholder":
        return "" if text and want is None else f"{text!r} called a placeholder"
    return ""


def complaints(sheet: Sheet, source: Document) -> list[str]:
    cells = {c.id: c for c in read_tables(source).cells}
    found = []
    for row in LEAVES:
        for number, column in enumerate(COLUMNS):
            cell = cells.get(f"applications.{row}.{column}")
            wrong = complaint(sheet, row, number, cell) if cell else ""
            if wrong:
                found.append(f"{row}.{column}: {wrong}")
    return found


def sheet_of(seed: int, damage: tuple[str, ...]) -> tuple[Sheet, Random]:
    rng = Random(seed)
    return mutate(random_sheet(rng, consistent=rng.random() < 0.7), rng, damage), rng


@pytest.mark.parametrize("damage", DAMAGES, ids="+".join)
@pytest.mark.parametrize("flattening", FLATTENINGS)
@FEW
@given(seed=SEEDS)
def test_text_is_never_read_wrongly(flattening: str, damage: tuple[str, ...], seed: int) -> None:
    sheet, rng = sheet_of(seed, damage)
    assert complaints(sheet, document(FLATTENINGS[flattening](sheet, rng))) == []


@pytest.mark.parametrize("lost", [False, True], ids=["true spans", "lost spans"])
@pytest.mark.parametrize("damage", DAMAGES, ids="+".join)
@FEW
@given(seed=SEEDS)
def test_grid_is_read_whole(damage: tuple[str, ...], lost: bool, seed: int) -> None:
    sheet, _ = sheet_of(seed, damage)
    source = grid_document(sheet, lost)
    assert complaints(sheet, source) == []
    cells = {c.id: c for c in read_tables(source).cells}
    pairs = [(r, c, t) for r, values in sheet.rows.items() for c, t in zip(COLUMNS, values, strict=True)]
    printed = [(r, c) for r, c, text in pairs if value_of(text) is not None]
    states = [cells[f"applications.{row}.{column}"].state for row, column in printed]
    assert states.count("read") >= len(printed) - 7


@pytest.mark.parametrize("flattening", ["pipes", "markdown", "lines"])
@FEW
@given(seed=SEEDS)
def test_plain_text_is_read_whole(flattening: str, seed: int) -> None:
    sheet, rng = sheet_of(seed, ())
    cells = read_tables(document(FLATTENINGS[flattening](sheet, rng))).cells
    assert [c.state for c in cells] == ["read"] * len(LEAVES) * len(COLUMNS)


@pytest.mark.parametrize("flattening", ["pipes", "lines", "spaced", "glued"])
@FEW
@given(seed=SEEDS, share=st.floats(0.1, 1))
def test_cut_text_invents_nothing(flattening: str, seed: int, share: float) -> None:
    sheet, rng = sheet_of(seed, ())
    text = text_of(FLATTENINGS[flattening](sheet, rng))
    cut = text[: int(len(text) * share)]
    if not cut.strip():
        return
    sheet.consistent = False
    assert complaints(sheet, read(cut.encode(), "a.txt")) == []


@pytest.mark.parametrize("damage", DAMAGES, ids="+".join)
@FEW
@given(seed=SEEDS)
def test_lines_taken_out_are_not_guessed(damage: tuple[str, ...], seed: int) -> None:
    sheet, rng = sheet_of(seed, damage)
    text = without_repeats(text_of(lines_of(sheet, rng)))
    sheet.consistent = False
    assert complaints(sheet, read(text.encode(), "a.txt")) == []
