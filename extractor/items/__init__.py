"""Problems and measures of a report: what was wrong, what was done, what is wrong, what will be done.

Document and sections in, items out, in reading order. Regions are found, folded into a view, outlined by their enumerators, read
from top to bottom with the scene that headings and lead-ins set, and problems are paired with the measures that answer them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from extractor.items.drafts import Draft
from extractor.items.pairs import pair, subject_of
from extractor.items.readings import read_drafts
from extractor.items.regions import Region, find_regions
from extractor.items.substance import substance_of
from extractor.items.topics import topic_words_of
from extractor.model import Document, Item, Section, Substance
from extractor.spans import Span


def find_items(
    document: Document, sections: tuple[Section, ...], year: int | None, skip: tuple[Span, ...] = ()
) -> tuple[Item, ...]:
    """Every problem and measure of a report with role, year, topics and answers; ``skip`` are spans of tables.

    >>> from extractor.model import Source
    >>> text = "五、存在的问题\\n一是更新慢。二是解读少。下一步，将制作图解。"
    >>> section = Section("problems", "存在的问题", Span(0, 7), Span(0, len(text)))
    >>> document = Document(Source("a.txt", "txt", ""), text, ())
    >>> for i in find_items(document, (section,), 2024):
    ...     print(i.id, i.role, i.span.of(text), i.answers)
    i1 current_problem 更新慢 ()
    i2 current_problem 解读少 ()
    i3 next_measure 制作图解 ('i1', 'i2')
    >>> find_items(document, (), 2024)
    ()
    """
    drafts, spans, titles, texts, substances = [], [], [], [], []
    bonds = 0
    for region in find_regions(document.text, sections, year, skip):
        found = read_drafts(region.view.text, region.setting, year)
        for draft in found:
            drafts.append(replace(draft, bond=draft.bond and draft.bond + bonds))
            spans.append(region.view.span(draft.start, draft.end))
            titles.append(region.view.span(*draft.title) if draft.title else None)
            texts.append(region.view.text[draft.start : draft.end])
            substances.append(None if "problem" in draft.role else _substance(region, draft))
        bonds += max((draft.bond for draft in found), default=0)
    topic_words = [topic_words_of(text) for text in texts]
    topics = [tuple(topic for topic, _ in found) for found in topic_words]
    answers = pair(tuple(drafts), cache(lambda number: subject_of(texts[number], topics[number])))
    return tuple(
        Item(f"i{n}", d.role, span, title, d.year, about, tuple(f"i{p + 1}" for p in answered), d.why, told, worth)
        for n, (d, span, title, about, answered, told, worth) in enumerate(
            zip(drafts, spans, titles, topics, answers, topic_words, substances), 1
        )
    )


def _substance(region: Region, draft: Draft) -> Substance:
    """The substance of a measure, its parts as spans of the document."""
    found = substance_of(region.view.text[draft.start : draft.end])
    parts = (replace(p, span=region.view.span(draft.start + p.span.start, draft.start + p.span.end)) for p in found.parts)
    return replace(found, parts=tuple(parts))
