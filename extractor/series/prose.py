"""An entry's own prose: its sentences outside tables, titles and numbered points, boilerplate left out."""

from __future__ import annotations

from extractor.series.copies import Sentence, sentences
from extractor.series.entries import Entry
from extractor.series.points import names_of


def prose_of(entry: Entry) -> tuple[Sentence, ...]:
    """The sentences of all chapters, in order; points have a check of their own, so that nothing is told twice."""
    within = [section.span for section in entry.sections]
    tables, items = [table.span for table in entry.tables], [item.span for item in entry.items]
    return sentences(entry.text, within, tables, names_of(entry), items)
