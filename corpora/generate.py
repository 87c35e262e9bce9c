"""``python -m corpora.generate``: any number of invented, consistent reports, with errors planted in some; the same for the same seed.

Into the folder go the reports, ``gold.jsonl`` (what must be found in each), ``errors.jsonl`` (what was planted where) and
``manifest.jsonl``. Format ``jsonl`` writes one file of lines with the columns id, agency, year and text instead: the way for a
hundred thousand.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, get_args

from corpora.formats import FORMATS, Format, write
from corpora.generation import Drawn, draw, series
from corpora.generation.errors import KINDS, Error, Unfit, plant_error
from corpora.golds import gold
from corpora.records import Report, plant
from corpora.rendering import render

CHOICES = ("txt", "html", "docx", "pdf", "mixed", "jsonl")
_TEXTS: tuple[Format, ...] = ("pipes", "lines", "markdown", "pipes-gb18030")
_MIXED: tuple[Format, ...] = ("pipes", "lines", "markdown", "html", "docx", "pdf", "pipes-gb18030", "html-gb18030")


@dataclass(frozen=True, slots=True)
class Document:
    """One report of a generated corpus: as it is printed, as it was drawn, and the error in it, if any."""

    drawn: Drawn
    report: Report
    error: Error | None
    form: Format

    @property
    def name(self) -> str:
        return self.report.id + FORMATS[self.form]

    def gold(self) -> dict[str, Any]:
        """What must be found in it."""
        flattening = self.form.partition("-")[0]
        return {"file": self.name} | gold(self.drawn.report, self.error.variant if self.error else None, flattening)


def generate(count: int, seed: int = 1, start: int = 0, form: str = "txt", errors: float = 0.0) -> Iterator[Document]:
    """Reports ``start`` to ``start + count`` of a seed, one by one; each depends on seed and number alone."""
    for index in range(start, start + count):
        yield document(draw(seed, index), Random(f"document {seed} {index}"), form, errors)


def document(drawn: Drawn, chance: Random, form: str, errors: float) -> Document:
    """A drawn report in a format, perhaps with an error."""
    forms = {"txt": _TEXTS, "mixed": _MIXED, "jsonl": _TEXTS[:1]}.get(form, (form,))
    chosen: Format = chance.choice(forms)  # type: ignore[assignment]
    error = _error(drawn, chance) if chance.random() < errors else None
    report = plant(drawn.report, error.variant) if error else drawn.report
    return Document(drawn, report, error, chosen)


def _error(drawn: Drawn, chance: Random) -> Error | None:
    for kind in chance.sample(KINDS, len(KINDS)):
        try:
            return plant_error(drawn, kind)
        except Unfit:
            continue
    return None


def line(document: Document) -> dict[str, Any]:
    """A document as a row of JSON Lines."""
    report = document.report
    return {"id": report.id, "agency": report.agency, "year": report.year, "text": render(report, "pipes")}


def save(documents: Iterator[Document], folder: Path, form: str) -> tuple[int, int]:
    """Writes a corpus; how many reports, and how many with an error."""
    folder.mkdir(parents=True, exist_ok=True)
    written = planted = 0
    names = ("gold.jsonl", "errors.jsonl", "manifest.jsonl", "reports.jsonl")
    with (folder / names[0]).open("w", encoding="utf-8") as golds, (folder / names[1]).open("w", encoding="utf-8") as log, \
            (folder / (names[3] if form == "jsonl" else names[2])).open("w", encoding="utf-8") as rows:  # fmt: skip
        for one in documents:
            if form == "jsonl":
                print(_json(line(one)), file=rows)
            else:
                (folder / one.name).write_bytes(write(one.report, one.form))
                print(_json({"path": one.name, "agency": one.report.agency, "year": one.report.year}), file=rows)
            print(_json(one.gold()), file=golds)
            if one.error:
                print(_json(one.error.entry(one.report.id)), file=log)
            written, planted = written + 1, planted + bool(one.error)
    return written, planted


def _json(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def main() -> None:
    """Parses the command line, writes the corpus, says how much."""
    assert set(_MIXED) <= set(get_args(Format))
    parser = argparse.ArgumentParser(prog="python -m corpora.generate", description=__doc__)
    parser.add_argument("--count", type=int, required=True, help="how many reports (or series)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="number of the first")
    parser.add_argument("--format", choices=CHOICES, default="txt")
    parser.add_argument("--errors", type=float, default=0.0, metavar="RATE", help="share of reports with an error, 0 to 1")
    parser.add_argument("--series", choices=("years", "region"), help="years of one agency, or a region and its parts")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    if options.series:
        make = series.years if options.series == "years" else series.region
        drawn = (one for n in range(options.start, options.start + options.count) for one in make(options.seed, n))
        documents = (document(d, Random(f"document {d.report.id}"), options.format, options.errors) for d in drawn)
    else:
        documents = generate(options.count, options.seed, options.start, options.format, options.errors)
    written, planted = save(documents, options.out, options.format)
    print(f"{written} reports, {planted} with an error: {options.out}")


if __name__ == "__main__":
    main()
