"""What a clause speaks of: the last cue before a figure, or one right after it; otherwise inherited.

A clause inherits from the clause before, a sentence from the sentence before, a paragraph from the heading it stands under. Headings
are an outline: （二）依申请公开 holds for 1. and 2. under it, whatever they are called, until the next mark of its own kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from extractor.clauses import Mention, Paragraph, sentences, strip_connectives
from extractor.facts.subjects import by_id, last_subject, subjects_in
from extractor.model import SectionId

BY_SECTION: dict[SectionId, str] = {"applications": "applications", "review": "review"}
#: What a statutory section never speaks of: in section four 申请人撤回 is of reviews, not of applications for information.
FOREIGN: dict[SectionId, frozenset[str]] = {"review": frozenset({"applications"})}
#: The marks that open a lead, by kind: those of one kind stand side by side, another kind stands under them.
LEAD = regex.compile(
    r"\s*(?:(?P<part>[（(][一二三四五六七八九十]{1,2}[）)])|(?P<chapter>[一二三四五六七八九十]{1,2}[）)、])|(?P<word>[一二三四五六七八九十]{1,2}是)"
    r"|(?P<number>\d{1,2}[.、．])|(?P<bracket>[（(]\d{1,2}[）)])|(?P<circle>[①-⑳])|(?P<dash>—+)|(?P<hash>[#*]+)|(?P<bullet>[●○◆◇■□▪▶➤★]))"
)
#: A lead at most this long is a heading: its subject holds for paragraphs without a mark, too.
HEADING_LENGTH = 40
BREAK = regex.compile("[，；：]")
#: What a heading adds in brackets is not what it is of.
BRACKETED = regex.compile(r"[（(][^（()）]*[)）]")


@dataclass(slots=True)
class Outline:
    """The headings over a place, the widest first: the kind of each mark, its subject, and whether it is a heading of its own."""

    default: str | None
    marks: list[tuple[str, str | None, bool]] = field(default_factory=list)

    def open(self, kind: str, own: str | None, heading: bool) -> str | None:
        """Take up a mark, which ends those of its kind and all under them; its subject is its own, else that of what it stands under."""
        kinds = [known for known, _, _ in self.marks]
        if kind in kinds:
            del self.marks[kinds.index(kind) :]
        subject = own or (self.marks[-1][1] if self.marks else self.default)
        self.marks.append((kind, subject, heading))
        return subject

    def standing(self) -> str | None:
        """What a paragraph without a mark stands under."""
        return next((subject for _, subject, heading in reversed(self.marks) if heading), None) or self.default


def subjects_of(
    text: str, paragraphs: Sequence[Paragraph], found: Sequence[Mention]
) -> tuple[tuple[str | None, ...], ...]:
    """The subjects of every mention, in order: what its clause speaks of, then what its sentence spoke of before."""
    handed_on = _inherited(text, paragraphs, frozenset(m.sentence_span.start for m in found))
    result: list[tuple[str | None, ...]] = []
    for index, mention in enumerate(found):
        foreign = FOREIGN.get(mention.section, frozenset())
        own = subjects_in(mention.before, foreign)
        right = last_subject(mention.right.replace("申请人", "")) if not own or not strip_connectives(mention.left) else None
        current = right or next(iter(own), None) or handed_on.get(mention.sentence_span.start)
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
    outline, section = Outline(None), None
    for paragraph in paragraphs:
        if paragraph.section != section:
            section = paragraph.section
            outline = Outline(BY_SECTION.get(section))
        body = "".join(paragraph.span.of(text).split())
        alone = len(body) <= HEADING_LENGTH and "。" not in body and "；" not in body
        marked = LEAD.match(body) is not None
        current = outline.standing()
        spoken: list[str] = []
        for sentence in sentences(text, paragraph.span):
            words = "".join(sentence.of(text).split())
            lead = LEAD.match(words)
            if lead and lead.lastgroup:
                heading = alone or (marked and len(words) <= HEADING_LENGTH)
                own = last_subject(BRACKETED.sub("", words[lead.end() :]) if heading else words.split("，")[0])
                current = outline.open(lead.lastgroup, own, heading)
                spoken.clear()
            if sentence.start in wanted:
                result[sentence.start] = next(filter(None, map(_topic, reversed(spoken))), current)
            spoken.append(words)
    return result
