"""Puzzle -> best repairs where more figures are wrong than the exact search goes through: an integer programme, rechecked exactly.

The programme asks for the fewest changes; the set of figures that it names is rechecked in exact numbers, then forbidden, and
the next set is asked for, as long as it needs no more changes. What the solver says is taken for a proposal only.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from extractor.auditing.puzzles import Number, Puzzle, Relation, gap_of, holds, number
from extractor.auditing.repairs import Cost, Repair, proven

#: With more sets of equally few changes than this nothing is told from anything, and nothing is suggested.
MOST_SOLUTIONS = 8
#: Bound of the solver's own search; a count, not a clock, so that the same report always ends the same way.
MOST_NODES = 60
#: Above this the solver's tolerances could hide a small change.
LARGEST = 10**7
#: More broken relations, or more figures in one puzzle, than this are no slip but another draft: the solver would take minutes.
MOST_BROKEN, MOST_VARIABLES = 16, 400
#: Places of decimals that a figure in 万元 is rounded to before it is rechecked.
PLACES = 6


def programme_repairs(puzzle: Puzzle, cost: Cost) -> tuple[Repair, ...]:
    """Every best repair, by HiGHS; empty where there is none, where there are too many, or where the solver gives up.

    >>> from extractor.auditing.puzzles import Form, Variable
    >>> figures = (Variable("a", 3), Variable("total", 8))
    >>> row = Relation("sum", (Form(((0, 1), (1, -1))),))
    >>> [r.changes for r in programme_repairs(Puzzle(figures, (row,)), lambda variable, value: 1)]
    [((0, 8),), ((1, 3),)]
    """
    values = [v.value for v in puzzle.variables]
    broken = [r for r in puzzle.relations if not holds(r, values)]
    reach = sum(_gap(r, values) for r in broken) + 1
    if reach > LARGEST or len(broken) > MOST_BROKEN or len(values) > MOST_VARIABLES:
        return ()
    programme = _Programme(puzzle, int(reach) + 1)
    found: list[Repair] = []
    for _ in range(MOST_SOLUTIONS):
        proposal = programme.solve()
        if proposal is None:
            return ()
        if not proposal:
            best = min((r.cost for r in found), default=0)
            return tuple(sorted((r for r in found if r.cost == best), key=lambda r: r.changes))
        changes = _exact(puzzle, cost, proposal)
        if proven(puzzle, changes):
            if not found:
                programme.at_most(len(changes))
            found.append(Repair(changes, sum(cost(v, x) for v, x in changes)))
        programme.forbid([v for v, _ in proposal])
    return ()


def _gap(relation: Relation, values: Sequence[Number]) -> Number:
    gaps = [gap_of(f, values) for f in relation.forms]
    return max(max(gaps), -min(gaps))


def _exact(puzzle: Puzzle, cost: Cost, proposal: Sequence[tuple[int, float]]) -> tuple[tuple[int, Number], ...]:
    """The proposed differences as exact values; facts that hang on cells alone take what the likeliest of their readings gives."""
    values = [v.value for v in puzzle.variables]
    claims = {r.fact: r for r in puzzle.relations if r.fact is not None}
    for variable, difference in proposal:
        whole = puzzle.variables[variable].whole
        values[variable] += round(difference) if whole else number(Decimal(f"{difference:.{PLACES}f}"))
    for variable, _ in proposal:
        if variable in claims:
            given = [values[variable] + gap_of(f, values) for f in claims[variable].forms]
            values[variable] = min(given, key=lambda value: cost(variable, value))
    return tuple(sorted((v, values[v]) for v, _ in proposal))


class _Programme:
    """Differences, and one switch a figure that says whether it may differ, in the solver's terms."""

    def __init__(self, puzzle: Puzzle, reach: int) -> None:
        import highspy

        self.puzzle, self.reach, self.kinds = puzzle, reach, highspy
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("mip_max_nodes", MOST_NODES), ("mip_rel_gap", 0.0)):
            self.solver.setOptionValue(option, value)
        self.solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
        self.facts = {r.fact for r in puzzle.relations if r.fact is not None}
        self.switches = [self._switch(1.0) for _ in puzzle.variables]
        self.differences = {v: self._difference(v) for v in range(len(puzzle.variables)) if v not in self.facts}
        for relation in puzzle.relations:
            self._relate(relation)

    def _switch(self, price: float) -> Any:
        return self.solver.addVariable(0, 1, price, self.kinds.HighsVarType.kInteger)

    def _difference(self, variable: int) -> Any:
        entry = self.puzzle.variables[variable]
        low = -float(min(entry.value, self.reach))
        difference = self.solver.addVariable(low, self.reach, 0.0, self.kinds.HighsVarType.kContinuous)
        self.solver.addConstr(difference <= self.reach * self.switches[variable])
        self.solver.addConstr(difference >= low * self.switches[variable])
        return difference

    def _relate(self, relation: Relation) -> None:
        """At least one form holds, or the fact of the claim is changed; of a broken relation some figure is changed."""
        values = [v.value for v in self.puzzle.variables]
        if not holds(relation, values):
            concerned = [self.switches[v] for v in sorted(relation.variables)]
            self.solver.addConstr(sum(concerned[1:], concerned[0]) >= 1)
        choices = [] if relation.fact is None else [self.switches[relation.fact]]
        single = len(relation.forms) == 1 and not choices
        for form in relation.forms:
            terms = [float(c) * self.differences[v] for v, c in form.terms if v not in self.facts]
            now = gap_of(form, values)
            changed = sum(terms[1:], terms[0])
            low, high = float(form.low - now), float(form.high - now)
            if single:
                self.solver.addConstr(changed >= low)
                self.solver.addConstr(changed <= high)
                return
            choice = self._switch(0.0)
            slack = 2 * self.reach * len(terms) * max(1.0, max(abs(float(c)) for _, c in form.terms))
            self.solver.addConstr(changed >= low * choice - slack * (1 - choice))
            self.solver.addConstr(changed <= high * choice + slack * (1 - choice))
            choices.append(choice)
        self.solver.addConstr(sum(choices[1:], choices[0]) >= 1)

    def solve(self) -> list[tuple[int, float]] | None:
        """The figures that change and by how much (facts: 0.0, they follow their cells).

        Nothing where no solution is left, None where the solver gives up.
        """
        self.solver.minimize()
        status = self.solver.getModelStatus()
        if status == self.kinds.HighsModelStatus.kInfeasible:
            return []
        if status != self.kinds.HighsModelStatus.kOptimal:
            return None
        on = [v for v in range(len(self.switches)) if self.solver.val(self.switches[v]) > 0.5]
        return [(v, self.solver.val(self.differences[v]) if v in self.differences else 0.0) for v in on]

    def at_most(self, count: int) -> None:
        """Ask for sets of no more figures than that."""
        self.solver.addConstr(sum(self.switches[1:], self.switches[0]) <= count)

    def forbid(self, variables: Sequence[int]) -> None:
        """Ask for another set of figures."""
        switches = [self.switches[v] for v in variables]
        self.solver.addConstr(sum(switches[1:], switches[0]) <= len(switches) - 1)
