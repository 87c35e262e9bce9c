"""The invented reports whose annotated files are read back, and how their tests name places."""

from __future__ import annotations

from functools import cache

from corpora import load_limits, load_reports
from corpora.formats import Format, write
from corpora.records import plant
from extractor import api
from extractor.exports.names import labels
from extractor.exports.notes import Note, notes
from extractor.model import Document
from extractor.sources import Input
from extractor.spans import Span

CHOSEN = ("lanting-2024", "qingtao-water-2019", "yanchuan-2023", "luning-zone-2024", "liuwu-2022", "langyue-forestry-2021")
REPORTS = {r.id: r for r in load_reports("tuned")}
PLANTED = [(r, p.id) for r in CHOSEN for p in REPORTS[r].planted if (r, p.id) not in load_limits()]


@cache
def audited(name: str, variant: str, form: Format) -> tuple[bytes, api.Audited, tuple[Note, ...]]:
    """A planted variant as a file of a format, its audit, and what has to be noted in it."""
    report = REPORTS[name]
    data = write(plant(report, next(p for p in report.planted if p.id == variant)), form)
    result = api.audited(api.extract_input(Input(f"a.{form}", data)))
    return data, result, notes(result.report, result.audit, labels())


def squeezed(text: str) -> str:
    """A text without blanks: readers differ in them."""
    return "".join(text.split())


def at(document: Document, words: str, number: int = 0) -> Span:
    """Where words stand in a document; ``number`` counts from 0."""
    start = -1
    for _ in range(number + 1):
        start = document.text.index(words, start + 1)
    return Span(start, start + len(words))
