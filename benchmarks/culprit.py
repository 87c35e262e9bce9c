"""How often slips are found again, and how long the search takes: python -m benchmarks.culprit [CASES] [SEED]."""

from __future__ import annotations

import sys
from decimal import Decimal
from random import Random
from time import process_time

from corpora.mutations import figures, mutated, report
from extractor.auditing.culprit import suggest
from extractor.auditing.ledger import Ledger
from extractor.auditing.run import audit


def measure(count: int, cases: int, seed: int) -> tuple[list[bool], list[int], list[float], list[str]]:
    """Of reports with so many wrong cells: all found again, suggestions listed, seconds, what was missed."""
    found, listed, seconds, missed = [], [], [], []
    for case in range(cases):
        chance = Random(f"{seed} {count} {case}")
        cells = figures(chance)
        changes = mutated(cells, count, chance)
        drawn = report(cells | changes, cells)
        findings = audit(drawn).findings
        start = process_time()
        told = suggest(Ledger(drawn), findings)
        seconds.append(process_time() - start)
        answers = {(s.cell, Decimal(s.value)) for f in told for s in f.suggestions}
        found.append(all((cell, Decimal(cells[cell])) in answers for cell in changes))
        listed.append(len(answers))
        if not found[-1]:
            missed.append(f"{count} {case} " + str({c: (cells[c], v) for c, v in changes.items()}) + f" {len(answers)}")
    return found, listed, seconds, missed


def main() -> None:
    """Print a line for each number of wrong cells."""
    cases, seed = (int(a) for a in (*sys.argv[1:], *("200", "1")[len(sys.argv) - 1 :]))
    print("wrong  reports  all found  suggestions  median ms   99 % ms  worst ms")
    for count in (1, 2, 3):
        found, listed, seconds, missed = measure(count, cases, seed)
        ranked = sorted(1000 * s for s in seconds)
        middle, high, worst = ranked[len(ranked) // 2], ranked[len(ranked) * 99 // 100], ranked[-1]
        shares = f"{sum(found) / cases:9.3f}  {sum(listed) / cases:11.2f}"
        print(f"{count:5}  {cases:7}  {shares}  {middle:9.1f}  {high:8.1f}  {worst:8.1f}")
        for line in missed[:20]:
            print("   missed", line)


if __name__ == "__main__":
    main()
