"""Prose of two reports -> the passages that one took over from the other, figures, years and names aside.

Sentences are compared, since a page may be one line; neighbouring sentences that follow one another in both texts make a passage. Each
sentence is looked up by its wording, or by a few of its shingles where a word was changed, so that the work grows with the text and
no faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from extractor.series.likenesses import same_wording
from extractor.series.wordings import NUMBER
from extractor.spans import Span

#: A sentence of fewer characters besides its numbers is said by everyone: it begins no passage, but may go on with one.
LEAST_SENTENCE = 12
#: A sentence with a figure for so few characters is a row of statistics: the same words every year, and no prose.
FIGURE_SPAN = 12
#: A passage of fewer characters is a phrase and no passage.
LEAST_PASSAGE = 60
#: Characters of a shingle, and how many other sentences with the same shingle are looked at.
SHINGLE, LOOKED_AT = 6, 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its wording."""

    span: Span
    wording: str

    @property
    def weight(self) -> int:
        """How many characters of prose it has: none where it is statistics."""
        return weight_of(self.wording)


def weight_of(wording: str) -> int:
    """How many characters of prose a sentence of this wording has.

    >>> weight_of("予以公开#件部分公开#件"), weight_of("在水情科普馆举办开放日活动#场")
    (0, 14)
    """
    figures = wording.count(NUMBER)
    words = len(wording) - figures
    return 0 if figures * FIGURE_SPAN > words else words


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences taken over, each with its origin; ``span`` is where they stand now, ``origin`` where they stood."""

    pairs: tuple[tuple[Sentence, Sentence], ...]

    @property
    def span(self) -> Span:
        """From the first sentence to the last."""
        return Span(self.pairs[0][0].span.start, self.pairs[-1][0].span.end)

    @property
    def origin(self) -> Span:
        """From the origin of the first sentence to that of the last."""
        return Span(self.pairs[0][1].span.start, self.pairs[-1][1].span.end)

    @property
    def weight(self) -> int:
        """How many characters were taken over."""
        return sum(now.weight for now, _ in self.pairs)


def copied(now: Sequence[Sentence], last: Sequence[Sentence]) -> tuple[Passage, ...]:
    """The passages of the later report that stood in the earlier one.

    >>> span = Span(0, 9)
    >>> old, new = Sentence(span, "各镇街公开专区由专人值守" * 6), Sentence(span, "各镇街公开专区由专人看守" + "各镇街公开专区由专人值守" * 5)
    >>> [p.weight for p in copied((new,), (old,))], copied((), (old,))
    ([72], ())
    """
    index = _Index(last)
    passages: list[Passage] = []
    run: list[tuple[Sentence, Sentence]] = []
    at = -1
    for sentence in now:
        goes_on = bool(run) and at + 1 < len(last) and last[at + 1].wording == sentence.wording
        found = at + 1 if goes_on else _origin(sentence, index)
        if found is not None and run and found == at + 1:
            run.append((sentence, last[found]))
        else:
            passages += _passage(run)
            run = [] if found is None else [(sentence, last[found])]
        at = -1 if found is None else found
    return (*passages, *_passage(run))


def _passage(run: Sequence[tuple[Sentence, Sentence]]) -> tuple[Passage, ...]:
    """The passage of a run without the statistics at its end, if it is long enough."""
    last = max((i for i, (now, _) in enumerate(run) if now.weight), default=-1)
    passage = Passage(tuple(run[: last + 1]))
    return (passage,) if passage.weight >= LEAST_PASSAGE else ()


def share(passages: Sequence[Passage], prose: Sequence[Sentence]) -> Fraction:
    """How much of the prose was taken over, from 0 to 1."""
    whole = sum(sentence.weight for sentence in prose)
    return Fraction(sum(passage.weight for passage in passages), whole) if whole else Fraction(0)


class _Index:
    """Sentences by wording and by shingle."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.by_wording: dict[str, int] = {}
        self.by_shingle: dict[str, list[int]] = {}
        for number, sentence in enumerate(sentences):
            if sentence.weight < LEAST_SENTENCE:
                continue
            self.by_wording.setdefault(sentence.wording, number)
            # those that do not overlap are enough: a changed word spoils one or two of them, and they are looked for at every place
            for at in range(0, len(sentence.wording) - SHINGLE + 1, SHINGLE):
                known = self.by_shingle.setdefault(sentence.wording[at : at + SHINGLE], [])
                if len(known) < LOOKED_AT:
                    known.append(number)


def _origin(sentence: Sentence, index: _Index) -> int | None:
    if sentence.weight < LEAST_SENTENCE:
        return None
    exact = index.by_wording.get(sentence.wording)
    if exact is not None:
        return exact
    seen: dict[int, int] = {}
    words = sentence.wording
    for at in range(len(words) - SHINGLE + 1):
        for number in index.by_shingle.get(words[at : at + SHINGLE], ()):
            seen[number] = seen.get(number, 0) + 1
    if not seen:
        return None
    best = max(seen, key=lambda number: (seen[number], -number))
    return best if same_wording(words, index.sentences[best].wording) else None
