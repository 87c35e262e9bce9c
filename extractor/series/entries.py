"""Report, or its record -> Entry: what a comparison of reports needs, without the blocks of the document.

``entry_of(report)`` and ``entry_from_record(to_record(report))`` are equal, so that stored reports are compared without being
read again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import regex

from extractor.agencies import Agency, classify
from extractor.model import Cell, Fact, Item, Report, Section, Substance, SubstancePart, Table
from extractor.series.figures import Figures, number
from extractor.spans import Span
from extractor.values import Quantity

#: So much of the text may tell what is under the agency's city.
OPENING_REACH = 3000


@dataclass(frozen=True, slots=True)
class Entry:
    """One report among others: who (``agency`` as printed, ``kind`` what its name says), when, and everything that can be compared.

    ``published`` is the day that the source declares. A section's title is as printed.
    """

    path: str
    sha256: str
    agency: str | None
    kind: Agency
    year: int | None
    form: str | None
    published: date | None
    text: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    cells: Figures
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]


def entry_of(report: Report) -> Entry:
    """The entry of a report."""
    document = report.document
    text = document.text
    return Entry(
        document.source.path, document.source.sha256, report.agency, _kind(report.agency, text), report.year, report.form,
        day_of(dict(document.metadata).get("published", "")), text,
        tuple(replace(s, title=s.title_span.of(text).strip()) for s in report.sections),
        report.tables, Figures(text, report.cells), tuple(map(_slim, report.facts)), report.items,
    )  # fmt: skip


def entry_from_record(record: Mapping[str, Any]) -> Entry:
    """The entry of a report that is kept as its record."""
    text, source = record["text"], record["source"]
    return Entry(
        source["path"], source["sha256"], record["agency"], _kind(record["agency"], text), record["year"], record["form"],
        day_of(record.get("metadata", {}).get("published", "")), text,
        tuple(
            Section(s["id"], s["title"], Span(s["title_start"], s["title_end"]), Span(s["start"], s["end"])) for s in record["sections"]
        ),
        tuple(Table(t["part"], t["form"], Span(t["start"], t["end"]), tuple(t["rows"])) for t in record["tables"]),
        Figures(text, map(_cell, record["cells"])), tuple(map(_fact, record["facts"])), tuple(map(_item, record["items"])),
    )  # fmt: skip


def day_of(words: str) -> date | None:
    """The day that a string begins with: 2024-01-20, 2024/1/20, 2024年1月20日.

    >>> day_of("2024-01-20 16:08"), day_of("2024年2月30日"), day_of("")
    (datetime.date(2024, 1, 20), None, None)
    """
    found = regex.match(r"\s*(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})", words)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _kind(agency: str | None, text: str) -> Agency:
    return classify(agency or "", text[:OPENING_REACH])


def _slim(fact: Fact) -> Fact:
    """A fact without the name of the rule that read its number: the record does not keep it."""
    return replace(fact, quantity=replace(fact.quantity, made_by="quantities"))


def _cell(record: Mapping[str, Any]) -> Cell:
    value = record["value"]
    span = Span(record["start"], record["end"])
    return Cell(record["cell"], record["state"], None if value is None else number(value), record["raw"], span, record.get("confidence", 1.0))


def _fact(record: Mapping[str, Any]) -> Fact:
    def optional(name: str) -> Decimal | None:
        return None if record[name] is None else number(record[name])

    quantity = Quantity(
        Span(record["start"], record["end"]), record["raw"], Span(*record["number"]), number(record["value"]), record["unit"],
        record["qualifier"], number(record.get("step", "1")), optional("low"), optional("high"),
    )  # fmt: skip
    return Fact(
        record["id"], record["indicator"], record["label"], quantity, record["section"], period=record["period"], scope=record["scope"],
        part_of=record["part_of"], qualifies=record.get("qualifies"), base=record.get("base"), numerator=record.get("numerator"),
        denominator=record.get("denominator"), direction=record.get("direction", ""), denial=record.get("denial", False),
        sure=record.get("sure", True), firm=record.get("firm", True), made_by=record["made_by"],
    )  # fmt: skip


def _item(record: Mapping[str, Any]) -> Item:
    start = record.get("title_start")
    title = None if start is None else Span(start, start + len(record["title"]))
    words: Sequence[tuple[str, Any]] = tuple(record.get("topic_words", {}).items())
    return Item(
        record["id"], record["role"], Span(record["start"], record["end"]), title, record.get("year"), tuple(record["topics"]),
        tuple(record["answers"]), record.get("why", ""), tuple((topic, tuple(found)) for topic, found in words), _substance(record),
    )  # fmt: skip


def _substance(record: Mapping[str, Any]) -> Substance | None:
    kept = record.get("substance")
    if kept is None:
        return None
    parts = zip(kept["parts"], kept["spans"], strict=True)
    return Substance(kept["score"], tuple(SubstancePart(name, Span(*span)) for name, span in parts))
