"""Marks laid over text -> segments that carry them.

Marks (facts, cells, items, places of findings) may nest, touch or cross. A window of text is cut at every
boundary, so that each stretch of characters is written once and knows every mark that covers it: nothing is lost,
nothing is doubled.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.spans import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """One range of the text, what kind of mark it is, and which record it stands for."""

    kind: str
    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks; an empty stretch stands for marks without characters (blank cells, gaps).

    ``opens`` are those of its marks that begin here.
    """

    span: Span
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]


class Marking:
    """All marks of one text, asked window by window.

    >>> m = Marking([Mark("fact", "f1", Span(2, 5)), Mark("place", "0.0", Span(0, 4)), Mark("gap", "g", Span(7, 7))])
    >>> [(s.span.start, s.span.end, [k.key for k in s.marks]) for s in m.segments(Span(0, 7))]
    [(0, 2, ['0.0']), (2, 4, ['0.0', 'f1']), (4, 5, ['f1']), (5, 7, []), (7, 7, ['g'])]
    >>> Marking([]).segments(Span(3, 3))
    ()
    """

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = tuple(sorted(marks, key=lambda m: (m.span, m.kind, m.key)))
        self._starts = [m.span.start for m in self._marks]
        self._reach: list[int] = []  # the furthest end so far: tells how far back a window has to look
        for mark in self._marks:
            self._reach.append(max(mark.span.end, self._reach[-1] if self._reach else 0))

    def over(self, window: Span) -> tuple[Mark, ...]:
        """The marks that share a character with the window, and the empty ones in it or at its ends."""
        found: list[Mark] = []
        index = bisect_right(self._starts, window.end) - 1
        while index >= 0 and self._reach[index] >= window.start:
            mark = self._marks[index]
            if mark.span.overlaps(window) if len(mark.span) else window.covers(mark.span):
                found.append(mark)
            index -= 1
        return tuple(reversed(found))

    def segments(self, window: Span) -> tuple[Segment, ...]:
        """The window cut at every boundary of a mark; the segments' texts joined are the window's text."""
        marks = self.over(window)
        cuts = {window.start, window.end}
        for mark in marks:
            cuts.update((max(mark.span.start, window.start), min(mark.span.end, window.end)))
        ordered = sorted(cuts)
        segments: list[Segment] = []
        for start, end in zip(ordered, [*ordered[1:], ordered[-1]], strict=True):
            points = tuple(m for m in marks if m.span.start == m.span.end == start)
            if points:
                segments.append(Segment(Span(start, start), points, points))
            if start < end:
                piece = Span(start, end)
                over = tuple(m for m in marks if m.span.covers(piece))
                segments.append(Segment(piece, over, tuple(m for m in over if m.span.start == start)))
        return tuple(segments)
