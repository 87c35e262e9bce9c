"""Prose for made-up regions: sentences, figures and points of generated reports that were really read, shuffled for each agency.

A report of a region is put together from some of the sentences, so that reading fifteen thousand files is spared and no two agencies
share a text; half of what an agency says it says again the year after, with other figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import regex

from corpora.generation import series
from corpora.rendering import render
from extractor.api import audit_text
from extractor.model import Fact, Item, Section
from extractor.series.entries import Entry, entry_of
from extractor.spans import Span

SENTENCES, POINTS = 45, 3
DIGIT = regex.compile(r"(?<=\d)\d|[1-9](?=\d)")
CHAPTERS = ("overview", "disclosure", "applications", "review", "others")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence or point with what was read in it; places are counted from its first character."""

    text: str
    facts: tuple[Fact, ...] = ()
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything that reports are made of."""

    sentences: tuple[Sample, ...]
    points: dict[str, tuple[Sample, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """A report's words, as an entry holds them."""

    text: str
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]


def read_pool(agencies: int, seed: int = 11) -> Pool:
    """The sentences and points of some generated series."""
    sentences: dict[str, Sample] = {}
    points: dict[str, dict[str, Sample]] = {}
    for index in range(agencies):
        for drawn in list(series.years(seed, index))[1:4]:
            entry = entry_of(audit_text(render(drawn.report, "pipes"), "report.txt").report)
            for sample in _sentences(entry):
                sentences.setdefault(sample.text, sample)
            for item in entry.items:
                text = item.span.of(entry.text)
                points.setdefault(item.role, {}).setdefault(text, Sample(text, (), item))
    return Pool(tuple(sentences.values()), {role: tuple(found.values()) for role, found in points.items()})


def _sentences(entry: Entry) -> list[Sample]:
    name = entry.agency or ""
    found = []
    for section in (s for s in entry.sections if s.id in CHAPTERS):
        start, end = section.span.start, section.span.end
        for match in regex.finditer(r"[^。\n]{8,}。", entry.text[start:end]):
            span = Span(start + match.start(), start + match.end())
            if "|" in match[0] or name in match[0]:
                continue
            facts = tuple(_moved(f, -span.start) for f in entry.facts if span.covers(f.span))
            found.append(Sample(match[0], facts))
    return found


def _moved(fact: Fact, by: int) -> Fact:
    quantity = fact.quantity
    return replace(fact, quantity=replace(quantity, span=_shifted(quantity.span, by), number=_shifted(quantity.number, by)))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def choice(pool: Pool, agency: str, year: int, first: int) -> list[int]:
    """The numbers of the sentences that an agency uses in a year."""
    if year == first:
        return Random(f"{agency} {year}").sample(range(len(pool.sentences)), SENTENCES)
    kept = choice(pool, agency, year - 1, first)
    chance = Random(f"{agency} {year}")
    return [number if chance.random() < 0.5 else chance.randrange(len(pool.sentences)) for number in kept]


def written(pool: Pool, agency: str, year: int, first: int, opening: str, same: bool = False) -> Written:
    """The words of one report; ``same`` where every report is to say the same."""
    chance = Random(f"words {agency} {year}")
    numbers = choice(pool, "all", first, first) if same else choice(pool, agency, year, first)
    text, facts = f"{agency}{year}年政府信息公开工作年度报告\n{opening}\n", []
    start = len(text)
    for at, number in enumerate(numbers):
        sample = pool.sentences[number]
        facts += [replace(_moved(f, len(text)), id=f"{f.id}x{at}", qualifies=f.qualifies and f"{f.qualifies}x{at}") for f in sample.facts]
        text += DIGIT.sub(lambda _: str(chance.randrange(1, 10)), sample.text) + ("\n" if at % 5 == 4 else "")
    middle = len(text)
    items = []
    for role, points in sorted(pool.points.items()):
        who = Random(role) if same else chance
        for sample in who.sample(points, min(POINTS, len(points))):
            span = Span(len(text), len(text) + len(sample.text))
            items.append(replace(sample.item, id=f"i{len(items)}", span=span, title=None, year=None, answers=()))
            text += sample.text + "；\n"
    head = Span(0, 6)
    sections = (
        Section("overview", "一、总体情况", head, Span(start, middle)), Section("problems", "五、存在的主要问题", head, Span(middle, len(text))),
    )  # fmt: skip
    return Written(text, sections, tuple(facts), tuple(items))
