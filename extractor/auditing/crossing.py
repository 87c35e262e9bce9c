"""What a check between reports says: a verdict about several documents, with places in each of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.auditing.findings import Check, Severity, Suggestion, Verdict
from extractor.series.entries import Entry
from extractor.spans import Span
from extractor.values import decimal_text

#: What a finding about figures that were hard to read adds to its message.
DOUBT = "（有数字的读取存疑，请先核对原件。）"


@dataclass(frozen=True, slots=True)
class Side:
    """What a finding rests on in one of its documents: where, which cells and which facts."""

    entry: Entry
    spans: tuple[Span, ...] = ()
    cells: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrossSuggestion:
    """A change after which everything holds, and in which of the documents."""

    path: str
    change: Suggestion


@dataclass(frozen=True, slots=True)
class CrossFinding:
    """A verdict about several reports: ``between`` are their paths, the summing report first, else the later year.

    ``spans`` and ``facts`` are parallel to ``between``; ``cells`` are ids that the reports share.
    """

    check: str
    verdict: Verdict
    severity: Severity
    message: str
    between: tuple[str, ...]
    cells: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    spans: tuple[tuple[Span, ...], ...] = ()
    expected: str | None = None
    actual: str | None = None
    suggestions: tuple[CrossSuggestion, ...] = ()


def crossing(
    check: Check, verdict: Verdict, message: str, *sides: Side, severity: Severity | None = None,
    expected: str | None = None, actual: str | None = None, suggestions: tuple[CrossSuggestion, ...] = (),
) -> CrossFinding:  # fmt: skip
    """A finding between documents, mostly with the check's template filled in as its message.

    A held finding is a notice; what rests on a cell whose reading is in doubt is no error.
    """
    grade = "notice" if verdict == "held" else severity or check.severity
    if grade == "error" and any(map(_doubtful, sides)):
        grade, message = "warning", message + DOUBT
    return CrossFinding(
        check.code, verdict, grade, message,
        tuple(s.entry.path for s in sides), tuple(dict.fromkeys(c for s in sides for c in s.cells)),
        tuple(s.facts for s in sides), tuple(s.spans for s in sides), expected, actual, suggestions,
    )  # fmt: skip


def _doubtful(side: Side) -> bool:
    cells = [side.entry.cells[c] for c in side.cells if c in side.entry.cells]
    return any(c.state == "inferred" or c.confidence < 1 for c in cells)


def cell_side(entry: Entry, *cells: str) -> Side:
    """The side of a report that some of its cells make; what is not printed has no place."""
    found = [entry.cells[c] for c in cells if c in entry.cells]
    return Side(entry, tuple(c.span for c in found if len(c.span)), tuple(c.id for c in found))


def named(entry: Entry) -> str:
    """A report in a message: 临溪县教育局2023年报告."""
    return f"{entry.agency}{entry.year}年报告"


def shown(value: Decimal | None) -> str:
    """A figure in a message.

    >>> shown(None), shown(Decimal("7.50"))
    ('空白', '7.5')
    """
    return "空白" if value is None else decimal_text(value)
