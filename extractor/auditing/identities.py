"""The form's own identities over the cells of a report: one verdict an identity and column, row or block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache

from extractor.auditing.findings import Check, Finding, Sentence, Verdict
from extractor.auditing.ledger import Ledger, Sum
from extractor.values import decimal_text
from lexicons.reports.disclosure.forms import Identity, cell_names, form, identities

#: A sum of more figures than this is not written out in a sentence; the page shows it whole.
MOST_SHOWN = 7
#: States of sums that keep a difference from being a fault.
DOUBTS = frozenset({"blank", "unknown", "inferred"})


#: A name and the cells of the left sum and of the right sum.
Place = tuple[str, tuple[str, ...], tuple[str, ...]]


def places(ledger: Ledger, identity: Identity) -> tuple[Place, ...]:
    """Where an identity applies in a report."""
    part = identity.part
    if part == "statistics":
        return _of_statistics(identity)
    if identity.across == "columns":
        return _of_columns(part, _spread(ledger, part, identity.left), _spread(ledger, part, identity.right))
    return tuple([_of_row(row, identity) for row in ledger.rows(part)])


@cache
def _of_statistics(identity: Identity) -> tuple[Place, ...]:
    ids = tuple(f"statistics.{row}" for row in identity.right)
    return ((cell_names().get(ids[0], ids[0]), tuple(f"statistics.{row}" for row in identity.left), ids),)


@lru_cache(256)  # as many as there are forms of the form
def _of_columns(part: str, left: tuple[str, ...], right: tuple[str, ...]) -> tuple[Place, ...]:
    return tuple(
        (c.name, tuple(f"{part}.{r}.{c.id}" for r in left), tuple(f"{part}.{r}.{c.id}" for r in right))
        for c in form("2021").columns
        if c.part == part
    )


@lru_cache(1024)
def _of_row(row: str, identity: Identity) -> Place:
    part = identity.part
    name = next((r.name for r in reversed(form("2021").rows_of(part)) if r.id == row), row)
    return name, tuple(f"{part}.{row}.{c}" for c in identity.left), tuple(f"{part}.{row}.{c}" for c in identity.right)


def _spread(ledger: Ledger, part: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(row for name in names for row in (ledger.group(part, name[:-2]) if name.endswith("_*") else (name,)))


@cache
def _identities_of(code: str) -> tuple[Identity, ...]:
    return tuple(i for i in identities() if i.check == code)


def judge_identity(ledger: Ledger, code: str, check: Check) -> Iterator[Finding]:
    """Every verdict of the identities that a check stands for."""
    for identity in _identities_of(code):
        side = -1 if identity.across == "rows" else 0
        for name, left_ids, right_ids in places(ledger, identity):
            left = ledger.printed_sum(left_ids)
            if left.state == "absent":
                continue
            right = ledger.printed_sum(right_ids)
            verdict = _verdict(left, right) if right.state != "absent" else None
            if verdict is not None:
                yield Finding(
                    check.code, verdict, check.severity if verdict == "broken" else "notice", Sentence(_message, (check, name, left, right, side)),
                    ledger.printed((*right_ids, *left_ids)), decimal_text(left.value), decimal_text(right.value), (*left_ids, *right_ids),
                )  # fmt: skip


def _verdict(left: Sum, right: Sum) -> Verdict | None:
    """Whether two sums are one; None where nothing is printed to hold a sum against, which is told by the coverage."""
    doubts = DOUBTS.intersection((left.state, right.state))
    if "unknown" in doubts or all(c.value is None for c in right.cells):
        return None
    if left.value == right.value:
        return "held"
    surpassed = doubts <= {"blank"} and right.state == "known" and left.value > right.value
    return "undecided" if doubts and not surpassed else "broken"  # blanks can only add: parts that already pass a printed total break it


def _message(check: Check, name: str, left: Sum, right: Sum, side: int) -> str:
    return check.template.format(
        name=name, left=_written(left, side), right=_written(right, side), sum=decimal_text(left.value), total=decimal_text(right.value),
        gap=decimal_text(abs(left.value - right.value)),
    )  # fmt: skip


def _written(total: Sum, side: int) -> str:
    """A sum with its figures, zeros left out where there are many: 予以公开 45＋部分公开 57. ``side`` says which half of a cell's
    name tells its cells apart: 0 the row, -1 the column."""
    shown = [c for c in total.cells if c.value] if len(total.cells) > 2 else total.cells
    if not shown:
        return "各项均为 0"
    if len(shown) > MOST_SHOWN:
        return f"{len(shown)} 个非零项"
    return "＋".join([f"{_half(c.id, side)} {decimal_text(c.value or Decimal(0))}" for c in shown])


@lru_cache(1024)
def _half(cell: str, side: int) -> str:
    return cell_names().get(cell, cell).split(" · ")[side]
