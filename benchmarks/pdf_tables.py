"""Our whole reading of PDFs against pdfplumber's table extraction alone, on the same files in the same run.

    python benchmarks/pdf_tables.py FILE.pdf... [--rounds 5]

Prints a line a file: our median seconds, pdfplumber's, and the ratio; last the ratio of the sums. Goal: no more
than 0.25.
Processor time is measured as well as wall time, since the machine may be busy. Needs pdfplumber.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path


def ours(data: bytes) -> int:
    """Read the document; the number of cells."""
    from extractor.readers import read

    return sum(len(block.cells) for block in read(data, "a.pdf").blocks)


def theirs(data: bytes) -> int:
    """Extract the tables of every page with default settings; the number of cells."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
    return sum(cell is not None for table in tables for row in table for cell in row)


def timed(work: Callable[[bytes], int], data: bytes) -> tuple[float, float, int]:
    """Wall seconds, processor seconds, cells."""
    wall, processor = time.perf_counter(), time.process_time()
    cells = work(data)
    return time.perf_counter() - wall, time.process_time() - processor, cells


def main() -> None:
    """Measure alternately, so that a busy machine slows both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    sums = [0.0, 0.0]
    print("  wall s: ours  plumber  ratio | processor s: ours  plumber  ratio | cells")
    for path in options.files:
        data = path.read_bytes()
        ours(data), theirs(data)
        rounds = [(timed(ours, data), timed(theirs, data)) for _ in range(options.rounds)]
        wall = [statistics.median(pair[side][0] for pair in rounds) for side in (0, 1)]
        processor = [statistics.median(pair[side][1] for pair in rounds) for side in (0, 1)]
        sums = [total + part for total, part in zip(sums, processor)]
        print(
            f"{wall[0]:14.3f} {wall[1]:8.3f} {wall[0] / wall[1]:6.2f} | {processor[0]:17.3f} {processor[1]:8.3f}"
            f" {processor[0] / processor[1]:6.2f} | {rounds[0][0][2]} {rounds[0][1][2]}  {path.name}"
        )
    print(f"processor time of all files: {sums[0]:.3f} s against {sums[1]:.3f} s, ratio {sums[0] / sums[1]:.2f}")


if __name__ == "__main__":
    main()
