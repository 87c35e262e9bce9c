"""An entry's own prose, read once for every check that compares words: sentences, and the clauses that they are made of.

Statutory boilerplate, tables, titles and numbered points (which have a check of their own) are no prose. The words of thousands of
reports are kept at once: as one string of wordings, and numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise

import regex

from extractor.series.copies import LEAST_SENTENCE, Sentence, weight_of
from extractor.series.entries import Entry
from extractor.series.points import names_of
from extractor.series.wordings import CLAUSE_END, ENDS, boilerplate_places, masked
from extractor.spans import Span

#: A clause of fewer characters is a phrase that anybody uses.
LEAST_CLAUSE = 10
#: A sentence's start and end, and the wordings, starts and ends of its clauses.
Clause = tuple[str, int, int]
Piece = tuple[int, int, list[Clause]]
_END = regex.compile(f"[{ENDS}]")
_BLANK = regex.compile(rf"[^\S\n]+|{CLAUSE_END}+")
#: A comma or colon ends a clause, but not within a number.
_COMMA = regex.compile(r"[，,：:](?![^\S\n]*\d)")
_CUT = regex.compile(rf"[{ENDS}]|({_COMMA.pattern})")


class Prose:
    """Sentences with their wordings; of the clauses only a mark (a number that stands for the wording), the place and the length.

    >>> text = "一是加强培训，全年组织公开业务轮训12次。本报告由总体情况等组成。好。"
    >>> prose = read_prose(text, [Span(0, len(text))], [], ())
    >>> [s.wording for s in prose.sentences()], [span.of(text) for _, span, _ in prose.clauses()]
    (['加强培训组织公开业务轮训#次', '好'], ['全年组织公开业务轮训12次'])
    """

    __slots__ = ("_clause_ends", "_clause_starts", "_ends", "_marks", "_starts", "_weights", "_wording_ends", "_words")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._wording_ends, self._starts, self._ends = array("i"), array("i"), array("i")
        self._marks, self._clause_starts, self._clause_ends, self._weights = array("Q"), array("i"), array("i"), array("i")
        words: list[str] = []
        length = 0
        known: set[str] = set()
        for start, end, clauses in pieces:
            wording = "".join([part for part, _, _ in clauses])
            words.append(wording)
            length += len(wording)
            self._wording_ends.append(length)
            self._starts.append(start)
            self._ends.append(end)
            if weight_of(wording):  # others are statistics
                self._add([c for c in clauses if len(c[0]) >= LEAST_CLAUSE], known)
        self._words = "".join(words)

    def _add(self, clauses: Iterable[Clause], known: set[str]) -> None:
        for part, start, end in clauses:
            if part not in known:
                known.add(part)
                self._marks.append(mark(part))
                self._clause_starts.append(start)
                self._clause_ends.append(end)
                self._weights.append(len(part))

    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order."""
        places = map(Span, self._starts, self._ends)
        cuts = pairwise((0, *self._wording_ends))
        return tuple(Sentence(span, self._words[start:end]) for span, (start, end) in zip(places, cuts, strict=True))

    def clauses(self) -> Iterator[tuple[int, Span, int]]:
        """Mark, place and length of the wording of each clause long enough, of like ones the first."""
        return zip(self._marks, map(Span, self._clause_starts, self._clause_ends), self._weights, strict=True)


def mark(wording: str) -> int:
    """A number of 64 bits that stands for a wording, the same in every process.

    >>> mark("逐户公示") == mark("逐户公示") != mark("逐户公开")
    True
    """
    return int.from_bytes(blake2b(wording.encode(), digest_size=8).digest(), "little")


def prose_of(entry: Entry) -> Prose:
    """The prose of all chapters, in order; points have a check of their own, so that nothing is told twice."""
    within = [section.span for section in entry.sections]
    tables, items = [table.span for table in entry.tables], [item.span for item in entry.items]
    return read_prose(entry.text, within, tables, names_of(entry), items)


def read_prose(text: str, within: Sequence[Span], without: Sequence[Span], names: tuple[str, ...], untold: Sequence[Span] = ()) -> Prose:
    """The agency's own sentences inside some stretches of a text and outside others; none that touches one ``untold``."""
    parts = [part for part in _outside(within, without) if len(part) >= LEAST_SENTENCE]
    return Prose(_told(_pieces(text, parts, names), untold))


def _told(pieces: Iterable[Piece], untold: Sequence[Span]) -> Iterator[Piece]:
    """The pieces that touch nothing of what is not to be told."""
    holes = iter(sorted(untold, key=lambda span: span.start))
    hole, reach = next(holes, None), 0
    for piece in pieces:
        while hole is not None and hole.start < piece[1]:
            reach, hole = max(reach, hole.end), next(holes, None)
        if reach <= piece[0]:
            yield piece


def _pieces(text: str, parts: Sequence[Span], names: tuple[str, ...]) -> Iterator[Piece]:
    """Sentences that say something and are not the form's, each with the wordings and places of its clauses.

    All parts are masked at once, and cut at the same ends as the text itself; a line break stands between two parts.
    """
    plain = _BLANK.sub("", "\n".join(part.of(text) for part in parts))
    ends = [match.start() for match in _END.finditer(plain)]
    statutory = {bisect_left(ends, at) for at in boilerplate_places(plain)}
    wordings = _END.split(masked(_COMMA.sub(CLAUSE_END, plain), names))
    number = 0
    for part in parts:
        cuts: list[int] = [part.start]
        for match in _CUT.finditer(text, part.start, part.end):
            cuts += match.span()
            if not match.lastindex:
                if wordings[number] and number not in statutory:
                    yield from _piece(cuts, wordings[number])
                cuts, number = [match.end()], number + 1
        if wordings[number] and number not in statutory:
            yield from _piece([*cuts, part.end, part.end], wordings[number])
        number += 1


def _piece(cuts: list[int], wording: str) -> Iterator[Piece]:
    """A sentence with its clauses, whose starts and ends take turns in ``cuts``; none where nothing but commas is left of it."""
    clauses = wording.split(CLAUSE_END)
    if any(clauses):
        yield cuts[0], cuts[-1], list(zip(clauses, cuts[:-1:2], cuts[1:-1:2], strict=True))


def _outside(within: Sequence[Span], without: Sequence[Span]) -> Iterator[Span]:
    holes = sorted(without, key=lambda span: span.start)
    for part in sorted(within, key=lambda span: span.start):
        start = part.start
        for hole in holes:
            if hole.start < part.end and hole.end > start:
                if hole.start > start:
                    yield Span(start, hole.start)
                start = max(start, hole.end)
        if start < part.end:
            yield Span(start, part.end)


class Shelf:
    """The prose of the entries of one world, each read when it is first asked for."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[str, Prose] = {}

    def of(self, entry: Entry) -> Prose:
        """The prose of an entry."""
        if entry.path not in self._kept:
            self._kept[entry.path] = prose_of(entry)
        return self._kept[entry.path]
