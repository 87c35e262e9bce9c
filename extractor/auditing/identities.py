"""The form's own identities over the cells of a report: one verdict an identity and column, row or block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache

from extractor.auditing.findings import Check, Finding, Sentence, Verdict
from extractor.auditing.layouts import Layout
from extractor.auditing.ledger import NOTHING, Ledger
from extractor.model import Cell
from extractor.values import decimal_text
from lexicons.reports.disclosure.forms import Identity, cell_names, form, identities

#: A sum of more figures than this is not written out in a sentence; the page shows it whole.
MOST_SHOWN = 7
#: States of sums that keep a difference from being a fault.
DOUBTS = frozenset({"blank", "inferred"})

#: A name and the cells of the left sum and of the right sum.
Place = tuple[str, tuple[str, ...], tuple[str, ...]]


@lru_cache(1024)
def places(identity: Identity, layout: Layout) -> tuple[Place, ...]:
    """Where an identity applies in a report."""
    part, this = identity.part, form("2021")
    if part not in layout.parts:
        return ()
    if part == "statistics":
        ids = tuple(f"statistics.{row}" for row in identity.right)
        return ((cell_names().get(ids[0], ids[0]), tuple(f"statistics.{row}" for row in identity.left), ids),)
    if identity.across == "columns":
        left, right = _spread(layout, part, identity.left), _spread(layout, part, identity.right)
        columns = [c for c in this.columns if c.part == part]
        return tuple((c.name, tuple(f"{part}.{r}.{c.id}" for r in left), tuple(f"{part}.{r}.{c.id}" for r in right)) for c in columns)
    names = {r.id: r.name for r in this.rows_of(part)}
    left, right = identity.left, identity.right
    return tuple(
        (names.get(row, row), tuple(f"{part}.{row}.{c}" for c in left), tuple(f"{part}.{row}.{c}" for c in right))
        for row in layout.rows(part)
    )


def _spread(layout: Layout, part: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(row for name in names for row in (layout.group(part, name[:-2]) if name.endswith("_*") else (name,)))


@cache
def _identities_of(code: str) -> tuple[Identity, ...]:
    return tuple(i for i in identities() if i.check == code)


def judge_identity(ledger: Ledger, code: str, check: Check) -> Iterator[Finding]:
    """Every verdict of the identities that a check stands for."""
    figures, cells = ledger.figures, ledger.cells
    for identity in _identities_of(code):
        side = -1 if identity.across == "rows" else 0
        for name, left_ids, right_ids in places(identity, ledger.layout):
            try:
                left, right = sum([figures[i] for i in left_ids], NOTHING), sum([figures[i] for i in right_ids], NOTHING)
                verdict: Verdict = "held" if left == right else "broken"
            except KeyError:
                doubted = _doubted(ledger, left_ids, right_ids)
                if doubted is None:
                    continue
                left, right, verdict = doubted
            said = Sentence(_message, (check, name, tuple([cells[i] for i in left_ids]), tuple([cells[i] for i in right_ids]), side))
            yield Finding(
                check.code, verdict, check.severity if verdict == "broken" else "notice", said, ledger.printed((*right_ids, *left_ids)),
                decimal_text(left), decimal_text(right), (*left_ids, *right_ids),
            )  # fmt: skip


def _doubted(ledger: Ledger, left_ids: tuple[str, ...], right_ids: tuple[str, ...]) -> tuple[Decimal, Decimal, Verdict] | None:
    """Two sums and whether they are one; None where nothing is printed to hold a sum against, which is told by the coverage."""
    left, right = ledger.printed_sum(left_ids), ledger.printed_sum(right_ids)
    states = {left.state, right.state}
    if states & {"absent", "unknown"} or all(c.value is None for c in right.cells):
        return None
    if left.value == right.value:
        return left.value, right.value, "held"
    doubts = states & DOUBTS
    surpassed = doubts <= {"blank"} and right.state == "known" and left.value > right.value
    # blanks can only add: parts that already pass a printed total break it
    return left.value, right.value, "undecided" if doubts and not surpassed else "broken"


def _message(check: Check, name: str, left: Sequence[Cell], right: Sequence[Cell], side: int) -> str:
    sums = [sum([c.value for c in cells if c.value], NOTHING) for cells in (left, right)]
    return check.template.format(
        name=name, left=_written(left, side), right=_written(right, side), sum=decimal_text(sums[0]), total=decimal_text(sums[1]),
        gap=decimal_text(abs(sums[0] - sums[1])),
    )  # fmt: skip


def _written(cells: Sequence[Cell], side: int) -> str:
    """A sum with its figures, zeros left out where there are many: 予以公开 45＋部分公开 57. ``side`` says which half of a cell's
    name tells its cells apart: 0 the row, -1 the column."""
    shown = [c for c in cells if c.value] if len(cells) > 2 else cells
    if not shown:
        return "各项均为 0"
    if len(shown) > MOST_SHOWN:
        return f"{len(shown)} 个非零项"
    return "＋".join([f"{_half(c.id, side)} {decimal_text(c.value or Decimal(0))}" for c in shown])


@lru_cache(1024)
def _half(cell: str, side: int) -> str:
    return cell_names().get(cell, cell).split(" · ")[side]
