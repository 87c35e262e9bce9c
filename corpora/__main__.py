"""``python -m corpora``: runs the program over every report of the corpora and prints how much it finds."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import extractor
from corpora import Set, load_reports
from corpora.golds import document_name, gold
from corpora.records import Planted, Report, plant
from corpora.rendering import SUFFIXES, Flattening, flattenings, render
from corpora.sampling import write_samples
from corpora.score import Score, score


def documents(report: Report) -> Iterator[tuple[Flattening, Planted | None]]:
    """What is scored of a report: it in every flattening, its planted variants in pipes."""
    for flattening in flattenings(report):
        yield flattening, None
    for variant in report.planted:
        yield "pipes", variant


def record_of(report: Report, flattening: Flattening, variant: Planted | None = None) -> dict[str, Any]:
    """The program's record of a rendered report."""
    text = render(plant(report, variant) if variant else report, flattening)
    path = document_name(report, variant, flattening) + SUFFIXES[flattening]
    record: dict[str, Any] = extractor.to_record(extractor.audit_text(text, path))
    return record


def run(which: Set, only: Collection[str] = ()) -> Score:
    """The score of a set, or of the reports in it that are named."""
    return score(
        (gold(report, variant, flattening), record_of(report, flattening, variant))
        for report in load_reports(which)
        if not only or report.id in only
        for flattening, variant in documents(report)
    )


def as_lines(which: str, result: Score) -> Iterator[str]:
    """The table of a score: kind, right of expected, recall, precision."""
    yield f"{which:22} {'right/of':>13} {'recall':>8} {'precision':>10}"
    for kind, tally in result.tallies.items():
        yield f"  {kind:20} {tally.right:6}/{tally.of:<6} {_ratio(tally.recall):>8} {_ratio(tally.precision):>10}"
    yield f"  {'false errors':20} {result.false_errors:6}"


def _ratio(ratio: Decimal | None) -> str:
    return "" if ratio is None else f"{ratio:.4f}"


def main() -> None:
    """Parses the command line and prints."""
    parser = argparse.ArgumentParser(prog="python -m corpora", description=__doc__)
    parser.add_argument("--details", type=Path, help="write every miss to this file, a line each")
    parser.add_argument("--samples", action="store_true", help="write corpora/samples anew, and nothing else")
    parser.add_argument("--only", action="append", metavar="ID", default=[], help="score this report; may be repeated")
    details: list[str] = []
    options = parser.parse_args()
    if options.samples:
        write_samples()
        return
    for which in get_args(Set):
        result = run(which, options.only)
        print("\n".join(as_lines(which, result)), end="\n\n")
        details += [f"{which}\t{miss}" for miss in result.misses]
    if options.details:
        options.details.write_text("".join(f"{line}\n" for line in details), "utf-8")


if __name__ == "__main__":
    main()
