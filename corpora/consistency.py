"""Whether a report of the corpora agrees with itself, by arithmetic that it shares with no part of the program.

Out come the inconsistencies that figures can prove; a clean report has none, and those of a planted variant must be
exactly the findings it lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from corpora.forms import COLUMNS, GROUPS, OTHER, REFUSED, UNAVAILABLE, UNPROCESSED, Identity, identities
from corpora.marks import Mark
from corpora.records import CorpusError, Planted, Report, plant

ARITHMETIC = ("text.table", "text.sum", "text.rate", "text.change", "text.repeat", "claim.zero", "unit.money")
STANDS_FOR_TABLE = ("text.table", "claim.zero", "unit.money")
WORDS_ALONE = ("claim.all_done", "period.year", "agency.name")


@dataclass(frozen=True, slots=True)
class Broken:
    """A disagreement that figures prove: the stated value, the cells it should equal if any, and the fact."""

    check: str
    value: Decimal
    fact: Mark
    cells: tuple[str, ...] = ()


def cells_of(indicator: str, form: str) -> tuple[str, ...]:
    """The cells whose sum an indicator must equal in this form; none where the tables say nothing about it.

    >>> cells_of("litigation.total", "2021")
    ('review.litigation_direct.total', 'review.litigation_after_review.total')
    >>> cells_of("applications.other", "2019"), cells_of("published.total", "2021")
    (('applications.other.total',), ())
    """
    family, name = indicator.split(".", 1)
    if family == "applications":
        return _application_cells(name, form)
    if family == "review":
        return (f"review.review.{name}",)
    if family == "litigation":
        return (f"review.litigation_direct.{name}", f"review.litigation_after_review.{name}")
    if family in ("litigation_direct", "litigation_after_review"):
        return (f"review.{family}.{name}",)
    if form == "2019" and family in ("regulations", "normative"):
        known = {"made": "new_made", "total_public": "total_public"}
        return (f"disclosure.{family}.{known[name]}",) if name in known else ()
    if family == "fees" and form == "2019":
        return ()
    statutory = ("regulations", "normative", "licensing", "penalty", "coercion", "services", "fees", "procurement")
    return (f"disclosure.{family}.{name}",) if family in statutory else ()


def _application_cells(name: str, form: str) -> tuple[str, ...]:
    leaves = (*REFUSED, *UNAVAILABLE, *UNPROCESSED, *(() if form == "2019" else OTHER))
    rows: tuple[str, ...] = ()
    if name in ("new", "carried_in", "total", "carried_out", "granted", "partial", *leaves):
        rows = (name,)
    elif name == "handled":
        rows = ("new", "carried_in")
    elif name == "other":
        rows = ("other",) if form == "2019" else tuple(OTHER)
    elif name in GROUPS:
        rows = tuple(GROUPS[name])
    elif name in COLUMNS:
        return (f"applications.new.{name}",)
    elif name == "organisation":
        return tuple(f"applications.new.{column}" for column in COLUMNS[1:-1])
    return tuple(f"applications.{row}.total" for row in rows)


def broken_identities(report: Report) -> tuple[tuple[Identity, Decimal], ...]:
    """The identities of the form that the cells break, with left minus right."""
    cells = {cell: Decimal(value) for cell, value in report.cells}
    sums = [(i, sum(cells[c] for c in i.left) - sum(cells[c] for c in i.right)) for i in identities(report.form)]
    return tuple((identity, Decimal(delta)) for identity, delta in sums if delta)


def broken_claims(report: Report) -> tuple[Broken, ...]:
    """Every figure of the prose that a table, its parts, its base or its twin contradicts, in reading order."""
    cells = {cell: Decimal(value) for cell, value in report.cells}
    marks = tuple(mark for _, _, mark in report.marks())
    named = {mark.id: mark for mark in marks if mark.id}
    found: list[Broken] = []
    for mark in marks:
        found += _against_cells(mark, cells, report.form)
        found += _against_parts(mark, marks)
        found += _against_bases(mark, named, cells, report.file)
    return tuple(found)


def _against_cells(mark: Mark, cells: Mapping[str, Decimal], form: str) -> list[Broken]:
    expressions = [e for e in (cells_of(i, form) for i in mark.indicators) if e]
    if mark.period or not expressions:
        return []
    in_wan = any(cell.endswith(".amount") for cell in expressions[0])
    sums = [sum(cells[cell] for cell in e) * (10_000 if in_wan else 1) for e in expressions]
    if any(_agrees(mark, total) for total in sums):
        return []
    return [Broken("text.table", mark.value, mark, expressions[0])]


def _agrees(mark: Mark, true: Decimal | int) -> bool:
    """Whether a figure as hedged can be said of the true number; a hedged one may be off by a twentieth."""
    gap = Decimal(true) - mark.value
    room = mark.value / 20
    return {
        "exact": gap == 0,
        "about": abs(gap) <= room,
        "more": 0 <= gap <= room,
        "less": -room <= gap <= 0,
        "range": mark.high is not None and mark.value <= true <= mark.high,
    }[mark.qualifier]


def _against_parts(mark: Mark, marks: tuple[Mark, ...]) -> list[Broken]:
    lists: dict[str, Decimal] = {}
    for part in marks:
        target = part.relation.get("of", "")
        if mark.id and target.partition(":")[0] == mark.id:
            lists[target] = lists.get(target, Decimal(0)) + part.value
    return [Broken("text.sum", mark.value, mark) for total in lists.values() if total != mark.value]


def _against_bases(mark: Mark, named: Mapping[str, Mark], cells: Mapping[str, Decimal], file: str) -> list[Broken]:
    def base(name: str) -> Decimal:
        if name not in named and name not in cells:
            raise CorpusError(file, mark.raw, f"rests on {name!r}, which is neither a fact nor a cell")
        return named[name].value if name in named else cells[name]

    for relation, target in mark.relations:
        left, *right = (base(name) for name in re.split(r"[/-]", target.partition(":")[0]))
        if relation == "of":
            continue
        if relation == "same":
            if left != mark.value:
                return [Broken("text.repeat", mark.value, mark)]
            continue
        expected = {
            "rate": lambda a, b: a / b * 100,
            "diff": lambda a, b: abs(a - b),
            "growth": lambda a, b: abs(a - b) / b * 100,
            "times": lambda a, b: a / b,
        }[relation](left, right[0])
        if expected.quantize(Decimal(1).scaleb(mark.value.as_tuple().exponent), ROUND_HALF_UP) != mark.value:  # type: ignore[arg-type]
            return [Broken("text.rate" if relation == "rate" else "text.change", mark.value, mark)]
    return []


def prove(report: Report) -> None:
    """Raises ``CorpusError`` unless the report is consistent and every variant breaks exactly what it lists."""
    if wrong := [f"{i.check} {i.where}" for i, _ in broken_identities(report)]:
        raise CorpusError(report.file, report.id, f"identities do not hold: {', '.join(wrong)}")
    if claims := [f"{b.check} {b.fact.raw} {b.fact.indicators}" for b in broken_claims(report)]:
        raise CorpusError(report.file, report.id, f"the prose does not hold: {', '.join(claims)}")
    for variant in report.planted:
        _prove_variant(report, variant)


def _prove_variant(report: Report, variant: Planted) -> None:
    planted = plant(report, variant)
    if (count := len(broken_identities(planted))) != variant.identities:
        raise CorpusError(report.file, variant.id, f"breaks {count} identities, says {variant.identities}")
    stated = Counter(
        ("text.table" if e.check in STANDS_FOR_TABLE else e.check, Decimal(e.value))
        for e in variant.expect
        if e.check in ARITHMETIC
    )
    proven = Counter((b.check, b.value) for b in broken_claims(planted))
    if stated != proven:
        missing, extra = proven - stated, stated - proven
        raise CorpusError(report.file, variant.id, f"not listed: {dict(missing)}, not proven: {dict(extra)}")
    for expected in variant.expect:
        if expected.check not in (*ARITHMETIC, *WORDS_ALONE):
            raise CorpusError(report.file, variant.id, f"unknown check {expected.check!r}")
        if expected.check in WORDS_ALONE:
            _prove_words(report, planted, variant, expected.check)


def _drops_name(agency: str, text: str, becomes: str) -> bool:
    pieces = [agency[i : i + 2] for i in range(len(agency) - 1)]
    return any(piece in text and piece not in becomes for piece in pieces)


def _prove_words(report: Report, planted: Report, variant: Planted, check: str) -> None:
    """What can be said of a claim in words: that the edit brings the words, and the report belies them."""
    brought = "".join(edit.becomes for edit in variant.edits if edit.text)
    years = {int(year) for year in re.findall(r"(20\d\d)年", brought)}
    holds = {
        "claim.all_done": "办结" in brought and dict(planted.cells)["applications.carried_out.total"] != "0",
        "period.year": bool(years - {report.year}),
        "agency.name": any(_drops_name(report.agency, edit.text, edit.becomes) for edit in variant.edits),
    }
    if not holds[check]:
        raise CorpusError(report.file, variant.id, f"the edits do not bring about {check}")
