"""Kill -9 at random moments of a run, take it up each time, and hold the result against an undisturbed run, byte by byte.

    python -m benchmarks.resume [--documents 5000] [--kills 10] [--seed 1] [--workers 2] [--shard 100]

Prints each kill and how much had been read; ends with exit code 1 where a byte differs or a run was not killed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpora.generate import generate, line

DRIVER = """
import sys
from pathlib import Path
from extractor.batch.runs import Plan, run
tally = run([sys.argv[1]], Path(sys.argv[2]), Plan(workers=int(sys.argv[3]), shard_size=int(sys.argv[4]), rules="0" * 32))
print(tally.read, tally.unchanged, tally.failed)
"""


def tree(store: Path) -> dict[str, str]:
    """The digest of every file but the state."""
    paths = (path for path in sorted(store.rglob("*")) if path.is_file() and path.suffix != ".sqlite")
    return {path.relative_to(store).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def start(source: Path, store: Path, options: argparse.Namespace) -> subprocess.Popen[str]:
    """A run in a process of its own."""
    command = [sys.executable, "-c", DRIVER, str(source), str(store), str(options.workers), str(options.shard)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def main() -> None:
    """Undisturbed, then killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("documents", 5000), ("kills", 10), ("seed", 1), ("workers", 2), ("shard", 100)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = folder / "reports.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for document in generate(options.documents, seed=options.seed, form="jsonl", errors=0.1):
                file.write(json.dumps(line(document), ensure_ascii=False) + "\n")
        began = time.monotonic()
        print("undisturbed:", start(source, folder / "undisturbed", options).communicate()[0].strip(), flush=True)
        whole = time.monotonic() - began
        killed = 0
        for number in range(options.kills):
            running = start(source, folder / "killed", options)
            wait = chance.uniform(0, 1.2 * whole / options.kills)  # so much is left at the end that all kills fall into the run
            try:
                running.wait(wait)
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)
                killed += 1
            running.communicate()
            parts = len(list((folder / "killed").glob("texts/part-*")))
            print(f"kill {number + 1} after {wait:.1f} s: {parts} parts of texts", flush=True)
        print("at last:", start(source, folder / "killed", options).communicate()[0].strip(), flush=True)
        same = tree(folder / "killed") == tree(folder / "undisturbed")
        print(f"{killed} of {options.kills} killed; {'the same bytes' if same else 'DIFFERENT BYTES'}")
        raise SystemExit(not same or killed < options.kills)


if __name__ == "__main__":
    main()
