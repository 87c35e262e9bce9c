"""Puzzle -> the fewest, likeliest changes after which everything holds, by exact search.

In a small set of changes there is always a broken relation in which exactly one figure changes, and that relation says by how
much. So the search takes a broken relation, lets each of its figures close it, and goes on with what is broken then. Relations
of one family share no cell: where as many of them are broken as changes are left, each change falls in one of them and only one
has to be tried. A fact that hangs on cells alone is never searched for: it takes what its cells give in the end, and counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.auditing.puzzles import Number, Puzzle, holds, number
from extractor.auditing.slips import variants

#: Where more relations of one family are broken, nobody can tell what was meant.
MOST_CHANGES = 12
#: An interval (1.2万余, 14.24亿) that more slips than this would satisfy tells nothing of the figure.
MOST_VARIANTS = 3
#: The search gives up after trying this many changes; three wrong cells take some hundreds.
MOST_STEPS = 12000

#: What a change of a variable (by index) to a value adds to the cost of a repair.
Cost = Callable[[int, Number], int]


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes (variable, new value) after which every relation holds, in order of the variables; ``cost`` orders equal counts."""

    changes: tuple[tuple[int, Number], ...]
    cost: int

    @property
    def rank(self) -> tuple[int, int]:
        """Fewest first, likeliest second."""
        return len(self.changes), self.cost


class GivenUp(Exception):
    """The search grew beyond its bound."""


def repairs(puzzle: Puzzle, cost: Cost, most: int = MOST_CHANGES) -> tuple[Repair, ...]:
    """Every best repair with up to ``most`` changes beside facts that follow their cells; empty where there is none.

    Raises GivenUp where the search grows beyond its bound.

    >>> from extractor.auditing.puzzles import Form, Relation, Variable
    >>> figures = (Variable("a", 3), Variable("b", 4), Variable("total", 8))
    >>> row = Relation("sum", (Form(((0, 1), (1, 1), (2, -1))),))
    >>> [r.changes for r in repairs(Puzzle(figures, (row,)), lambda variable, value: 1)]
    [((0, 4),), ((1, 5),), ((2, 7),)]
    """
    search = _Search(puzzle, cost)
    for count in range(most + 1):
        if search.best and count > search.best[0].rank[0]:
            break
        search.run(count)
    return tuple(sorted(search.best, key=lambda r: r.changes))


def proven(puzzle: Puzzle, changes: Sequence[tuple[int, Number]]) -> bool:
    """Whether every relation holds after the changes, none of which may give a negative or a broken figure."""
    values = [v.value for v in puzzle.variables]
    for variable, value in changes:
        if value < 0 or (puzzle.variables[variable].whole and value != int(value)):
            return False
        values[variable] = value
    return all(holds(r, values) for r in puzzle.relations)


