"""Where the time of a report goes: python -m benchmarks.stages [--rounds N] [--checks] [--only PART] [--shared FOLDER].

Prints a Markdown table, a line a stage: milliseconds a document, median and 95th percentile, for each group of documents. Documents
are the reports of the corpora in every flattening and, where they are there, those of ../shared/dev and ../shared/real. Time is
processor time with everything loaded, the least of the rounds; what is remembered of a document's words is forgotten before each.
"Segmentation" cuts the whole text into words once: the measure of the others, and no part of the sum. "Facts" are read with
their clauses and quantities; "culprit" is the search for the wrong figure after the checks.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar, get_args

from corpora import Set, load_reports
from corpora.golds import document_name
from corpora.rendering import SUFFIXES, flattenings, render
from extractor import language
from extractor.api import Audited, document_of
from extractor.auditing.culprit import reading_doubts, suggest
from extractor.auditing.ledger import Ledger
from extractor.auditing.run import audit, check_modules
from extractor.clauses import prose
from extractor.errors import GoujiError
from extractor.exports.as_html import render as render_page
from extractor.exports.as_records import to_line, to_record
from extractor.exports.html.labels import Labels
from extractor.facts import find_facts
from extractor.facts.subjects import subjects_in
from extractor.items import find_items
from extractor.mastheads import is_report, read_masthead
from extractor.model import Document
from extractor.quantities import find_quantities
from extractor.reports import extract
from extractor.sections import find_sections
from extractor.sources import Input
from extractor.tables import read_tables

T = TypeVar("T")
#: Milliseconds by stage.
Times = dict[str, float]
SHARED = Path(__file__).resolve().parents[2] / "shared"
STAGES = ("reader", "segmentation", "tables", "sections", "quantities", "facts", "items", "checks", "culprit", "record", "page")
#: Measured beside the others, or a part of one of them.
BESIDE = frozenset({"segmentation", "quantities"})


class Clock:
    """Milliseconds of processor time by stage."""

    def __init__(self) -> None:
        self.times: Times = defaultdict(float)

    def run(self, stage: str, work: Callable[[], T]) -> T:
        """What the work gives, its time added to the stage."""
        started = time.process_time_ns()
        result = work()
        self.times[stage] += (time.process_time_ns() - started) / 1e6
        return result


def sources(only: str, shared: Path) -> Iterator[tuple[str, Input]]:
    """Group and document; those whose name holds ``only``."""
    for which in get_args(Set):
        for report in load_reports(which):
            for flattening in flattenings(report):
                name = document_name(report, None, flattening) + SUFFIXES[flattening]
                if only in name:
                    yield "corpora", Input(name, render(report, flattening).encode("utf-8"))
    for folder in ("dev", "real"):
        for path in sorted((shared / folder).glob("*.*")):
            if path.is_file() and path.stem != "README" and only in path.name:
                yield folder, Input(str(path), path.read_bytes())


def stages(source: Input) -> Times:
    """Every stage of one document, in the order of the pipeline; a document that is no report ends early."""
    language._words_of.cache_clear()
    subjects_in.cache_clear()
    clock = Clock()
    document = clock.run("reader", lambda: document_of(source))
    clock.run("segmentation", lambda: language.segment(document.text))
    if not _parts(clock, document):
        return clock.times
    report = extract(document)
    ledger = Ledger(report)
    found = clock.run("checks", lambda: [f for m in check_modules() for f in m.judge(ledger)])
    shown = [f for f in found if f.verdict != "held"]
    clock.run("culprit", lambda: (reading_doubts(ledger, shown), suggest(ledger, shown)))
    audited = Audited(report, audit(report))
    clock.run("record", lambda: to_line(to_record(audited.report, audited.audit)))
    clock.run("page", lambda: render_page(audited.report, audited.audit, Labels()))
    return clock.times


def _parts(clock: Clock, document: Document) -> bool:
    """The stages of ``reports.extract``; whether the document is a report."""
    tables = clock.run("tables", lambda: read_tables(document))
    holes = tuple(t.span for t in tables.tables)
    sections = clock.run("sections", lambda: find_sections(document, holes))
    masthead = clock.run("sections", lambda: read_masthead(document, sections))
    if not clock.run("sections", lambda: is_report(document, sections, [t.part for t in tables.tables])):
        return False
    paragraphs = prose(document, sections, holes)
    clock.run("quantities", lambda: [find_quantities(document.text, p.span) for p in paragraphs])
    clock.run("facts", lambda: find_facts(document, sections, holes, masthead.year, masthead.agency or ""))
    clock.run("items", lambda: find_items(document, sections, masthead.year, holes))
    return True


def by_check(source: Input) -> Times:
    """Every check of one document; what checks share counts for the first that asks for it."""
    clock = Clock()
    report = extract(document_of(source))
    ledger = Ledger(report)
    for module in check_modules():
        clock.run(module.CHECK.code, lambda module=module: list(module.judge(ledger)))  # type: ignore[misc]
    return clock.times


def measured(work: Callable[[Input], Times], documents: Iterator[tuple[str, Input]], rounds: int) -> dict[str, list[Times]]:
    """The least times of each document, by group; documents that cannot be read are left out."""
    found: dict[str, list[Times]] = defaultdict(list)
    for group, source in documents:
        try:
            runs = [work(source) for _ in range(rounds + 1)][1:]  # the first loads lexicons, patterns and libraries
        except GoujiError:
            continue
        found[group].append({stage: min(run[stage] for run in runs) for stage in runs[0]})
    return found


def rank(values: list[float], share: int) -> float:
    """The value that so many hundredths of the values do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)] if ordered else 0.0


def lines(found: dict[str, list[Times]], names: list[str], beside: frozenset[str]) -> Iterator[str]:
    """The table: a line a stage and one for all."""
    groups = [f"{group} ({len(times)})" for group, times in found.items()]
    yield f"| ms a document: median, 95 % | {' | '.join(groups)} |"
    yield "|---|" + "---|" * len(groups)
    for name in [*names, "all"]:
        cells = []
        for times in found.values():
            if name == "all":
                values = [sum(ms for stage, ms in t.items() if stage not in beside) for t in times]
            else:
                values = [t[name] for t in times if name in t]
            cells.append(f"{rank(values, 50):.2f} {rank(values, 95):.2f}")
        yield f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--checks", action="store_true", help="a line a check instead of a stage")
    parser.add_argument("--only", default="", help="those documents whose name holds this")
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the folders dev and real are")
    options = parser.parse_args()
    documents = sources(options.only, options.shared)
    if options.checks:
        found = measured(by_check, documents, options.rounds)
        totals = {m.CHECK.code: sum(t.get(m.CHECK.code, 0) for times in found.values() for t in times) for m in check_modules()}
        print("\n".join(lines(found, sorted(totals, key=lambda code: -totals[code]), frozenset())))
        return
    print("\n".join(lines(measured(stages, documents, options.rounds), list(STAGES), BESIDE)))


if __name__ == "__main__":
    main()
