"""A report's figures and everything that must hold between them, as small independent problems.

Variables are the printed cells and the facts of the prose. A relation holds when any of its forms does: an identity (勾稽关系)
has one form, a claim one for each admissible reading. What could not be assessed (cells not printed, not read) is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property

from extractor.auditing.agreement import interval_of
from extractor.auditing.claims import Claim, Reading, claims
from extractor.auditing.findings import Finding
from extractor.auditing.identities import places
from extractor.auditing.layouts import place_of
from extractor.auditing.ledger import Ledger
from extractor.model import Cell, Fact
from lexicons.reports.disclosure.forms import EDITIONS, form, identities

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Variable:
    """A printed figure: ``id`` of cell or fact, its value, whether it must be ``whole``, its reading is in ``doubt``."""

    id: str
    value: Number
    is_fact: bool = False
    whole: bool = True
    doubt: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A linear form over variables (index, coefficient) whose value must lie from ``low`` to ``high``."""

    terms: tuple[tuple[int, Number], ...]
    low: Number = 0
    high: Number = 0


@dataclass(frozen=True)
class Relation:
    """Something that must hold: ``family`` is the check that asks for it, ``fact`` the variable that stands in no other relation.

    Relations of one family share no cell, so that as many changes are needed as relations of it are broken.
    """

    family: str
    forms: tuple[Form, ...]
    fact: int | None = None

    @cached_property
    def variables(self) -> frozenset[int]:
        """Every variable of any form."""
        return frozenset(v for f in self.forms for v, _ in f.terms)


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Variables and relations that hang together, at least one of the relations broken."""

    variables: tuple[Variable, ...]
    relations: tuple[Relation, ...]


def gap_of(form_: Form, values: Sequence[Number]) -> Number:
    """The value of a form under values given in order of the variables."""
    gap: Number = 0
    for variable, coefficient in form_.terms:
        gap += coefficient * values[variable]
    return gap


def holds(relation: Relation, values: Sequence[Number]) -> bool:
    """Whether a relation holds under values given in order of the variables, in exact arithmetic.

    >>> holds(Relation("sum", (Form(((0, 1), (1, -1))),)), (3, 3))
    True
    """
    return any(f.low <= gap_of(f, values) <= f.high for f in relation.forms)


def puzzles(ledger: Ledger, findings: Sequence[Finding], doubtful: bool = False) -> Iterator[Puzzle]:
    """The problems of a report, in order of their first figure; broken relations that no finding tells of are left out.

    ``doubtful`` takes in what is undecided because cells hold nothing, these counted as 0.
    """
    accused = [f for f in findings if f.verdict == "broken" or (doubtful and f.verdict == "undecided")]
    if not accused:
        return
    book = _Book(ledger)
    relations = [*_identities(book, doubtful), *_claims(book, accused), *_sums(book, accused)]
    values = [v.value for v in book.variables]
    for group in _components(relations, len(values)):
        if not all(holds(r, values) for r in group):
            yield _puzzle(book.variables, group)


class _Book:
    """Numbers variables as they turn up."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.variables: list[Variable] = []
        self.index: dict[str, int] = {}

    def cell(self, cell: Cell) -> int:
        index = self.index.get(cell.id)
        if index is not None:
            return index
        part, row, column = place_of(cell.id)
        value = number(cell.value or Decimal(0))
        whole = isinstance(value, int) and _units().get((part, column), "") not in {"万元", "元"}
        doubt = cell.state == "inferred" or cell.confidence < 1
        return self._add(Variable(cell.id, value, False, whole, doubt, "total" in {row, column}))

    def fact(self, fact: Fact) -> int:
        value = fact.quantity.value
        return self._add(Variable(fact.id, number(value), True, value == value.to_integral_value()))

    def _add(self, variable: Variable) -> int:
        if variable.id not in self.index:
            self.index[variable.id] = len(self.variables)
            self.variables.append(variable)
        return self.index[variable.id]


@cache
def _units() -> dict[tuple[str, str], str]:
    """The units of all columns by part and column."""
    return {(c.part, c.id): c.unit for edition in reversed(EDITIONS) for c in form(edition).columns}


def number(value: Decimal) -> Number:
    """A whole decimal as an int, which is exact and fast."""
    whole = int(value)
    return whole if whole == value else value


def _identities(book: _Book, doubtful: bool) -> Iterator[Relation]:
    cells = {i: c for i, c in book.ledger.cells.items() if c.state != "unreadable"}
    for identity in identities():
        for _, left_ids, right_ids in places(identity, book.ledger.layout):
            known = [cells[i] for i in (*left_ids, *right_ids) if i in cells]
            if len(known) < len(left_ids) + len(right_ids) or not (doubtful or _assessed(book.ledger, left_ids, right_ids, known)):
                continue
            terms = [(book.cell(c), 1 if n < len(left_ids) else -1) for n, c in enumerate(known)]
            yield Relation(identity.check, (Form(tuple(terms)),))


