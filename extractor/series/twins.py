"""Several documents of one agency and year: one report in several files, or reports that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from extractor.series.entries import Entry

#: So large a share of the figures in the prose may be read otherwise from another format of the same report.
READING_SHARE = 0.05


def same_report(one: Entry, other: Entry) -> bool:
    """Whether two documents are one report: the same bytes, or no printed figure of the tables and hardly one of the prose differs."""
    if one.sha256 == other.sha256:
        return True
    shared = [(one.cells.value_of(c), other.cells.value_of(c)) for c in one.cells if c in other.cells]
    if any(a != b for a, b in shared if a is not None and b is not None):
        return False
    if _contradict(one, other):
        return False
    mine, theirs = (Counter((f.quantity.unit, f.quantity.value) for f in e.facts) for e in (one, other))
    differing = sum(((mine - theirs) + (theirs - mine)).values())
    compared = sum((mine + theirs).values())
    return bool(compared or shared) and differing <= READING_SHARE * compared


def _contradict(one: Entry, other: Entry) -> bool:
    """Whether a figure that each names once, in the same words, has two values: that is no fault of reading."""
    mine, theirs = _named(one), _named(other)
    return any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys())


def _named(entry: Entry) -> dict[tuple[str | None, str, str], tuple[str, Decimal]]:
    """Figures by their names, those whose name occurs once."""
    names = [(f.indicator, f.label, f.quantity.unit) for f in entry.facts]
    counts = Counter(names)
    pairs = zip(names, entry.facts, strict=True)
    return {name: (f.quantity.qualifier, f.quantity.value) for name, f in pairs if name[1] and counts[name] == 1}


def fullest(entries: Sequence[Entry]) -> Entry:
    """The one to compare: most cells read, then most figures in the prose, then the first path."""
    return min(entries, key=lambda e: (-_read(e), -len(e.facts), e.path))


def _read(entry: Entry) -> int:
    return sum(entry.cells.value_of(c) is not None for c in entry.cells)
