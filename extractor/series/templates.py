"""Reports of many agencies -> clusters that share one text, found without holding each against each.

A report is the set of its clauses, each a mark that stands for its wording. A small world is compared exactly. In a large one MinHash
and locality-sensitive hashing (datasketch) name the clusters that a report may belong to; the share is counted exactly with the few
likeliest of them. A cluster is led by its first report, so that the work grows with reports and not with pairs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from extractor.spans import Span

#: Reports with fewer such clauses are too short to tell a template from chance.
LEAST_CLAUSES = 6
#: Share of a report's clauses, counted by characters, from which on two reports are one text.
SHARED = Fraction(1, 2)
#: So many reports at most are held against every cluster; more need datasketch.
SMALL = 200
#: Hash functions, the likeness that the buckets are laid out for (below SHARED, which is counted afterwards), and the seed.
PERMUTATIONS, BUCKET_LIKENESS, SEED = 64, 0.3, 1
#: So many clusters at most are counted for a report, those whose sketches are most like its own.
LIKELIEST = 8


class Text:
    """A report's own clauses: marks, places and lengths, in order of their first use.

    >>> text = Text([(7, Span(0, 14), 14), (8, Span(15, 25), 10)])
    >>> text.weight, list(text.clauses())
    (24, [(7, Span(start=0, end=14)), (8, Span(start=15, end=25))])
    """

    __slots__ = ("_ends", "_starts", "known", "marks", "weight", "weights")

    def __init__(self, clauses: Iterable[tuple[int, Span, int]]) -> None:
        listed = list(clauses)
        self.marks = array("Q", (mark for mark, _, _ in listed))
        self._starts, self._ends = array("i", (s.start for _, s, _ in listed)), array("i", (s.end for _, s, _ in listed))
        self.weights = array("i", (weight for _, _, weight in listed))
        self.known = frozenset(self.marks)
        #: Characters of all clauses.
        self.weight = sum(self.weights)

    def __len__(self) -> int:
        return len(self.marks)

    def clauses(self) -> Iterator[tuple[int, Span]]:
        """Marks and places."""
        return zip(self.marks, map(Span, self._starts, self._ends), strict=True)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The indexes of reports that share a text with the first of them, in order."""

    members: tuple[int, ...]


def shared(one: Text, other: Text) -> Fraction:
    """How much of the text with fewer characters the other holds, from 0 to 1."""
    shorter = min(one.weight, other.weight)
    return Fraction(_both(one, other), shorter) if shorter else Fraction(0)


def _both(one: Text, other: Text) -> int:
    """Characters of the clauses in common."""
    common = one.known & other.known
    return sum([w for mark, w in zip(one.marks, one.weights, strict=True) if mark in common]) if common else 0


def clusters(texts: Sequence[Text]) -> tuple[Cluster, ...] | None:
    """Clusters of two reports or more; None where there are too many to be compared without datasketch.

    A small world is compared exactly wherever it is run, so that its clusters do not hang on what is installed.
    """
    told = [number for number, text in enumerate(texts) if len(text) >= LEAST_CLAUSES]
    buckets = _buckets() if len(told) > SMALL else None
    if len(told) > SMALL and buckets is None:
        return None
    members: dict[int, list[int]] = {}
    for number in told:
        text = texts[number]
        likely = buckets.likely(text) if buckets else members
        leader = _leader(text, [(leader, texts[leader]) for leader in likely])
        if leader is not None:
            members[leader].append(number)
            continue
        members[number] = [number]
        if buckets:
            buckets.add(number, text)
    return tuple(Cluster(tuple(found)) for found in members.values() if len(found) > 1)


def _leader(text: Text, leaders: Iterable[tuple[int, Text]]) -> int | None:
    """The leader that most of a text is shared with, the first of equals; None where it is less than half."""
    best, found = Fraction(0), None
    for number, leader in leaders:
        both, shorter = _both(text, leader), min(text.weight, leader.weight)
        if both * SHARED.denominator >= SHARED.numerator * shorter and Fraction(both, shorter) > best:
            best, found = Fraction(both, shorter), number
    return found


class _Buckets:
    """Leaders in the buckets of their MinHash."""

    def __init__(self, library: Any) -> None:
        self.library = library
        self.buckets = library.MinHashLSH(threshold=BUCKET_LIKENESS, num_perm=PERMUTATIONS)
        self.empty = library.MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=_low)
        self.sketches: dict[int, Any] = {}
        self.latest: tuple[Text, Any] | None = None

    def likely(self, text: Text) -> list[int]:
        """Numbers of the leaders that share a bucket, ascending; of many those with the likest sketches."""
        sketch = self._sketch(text)
        found = sorted(self.buckets.query(sketch))
        if len(found) > LIKELIEST:
            likeness = {number: int((self.sketches[number] == sketch.hashvalues).sum()) for number in found}
            found = sorted(sorted(found, key=lambda number: (-likeness[number], number))[:LIKELIEST])
        return found

    def add(self, number: int, text: Text) -> None:
        """Files a leader under its sketch."""
        sketch = self._sketch(text)
        self.sketches[number] = sketch.hashvalues
        self.buckets.insert(number, sketch, check_duplication=False)

    def _sketch(self, text: Text) -> Any:
        """The MinHash of a text's marks; the permutations are drawn once."""
        if self.latest is None or self.latest[0] is not text:
            sketch = self.empty.copy()
            sketch.update_batch(text.marks)
            self.latest = text, sketch
        return self.latest[1]


def _buckets() -> _Buckets | None:
    try:
        import datasketch
    except ImportError:
        return None
    return _Buckets(datasketch)


def _low(mark: int) -> int:
    """The low 32 bits of a mark."""
    return mark & 0xFFFFFFFF
