"""Which figure is wrong: findings that share a disagreement get the fewest, likeliest changes after which everything holds.

Identities of the form, claims of the prose and lists of parts are one puzzle. Every equally good repair becomes a suggestion,
with its cause in words; one that stands in all of them is the only explanation. Where the search gives up, nothing is suggested.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.auditing.causes import Causes
from extractor.auditing.findings import Finding, Suggestion
from extractor.auditing.ledger import Ledger
from extractor.auditing.misreadings import Misreading, doubtful_rows, misreadings
from extractor.auditing.programmes import programme_repairs
from extractor.auditing.puzzles import Puzzle, puzzles
from extractor.auditing.repairs import GivenUp, Repair, repairs
from extractor.diagnostics import Diagnostic
from lexicons.reports.disclosure.slip_lexicon import slip_entries

#: A repair of the prose alone that no slip explains is not suggested where more figures than this could be meant.
MOST_GUESSES = 2


def suggest(ledger: Ledger, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The same findings in the same order, broken ones with what would make them right as far as that can be told."""
    found: dict[int, list[Suggestion]] = {}
    causes = Causes(ledger)
    for puzzle in puzzles(ledger, findings):
        mine = [i for i, f in enumerate(findings) if f.verdict == "broken" and _concerns(puzzle, f)]
        if not mine or any(misreadings(ledger, puzzle)):
            continue
        answers = _answers(puzzle, causes)
        for i in mine:
            found.setdefault(i, []).extend(_told(puzzle, answers, findings[i], causes))
    for i, finding in enumerate(findings):
        if finding.verdict == "broken" and i not in found:
            found[i] = list(causes.stated(finding))
    return tuple(replace(f, suggestions=tuple(dict.fromkeys(found[i]))) if found.get(i) else f for i, f in enumerate(findings))


def reading_doubts(ledger: Ledger, findings: Sequence[Finding]) -> tuple[Diagnostic, ...]:
    """Rows that were rather misread than misprinted: doubtful to begin with, and right once moved by a column."""
    if not ledger.once(doubtful_rows):
        return ()
    rows: dict[str, Misreading] = {}
    for puzzle in puzzles(ledger, findings, doubtful=True):
        for misreading in misreadings(ledger, puzzle):
            rows.setdefault(misreading.row, misreading)
    return tuple(m.diagnostic() for m in rows.values())


def _answers(puzzle: Puzzle, causes: Causes) -> tuple[Repair, ...]:
    cost = causes.costs(puzzle)
    try:
        found = repairs(puzzle, cost)
    except GivenUp:
        found = programme_repairs(puzzle, cost)
    prose = all(puzzle.variables[v].is_fact for r in found for v, _ in r.changes)
    if prose and len(found) > MOST_GUESSES and found[0].cost >= slip_entries()["other"].cost:
        return ()
    return found


def _concerns(puzzle: Puzzle, finding: Finding) -> bool:
    """Whether a finding is about a relation of this puzzle."""
    ids = {v.id for v in puzzle.variables}
    return bool(ids & set(finding.facts)) or bool(ids.issuperset(finding.cells) and finding.cells)


def _told(puzzle: Puzzle, answers: Sequence[Repair], finding: Finding, causes: Causes) -> Iterator[Suggestion]:
    """The changes that touch what a finding is about: its own figures, and those of other readings of its claim."""
    named = {i for i, v in enumerate(puzzle.variables) if v.id in finding.cells or v.id in finding.facts}
    facts = {i for i in named if puzzle.variables[i].is_fact}
    reached = named.union(*(r.variables for r in puzzle.relations if facts & r.variables))
    common = set(answers[0].changes).intersection(*(a.changes for a in answers)) if answers else set()
    for change in dict.fromkeys(c for a in answers for c in a.changes if c[0] in reached):
        with_others = max(_company(puzzle, change[0], a) for a in answers if change in a.changes)
        yield causes.suggestion(puzzle, change, change in common, with_others)


def _company(puzzle: Puzzle, variable: int, answer: Repair) -> int:
    """How many other changes of a repair are needed with one: those that share a relation with it, and so on."""
    changed = {v for v, _ in answer.changes}
    company, size = {variable}, 0
    while size < len(company):
        size = len(company)
        company = company.union(*(r.variables & changed for r in puzzle.relations if r.variables & company))
    return len(company) - 1
