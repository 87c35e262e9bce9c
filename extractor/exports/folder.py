"""Audited reports -> a result folder: records, a page for each report, and the pairs of problems and measures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import regex

from extractor.auditing.findings import Audit
from extractor.auditing.run import checks
from extractor.diagnostics import CATALOGUE
from extractor.exports.as_html import Labels, render
from extractor.exports.as_items import pairs_csv, topic_labels
from extractor.exports.as_records import to_line, to_record
from extractor.model import Report
from lexicons.reports.disclosure.forms import cell_names
from lexicons.reports.disclosure.indicator_lexicon import indicator_labels

UNSAFE = regex.compile(r"[^\w.\-]+")


def labels() -> Labels:
    """The Chinese names that pages use."""
    return Labels(
        checks={code: check.title for code, check in checks().items()},
        cells=cell_names(),
        indicators=indicator_labels(),
        diagnostics={code: code for code in CATALOGUE},
        topics=topic_labels(),
    )


def write_folder(folder: Path, rows: Sequence[tuple[Report, Audit]], held: bool = False) -> Path:
    """Write ``reports.jsonl``, ``items.csv`` and ``pages/``; returns the folder of the pages.

    Pages are named after their sources; two of one name get a number.
    """
    pages = folder / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    names = labels()
    used: dict[str, int] = {}
    with (folder / "reports.jsonl").open("wb") as stream:
        for report, audit in rows:
            stream.write(to_line(to_record(report, audit, held)) + b"\n")
            stem = UNSAFE.sub("_", Path(report.document.source.path).name) or "report"
            used[stem] = used.get(stem, 0) + 1
            name = stem if used[stem] == 1 else f"{stem}-{used[stem]}"
            (pages / f"{name}.html").write_text(render(report, audit, names), encoding="utf-8")
    (folder / "items.csv").write_text(pairs_csv(report for report, _ in rows), encoding="utf-8-sig", newline="")
    return pages
