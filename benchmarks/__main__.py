"""All comparisons as one Markdown table: python -m benchmarks [--language zh|en] [--readme] (the same as make bench).

Prints, and writes nothing; with ``--readme`` the table is put into both READMEs between their bench marks as well.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks import alternatives, loads, starts
from benchmarks.rows import Language, Row, Words, placed, table

ROOT = Path(__file__).resolve().parents[1]
READMES: dict[Language, str] = {"zh": "README.md", "en": "README.en.md"}


def rows(options: argparse.Namespace) -> Iterator[Row]:
    """Every part in turn."""
    yield from alternatives.rows(options.documents, options.rounds)
    yield from starts.rows(options.times)
    yield from loads.rows(options.reports, options.rounds)


def note(options: argparse.Namespace) -> Words:
    """How the table was measured."""
    python, count = platform.python_version(), options.documents
    fast = find_spec("rjieba") is not None
    return Words(
        f"`make bench`：同一次运行里轮流测，每种格式 {count} 份生成的报告，{options.rounds} 轮；比值小于 1 是勾稽用得少，括号里是各轮的"
        f"最小和最大。份/秒按一个处理器的时间算（gouji run 按钟表时间）。Python {python}，{'装了' if fast else '没有装'} rjieba。",
        f"`make bench`: taken in turn within one run, {count} generated reports of each format, {options.rounds} rounds; below 1 gouji takes"
        f" less, in brackets the least and the most of the rounds. Reports/s of one processor's time (gouji run: wall time). Python {python},"
        f" {'with' if fast else 'without'} rjieba.",
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=40, help="reports of each format")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--times", type=int, default=5, help="starts of each program")
    parser.add_argument("--reports", type=int, default=400, help="reports of the batch")
    parser.add_argument("--language", choices=list(READMES), default="zh")
    parser.add_argument("--readme", action="store_true", help="put the table into the READMEs")
    options = parser.parse_args(arguments)
    found: list[Row] = []
    for line in table(_kept(rows(options), found), options.language):
        print(line, flush=True)
    told = note(options)
    print(f"\n{getattr(told, options.language)}")
    if options.readme:
        for language, name in READMES.items():
            page = (ROOT / name).read_text("utf-8")
            block = [*table(found, language), "", getattr(told, language)]
            (ROOT / name).write_text(placed(page, block), encoding="utf-8", newline="\n")


def _kept(rows: Iterator[Row], found: list[Row]) -> Iterator[Row]:
    for row in rows:
        found.append(row)
        yield row


if __name__ == "__main__":
    main()
