"""The identities choose between readings, where the text alone does not.

Rows that the text settles are fixed. For the others, readings that break the row's own identity go first (unless all do), then
a bounded search over the rest asks for readings under which the columns' identities hold. What all remaining readings agree
on is read; where they differ the cell is unreadable, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.spans import Span
from extractor.tables.placement import Reading, Slot

#: The search gives up after this many steps; the rows then stay as their own identities leave them.
MOST_STEPS = 20000
#: After this many solutions nothing new is learnt about agreement.
MOST_SOLUTIONS = 60

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sums of places (row, column) that the form wants equal."""

    left: tuple[Place, ...]
    right: tuple[Place, ...]

    def rows(self) -> frozenset[str]:
        """The rows concerned."""
        return frozenset(row for row, _ in (*self.left, *self.right))


def holds(equation: Equation, values: Mapping[Place, Decimal]) -> bool:
    """Whether the equation holds; places that hold nothing count as 0."""
    zero = Decimal(0)
    return sum((values.get(p, zero) for p in equation.left), zero) == sum((values.get(p, zero) for p in equation.right), zero)


def numbers(row: str, columns: Sequence[str], reading: Reading) -> dict[Place, Decimal]:
    """The values of one row under one reading, nothing printed being 0."""
    return {(row, column): slot.value or Decimal(0) for column, slot in zip(columns, reading, strict=True)}


def settle(
    options: Mapping[str, tuple[Reading, ...]], columns: Mapping[str, tuple[str, ...]], equations: Sequence[Equation]
) -> dict[str, Reading]:
    """One reading a row, undecided cells marked unreadable; rows without any reading are left out."""
    kept = {row: _by_own_identity(row, columns[row], found, equations) for row, found in options.items() if found}
    open_rows = [row for row, found in kept.items() if len(found) > 1]
    if open_rows:
        solutions = _search(kept, columns, equations, open_rows)
        for row in open_rows:
            if solutions:
                chosen = {s[row] for s in solutions}
                kept[row] = tuple(r for i, r in enumerate(kept[row]) if i in chosen)
    return {row: _agreement(found) for row, found in kept.items()}


def _by_own_identity(
    row: str, columns: tuple[str, ...], found: tuple[Reading, ...], equations: Sequence[Equation]
) -> tuple[Reading, ...]:
    if len(found) == 1:
        return found
    own = [e for e in equations if e.rows() == {row}]
    good = tuple(r for r in found if all(holds(e, numbers(row, columns, r)) for e in own))
    return good or found


def _search(
    kept: Mapping[str, tuple[Reading, ...]],
    columns: Mapping[str, tuple[str, ...]],
    equations: Sequence[Equation],
    open_rows: Sequence[str],
) -> list[dict[str, int]]:
    """Indexes of readings of the open rows under which every equation among the known rows holds."""
    values: dict[Place, Decimal] = {}
    for row, found in kept.items():
        if len(found) == 1:
            values |= numbers(row, columns[row], found[0])
    order = sorted(open_rows, key=lambda r: len(kept[r]))
    known = set(kept)
    due: list[list[Equation]] = [[] for _ in order]
    for equation in equations:
        rows = equation.rows()
        if len(rows) > 1 and rows <= known and rows & set(order):
            due[max(order.index(r) for r in rows & set(order))].append(equation)
    if not any(due):
        return []
    solutions: list[dict[str, int]] = []
    steps = 0

    def descend(depth: int, chosen: dict[str, int]) -> bool:
        nonlocal steps
        if depth == len(order):
            solutions.append(dict(chosen))
            return len(solutions) < MOST_SOLUTIONS
        row = order[depth]
        for index, reading in enumerate(kept[row]):
            steps += 1
            if steps > MOST_STEPS:
                return False
            values.update(numbers(row, columns[row], reading))
            if all(holds(e, values) for e in due[depth]):
                chosen[row] = index
                if not descend(depth + 1, chosen):
                    return False
        return True

    complete = descend(0, {})
    return solutions if complete else []


def _agreement(found: tuple[Reading, ...]) -> Reading:
    if len(found) == 1:
        return found[0]
    first = found[0]
    start = min(s.span.start for s in first)
    end = max(s.span.end for s in first)
    slots: list[Slot] = []
    for column, slot in enumerate(first):
        others = [r[column] for r in found]
        if all(o.value == slot.value and o.span == slot.span for o in others):
            slots.append(slot)
        elif all((o.value or Decimal(0)) == 0 for o in others):
            slots.append(Slot("blank", None, "", Span(start, start)))
        else:
            slots.append(Slot("unreadable", None, "", Span(start, end)))
    return tuple(slots)
