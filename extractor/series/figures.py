"""The cells of one report, kept small: thousands of reports are compared at once.

A cell is stored as its parts and made when it is asked for; figures that occur everywhere (0, 1 …) and ids are kept once.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache

from extractor.model import Cell
from extractor.spans import Span
from extractor.values import CellState


@cache
def _places(ids: tuple[str, ...]) -> dict[str, int]:
    return {name: at for at, name in enumerate(ids)}


@lru_cache(maxsize=4096)
def _kept(ids: tuple[str, ...]) -> tuple[str, ...]:
    """One tuple for all reports that print the same cells."""
    return tuple(sys.intern(i) for i in ids)


@lru_cache(maxsize=4096)
def _same(states: tuple[CellState, ...]) -> tuple[CellState, ...]:
    """One tuple for all reports whose cells were read alike."""
    return states


@lru_cache(maxsize=65536)
def number(text: str) -> Decimal:
    """A decimal, the same object for the same digits."""
    return Decimal(text)


class Figures(Mapping[str, Cell]):
    """Cells by id, in printed order; ``value_of`` is the quick way to a figure.

    >>> f = Figures("12件", [Cell("a.b.c", "read", Decimal(12), "12", Span(0, 2))])
    >>> f["a.b.c"].span, f.value_of("a.b.c"), f.value_of("a.b.d"), len(f)
    (Span(start=0, end=2), Decimal('12'), None, 1)
    """

    __slots__ = ("_confidences", "_ids", "_raws", "_starts", "_states", "_text", "_values", "_widths")

    def __init__(self, text: str, cells: Iterable[Cell]) -> None:
        listed = list({c.id: c for c in reversed(list(cells))}.values())[::-1]
        self._text = text
        self._ids = _kept(tuple(c.id for c in listed))
        self._values = tuple(None if c.value is None else number(str(c.value)) for c in listed)
        self._states = _same(tuple(c.state for c in listed))
        self._starts = array("i", (c.span.start for c in listed))
        self._widths = array("i", (len(c.span) for c in listed))
        self._raws = {at: c.raw for at, c in enumerate(listed) if c.raw != c.span.of(text)}
        self._confidences = {at: c.confidence for at, c in enumerate(listed) if c.confidence < 1}

    def __getitem__(self, cell: str) -> Cell:
        at = _places(self._ids)[cell]
        span = Span(self._starts[at], self._starts[at] + self._widths[at])
        raw = self._raws.get(at)
        return Cell(cell, self._states[at], self._values[at], span.of(self._text) if raw is None else raw, span, self._confidences.get(at, 1.0))

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, cell: object) -> bool:
        return cell in _places(self._ids)

    def __repr__(self) -> str:
        return f"Figures({len(self)} cells)"

    def value_of(self, cell: str) -> Decimal | None:
        """The printed value; None where nothing is printed, or nothing readable."""
        at = _places(self._ids).get(cell)
        return None if at is None else self._values[at]

    def state_of(self, cell: str) -> CellState | None:
        """The state of a cell; None where its row is not printed."""
        at = _places(self._ids).get(cell)
        return None if at is None else self._states[at]

    def printed(self) -> Iterator[tuple[str, Decimal | None]]:
        """Ids and printed values in order, without making cells."""
        return zip(self._ids, self._values, strict=True)
