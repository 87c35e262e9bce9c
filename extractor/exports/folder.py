"""Audited reports -> a result folder: records, a page for each report and one of all, and the pairs of problems and measures."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import regex

from extractor.auditing.across import printed
from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import Audit
from extractor.exports.as_corpus_page import render as render_index
from extractor.exports.as_cross import to_cross_record, world_page
from extractor.exports.as_html import render
from extractor.exports.as_items import PAIR_HEAD, pair_rows, to_csv
from extractor.exports.as_records import to_line, to_record
from extractor.exports.as_workbook import WorkbookFile
from extractor.exports.corpus.summaries import Crossing, Summary, crossing_of, summary_of
from extractor.exports.names import labels as labels
from extractor.model import Report
from extractor.series.worlds import World

UNSAFE = regex.compile(r"[^\w.\-]+")


class ResultFolder:
    """A folder that is written report by report: ``reports.jsonl``, ``items.csv`` and ``pages/``.

    Nothing is held but a summary of each, for ``index.html``, which is written at the end. Pages are named after
    their sources; two of one name get a number. ``workbook`` is the path of a workbook that is written beside, if one is wanted.
    """

    def __init__(self, folder: Path, held: bool = False, workbook: Path | None = None) -> None:
        self.folder = folder
        self.pages = folder / "pages"
        self._held = held
        self._labels = labels()
        self._used: dict[str, int] = {}
        self._summaries: list[Summary] = []
        self._crossings: tuple[Crossing, ...] = ()
        self._beside = workbook.parent if workbook else folder
        self._workbook = WorkbookFile(workbook) if workbook else None

    def __enter__(self) -> ResultFolder:
        self.pages.mkdir(parents=True, exist_ok=True)
        self._records = (self.folder / "reports.jsonl").open("wb")
        self._items = (self.folder / "items.csv").open("w", encoding="utf-8-sig", newline="")
        self._items.write(to_csv(PAIR_HEAD, ()))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._records.close()
        self._items.close()
        if kind is not None:
            return
        index = render_index(self._summaries, self._crossings, self._labels)
        (self.folder / "index.html").write_text(index, encoding="utf-8", newline="\n")
        if self._workbook is not None:
            self._workbook.close()

    def add(self, report: Report, audit: Audit) -> None:
        """Write one report."""
        self._records.write(to_line(to_record(report, audit, self._held)) + b"\n")
        self._items.write(to_csv(None, pair_rows(report)))
        stem = UNSAFE.sub("_", Path(report.document.source.path).name) or "report"
        self._used[stem] = self._used.get(stem, 0) + 1
        name = stem if self._used[stem] == 1 else f"{stem}-{self._used[stem]}"
        page = self.pages / f"{name}.html"
        page.write_text(render(report, audit, self._labels), encoding="utf-8")
        self._summaries.append(summary_of(report, audit, f"{self.pages.name}/{page.name}"))
        if self._workbook is not None:
            self._workbook.add(report, audit, Path(os.path.relpath(page, self._beside)).as_posix())

    def add_world(self, world: World, findings: Iterable[CrossFinding]) -> None:
        """Write what holds between the reports: ``cross.jsonl``, always, and who was compared with whom: ``world.json``."""
        findings = tuple(findings)
        self._crossings = tuple(map(crossing_of, printed(findings, False)))
        if self._workbook is not None:
            self._workbook.add_cross(printed(findings, False))
        with (self.folder / "cross.jsonl").open("wb") as stream:
            for finding in printed(findings, self._held):
                stream.write(to_line(to_cross_record(finding)) + b"\n")
        (self.folder / "world.json").write_bytes(world_page(world))
