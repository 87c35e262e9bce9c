"""The identities choose between readings, where the text alone does not.

Rows that the text settles are fixed. For the others the identities over several rows are asked: first by bounds (what the other
rows can add up to at least and at most), then exactly, row by row, over the sums that can still come out. What all remaining
readings agree on is known; where they differ the cell is unreadable, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.spans import Span
from extractor.tables.slots import Reading, Slot

#: More partial sums than this are not followed: the rows then stay as the bounds leave them.
MOST_SUMS, MOST_ADDITIONS = 400, 4000
#: With more readings of the open rows than this the identities over several rows are not asked.
MOST_READINGS = 600

Place = tuple[str, str]
Number = int | Decimal
Vector = tuple[Number, ...]
ZERO: Number = 0


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sums of places (row, column) that the form wants equal."""

    left: tuple[Place, ...]
    right: tuple[Place, ...]

    def rows(self) -> frozenset[str]:
        """The rows concerned."""
        return frozenset(row for row, _ in (*self.left, *self.right))


def settle(
    options: Mapping[str, tuple[Reading, ...]], columns: Mapping[str, tuple[str, ...]], equations: Sequence[Equation]
) -> dict[str, Reading]:
    """One reading a row, undecided cells marked unreadable; rows without any reading are left out.

    >>> from extractor.tables.slots import Slot
    >>> def row(value): return (Slot("inferred", Decimal(value), str(value), Span(0, 1)),)
    >>> found = settle({"a": (row(1), row(2)), "b": (row(2),)}, {"a": ("x",), "b": ("x",)},
    ...     [Equation((("a", "x"),), (("b", "x"),))])
    >>> found["a"][0].value
    Decimal('2')
    >>> settle({"a": (row(1), row(2))}, {"a": ("x",)}, [])["a"][0].state
    'unreadable'
    """
    kept = {row: found for row, found in options.items() if found}
    open_rows = sorted((r for r, found in kept.items() if len(found) > 1), key=lambda r: len(kept[r]))
    chosen = {row: _by_own_identity(row, columns[row], found, equations) for row, found in kept.items()}
    if open_rows:
        chosen |= _choose(chosen, columns, equations, open_rows)
    return {row: _agreement(kept[row], chosen[row]) for row in kept}


def _by_own_identity(
    row: str, columns: tuple[str, ...], found: tuple[Reading, ...], equations: Sequence[Equation]
) -> tuple[Reading, ...]:
    """The readings that keep the row's own identity, or all where none does."""
    if len(found) == 1:
        return found
    own = [e for e in equations if e.rows() == {row}]
    sums = _vectors(row, columns, found, own)
    return tuple(r for r, vector in zip(found, sums, strict=True) if not any(vector)) or found


def _choose(
    kept: Mapping[str, tuple[Reading, ...]],
    columns: Mapping[str, tuple[str, ...]],
    equations: Sequence[Equation],
    open_rows: Sequence[str],
) -> dict[str, tuple[Reading, ...]]:
    """The readings of the open rows under which every identity that can hold does."""
    within = [e for e in equations if len(e.rows()) > 1 and e.rows() <= set(kept) and e.rows() & set(open_rows)]
    usable = [e for e in within if not _touches_unreadable(e, kept, columns)]
    if sum(len(kept[r]) for r in open_rows) > MOST_READINGS:
        return {}
    vectors = {row: _vectors(row, columns[row], kept[row], usable) for row in kept}
    fixed = [vectors[r][0] for r in kept if r not in open_rows]
    base = tuple(sum((v[i] for v in fixed), ZERO) for i in range(len(usable)))
    possible = [i for i in range(len(usable)) if _reaches_zero(i, base, [vectors[r] for r in open_rows])]
    start = tuple(base[i] for i in possible)
    shorter = {row: [tuple(v[i] for i in possible) for v in vectors[row]] for row in open_rows}
    alive = _by_bounds(start, {row: dict(enumerate(shorter[row])) for row in open_rows})
    if alive is None:
        return {}
    exact = _by_sums(start, alive)
    if exact is not None:
        alive = exact
    return {row: tuple(kept[row][i] for i in sorted(found)) for row, found in alive.items()}


def _touches_unreadable(
    equation: Equation, kept: Mapping[str, tuple[Reading, ...]], columns: Mapping[str, tuple[str, ...]]
) -> bool:
    for row, column in (*equation.left, *equation.right):
        at = columns[row].index(column)
        if any(r[at].state == "unreadable" for r in kept[row]):
            return True
    return False


