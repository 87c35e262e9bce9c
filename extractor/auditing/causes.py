"""The causes of changes in words and their costs: what a slip between a printed figure and another value would be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from extractor.auditing.findings import Finding, Suggestion
from extractor.auditing.ledger import Ledger
from extractor.auditing.puzzles import Number, Puzzle, Variable, holds
from extractor.auditing.repairs import Cost
from extractor.auditing.slips import Slip, Source, likeliest
from extractor.auditing.surroundings import Surroundings
from extractor.values import decimal_text

#: A figure whose reading is in doubt is the likelier culprit by this much.
DOUBT = 1


class Causes:
    """The slips of one report's figures, each looked up once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.around = Surroundings(ledger)
        self.sources: dict[str, tuple[Source, ...]] = {}
        self.slips: dict[tuple[str, Number], Slip] = {}

    def slip(self, variable: Variable, value: Number) -> Slip:
        """The likeliest slip by which a figure of that value was printed as it is."""
        key = (variable.id, value)
        if key not in self.slips:
            fact = self.ledger.facts.get(variable.id) if variable.is_fact else None
            if variable.id not in self.sources:
                self.sources[variable.id] = self.around.of_fact(fact) if fact else self.around.of_cell(variable.id)
            sources, denial = self.sources[variable.id], fact is not None and fact.denial
            self.slips[key] = likeliest(Decimal(variable.value), Decimal(value), sources, denial, variable.total)
        return self.slips[key]

    def costs(self, puzzle: Puzzle) -> Cost:
        """What each change of a puzzle costs."""

        def cost(index: int, value: Number) -> int:
            variable = puzzle.variables[index]
            return self.slip(variable, value).cost - (DOUBT if variable.doubt else 0)

        return cost

    def suggestion(self, puzzle: Puzzle, change: tuple[int, Number], unique: bool, others: int) -> Suggestion:
        """One change as a suggestion; ``others`` counts the changes that it needs beside it."""
        index, value = change
        variable = puzzle.variables[index]
        values = [v.value for v in puzzle.variables]
        mended = sum(1 for r in puzzle.relations if index in r.variables and not holds(r, values))
        after = f"改后 {mended} 处关系均成立" if mended > 1 else "改后该处关系成立"
        if others:
            after = f"与另 {others} 处改动一起，{after}"
        cause = f"{self.slip(variable, value).words}，{after}"
        if variable.doubt:
            cause = f"该格读取存疑，先核对原件；{cause}"
        text = decimal_text(Decimal(value))
        return Suggestion(text, unique, cause, None if variable.is_fact else variable.id, variable.id if variable.is_fact else None)

    def stated(self, finding: Finding) -> Iterator[Suggestion]:
        """A rate or change that one slip parts from what its figures give: the stated figure put right."""
        if finding.cells or not finding.facts or finding.facts[0] not in self.ledger.facts:
            return
        fact = self.ledger.facts[finding.facts[0]]
        try:
            value = Decimal(finding.expected or "")
        except InvalidOperation:
            return
        slip = likeliest(fact.quantity.value, value)
        if fact.quantity.qualifier == "exact" and value != fact.quantity.value and slip.kind != "other":
            yield Suggestion(decimal_text(value), False, f"{slip.words}，改后该处关系成立", fact=fact.id)
