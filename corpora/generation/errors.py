"""Errors planted in consistent reports, each by its kind, with what must be known to hold the program to account.

A planted error is a variant of a report (``corpora.records.Planted``): its edits, and the findings that follow from them by
arithmetic. Kinds that change one figure of the tables draw only figures that an identity or the prose can contradict.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from corpora.consistency import Broken, broken_claims, broken_identities, cells_of
from corpora.forms import Identity, identities
from corpora.generation.agencies import elsewhere
from corpora.generation.drawing import Drawn
from corpora.generation.slips import SLIPS
from corpora.marks import Mark, write_marks
from corpora.records import CorpusError, Edit, Expected, Planted, Report, plant


@dataclass(frozen=True, slots=True)
class Change:
    """One changed place: a cell id, or the words of the prose, with what is printed now and what was true."""

    where: str
    printed: str
    true: str


@dataclass(frozen=True, slots=True)
class Error:
    """A planted error: its kind, its changes, and the checks of which at least one must speak."""

    kind: str
    changes: tuple[Change, ...]
    checks: tuple[str, ...]
    variant: Planted

    def entry(self, report: str) -> dict[str, Any]:
        """Its line in the log."""
        return {"report": report, "kind": self.kind, "changes": [asdict(c) for c in self.changes], "checks": list(self.checks)}


class Unfit(Exception):
    """A report offers no place for an error of this kind."""


def spoken_cells(report: Report) -> tuple[str, ...]:
    """The cells that can be contradicted: those of the identities, and single cells that the prose states exactly."""
    found = dict.fromkeys(cell for identity in identities(report.form) for cell in identity.cells)
    for _, _, mark in report.marks():
        expressions = [cells_of(i, report.form) for i in mark.indicators]
        if len(expressions) == 1 and len(expressions[0]) == 1 and mark.qualifier == "exact" and not mark.period:
            found.setdefault(expressions[0][0])
    return tuple(found)


def _cells(drawn: Drawn, kind: str, chance: Random, count: int = 1) -> Error:
    """So many figures of the tables changed, each by the slip ``kind``, or each by any where it is ``several``."""
    cells, places = dict(drawn.report.cells), list(spoken_cells(drawn.report))
    chance.shuffle(places)
    changes: dict[str, str] = {}
    for place in places:
        for slip in [kind] if kind in SLIPS else chance.sample(sorted(SLIPS), len(SLIPS)):
            became = SLIPS[slip](cells, drawn.last, place, chance)
            if became is not None and became != cells[place]:
                changes[place] = became
                break
        if len(changes) == count:
            return _of_cells(drawn.report, kind, changes)
    raise Unfit(kind)


def _of_cells(report: Report, kind: str, changes: dict[str, str]) -> Error:
    cells = dict(report.cells)
    if not changes or all(cells[c] == v for c, v in changes.items()):
        raise Unfit(kind)
    edits = tuple(Edit(becomes=value, cell=cell) for cell, value in changes.items())
    return _proven(report, kind, edits, tuple(Change(c, v, cells[c]) for c, v in changes.items()))


def _shift(drawn: Drawn, kind: str, chance: Random) -> Error:
    """A figure printed one column, or one row, away from its place."""
    cells = dict(drawn.report.cells)
    rows = [i.cells for i in identities(drawn.report.form) if (i.check == "table.row_total") == (kind == "column_shift")]
    lines = [line[:-1] for line in rows if any(cells[c] != "0" for c in line[:-1])]
    pairs = [(a, b) for line in lines for a, b in itertools.pairwise(line) if cells[a] != cells[b]]
    if not pairs:
        raise Unfit(kind)
    here, there = chance.choice(pairs)
    return _of_cells(drawn.report, kind, {here: cells[there], there: cells[here]})


def _blank_total(drawn: Drawn, kind: str, chance: Random) -> Error:
    """A total that prints 0 beside figures."""
    cells = dict(drawn.report.cells)
    totals = [i.cells[-1] for i in identities(drawn.report.form) if i.check != "table.balance" and cells[i.cells[-1]] != "0"]
    if not totals:
        raise Unfit(kind)
    return _of_cells(drawn.report, kind, {chance.choice(totals): "0"})


def _prose(drawn: Drawn, kind: str, chance: Random) -> Error:
    """A figure of the prose by a slip: one that a cell gives, a rate, a change or the part of a total."""
    wanted: Callable[[Mark], bool] = {
        "prose": lambda m: bool(_proof(drawn.report, m)) and m.unit != "元",
        "rate": lambda m: "rate" in m.relation,
        "growth": lambda m: bool({"growth", "diff"} & m.relation.keys()),
        "part": lambda m: "of" in m.relation and not _proof(drawn.report, m),
    }[kind]
    marks = [(place, mark) for place, _, mark in drawn.report.marks() if wanted(mark) and mark.qualifier == "exact"]
    marks = [(place, mark) for place, mark in marks if mark.value and mark.raw[0].isdigit()]
    if not marks:
        raise Unfit(kind)
    place, mark = chance.choice(marks)
    number = mark.raw.removesuffix(mark.unit)
    slips = [SLIPS[s]({"": number.replace(",", "")}, {}, "", chance) for s in ("swap", "drop", "add", "near")]
    values = [v for v in slips if v is not None and Decimal(v) != mark.value and Decimal(v) > 0]
    if kind in ("rate", "growth"):
        values = [str(mark.value + chance.choice((3, 5, 10)))]
    if not values:
        raise Unfit(kind)
    raw = chance.choice(values) + mark.unit
    return _of_words(drawn.report, kind, place, mark, raw)


def _proof(report: Report, mark: Mark) -> tuple[str, ...]:
    return () if mark.period or len(mark.indicators) != 1 else cells_of(mark.indicators[0], report.form)


def _of_words(report: Report, kind: str, place: str, mark: Mark, raw: str, value: str = "") -> Error:
    """A mark of the prose printed otherwise."""
    old = write_marks(mark.raw, [_at_start(mark)])
    new = old.replace(f"⟦{mark.raw}|", f"⟦{raw}|", 1)
    if value:
        new = new.replace(f"value={mark.value}", f"value={value}")
    edit = Edit(becomes=new, text=_once(report, old))
    return _proven(report, kind, (edit,), (Change(f"{place}: {mark.raw}", raw, mark.raw),))


def _at_start(mark: Mark) -> Mark:
    return replace(mark, start=0, end=len(mark.raw))


def _once(report: Report, text: str) -> str:
    if sum(passage.count(text) for _, passage in report.passages()) != 1:
        raise Unfit("stands twice")
    return text


def _unit(drawn: Drawn, kind: str, chance: Random) -> Error:
    """元 where 万元 should stand, or the other way round."""
    marks = [(p, m) for p, _, m in drawn.report.marks() if m.indicators == ("fees.amount",) and m.value and "亿" not in m.raw]
    if not marks:
        raise Unfit(kind)
    place, mark = chance.choice(marks)
    wan = mark.raw.endswith("万元")
    raw = mark.raw.replace("万元", "元") if wan else mark.raw.replace("元", "万元")
    return _of_words(drawn.report, kind, place, mark, raw, f"{(mark.value / 10_000 if wan else mark.value * 10_000).normalize():f}")


def _year(drawn: Drawn, kind: str, chance: Random) -> Error:  # noqa: ARG001
    """The statistical period of an older report."""
    report = drawn.report
    old = f"{report.year}年1月1日"
    if report.preamble.count(old) != 1:
        raise Unfit(kind)
    sentence = report.preamble[report.preamble.index(old) - 4 :]
    new = sentence.replace(f"{report.year}年1月1日", f"{report.year - 1}年1月1日")
    new = new.replace(f"{report.year}年12月31日", f"{report.year - 1}年12月31日")
    return _of_text(report, kind, sentence, new, "period.year")


def _name(drawn: Drawn, kind: str, chance: Random) -> Error:
    """The name of the same office elsewhere, left over from its report."""
    report, other = drawn.report, elsewhere(drawn.agency, chance)
    at = report.preamble.find(f"{report.agency}{report.year}年")
    if at < 0 or drawn.agency.place not in report.agency:
        raise Unfit(kind)
    sentence = report.preamble[at - 2 :]
    return _of_text(report, kind, sentence, sentence.replace(report.agency, other.name, 1), "agency.name")


def _all_done(drawn: Drawn, kind: str, chance: Random) -> Error:  # noqa: ARG001
    """Requests carried over beside a statement that all are done."""
    report, cells = drawn.report, dict(drawn.report.cells)
    if "全部办结" not in dict(report.sections)["overview"].text or cells["applications.total.natural_person"] == "0":
        raise Unfit(kind)
    changes = {}
    for column in ("natural_person", "total"):
        new, out = f"applications.new.{column}", f"applications.carried_out.{column}"
        changes |= {new: str(int(cells[new]) + 1), out: str(int(cells[out]) + 1)}
    error = _of_cells(report, kind, changes)
    return Error(kind, error.changes, ("claim.all_done",), error.variant)


def _zero(drawn: Drawn, kind: str, chance: Random) -> Error:
    """A case in a block of which the prose says that there was none."""
    report = drawn.report
    denied = {i for _, _, m in report.marks() if m.value == 0 and not m.period for i in m.indicators}
    blocks = [b for b, i in (("review", "review.total"), ("litigation_direct", "litigation.total")) if i in denied]
    if not blocks:
        raise Unfit(kind)
    block, number = chance.choice(blocks), str(chance.randint(1, 4))
    error = _of_cells(report, kind, {f"review.{block}.upheld": number, f"review.{block}.total": number})
    return Error(kind, error.changes, ("claim.zero",), error.variant)


def _of_text(report: Report, kind: str, old: str, new: str, check: str) -> Error:
    edit = Edit(becomes=new, text=_once(report, old))
    variant = Planted(kind, (edit,), (Expected(check),))
    plant(report, variant)
    return Error(kind, (Change("preamble", new, old),), (check,), variant)


def _proven(report: Report, kind: str, edits: tuple[Edit, ...], changes: tuple[Change, ...]) -> Error:
    """The error with the findings that arithmetic gives; Unfit where it breaks nothing."""
    try:
        planted = plant(report, Planted(kind, edits, (Expected("text.table"),)))
    except CorpusError:
        raise Unfit(kind) from None
    broken: tuple[tuple[Identity, Decimal], ...] = broken_identities(planted)
    claims: tuple[Broken, ...] = broken_claims(planted)
    if not broken and not claims:
        raise Unfit(kind)
    checks = dict.fromkeys([i.check for i, _ in broken] + [_speaking(b, kind) for b in claims])
    expect = tuple(Expected(_speaking(b, kind), str(b.value)) for b in claims)
    return Error(kind, changes, tuple(checks), Planted(kind, edits, expect, len(broken)))


def _speaking(broken: Broken, kind: str) -> str:
    """The check that tells of a claim: the most specific one speaks."""
    if broken.check != "text.table":
        return broken.check
    return "unit.money" if kind == "unit" else "claim.zero" if not broken.fact.raw[0].isdigit() and not broken.value else broken.check


_PLANTERS: dict[str, Callable[[Drawn, str, Random], Error]] = {
    **dict.fromkeys(SLIPS, _cells),
    "two_cells": lambda drawn, kind, chance: _cells(drawn, kind, chance, 2),
    "three_cells": lambda drawn, kind, chance: _cells(drawn, kind, chance, 3),
    "column_shift": _shift, "row_shift": _shift, "blank_total": _blank_total,
    "prose": _prose, "rate": _prose, "growth": _prose, "part": _prose,
    "unit": _unit, "year": _year, "name": _name, "all_done": _all_done, "zero": _zero,
}  # fmt: skip
KINDS = tuple(_PLANTERS)
#: Kinds whose cells agree among themselves: the words are wrong, no cell can be named.
AGREEING = frozenset({"all_done", "zero"})


def plant_error(drawn: Drawn, kind: str, seed: str = "") -> Error:
    """An error of a kind; raises Unfit where the report offers no place for it."""
    return _PLANTERS[kind](drawn, kind, Random(f"{drawn.report.id} {kind} {seed}"))


def errors(drawn: Drawn) -> Iterator[Error]:
    """One error of every kind that fits."""
    for kind in KINDS:
        try:
            yield plant_error(drawn, kind)
        except Unfit:
            continue
