"""Half-open character offsets into a document's canonical text.

Everything that is read carries a span, and ``text[span.start:span.end]`` is its raw form, always.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters.

    >>> Span(2, 4).of("收到12件")
    '12'
    >>> Span(4, 2)
    Traceback (most recent call last):
        ...
    ValueError: span ends before it starts: 4..2
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"span ends before it starts: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The slice of the text that the span points at."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The same range, moved."""
        return Span(self.start + by, self.end + by)

    def __len__(self) -> int:
        return self.end - self.start
