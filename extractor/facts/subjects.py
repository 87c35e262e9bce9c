"""What a clause speaks of: the last cue before a figure, or one right after it; otherwise inherited.

A clause inherits from the clause before, a sentence from the sentence before, a paragraph from its heading; an enumerated lead
(一是…) starts afresh. Cues that stand inside longer words of another meaning (未经复议直接起诉) do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import regex

from extractor.clauses import Mention, Paragraph, sentences, strip_connectives
from extractor.language import stands
from extractor.model import SectionId
from lexicons.reports.disclosure.indicator_lexicon import Subject, subjects

BY_SECTION: dict[SectionId, str] = {"applications": "applications", "review": "review"}
LEAD = regex.compile(r"\s*(?:[（(]?[一二三四五六七八九十]{1,2}[）)、是]|\d{1,2}[.、．]|[#*]+)")
#: What a statutory section never speaks of: in section four 申请人撤回 is of reviews, not of applications for information.
FOREIGN: dict[SectionId, frozenset[str]] = {"review": frozenset({"applications"})}
#: A paragraph at most this long without a full stop is a heading: its subject holds until the next.
HEADING_LENGTH = 40
BREAK = regex.compile("[，；：]")
#: How many stretches of words are kept with their subjects: a sentence is asked about again and again.
STRETCHES = 1024


@cache
def _cues() -> dict[str, tuple[tuple[str, str], ...]]:
    """Cues and their subjects by first character, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for cue, subject in sorted(((c, s.id) for s in subjects() for c in s.cues), key=lambda p: -len(p[0])):
        found.setdefault(cue[0], []).append((cue, subject))
    return {first: tuple(cues) for first, cues in found.items()}


@cache
def _masks() -> dict[str, regex.Pattern[str]]:
    """By subject: the longer words inside which its cues do not count."""
    return {s.id: regex.compile("|".join(map(regex.escape, s.not_cues))) for s in subjects() if s.not_cues}


@cache
def by_id() -> dict[str, Subject]:
    """Subjects by id."""
    return {s.id: s for s in subjects()}


def last_subject(words: str, without: frozenset[str] = frozenset()) -> str | None:
    """The subject whose cue stands last in some words; those in ``without`` are passed over.

    >>> last_subject("因政府信息公开工作被申请行政复议")
    'review'
    >>> last_subject("共计") is None
    True
    """
    return next(iter(subjects_in(words, without)), None)


@lru_cache(STRETCHES)
def subjects_in(words: str, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The subjects whose cues stand in some words, the last first.

    Of cues that overlap the one that ends last counts, of those the longest.
    """
    found: dict[str, None] = {}
    for end, length, subject in sorted(_longest_cues(words), reverse=True):
        if subject not in found and subject not in without and _counts(words, end - length, end, subject):
            found[subject] = None
    return tuple(found)


def _counts(words: str, start: int, end: int, subject: str) -> bool:
    """Whether a cue of a subject speaks of it: it was meant, nothing before it forbids it, and no longer word holds it."""
    if not stands(words, start, end) or any(word in words[:start] for word in by_id()[subject].not_after):
        return False
    mask = _masks().get(subject)
    return mask is None or not any(m.start() <= start and end <= m.end() for m in mask.finditer(words))


def _longest_cues(words: str) -> Iterator[tuple[int, int, str]]:
    """Where cues end, the longest at each place, their lengths and their subjects."""
    beginning = _cues()
    for start, first in enumerate(words):
        for cue, subject in beginning.get(first, ()):
            if words.startswith(cue, start):
                yield start + len(cue), len(cue), subject
                break


def subjects_of(
    text: str, paragraphs: Sequence[Paragraph], found: Sequence[Mention]
) -> tuple[tuple[str | None, ...], ...]:
    """The subjects of every mention, in order: what its clause speaks of, then what its sentence spoke of before."""
    inherited = _inherited(text, paragraphs, frozenset(m.sentence_span.start for m in found))
    result: list[tuple[str | None, ...]] = []
    for index, mention in enumerate(found):
        foreign = FOREIGN.get(mention.section, frozenset())
        own = subjects_in(mention.before, foreign)
        right = last_subject(mention.right.replace("申请人", "")) if not own or not strip_connectives(mention.left) else None
        current = right or next(iter(own), None) or inherited.get(mention.sentence_span.start)
        business = current is not None and by_id()[current].business
        before = result[index - 1][0] if index and found[index - 1].sentence == mention.sentence else None
        others = () if business else tuple(s for s in own if s != current and not by_id()[s].business)
        if others and current is not None and current in subjects_in(mention.left):
            others = tuple(s for s in others if s == before)
        result.append((current, *others))
    return tuple(result)


def _topic(words: str) -> str | None:
    """What a sentence hands on to the next: applications once it speaks of them, whatever its lists mention, else its last subject."""
    opening = BREAK.split(words, maxsplit=2)[:2]
    return "applications" if any(last_subject(clause) == "applications" for clause in opening) else last_subject(words)


def _inherited(text: str, paragraphs: Sequence[Paragraph], wanted: frozenset[int]) -> dict[int, str | None]:
    """What each wanted sentence inherits, by its start."""
    result: dict[int, str | None] = {}
    heading: str | None = None
    section: SectionId | None = None
    for paragraph in paragraphs:
        if paragraph.section != section:
            section, heading = paragraph.section, None
        body = "".join(paragraph.span.of(text).split())
        default = heading or BY_SECTION.get(paragraph.section)
        if len(body) <= HEADING_LENGTH and "。" not in body and "；" not in body and LEAD.match(body):
            heading = last_subject(body)
        current = default
        spoken: list[str] = []
        for sentence in sentences(text, paragraph.span):
            words = "".join(sentence.of(text).split())
            if LEAD.match(words):
                current = last_subject(words.split("，")[0]) or default
                spoken.clear()
                if len(words) <= HEADING_LENGTH:
                    heading = last_subject(words) if LEAD.match(body) else heading
            if sentence.start in wanted:
                result[sentence.start] = next(filter(None, map(_topic, reversed(spoken))), current)
            spoken.append(words)
    return result
