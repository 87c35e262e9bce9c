"""The form's own identities over the cells of a report: one verdict an identity and column, row or block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.auditing.findings import Check, Finding, Verdict
from extractor.auditing.ledger import Ledger, Sum, spans_of
from extractor.values import decimal_text
from lexicons.reports.disclosure.forms import Identity, cell_names, form, identities

#: A sum of more figures than this is not written out in a sentence; the page shows it whole.
MOST_SHOWN = 7


def places(ledger: Ledger, identity: Identity) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Where an identity applies: a name, the cells of its left sum and of its right sum."""
    part = identity.part
    if part == "statistics":
        ids = tuple(f"statistics.{row}" for row in identity.right)
        yield cell_names().get(ids[0], ids[0]), tuple(f"statistics.{row}" for row in identity.left), ids
        return
    this = form("2021")
    if identity.across == "columns":
        left, right = _spread(ledger, part, identity.left), _spread(ledger, part, identity.right)
        for column in (c for c in this.columns if c.part == part):
            yield column.name, tuple(f"{part}.{r}.{column.id}" for r in left), tuple(f"{part}.{r}.{column.id}" for r in right)
        return
    names = {r.id: r.name for r in this.rows_of(part)}
    for row in ledger.rows(part):
        yield (
            names.get(row, row),
            tuple(f"{part}.{row}.{c}" for c in identity.left),
            tuple(f"{part}.{row}.{c}" for c in identity.right),
        )


def _spread(ledger: Ledger, part: str, names: Sequence[str]) -> list[str]:
    return [row for name in names for row in (ledger.group(part, name[:-2]) if name.endswith("_*") else (name,))]


def judge_identity(ledger: Ledger, code: str, check: Check) -> Iterator[Finding]:
    """Every verdict of the identities that a check stands for."""
    for identity in identities():
        if identity.check != code:
            continue
        for name, left_ids, right_ids in places(ledger, identity):
            left, right = ledger.printed_sum(left_ids), ledger.printed_sum(right_ids)
            if left.state == "absent" or right.state == "absent":
                continue
            finding = _finding(check, name, left, right, -1 if identity.across == "rows" else 0)
            if finding is not None:
                yield finding


def _finding(check: Check, name: str, left: Sum, right: Sum, side: int) -> Finding | None:
    verdict: Verdict = "held" if left.value == right.value else "broken"
    doubts = {left.state, right.state} & {"blank", "unknown", "inferred"}
    surpassed = doubts <= {"blank"} and right.state == "known" and left.value > right.value
    if {left.state, right.state} & {"unknown"} or all(c.value is None for c in right.cells):
        return None  # nothing printed to hold it against: told by the coverage
    if (verdict == "broken" and doubts and not surpassed) or "unknown" in doubts:
        verdict = "undecided"  # but blanks can only add: parts that already pass a printed total break it
    cells = (*left.cells, *right.cells)
    message = check.template.format(
        name=name, left=_written(left, side), right=_written(right, side), sum=decimal_text(left.value), total=decimal_text(right.value),
        gap=decimal_text(abs(left.value - right.value)),
    )  # fmt: skip
    return Finding(
        check.code, verdict, check.severity if verdict == "broken" else "notice", message, spans_of((*right.cells, *left.cells)),
        decimal_text(left.value), decimal_text(right.value), tuple(c.id for c in cells),
    )  # fmt: skip


def _written(total: Sum, side: int) -> str:
    """A sum with its figures, zeros left out where there are many: 予以公开 45＋部分公开 57. ``side`` says which half of a cell's
    name tells its cells apart: 0 the row, -1 the column."""
    shown = [c for c in total.cells if len(total.cells) <= 2 or (c.value or Decimal(0)) != 0]
    if not shown:
        return "各项均为 0"
    if len(shown) > MOST_SHOWN:
        return f"{len(shown)} 个非零项"
    return "＋".join(
        f"{cell_names().get(c.id, c.id).split(' · ')[side]} {decimal_text(c.value or Decimal(0))}" for c in shown
    )
