"""Ours against what a user would pick instead: the same documents, in one process, round by round in turn.

Processor time of each document, everything loaded. Before its turn a contestant forgets all documents, so that no round is helped by
the one before; what is remembered from one report to the next within a round counts, as it does in any run of many.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Contestant(Generic[T]):
    """A way to work through a document; ``missing`` names the packages without which it cannot."""

    name: str
    work: Callable[[T], object]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds a document of one contestant, a tuple for each round."""

    name: str
    rounds: tuple[tuple[float, ...], ...]

    @property
    def rate(self) -> float:
        """Documents a second: the median document of the median round."""
        return 1 / statistics.median(statistics.median(one) for one in self.rounds)

    def against(self, other: Measured) -> tuple[float, float, float]:
        """Our time by the other's: median document by median document, the middle round, the least, the most.

        >>> Measured("ours", ((1.0, 1.0), (3.0, 3.0), (2.0, 2.0))).against(Measured("theirs", ((1.0, 2.0, 9.0),) * 3))
        (1.0, 0.5, 1.5)
        """
        medians = (map(statistics.median, one.rounds) for one in (self, other))
        ratios = [ours / theirs for ours, theirs in zip(*medians, strict=True)]
        return statistics.median(ratios), min(ratios), max(ratios)


def contest(contestants: Sequence[Contestant[T]], documents: Sequence[T], rounds: int) -> dict[str, Measured]:
    """Every contestant that can run over all documents, in turn, after one document to load what it needs."""
    able = [one for one in contestants if not one.missing]
    times: dict[str, list[tuple[float, ...]]] = {one.name: [] for one in able}
    for one in able:
        one.work(documents[0])
    for number in range(rounds):
        turn = number % len(able) if able else 0
        for one in able[turn:] + able[:turn]:
            forget()
            times[one.name].append(tuple(timed(one.work, document) for document in documents))
    return {name: Measured(name, tuple(found)) for name, found in times.items()}


def timed(work: Callable[[T], object], document: T) -> float:
    """Seconds of processor time for a document."""
    started = time.process_time_ns()
    work(document)
    return (time.process_time_ns() - started) / 1e9


def forget() -> None:
    """Empty the bounded memories of the program, which hold what was seen in documents; lexicons and patterns, loaded once, stay."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "extractor":
            for value in list(vars(module).values()):
                if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"] is not None:
                    value.cache_clear()
