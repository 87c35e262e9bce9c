"""A report and its audit, or its record -> the little that a page of thousands of reports shows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from extractor.agencies import Agency, classify
from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import Audit
from extractor.exports.verdicts import Grade, grade_of
from extractor.model import PROBLEMS, Report
from extractor.series.entries import OPENING_REACH

Status = Literal["read", "not_report", "failed"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many figures the prose has, and what became of them."""

    quantities: int = 0
    bound: int = 0
    held: int = 0
    broken: int = 0
    undecided: int = 0
    unbound: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """One report: whose, where its page is ("" where it has none), and counts.

    ``findings`` are check, grade and number; ``problems`` topic and number of the problems that the report tells.
    """

    path: str
    page: str
    agency: str | None
    kind: str
    level: str
    year: int | None
    status: Status
    coverage: Coverage
    findings: tuple[tuple[str, Grade, int], ...] = ()
    problems: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Crossing:
    """A finding between reports: their paths, the one that it is about first."""

    check: str
    grade: Grade
    message: str
    between: tuple[str, ...]


def summary_of(report: Report, audit: Audit, page: str = "") -> Summary:
    """The summary of an audited report; ``page`` is the address of its own page."""
    c = audit.coverage
    agency = classify(report.agency or "", report.document.text[:OPENING_REACH])
    codes = {note.code for note in report.diagnostics}
    return Summary(
        report.document.source.path, page, report.agency, agency.kind, agency.level, report.year,
        _status(report.document.text, codes), Coverage(c.quantities, c.bound, c.held, c.broken, c.undecided, len(c.unbound)),
        counted((f.check, f.verdict, f.severity, 1) for f in audit.findings),
        _topics((item.role, item.topics) for item in report.items),
    )  # fmt: skip


def summary_from_record(record: Mapping[str, Any], page: str = "") -> Summary:
    """The summary of a report that is kept as its record; equal to that of the report itself."""
    c, agency = record["coverage"], Agency(record["agency_kind"] or "unknown", record["agency_level"] or "unknown", "")
    return Summary(
        record["source"]["path"], page, record["agency"], agency.kind, agency.level, record["year"],
        _status(record["text"], {note["code"] for note in record["diagnostics"]}),
        Coverage(c["quantities"], c["bound"], c["held"], c["broken"], c["undecided"], len(c["unbound"])) if c else Coverage(),
        counted((f["check"], f["verdict"], f["severity"], 1) for f in record["findings"]),
        _topics((item["role"], item["topics"]) for item in record["items"]),
    )  # fmt: skip


def crossing_of(finding: CrossFinding) -> Crossing:
    """What the page shows of a finding between reports."""
    return Crossing(finding.check, grade_of(finding.verdict, finding.severity), finding.message, finding.between)


def _status(text: str, codes: set[str]) -> Status:
    return "failed" if not text else "not_report" if "input.not_report" in codes else "read"


def counted(found: Iterable[tuple[str, str, str, int]]) -> tuple[tuple[str, Grade, int], ...]:
    """Check, verdict, severity and number -> check, grade and number; what held is left out.

    >>> counted([("text.sum", "broken", "error", 1), ("text.sum", "broken", "error", 2), ("text.sum", "held", "notice", 9)])
    (('text.sum', 'error', 3),)
    """
    counts: Counter[tuple[str, Grade]] = Counter()
    for check, verdict, severity, many in found:
        if verdict != "held":
            counts[check, grade_of(verdict, severity)] += many
    return tuple((check, grade, count) for (check, grade), count in sorted(counts.items()))


def _topics(found: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(topic for role, topics in found if role in PROBLEMS for topic in topics).items()))
