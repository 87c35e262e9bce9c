"""Reports of many agencies -> clusters that share one text, found without holding each against each.

A report is the set of its clauses' wordings; boilerplate aside. A small world is compared exactly. In a large one MinHash and
locality-sensitive hashing (datasketch) name the few clusters that a report may belong to, and the share is then counted exactly. A
cluster is led by its first report, so that the work grows with reports and not with pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b
from typing import Any

import regex

from extractor.series.copies import Sentence
from extractor.spans import Span

#: A clause of fewer characters is a phrase that anybody uses.
LEAST_CLAUSE = 10
#: Reports with fewer such clauses are too short to tell a template from chance.
LEAST_CLAUSES = 6
#: Share of a report's clauses, counted by characters, from which on two reports are one text.
SHARED = Fraction(1, 2)
#: So many reports at most are held against every cluster; more need datasketch.
SMALL = 200
#: Hash functions, the likeness that the buckets are laid out for (below SHARED, which is counted afterwards), and the seed.
PERMUTATIONS, BUCKET_LIKENESS, SEED = 64, 0.3, 1
_CLAUSE = regex.compile(r"[^。；;！!？?，,：:\n]+")


@dataclass(frozen=True, slots=True)
class Text:
    """A report's own clauses: each wording with the place of its first use, in order."""

    clauses: tuple[tuple[str, Span], ...]

    @property
    def weight(self) -> int:
        """Characters of all clauses."""
        return sum(len(wording) for wording, _ in self.clauses)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The indexes of reports that share a text with the first of them, in order."""

    members: tuple[int, ...]


def text_of(source: str, sentences: Sequence[Sentence], wording: Callable[[str], str]) -> Text:
    """The clauses of some sentences of a text, statistics left out.

    >>> own = [Sentence(Span(0, 24), "全年举办水情开放日活动#场邀请居民参观")]
    >>> text_of("全年举办水情开放日活动12场，邀请居民参观。", own, lambda words: words.replace("12", "#")).clauses
    (('全年举办水情开放日活动#场', Span(start=0, end=14)),)
    """
    found: dict[str, Span] = {}
    for sentence in (one for one in sentences if one.weight):
        for match in _CLAUSE.finditer(source, sentence.span.start, sentence.span.end):
            words = wording(match[0])
            if len(words) >= LEAST_CLAUSE:
                found.setdefault(words, Span(*match.span()))
    return Text(tuple(found.items()))


def shared(one: Text, other: Text) -> Fraction:
    """How much of the text with fewer characters the other holds, from 0 to 1."""
    known = {wording for wording, _ in other.clauses}
    both = sum(len(wording) for wording, _ in one.clauses if wording in known)
    shorter = min(one.weight, other.weight)
    return Fraction(both, shorter) if shorter else Fraction(0)


def clusters(texts: Sequence[Text]) -> tuple[Cluster, ...] | None:
    """Clusters of two reports or more; None where there are too many to be compared without datasketch.

    A small world is compared exactly wherever it is run, so that its clusters do not hang on what is installed.
    """
    told = [number for number, text in enumerate(texts) if len(text.clauses) >= LEAST_CLAUSES]
    buckets = _buckets() if len(told) > SMALL else None
    if len(told) > SMALL and buckets is None:
        return None
    members: dict[int, list[int]] = {}
    for number in told:
        sketch = buckets.sketch(texts[number]) if buckets else None
        leaders = buckets.near(sketch) if buckets else list(members)
        likely = [(shared(texts[number], texts[leader]), -leader) for leader in leaders]
        likeness, leader = max(likely, default=(Fraction(0), 0))
        if likeness >= SHARED:
            members[-leader].append(number)
            continue
        members[number] = [number]
        if buckets:
            buckets.add(number, sketch)
    return tuple(Cluster(tuple(found)) for found in members.values() if len(found) > 1)


class _Buckets:
    """Leaders in the buckets of their MinHash."""

    def __init__(self, library: Any) -> None:
        self.library = library
        self.buckets = library.MinHashLSH(threshold=BUCKET_LIKENESS, num_perm=PERMUTATIONS)

    def sketch(self, text: Text) -> Any:
        """The MinHash of a text's clauses."""
        sketch = self.library.MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=_digest)
        sketch.update_batch([wording.encode() for wording, _ in text.clauses])
        return sketch

    def near(self, sketch: Any) -> list[int]:
        """Numbers of the leaders that share a bucket, ascending."""
        return sorted(self.buckets.query(sketch))

    def add(self, number: int, sketch: Any) -> None:
        """Files a leader under its sketch."""
        self.buckets.insert(number, sketch)


def _buckets() -> _Buckets | None:
    try:
        import datasketch
    except ImportError:
        return None
    return _Buckets(datasketch)


def _digest(data: bytes) -> int:
    """A number of 32 bits that is the same in every process."""
    return int.from_bytes(blake2b(data, digest_size=4).digest(), "little")
