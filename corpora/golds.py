"""What must be found in a rendered report: cells, facts, items and findings, as one dictionary a document.

Its keys: ``agency``, ``year``, ``form``, ``cells`` (id to value), ``ambiguous`` (cells that a flattening leaves open),
``facts``, ``items``, ``findings``, ``causes``, ``clean``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from corpora.consistency import STANDS_FOR_TABLE, Broken, broken_claims, broken_identities, cells_of
from corpora.forms import BLOCKS, COLUMNS, DISCLOSURE, OUTCOMES, application_rows
from corpora.marks import Mark
from corpora.records import Planted, Report, plant

_PLACES = {"disclosure": "sec2_text", "applications": "sec3_text", "review": "sec4_text"}
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


def gold(report: Report, variant: Planted | None = None, flattening: str = "pipes") -> dict[str, Any]:
    """Everything that must be found in the report, or in one of its planted variants, as a flattening prints it."""
    planted = plant(report, variant) if variant else report
    return {
        "id": document_name(report, variant, flattening),
        "agency": report.agency,
        "agency_also": list(report.agency_also),
        "year": report.year,
        "form": report.form,
        "cells": dict(planted.cells),
        "blank_zeros": report.blank_zeros,
        "ambiguous": sorted(_ambiguous(planted)) if flattening == "glued" else [],
        "facts": [_fact(planted, place, plain, mark) for place, plain, mark in planted.marks()],
        "items": [{"role": item.role, "text": item.text} for item in planted.items],
        "findings": _findings(planted, variant) if variant else [],
        "causes": _causes(report, variant) if variant else [],
        "clean": variant is None,
    }


def document_name(report: Report, variant: Planted | None, flattening: str) -> str:
    """The stem under which a rendered report is filed."""
    return "-".join([report.id, *([variant.id] if variant else []), flattening])


def _fact(report: Report, place: str, plain: str, mark: Mark) -> dict[str, Any]:
    expressions = [" + ".join(cells) for cells in (cells_of(i, report.form) for i in mark.indicators) if cells]
    fact: dict[str, Any] = {
        "in": _PLACES.get(place, place),
        "near": _near(plain, mark),
        "mention": mark.raw,
        "value": str(mark.value),
        "unit": mark.unit,
        "indicator": list(mark.indicators) if len(mark.indicators) > 1 else next(iter(mark.indicators), None),
        "equals": expressions if expressions and not mark.period else None,
        "qualifier": mark.qualifier,
    }
    if mark.high is not None:
        fact |= {"low": str(mark.value), "high": str(mark.high)}
    if fact["equals"] and ".amount" in expressions[0]:
        fact["scale"] = "0.0001"
    return fact | ({"optional": True} if mark.optional else {})


def _near(plain: str, mark: Mark) -> str:
    """The words before a quantity and the quantity: enough of the sentence to know it by."""
    before = plain[max(0, mark.start - 12) : mark.start]
    return re.split(r"[，。；：、\n]", before)[-1] + mark.raw


def _findings(planted: Report, variant: Planted) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"check": identity.check, "where": identity.where, "cells": list(identity.cells), "delta": str(delta)}
        for identity, delta in broken_identities(planted)
    ]
    claims = list(broken_claims(planted))
    for expected in variant.expect:
        finding: dict[str, Any] = {"check": expected.check}
        if expected.value:
            finding["value"] = expected.value
        claim = _claim_of(claims, expected.check, expected.value)
        if claim and claim.check == "text.table":
            finding |= {"fact": claim.fact.raw, "cells": [" + ".join(claim.cells)]}
        found.append(finding)
    return found


def _claim_of(claims: list[Broken], check: str, value: str) -> Broken | None:
    wanted = "text.table" if check in STANDS_FOR_TABLE else check
    return next((c for c in claims if value and c.check == wanted and c.value == Decimal(value)), None)


def _causes(report: Report, variant: Planted) -> list[dict[str, str]]:
    if not variant.identities:  # the table is sound: nothing in it needs repair
        return []
    was = dict(report.cells)
    cells = [edit for edit in variant.edits if edit.cell]
    return [{"cell": edit.cell, "was": was[edit.cell], "now": edit.becomes} for edit in cells]


def splits(run: str, count: int, signed: bool = False) -> Iterator[tuple[str, ...]]:
    """The ways to read a run of digits as so many numbers; a minus may only stand before a second or later number.

    >>> list(splits("1230", 3))
    [('1', '2', '30'), ('1', '23', '0'), ('12', '3', '0')]
    >>> list(splits("3-1", 2, signed=True)), list(splits("3-1", 2))
    ([('3', '-1')], [])
    """
    if count == 1:
        if _NUMBER.fullmatch(run) and (signed or not run.startswith("-")):
            yield (run,)
        return
    for end in range(1, len(run) - count + 2):
        head = run[:end]
        if _NUMBER.fullmatch(head) and (signed or not head.startswith("-")):
            yield from ((head, *tail) for tail in splits(run[end:], count - 1, signed))


def _ambiguous(report: Report) -> set[str]:
    """The cells that stay open when the figures of each row run together and the row's own identity must choose."""
    cells = dict(report.cells)
    found: set[str] = set()

    def judge(ids: list[str], group: int = 0) -> None:
        run = "".join(cells[i] for i in ids)
        signed = any(i.endswith(".change") for i in ids)
        readings = set(_sums(run, len(ids) // group, group) if group else splits(run, len(ids), signed))
        found.update(i for k, i in enumerate(ids) if len({reading[k] for reading in readings}) != 1)

    for row, columns in DISCLOSURE[report.form].items():
        judge([f"disclosure.{row}.{column}" for column in columns])
    for row in application_rows(report.form):
        judge([f"applications.{row}.{column}" for column in COLUMNS], len(COLUMNS))
    judge([f"review.{block}.{outcome}" for block in BLOCKS for outcome in OUTCOMES], len(OUTCOMES))
    return found


def _sums(run: str, groups: int, size: int) -> Iterator[tuple[str, ...]]:
    """The readings of a run as groups of numbers, each of which ends with the sum of the others.

    >>> list(_sums("112033", 2, 3)), list(_sums("129", 1, 3))
    ([('1', '1', '2', '0', '3', '3')], [])
    """
    for end in range(size, len(run) - size * (groups - 1) + 1) if groups > 1 else (len(run),):
        for head in splits(run[:end], size):
            if sum(map(Decimal, head[:-1])) == Decimal(head[-1]):
                yield from ((*head, *tail) for tail in _sums(run[end:], groups - 1, size)) if groups > 1 else (head,)
