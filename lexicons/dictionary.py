"""The words that the segmentation dictionary has beyond a general one: listed by hand, and taken from every other lexicon.

An indicator, a subject, a topic or a row that is added to its lexicon is a word of the dictionary without further work.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lexicons.language import units
from lexicons.language.word_shapes import word_shapes
from lexicons.loading import read_words
from lexicons.reports.disclosure.forms import EDITIONS, form, section_titles
from lexicons.reports.disclosure.indicator_lexicon import indicators, subjects
from lexicons.reports.disclosure.item_lexicon import topics

WORDS = "language/words.txt"


@cache
def dictionary() -> tuple[str, ...]:
    """All words, each once: those listed by hand first, then the lexicons' in the order of their files.

    >>> words = dictionary()
    >>> "政府信息公开" in words, "人次" in words, len(words) == len(set(words))
    (True, True, True)
    """
    shapes = word_shapes()
    taken = dict.fromkeys(read_words(WORDS))
    taken.update(dict.fromkeys(word for word in _wordings() if shapes.is_word(word)))
    return tuple(taken)


def _wordings() -> Iterator[str]:
    """Every string of the lexicons that may be a word, patterns taken apart at their alternatives."""
    for entry in indicators():
        yield entry.label
        for group in (*entry.near, *entry.needs, *entry.denied):
            for alternative in group.replace("&", "|").split("|"):
                yield alternative.strip().removeprefix("<")
    for subject in subjects():
        yield from subject.cues
    for unit in units().group:
        yield from (*unit.words, *unit.aliases)
    for section in section_titles():
        yield from (section.title, *section.titles)
    for edition in EDITIONS:
        for row in form(edition).rows:
            yield from (row.name, *row.labels)
    for topic in topics():
        yield from (topic.label, *topic.words)
