"""Cells of the statutory tables that satisfy every identity, drawn by chance: mostly small, mostly zero, as in reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from random import Random

from corpora.forms import BLOCKS, COLUMNS, OUTCOMES, application_rows, result_rows
from corpora.forms import cells as all_cells

#: How many applications a year, from and to.
SIZES = {"none": (0, 0), "few": (1, 24), "some": (25, 180), "many": (200, 2600)}
#: How likely the applicants of each column are, and the outcomes that most reports have; the others share the rest.
_APPLICANTS = (82, 9, 1, 1, 4, 3)
_COMMON = {"granted": 40, "partial": 9, "unavailable_not_held": 20, "refused_third_party": 4, "unprocessed_petition": 5}
#: Decisions a year by size: licences, fines, compulsory measures.
_DECISIONS = {"none": (0, 60, 0), "few": (900, 160, 30), "some": (40_000, 3_000, 300), "many": (900_000, 60_000, 4_000)}

Cells = dict[str, str]


def draw_cells(chance: Random, form: str, size: str, rules: bool, last: Mapping[str, str] | None = None) -> Cells:
    """All cells of a form as printed, in its order; with last year's, what was carried over and what was valid roll forward."""
    cells = dict.fromkeys(all_cells(form), "0")
    cells |= _applications(chance, form, size, last)
    cells |= _reviews(chance, size)
    cells |= _disclosure_2019(chance, size) if form == "2019" else _disclosure(chance, size, rules, last)
    return cells


def _applications(chance: Random, form: str, size: str, last: Mapping[str, str] | None) -> Cells:
    low, high = SIZES[size]
    new = Counter(_applicants(chance, chance.randint(low, high)))
    if last is None:
        few = chance.randint(0, min(9, high)) if chance.random() < 0.6 else chance.randint(0, high // 12)
        carried = Counter(_applicants(chance, few))
    else:
        carried = Counter({c: int(last[f"applications.carried_out.{c}"]) for c in COLUMNS[:-1]})
    rows = result_rows(form)
    weights = [_COMMON.get(row, 3 if row == "other" else chance.choice((0, 1, 3))) for row in rows]
    counts: dict[str, Counter[str]] = {row: Counter() for row in application_rows(form)}
    counts["new"], counts["carried_in"] = new, carried
    open_share = chance.choice((0.0, 0.03, 0.1))
    for column in COLUMNS[:-1]:
        handled = new[column] + carried[column]
        out = sum(chance.random() < open_share for _ in range(min(handled, 200)))
        counts["carried_out"][column] = out
        counts["total"][column] = handled - out
        for row, number in Counter(chance.choices(rows, weights, k=handled - out)).items():
            counts[row][column] = number
    return {
        f"applications.{row}.{column}": str(count.total() if column == "total" else count[column])
        for row, count in counts.items()
        for column in COLUMNS
    }


def _applicants(chance: Random, count: int) -> list[str]:
    return chance.choices(COLUMNS[:-1], _APPLICANTS, k=count)


def _reviews(chance: Random, size: str) -> Cells:
    most = {"none": 0, "few": 3, "some": 12, "many": 90}[size]
    cells: Cells = {}
    for block in BLOCKS:
        count = chance.randint(0, most) if chance.random() < 0.6 else 0
        outcomes = Counter(chance.choices(OUTCOMES[:-1], (60, 12, 15, 13), k=count))
        if chance.random() < 0.2:
            outcomes = Counter({"upheld": count})
        cells |= {f"review.{block}.{o}": str(outcomes[o]) for o in OUTCOMES[:-1]}
        cells[f"review.{block}.total"] = str(count)
    return cells


def _disclosure(chance: Random, size: str, rules: bool, last: Mapping[str, str] | None) -> Cells:
    cells: Cells = {}
    for row, most in (("regulations", 4 if rules else 0), ("normative", 9 if size == "none" else 60)):
        made = chance.randint(0, most) if chance.random() < 0.8 else 0
        before = int(last[f"disclosure.{row}.valid"]) if last else chance.randint(most, 6 * most)
        repealed = chance.randint(0, min(before, most)) if chance.random() < 0.5 else 0
        cells |= {f"disclosure.{row}.{k}": str(v) for k, v in zip(
            ("made", "repealed", "valid"), (made, repealed, before + made - repealed), strict=True)}  # fmt: skip
    for row, most in zip(("licensing", "penalty", "coercion"), _DECISIONS[size], strict=True):
        cells[f"disclosure.{row}.decisions"] = str(chance.randint(most // 9, most)) if chance.random() < 0.8 else "0"
    cells["disclosure.fees.amount"] = _amount(chance, size)
    return cells


def _amount(chance: Random, size: str) -> str:
    """A sum in 万元 with as many decimals as agencies print."""
    if size == "none" or chance.random() < 0.35:
        return "0"
    places = chance.choice((0, 2, 2, 4, 6))
    units = chance.randint(12 * 10**places, {"few": 900, "some": 60_000, "many": 400_000}[size] * 10**places)
    return str(Decimal(units).scaleb(-places).normalize().quantize(Decimal(1)) if not places else Decimal(units).scaleb(-places))


def _disclosure_2019(chance: Random, size: str) -> Cells:
    cells: Cells = {}
    for row in ("regulations", "normative"):
        most = 0 if row == "regulations" else 30
        made = chance.randint(0, most)
        public = made  # what is made is made public: another figure here would excuse a misprint in its neighbour
        total = public + chance.randint(0, 5 * most)
        values = zip(("new_made", "new_public", "total_public"), (made, public, total), strict=True)
        cells |= {f"disclosure.{row}.{k}": str(v) for k, v in values}
    for row, most in zip(("licensing", "penalty", "coercion"), _DECISIONS[size], strict=True):
        before = chance.randint(0, 120)
        cells[f"disclosure.{row}.previous_items"] = str(before)
        cells[f"disclosure.{row}.change"] = str(chance.choice((0, 0, 2, 7, -min(before, 3))))
        cells[f"disclosure.{row}.decisions"] = str(chance.randint(most // 9, most)) if before else "0"
    cells["disclosure.services.previous_items"] = str(chance.randint(0, 40))
    items = chance.randint(0, 70)
    cells["disclosure.procurement.items"] = str(items)
    cells["disclosure.procurement.amount"] = f"{chance.randint(100, 900_000) / 100:.2f}" if items else "0"
    return cells
