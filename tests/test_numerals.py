"""Numerals: every way to write a number gives its value, and nothing else is taken for one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.folding import fold
from extractor.numerals import read_numeral

VALUES = {
    "0": "0",
    "12": "12",
    "1,284,603": "1284603",
    "1 811": "1811",
    "20.50": "20.5",
    "1.2万": "12000",
    "1811.120268万": "18111202.68",
    "3亿2千万": "320000000",
    "2万3千": "23000",
    "1亿3000万": "130000000",
    "1万亿": "1000000000000",
    "零": "0",
    "两": "2",
    "十": "10",
    "十一": "11",
    "二十": "20",
    "廿": "20",
    "廿五": "25",
    "卅": "30",
    "一百三十": "130",
    "一百零三": "103",
    "两百五": "250",
    "二千三百": "2300",
    "两千零五": "2005",
    "一万二": "12000",
    "一万二千亿": "1200000000000",
    "一百二十三万四千五百六十七": "1234567",
    "九十九点三": "99.3",
    "三点五万": "35000",
    "二〇二一": "2021",
    "壹仟贰佰": "1200",
    "三亿": "300000000",
}


@pytest.mark.parametrize("text", VALUES)
def test_a_numeral_has_its_value(text: str) -> None:
    numeral = read_numeral(text)
    assert numeral is not None
    assert numeral.value == Decimal(VALUES[text])


STEPS = {
    "12": "1",
    "300": "1",
    "20.5": "0.1",
    "1.2万": "1000",
    "12万": "10000",
    "1811.120268万": "0.01",
    "3亿2千万": "10000000",
    "二十": "1",
    "二千三百": "1",
    "一万二": "1000",
    "3千": "1000",
}


@pytest.mark.parametrize("text", STEPS)
def test_the_step_is_the_weight_of_the_last_written_digit(text: str) -> None:
    numeral = read_numeral(text)
    assert numeral is not None
    assert numeral.step == Decimal(STEPS[text])


@pytest.mark.parametrize("text", ["", "件", "十百一", "二十一三", "1.2.3万万", "12件", "一 一 万件", "点五"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert read_numeral(text) is None


DIGITS = "零一二三四五六七八九"


def in_characters(number: int) -> str:
    """A number below ten thousand in characters, written by the schoolbook."""
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    tens, ones = divmod(rest, 10)
    text = ""
    for digit, weight in ((thousands, "千"), (hundreds, "百"), (tens, "十"), (ones, "")):
        if digit:
            text += DIGITS[digit] + weight
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零") or "零"


@given(st.integers(0, 9999))
def test_numbers_in_characters_are_read_back(number: int) -> None:
    numeral = read_numeral(in_characters(number))
    assert numeral is not None
    assert numeral.value == number


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_sections_of_ten_thousand_are_read_back(upper: int, lower: int) -> None:
    joint = "" if lower >= 1000 else "零"
    numeral = read_numeral(f"{in_characters(upper)}万{joint}{in_characters(lower)}")
    assert numeral is not None
    assert numeral.value == upper * 10_000 + lower


@given(st.integers(0, 10**12))
def test_separators_do_not_change_a_number(number: int) -> None:
    numeral = read_numeral(f"{number:,}")
    assert numeral is not None
    assert numeral.value == number


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
