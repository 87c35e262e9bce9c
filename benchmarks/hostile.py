"""A run over a corpus in which one file in fifty stops its worker: all others are read, each of these is a row that says why.

    python -m benchmarks.hostile [--documents 1000] [--share 0.02] [--workers 2] [--seconds 15] [--megabytes 600]

Hostile files crash their worker, leave it, hang, eat memory, burst when unpacked, nest without end, point in circles or have no end. Prints
a line a kind; ends with exit code 1 where a report was lost, is there twice or is not the one that a run without them gives, or where a
hostile file has no diagnostic.
"""

from __future__ import annotations

import argparse
import io
import os
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.generate import generate, line
from extractor.batch.keys import rules_digest
from extractor.batch.limits import Limits
from extractor.batch.runs import Plan, run
from extractor.batch.work import read_batches
from extractor.exports.as_records import SCHEMA
from extractor.store.results import records

if TYPE_CHECKING:
    import pyarrow as pa

#: What stops a worker by the name of the file, as no file of ours can.
STOPPING = ("crash", "leave", "hang", "eat")


def stopping(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The program's function, that some documents stop by their names."""
    for batch in batches:
        name = Path(batch["path"][0].as_py()).stem
        if batch["failure"][0].as_py() is None:
            if name.endswith("crash"):
                os.abort()
            if name.endswith("leave"):
                os._exit(3)
            held = []
            while name.endswith(("hang", "eat")):
                if name.endswith("eat"):
                    held.append(b"x" * 4_000_000)
        yield from read_batches([batch])


def _bursting() -> bytes:
    """A DOCX whose text unpacks to 400 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>')
            for _ in range(100):
                part.write(b"<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 120_000)
    return stream.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    **{name: (".txt", lambda: b"x") for name in STOPPING},
    "burst": (".docx", _bursting),
    "deep": (".html", lambda: b"<html><body>" + b"<div><table><tr><td>" * 60_000 + b"1"),
    "circle": (".pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Kids[2 0 R 2 0 R]" * 500),
    "endless": (".txt", lambda: "其中公开政府信息123条、".encode() * 400_000),
}


def fill(folder: Path, documents: int, hostile: int) -> list[Path]:
    """Reports, and among them, evenly, the hostile files; returns these."""
    folder.mkdir()
    for number, document in enumerate(generate(documents, seed=1, form="jsonl", errors=0.1)):
        (folder / f"{number:06}.txt").write_text(line(document)["text"], "utf-8")
    made = []
    for number in range(hostile):
        name, (suffix, data) = list(FILES.items())[number % len(FILES)]
        path = folder / f"{number * documents // hostile:06}-{name}{suffix}"
        path.write_bytes(data())
        made.append(path)
    return made


def rows(store: Path) -> list[tuple[str, str, int]]:
    """Path, code of the first diagnostic and number of figures of every report in a store, by path."""
    found = ((r["source"]["path"], next((n["code"] for n in r["diagnostics"]), ""), len(r["facts"])) for r in records(store, SCHEMA))
    return sorted(found)


def main() -> None:
    """With hostile files, then without."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("documents", 1000), ("workers", 2), ("megabytes", 600)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--share", type=float, default=0.02)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        hostile = fill(folder / "in", options.documents, round(options.documents * options.share))
        plan = Plan(options.workers, Limits(options.seconds, options.megabytes), work=stopping, rules=rules_digest())
        tally = run([str(folder / "in")], folder / "with", plan)
        for path in hostile:
            path.unlink()
        run([str(folder / "in")], folder / "without", plan)
        found, plain = rows(folder / "with"), rows(folder / "without")
        names = {str(path) for path in hostile}
        told = Counter((Path(path).stem.rpartition("-")[2], code) for path, code, _ in found if path in names)
        for (kind, code), many in sorted(told.items()):
            print(f"{kind}: {many} {code}")
        same = [row for row in found if row[0] not in names] == plain
        silent = sum(many for (_, code), many in told.items() if not code)
        print(f"{tally.read} read, {len(plain)} reports {'the same as without' if same else 'NOT THE SAME'}, {silent} hostile files without a word")
        raise SystemExit(not same or bool(silent) or sum(told.values()) != len(hostile))


if __name__ == "__main__":
    main()
