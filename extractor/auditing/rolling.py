"""A stock of documents rolled on: in force last year, made, repealed, in force this year (规章, 行政规范性文件)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.auditing.crossing import CrossFinding, CrossSuggestion, cell_side, crossing, named, shown
from extractor.auditing.findings import Check, Suggestion
from extractor.auditing.slips import likeliest
from extractor.series.entries import Entry
from extractor.series.worlds import Series, World
from extractor.values import decimal_text
from lexicons.reports.disclosure.year_words import year_words

#: So far around the name of the documents a reason for a change is looked for.
NEAR = 30


def roll(check: Check, world: World, row: str, name: str) -> Iterator[CrossFinding]:
    """The verdicts about one row of the form in all series."""
    for series in world.series:
        for earlier, later in series.pairs():
            yield from _pair(check, series, earlier, later, row, name)


def _pair(check: Check, series: Series, earlier: Entry, later: Entry, row: str, name: str) -> Iterator[CrossFinding]:
    made, repealed, valid = (f"disclosure.{row}.{c}" for c in ("made", "repealed", "valid"))
    sides = (cell_side(later, made, repealed, valid), cell_side(earlier, valid))
    before = earlier.cells.value_of(valid)
    figures = tuple(later.cells.value_of(c) for c in (made, repealed, valid))
    if earlier.form == "2019" or later.form == "2019":
        yield from _older(check, earlier, later, row, name)
        return
    if before is None or any(f is None for f in figures):
        states = {earlier.cells.state_of(valid), *(later.cells.state_of(c) for c in (made, repealed, valid))}
        if before or any(figures) or "unreadable" in states:
            yield crossing(check, "undecided", f"{named(later)}{name}的件数有空白或无法读取，未与上一年度核对。", *sides, severity="notice")
        return
    new, gone, now = (f or Decimal(0) for f in figures)
    expected = before + new - gone
    message = check.template.format(
        earlier=named(earlier), later=named(later), name=name, before=shown(before), made=shown(new), repealed=shown(gone),
        expected=shown(expected), now=shown(now), why=_why(later, name),
    )  # fmt: skip
    if expected == now:
        held = f"{named(later)}{name}现行有效件数与上一年度衔接：{shown(before)}＋{shown(new)}－{shown(gone)}＝{shown(now)}。"
        yield crossing(check, "held", held, *sides)
        return
    yield crossing(
        check, "broken", message, *sides, expected=decimal_text(expected), actual=decimal_text(now),
        suggestions=tuple(_suggestions(series, earlier, later, valid, now, expected)),
    )  # fmt: skip


def _older(check: Check, earlier: Entry, later: Entry, row: str, name: str) -> Iterator[CrossFinding]:
    """Years of the trial form: it counts what was published in all, which the form of 2021 does not."""
    total, new, valid = (f"disclosure.{row}.{c}" for c in ("total_public", "new_public", "valid"))
    if later.form != earlier.form:
        first, second = earlier.cells.value_of(total), later.cells.value_of(valid)
        if first is not None and second is not None and (first or second):
            sides = (cell_side(later, valid), cell_side(earlier, total))
            told = f"{named(earlier)}{name}填的是“对外公开总数量”（{shown(first)}），{named(later)}是“现行有效件数”（{shown(second)}），不可比。"
            yield crossing(check, "undecided", told, *sides, severity="notice")
        return
    before, added, now = earlier.cells.value_of(total), later.cells.value_of(new), later.cells.value_of(total)
    if before is None or added is None or now is None or not (before or added or now):
        return
    sides = (cell_side(later, new, total), cell_side(earlier, total))
    if before + added == now:
        told = f"{named(later)}{name}对外公开总数量与上一年度衔接：{shown(before)}＋{shown(added)}＝{shown(now)}。"
        yield crossing(check, "held", told, *sides)
        return
    told = f"{named(later)}{name}对外公开总数量 {shown(now)}，上一年度 {shown(before)}、本年新公开 {shown(added)}；该表式不填废止件数，无法核定。"
    yield crossing(check, "undecided", told, *sides, severity="notice")


def _why(later: Entry, name: str) -> str:
    """The reason that the report itself gives for another stock, as words to check, "" where there is none."""
    at = later.text.find(name)
    while at >= 0:
        near = later.text[max(0, at - NEAR) : at + len(name) + NEAR]
        word = next((w for w in year_words().stock_changes if w in near), "")
        if word:
            return f"；报告提到“{word}”，请核对其影响"
        at = later.text.find(name, at + 1)
    return ""


def _suggestions(series: Series, earlier: Entry, later: Entry, cell: str, now: Decimal, expected: Decimal) -> Iterator[CrossSuggestion]:
    """Either stock put right: the later one, or last year's, which is the only answer where its own roll then holds as well."""
    before = earlier.cells.value_of(cell) or Decimal(0)
    other = before + now - expected
    healed = _heals(series, earlier, cell, other)
    if not healed:
        words = f"{likeliest(now, expected).words}，改后两年衔接"
        yield CrossSuggestion(later.path, Suggestion(decimal_text(expected), False, words, cell))
    if other >= 0:
        words = f"{likeliest(before, other).words}，改后{'前后三年均' if healed else '两年'}衔接"
        yield CrossSuggestion(earlier.path, Suggestion(decimal_text(other), healed, words, cell))


def _heals(series: Series, middle: Entry, cell: str, value: Decimal) -> bool:
    """Whether another stock in the middle year mends the roll from the year before as well, which is broken now."""
    first = next((a for a, b in series.pairs() if b is middle), None)
    if first is None or first.form != middle.form:
        return False
    stem = cell.removesuffix("valid")
    made, gone = middle.cells.value_of(f"{stem}made"), middle.cells.value_of(f"{stem}repealed")
    before, printed = first.cells.value_of(cell), middle.cells.value_of(cell)
    if before is None or made is None or gone is None:
        return False
    return before + made - gone == value != printed
