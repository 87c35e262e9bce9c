"""Start-up, each time a process of its own: python -m benchmarks.starts [--times N].

``gouji --help`` and ``gouji extract`` of one report, beside the start of ``jieba`` with its first words. Processor time of the process
where the system tells it, wall time elsewhere. Each is started once before, so that caches are warm for all.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.alternatives import given
from benchmarks.rows import Row, Words, table

#: An empty text would not load jieba's dictionary.
JIEBA = ("-W", "ignore", "-c", "import jieba; jieba.setLogLevel(50); jieba.lcut('政府信息公开')")
GOUJI = ("-m", "extractor")
ROOT = Path(__file__).resolve().parents[1]


def seconds(arguments: tuple[str, ...]) -> float:
    """What a Python process with these arguments takes; raises ``CalledProcessError`` where it fails."""
    began, children = time.perf_counter(), _of_children()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
    return (_of_children() - children) or (time.perf_counter() - began)


def _of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def rows(times: int) -> Iterator[Row]:
    """Help, and one report, each beside jieba's start."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(given("txt", 1)[0].text, encoding="utf-8")
        ours = {
            Words("启动：gouji --help", "start: gouji --help"): (*GOUJI, "--help"),
            Words("启动：gouji extract 一份报告", "start: gouji extract, one report"): (*GOUJI, "extract", str(path)),
        }
        every = [*ours.values(), JIEBA]
        for one in every:
            seconds(one)
        taken = [{one: seconds(one) for one in every} for _ in range(times)]
    for what, one in ours.items():
        ratios = [found[one] / found[JIEBA] for found in taken]
        ratio = statistics.median(ratios), min(ratios), max(ratios)
        own, other = (statistics.median(found[which] for found in taken) for which in (one, JIEBA))
        name = Words("import jieba，切第一个词", "import jieba, first word")
        yield Row(what, _seconds(own), name, _seconds(other), ratio)


def _seconds(number: float) -> Words:
    return Words(f"{number:.2f} 秒", f"{number:.2f} s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    print("\n".join(table(rows(parser.parse_args().times), "en")))


if __name__ == "__main__":
    main()
