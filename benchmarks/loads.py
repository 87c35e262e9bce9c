"""A batch of reports with one worker and with two, and what a worker holds: python -m benchmarks.loads [--reports N] [--rounds N].

The short form of ``benchmarks.scale``: the whole way from a feed of texts to a store, workers started anew each time. Wall time, since
it is what two workers save; one and two take turns. Beside the memory of a worker stands a process with spaCy, jieba and a ruler.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.alternatives import given, patterns
from benchmarks.rows import Row, Words, table
from benchmarks.scale import Measured, corpus, measure

ROOT = Path(__file__).resolve().parents[1]
#: Texts that the other process works through: its memory has then long stopped growing by more than its vocabulary.
TEXTS = 60


def rows(reports: int, rounds: int) -> Iterator[Row]:
    """Two workers against one; the memory of a worker against that of a spaCy process."""
    runs: dict[int, list[Measured]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as folder:
        source = corpus(Path(folder), reports)
        for number in range(rounds):
            for workers in (1, 2) if number % 2 == 0 else (2, 1):
                runs[workers].append(measure(source, Path(folder) / f"{number}-{workers}", reports, workers))
    yield _workers(runs[1], runs[2])
    yield _memory(max(one.peak for one in (*runs[1], *runs[2])), spacy_memory(min(reports, TEXTS)))


def _workers(single: list[Measured], double: list[Measured]) -> Row:
    ratios = [two.seconds / one.seconds for one, two in zip(single, double, strict=True)]
    rates = [statistics.median(run.rate for run in runs) for runs in (double, single)]
    ours, theirs = (Words(f"{rate:.1f} 份/秒", f"{rate:.1f} reports/s") for rate in rates)
    what = Words("gouji run：两个进程", "gouji run: two workers")
    return Row(
        what, ours, Words("一个进程", "one worker"), theirs, (statistics.median(ratios), min(ratios), max(ratios))
    )


def _memory(own: int, other: int) -> Row:
    what, name = Words("每个进程的内存峰值", "peak memory of a worker"), "spaCy zh + jieba + span_ruler"
    return Row(what, _held(own), Words(name, name), _held(other), (own / other,) * 3 if own and other else None)


def _held(megabytes: int) -> Words:
    return Words(f"{megabytes} MB", f"{megabytes} MB") if megabytes else Words("不详", "unknown")


def spacy_memory(documents: int) -> int:
    """The most megabytes that a process with spaCy, jieba and a ruler holds over so many reports; 0 where the system does not tell."""
    asked = json.dumps({"patterns": patterns(), "texts": [one.text for one in given("txt", documents)]})
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.rulers"]
    answer = subprocess.run(command, cwd=ROOT, input=asked.encode(), stdout=subprocess.PIPE, check=True)
    return int(answer.stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print("\n".join(table(rows(options.reports, options.rounds), "en")))


if __name__ == "__main__":
    main()