class _Search:
    """The state of one search: values, the gaps of all forms, what is broken."""

    def __init__(self, puzzle: Puzzle, cost: Cost) -> None:
        self.puzzle, self.cost = puzzle, cost
        self.values: list[Number] = [v.value for v in puzzle.variables]
        self.forms = [(i, f) for i, r in enumerate(puzzle.relations) for f in r.forms]
        self.gaps: list[Number] = [0] * len(self.forms)
        self.of_relation: list[list[int]] = [[] for _ in puzzle.relations]
        self.uses: list[list[tuple[int, Number]]] = [[] for _ in puzzle.variables]
        for k, (i, f) in enumerate(self.forms):
            self.of_relation[i].append(k)
            for v, c in f.terms:
                self.uses[v].append((k, c))
                self.gaps[k] += c * self.values[v]
        self.within = [frozenset(self.forms[k][0] for k, _ in uses) for uses in self.uses]
        self.soft = frozenset(i for i, r in enumerate(puzzle.relations) if r.fact is not None)
        self.facts = frozenset(r.fact for r in puzzle.relations if r.fact is not None)
        self.families = self._families()
        self.broken = {i for i in range(len(puzzle.relations)) if not self._holds(i)}
        self.changed: dict[int, Number] = {}
        self.best: list[Repair] = []
        self.seen: set[frozenset[tuple[int, Number]]] = set()
        self.steps = 0

    def _families(self) -> list[frozenset[int]]:
        groups: dict[str, list[int]] = {}
        for i, relation in enumerate(self.puzzle.relations):
            if i not in self.soft:
                groups.setdefault(relation.family, []).append(i)
        disjoint = [g for g in groups.values() if all(len(w.intersection(g)) <= 1 for w in self.within)]
        return [frozenset(g) for g in disjoint]

    def _holds(self, relation: int) -> bool:
        for k in self.of_relation[relation]:
            form = self.forms[k][1]
            if form.low <= self.gaps[k] <= form.high:
                return True
        return False

    def run(self, count: int) -> None:
        self.seen.clear()
        self._descend(count)

    def _descend(self, left: int) -> None:
        hard = self.broken - self.soft
        if left == 0:
            if not hard:
                self._record()
            return
        tight: list[int] = []
        for family in self.families:
            here = hard & family
            if len(here) > left:
                return
            if len(here) == left:
                tight += here
        chosen = sorted(self.broken)
        if tight:
            chosen = [min(sorted(tight), key=lambda i: len(self.puzzle.relations[i].forms[0].terms))]
        for relation in chosen:
            for k in self.of_relation[relation]:
                self._close(k, left, hard)

    def _close(self, k: int, left: int, hard: set[int]) -> None:
        """Let each figure of a form close it in turn."""
        form = self.forms[k][1]
        for variable, coefficient in form.terms:
            if variable in self.changed or variable in self.facts:
                continue
            if left == 1 and not hard <= self.within[variable]:
                continue
            for value in self._closing(k, variable, coefficient):
                if value >= 0 and not (self.puzzle.variables[variable].whole and value != int(value)):
                    self._try(variable, value, left)

    def _closing(self, k: int, variable: int, coefficient: Number) -> list[Number]:
        """The values by which a figure closes a form; of an interval those that a slip makes likely, unless these are many."""
        form, now = self.forms[k][1], self.values[variable]
        if form.low == form.high:
            return [now + _quotient(form.low - self.gaps[k], coefficient)]
        likely = (number(v) for v in variants(Decimal(now)))
        found = [v for v in likely if form.low <= self.gaps[k] + coefficient * (v - now) <= form.high]
        return found if len(found) <= MOST_VARIANTS else []

    def _try(self, variable: int, value: Number, left: int) -> None:
        delta = value - self.values[variable]
        self.changed[variable] = value
        key = frozenset(self.changed.items())
        if key not in self.seen:
            self.seen.add(key)
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise GivenUp
            before = self.broken
            self._move(variable, delta)
            touched = self.within[variable]
            self.broken = (before - touched).union([i for i in touched if not self._holds(i)])
            self._descend(left - 1)
            self._move(variable, -delta)
            self.broken = before
        del self.changed[variable]

    def _move(self, variable: int, delta: Number) -> None:
        self.values[variable] += delta
        for k, coefficient in self.uses[variable]:
            self.gaps[k] += coefficient * delta

    def _record(self) -> None:
        changes = [*self.changed.items(), *(self._follow(i) for i in sorted(self.broken))]
        repair = Repair(tuple(sorted(changes)), sum(self.cost(v, x) for v, x in changes))
        if (self.best and repair.rank > self.best[0].rank) or not proven(self.puzzle, repair.changes):
            return
        if self.best and repair.rank < self.best[0].rank:
            self.best.clear()
        if repair not in self.best:
            self.best.append(repair)

    def _follow(self, claim: int) -> tuple[int, Number]:
        """The fact of a broken claim and what the likeliest of its readings gives."""
        fact = self.puzzle.relations[claim].fact
        assert fact is not None
        given = (self.values[fact] + self.gaps[k] for k in self.of_relation[claim])
        return fact, min(given, key=lambda value: self.cost(fact, value))


def _quotient(gap: Number, coefficient: Number) -> Number:
    if coefficient in {1, -1}:
        return gap * coefficient
    exact = Decimal(gap) / Decimal(coefficient)
    return int(exact) if exact == exact.to_integral_value() else exact
