"""How much of what is planted the audit finds, and how often it cries wolf: python -m benchmarks.recall [CLEAN] [PLANTED] [SEED].

Clean reports must give no error. Into the others one error of every kind is planted, each by itself; found means that a finding came
which the error must give, whole that all came, listed that every changed cell stands among the suggestions with its true value. The
search for the culprit is timed alone; the oracle that tries every set of figures stands in tests/test_culprit.py.
"""

from __future__ import annotations

import sys
from collections import Counter
from time import process_time

import extractor
from corpora.generation import draw
from corpora.generation.errors import KINDS, Error, errors
from corpora.generation.recall import judge
from corpora.records import plant
from corpora.rendering import render
from extractor.auditing.culprit import suggest
from extractor.auditing.ledger import Ledger
from extractor.auditing.run import audit

MOST_SHOWN = 40


def false_errors(count: int, seed: int) -> list[str]:
    """What is called an error in so many clean reports."""
    found = []
    for index in range(count):
        judged = judge(draw(seed, index))
        found += [f"{judged.document}: {message}" for message in judged.false]
    return found


def culprit_seconds(drawn_report: str) -> float:
    """How long the search takes on one text."""
    report = extractor.audit_text(drawn_report).report
    findings = audit(report).findings
    start = process_time()
    suggest(Ledger(report), findings)
    return process_time() - start


def _wrong(error: Error) -> int:
    return {"two_cells": 2, "three_cells": 3, "column_shift": 2, "row_shift": 2}.get(error.kind, 1)


def main() -> None:
    """Prints false errors, the table of kinds and the times."""
    clean, planted, seed = (int(a) for a in (*sys.argv[1:], *("1000", "200", "1")[len(sys.argv) - 1 :]))
    wolves = false_errors(clean, seed)
    print(f"clean reports {clean}, false errors {len(wolves)}")
    print("".join(f"   {wolf}\n" for wolf in wolves[:MOST_SHOWN]), end="")
    of, found, whole, cells, listed = Counter[str](), Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    seconds: dict[int, list[float]] = {1: [], 2: [], 3: []}
    missed: list[str] = []
    for index in range(planted):
        drawn = draw(seed, index)
        for error in errors(drawn):
            judged = judge(drawn, error)
            of[error.kind] += 1
            found[error.kind] += judged.found
            whole[error.kind] += judged.whole
            cells[error.kind] += judged.listed is not None
            listed[error.kind] += bool(judged.listed)
            if not judged.found or judged.listed is False or judged.false:
                missed.append(f"{judged.document}: {judged}  {error.changes}")
            if judged.listed is not None:
                seconds[_wrong(error)].append(culprit_seconds(render(plant(drawn.report, error.variant), "pipes")))
    print(f"{'kind':14} {'found':>11} {'share':>7} {'whole':>7} {'listed':>13}")
    for kind in KINDS:
        shares = f"{found[kind] / of[kind]:7.3f} {whole[kind] / of[kind]:7.3f}" if of[kind] else ""
        print(f"{kind:14} {found[kind]:5}/{of[kind]:<5} {shares} {listed[kind]:6}/{cells[kind]:<6}")
    print(f"{'all':14} {found.total():5}/{of.total():<5} {found.total() / max(1, of.total()):7.4f} {'':7} {listed.total():6}/{cells.total():<6}")
    for wrong, times in seconds.items():
        ranked = sorted(1000 * t for t in times)
        if ranked:
            print(f"culprit, {wrong} wrong: median {ranked[len(ranked) // 2]:.1f} ms, 99 % {ranked[len(ranked) * 99 // 100]:.1f} ms")
    print("".join(f"   {line}\n" for line in missed[:MOST_SHOWN]), end="")


if __name__ == "__main__":
    main()