def _assessed(ledger: Ledger, left_ids: Sequence[str], right_ids: Sequence[str], cells: Sequence[Cell]) -> bool:
    """Whether a broken identity would be the report's: cells that hold nothing leave it undecided."""
    if all(c.value is not None for c in cells):
        return True
    left, right = ledger.sum(" + ".join(left_ids)), ledger.sum(" + ".join(right_ids))
    return "blank" not in {left.state, right.state} or left.value == right.value


def _claims(book: _Book, accused: Sequence[Finding]) -> Iterator[Relation]:
    told = {f for finding in accused for f in finding.facts if finding.cells}
    for claim in claims(book.ledger):
        if not claim.fits and not (claim.decided and claim.fact.id in told):
            continue
        fact = book.fact(claim.fact)
        forms = tuple(_claim_form(book, claim, reading, fact) for reading in claim.readings)
        yield Relation("claim", forms, fact)


def _claim_form(book: _Book, claim: Claim, reading: Reading, fact: int) -> Form:
    stated, value = interval_of(claim.fact.quantity), claim.fact.quantity.value
    factor = number(_factor(claim, reading))
    terms = tuple((book.cell(c), factor) for c in reading.sum.cells)
    return Form((*terms, (fact, -1)), number(stated.low - value), number(stated.high - value))


def _factor(claim: Claim, reading: Reading) -> Decimal:
    """How many of the fact's unit one unit of the cell is: 10000 where the cell is in 万元 and the fact in 元."""
    if reading.sum.value:
        return reading.value / reading.sum.value
    parts = (place_of(cell.id) for cell in reading.sum.cells)
    in_ten_thousands = any(_units().get((part, column)) == "万元" for part, _, column in parts)
    return Decimal(10000) if in_ten_thousands and claim.fact.quantity.unit == "元" else Decimal(1)


def _sums(book: _Book, accused: Sequence[Finding]) -> Iterator[Relation]:
    """Closed lists of parts that add up, or that a finding says do not; one indicator stated twice."""
    told = [set(f.facts) for f in accused if not f.cells]
    for parts in book.ledger.report.parts:
        facts = [book.ledger.facts.get(i) for i in (parts.total, *parts.parts)]
        if not parts.closed or len(facts) < 2 or any(f is None or f.quantity.qualifier != "exact" for f in facts):
            continue
        known = [f for f in facts if f is not None]
        gap = sum((f.quantity.value for f in known[1:]), Decimal(0)) - known[0].quantity.value
        if gap == 0 or any({f.id for f in known} <= ids for ids in told):
            terms = [(book.fact(f), 1 if i else -1) for i, f in enumerate(known)]
            yield Relation("text.sum", (Form(tuple(terms)),))
    for finding in accused:
        if finding.check == "text.repeat" and len(finding.facts) == 2:
            one, other = (book.fact(book.ledger.facts[i]) for i in finding.facts)
            yield Relation("text.repeat", (Form(((one, 1), (other, -1))),))


def _components(relations: Sequence[Relation], size: int) -> list[list[Relation]]:
    """Relations grouped by shared variables, in order."""
    parent = list(range(size))

    def root(v: int) -> int:
        while parent[v] != v:
            parent[v] = parent[parent[v]]
            v = parent[v]
        return v

    for relation in relations:
        first = root(relation.forms[0].terms[0][0])
        for form_ in relation.forms:
            for variable, _ in form_.terms:
                other = root(variable)
                if other != first:
                    parent[max(first, other)] = min(first, other)
                    first = min(first, other)
    groups: dict[int, list[Relation]] = {}
    for relation in relations:
        groups.setdefault(root(relation.forms[0].terms[0][0]), []).append(relation)
    return list(groups.values())


def _puzzle(variables: Sequence[Variable], group: Sequence[Relation]) -> Puzzle:
    """One group with its variables numbered anew; a fact in a second relation is free of its claim."""
    count = Counter(v for r in group for v in r.variables)
    used = sorted(count)
    place = {v: i for i, v in enumerate(used)}
    relations = [
        replace(
            r,
            forms=tuple(replace(f, terms=tuple((place[v], c) for v, c in f.terms)) for f in r.forms),
            fact=place[r.fact] if r.fact is not None and count[r.fact] == 1 else None,
        )
        for r in group
    ]
    return Puzzle(tuple(variables[v] for v in used), tuple(relations))
