"""Runs over generated reports: reports a second, memory of each worker over time, how time grows with size.

    python -m benchmarks.scale --documents 1000 10000 --workers 1 2
    python -m benchmarks.scale --documents 100000 --store DIR

Prints a line a run. *growth* is the memory of the last fifth of a run against that of the second fifth, as a share; *parent* the
processor seconds that the parent took for each that passed. A store that is there already is taken up where it stood.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from corpora.generate import generate, line
from extractor.batch.keys import rules_digest
from extractor.batch.limits import resident
from extractor.batch.runs import Plan, Tally, run

HEAD = (
    "| reports | workers | s | reports/s | peak MB a worker | growth | parent | parent MB | findings | failed |\n|"
    + "---|" * 10
)
EVERY = 2.0


@dataclass
class Watch:
    """The memory of all workers, looked at now and then by a thread of its own."""

    looks: list[int] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Until it is over."""
        while not self._over.wait(EVERY):
            held = [resident(child.pid or 0) for child in multiprocessing.active_children()]
            if any(held):
                self.looks.append(max(held))

    def end(self) -> tuple[int, float]:
        """The peak, and the growth from the second fifth of the looks to the last."""
        self._over.set()
        fifth = len(self.looks) // 5
        if not fifth:
            return max(self.looks, default=0), 0.0
        early, late = (statistics.mean(part) for part in (self.looks[fifth : 2 * fifth], self.looks[-fifth:]))
        return max(self.looks), late / early - 1


def corpus(folder: Path, documents: int) -> Path:
    """A feed of so many reports, one in ten with an error; made where it is not there yet."""
    path = folder / f"reports-{documents}.jsonl"
    if not path.exists():
        other = path.with_suffix(".half")
        with other.open("w", encoding="utf-8") as file:
            for document in generate(documents, seed=1, form="jsonl", errors=0.1):
                file.write(json.dumps(line(document), ensure_ascii=False) + "\n")
        other.rename(path)
    return path


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: wall seconds, the most memory that any worker held, its growth, the parent's share of a processor and its memory."""

    documents: int
    workers: int
    seconds: float
    peak: int
    growth: float
    parent: float
    memory: int
    tally: Tally

    @property
    def rate(self) -> float:
        """Reports a second."""
        return self.tally.read / self.seconds

    def line(self) -> str:
        """As a line of the table."""
        shown = [
            self.documents,
            self.workers,
            f"{self.seconds:.0f}",
            f"{self.rate:.1f}",
            self.peak,
            f"{self.growth:+.1%}",
        ]
        cells = [*shown, f"{self.parent:.3f}", self.memory, self.tally.findings, self.tally.failed]
        return f"| {' | '.join(map(str, cells))} |"


def measure(source: Path, store: Path, documents: int, workers: int) -> Measured:
    """One run over a corpus."""
    watch = Watch()
    threading.Thread(target=watch.look, daemon=True).start()
    wall, processor = time.perf_counter(), time.process_time()
    tally = run([str(source)], store, Plan(workers=workers, rules=rules_digest()))
    seconds, own = time.perf_counter() - wall, time.process_time() - processor
    peak, growth = watch.end()
    memory = resident(multiprocessing.current_process().pid or 0)
    return Measured(documents, workers, seconds, max(peak, *tally.peak), growth, own / seconds, memory, tally)


def main() -> None:
    """Every size with every number of workers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--workers", type=int, nargs="+", default=[2])
    parser.add_argument(
        "--store", type=Path, help="where corpora and stores are kept; a temporary folder where it is not given"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.store or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(HEAD, flush=True)
        for documents in options.documents:
            source = corpus(folder, documents)
            for workers in options.workers:
                print(measure(source, folder / f"{documents}-{workers}", documents, workers).line(), flush=True)


if __name__ == "__main__":
    main()