def _vectors(
    row: str, columns: Sequence[str], found: Sequence[Reading], equations: Sequence[Equation]
) -> list[Vector]:
    """What a row adds, under each reading, to the left sides of the equations, less what it adds to the right ones."""
    places = {(row, c): n for n, c in enumerate(columns)}
    terms = [
        (number, places[p], sign)
        for number, e in enumerate(equations)
        for sign, side in ((1, e.left), (-1, e.right))
        for p in side
        if p in places
    ]
    vectors: list[Vector] = []
    for reading in found:
        values = [_plain(slot.value) for slot in reading]
        vector: list[Number] = [0] * len(equations)
        for number, place, sign in terms:
            vector[number] += sign * values[place]
        vectors.append(tuple(vector))
    return vectors


def _plain(value: Decimal | None) -> Number:
    """A value as an int where it is whole: sums of ints are quick."""
    if value is None:
        return 0
    whole = int(value)
    return whole if whole == value else value


def _reaches_zero(index: int, base: Vector, rows: Sequence[Sequence[Vector]]) -> bool:
    low = base[index] + sum((min(v[index] for v in row) for row in rows), ZERO)
    high = base[index] + sum((max(v[index] for v in row) for row in rows), ZERO)
    return low <= 0 <= high


Alive = dict[str, dict[int, Vector]]


def _by_bounds(start: Vector, alive: Alive) -> Alive | None:
    """Readings dropped as long as the rest cannot make up for them; None when nothing is left of a row."""
    size = range(len(start))
    changed = bool(start)
    while changed:
        changed = False
        low = {r: [min(v[i] for v in found.values()) for i in size] for r, found in alive.items()}
        high = {r: [max(v[i] for v in found.values()) for i in size] for r, found in alive.items()}
        least = [start[i] + sum((low[r][i] for r in alive), ZERO) for i in size]
        most = [start[i] + sum((high[r][i] for r in alive), ZERO) for i in size]
        for row, found in alive.items():
            fit = {
                n: v
                for n, v in found.items()
                if all(least[i] - low[row][i] + v[i] <= 0 <= most[i] - high[row][i] + v[i] for i in size)
            }
            if not fit:
                return None
            changed = changed or len(fit) < len(found)
            alive[row] = fit
    return alive


def _by_sums(start: Vector, alive: Alive) -> Alive | None:
    """Readings that are part of a solution; None when the search grows too wide or there is no solution."""
    if not start:
        return None
    size = range(len(start))
    rows = [r for r in alive if len(alive[r]) > 1]
    done = [v for r in alive if r not in rows for v in alive[r].values()]
    first = tuple(start[i] + sum((v[i] for v in done), ZERO) for i in size)
    spare: list[tuple[Vector, Vector]] = [(tuple(ZERO for _ in size), tuple(ZERO for _ in size))]
    for row in reversed(rows):
        found = alive[row].values()
        low, high = spare[-1]
        least = tuple(low[i] + min(v[i] for v in found) for i in size)
        spare.append((least, tuple(high[i] + max(v[i] for v in found) for i in size)))
    spare.reverse()
    layers: list[set[Vector]] = [{first}]
    additions = 0
    for number, row in enumerate(rows):
        low, high = spare[number + 1]
        following: set[Vector] = set()
        for total in layers[-1]:
            additions += len(alive[row])
            if additions > MOST_ADDITIONS:
                return None
            for vector in alive[row].values():
                reached = tuple(a + b for a, b in zip(total, vector, strict=True))
                if all(reached[i] + low[i] <= 0 <= reached[i] + high[i] for i in size):
                    following.add(reached)
        if not following or len(following) > MOST_SUMS:
            return None
        layers.append(following)
    good: set[Vector] = {tuple(ZERO for _ in size)}
    if layers[-1] != good:
        return None
    result = dict(alive)
    for number in range(len(rows) - 1, -1, -1):
        row, before = rows[number], layers[number]
        pairs = [
            (n, t) for n, v in alive[row].items() for t in before if tuple(a + b for a, b in zip(t, v, strict=True)) in good
        ]
        result[row] = {n: alive[row][n] for n, _ in pairs}
        good = {t for _, t in pairs}
    return result


def _agreement(printed: tuple[Reading, ...], left: tuple[Reading, ...]) -> Reading:
    """What the readings that are left agree on; what the text alone did not settle is marked as inferred."""
    if len(printed) == 1:
        return printed[0]
    first = left[0]
    start = min(s.span.start for s in first)
    end = max(s.span.end for s in first)
    slots: list[Slot] = []
    for column, slot in enumerate(first):
        if any(r[column].value != slot.value or r[column].state != slot.state for r in left):
            slots.append(Slot("unreadable", None, "", Span(start, end)))
        elif slot.state == "read" and any(r[column] != slot for r in printed):
            slots.append(slot._replace(state="inferred"))
        else:
            slots.append(slot)
    return tuple(slots)
