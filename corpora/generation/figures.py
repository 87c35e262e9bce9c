"""The figures that prose can speak of by short names: each an indicator, its value and the cells that give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from corpora.forms import COLUMNS, DISCLOSURE, OUTCOMES, application_rows

from corpora.consistency import cells_of  # isort: skip

_GROUPS = ("refused", "unavailable", "unprocessed", "other", "handled", "organisation", "granted_or_partial")
_REVIEWS = {"rev": "review", "lit": "litigation"}
_DISCLOSURE = {
    "2021": {
        "reg_made": "regulations.made", "reg_repealed": "regulations.repealed", "reg_valid": "regulations.valid",
        "norm_made": "normative.made", "norm_repealed": "normative.repealed", "norm_valid": "normative.valid",
        "fees": "fees.amount",
    },
    "2019": {
        "norm_made": "normative.made", "norm_public": "normative.total_public", "services": "services.decisions",
        "proc_items": "procurement.items", "proc_amount": "procurement.amount",
    },
}  # fmt: skip
_DECISIONS = {f"{row}": f"{row}.decisions" for row in ("licensing", "penalty", "coercion")}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the tables: money is in 元."""

    indicator: str
    value: Decimal
    unit: str
    cells: tuple[str, ...]


def figures(cells: Mapping[str, str], form: str) -> dict[str, Figure]:
    """Short name -> figure: ``new``, ``granted``, ``rev_total``, ``norm_made``, ``fees`` …

    >>> from corpora.forms import cells as ids
    >>> found = figures(dict.fromkeys(ids("2021"), "0") | {"disclosure.fees.amount": "1.25"}, "2021")
    >>> found["fees"].value, found["handled"].cells
    (Decimal('12500.00'), ('applications.new.total', 'applications.carried_in.total'))
    """
    names = {row: f"applications.{row}" for row in (*application_rows(form), *_GROUPS)}
    names |= {column: f"applications.{column}" for column in COLUMNS[:-1]}
    for short, family in _REVIEWS.items():
        names |= {f"{short}_{outcome}": f"{family}.{outcome}" for outcome in OUTCOMES}
    names |= {"direct_total": "litigation_direct.total", "after_total": "litigation_after_review.total"}
    names |= _DECISIONS | _DISCLOSURE[form]
    found = {}
    for name, indicator in names.items():
        money = indicator.endswith(".amount")
        ids = _both_granted() if name == "granted_or_partial" else cells_of(indicator, form)
        value = sum((Decimal(cells[i]) for i in ids), Decimal(0))
        found[name] = Figure(indicator, value * 10_000 if money else value, "元" if money else "件", ids)
    assert set(DISCLOSURE) == set(_DISCLOSURE)
    return found


def _both_granted() -> tuple[str, ...]:
    return ("applications.granted.total", "applications.partial.total")
