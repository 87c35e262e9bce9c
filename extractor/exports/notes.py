"""Findings -> what a comment in the source file says: a heading, both figures, the arithmetic, the places, the advice.

One note a finding, numbered from 1 in the order of the page (the worst first), so that "第 3 处" is the same wherever it
is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.auditing.findings import Audit
from extractor.exports.characters import lawful
from extractor.exports.html.cards import Advice, Card, deal
from extractor.exports.html.labels import Labels
from extractor.model import Report
from extractor.spans import Span

#: Who signs comments and notes.
AUTHOR, INITIALS = "gouji 勾稽", "gj"
#: More places than this are named by their number alone.
NAMED_PLACES = 12
#: So many places beside the first are each marked with a note of their own.
FEW_PLACES = 2


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of one finding; ``kind`` is its severity where it is broken, "undecided" where it is not.

    ``lines`` follow the heading. ``places`` are the finding's, the claim first; ``brief`` is what stands at ``others``:
    those of them that a reader should look at, too.
    """

    number: int
    kind: str
    heading: str
    lines: tuple[str, ...]
    brief: str
    places: tuple[Span, ...]
    others: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Heading and lines as one text."""
        return "\n".join((self.heading, *self.lines))


def notes(report: Report, audit: Audit, labels: Labels) -> tuple[Note, ...]:
    """The notes of all findings that are broken or undecided, the worst first."""
    return tuple(_note(card) for card in deal(report, audit, labels))


def _note(card: Card) -> Note:
    number = card.number + 1
    grade = card.grade if card.finding.verdict == "broken" else card.verdict
    said = (card.finding.message, figures(card), sum_text(card), places_text(card), *map(advice_text, card.advice))
    return Note(
        number,
        card.kind,
        lawful(f"第 {number} 处 · {grade} · {card.title}"),
        tuple(lawful(line) for line in said if line),
        lawful(f"见第 {number} 处（{card.title}）：{card.finding.message}"),
        card.finding.spans,
        _others(card),
    )


def _others(card: Card) -> tuple[Span, ...]:
    """All other places where there are few, else those that a suggestion would change."""
    first, rest = card.finding.spans[:1], dict.fromkeys(card.finding.spans[1:])
    if len(rest) <= FEW_PLACES:
        return tuple(place for place in rest if place not in first)
    changed = {advice.start for advice in card.advice}
    return tuple(place for place in rest if place.start in changed and place not in first)


def list_heading(lost: Sequence[Note]) -> str:
    """The heading of the list of notes that have no place of their own."""
    return f"以下 {len(lost)} 处未能在文件中定位，集中列在这里"


def figures(card: Card) -> str:
    """Both figures and how far they are apart; "" where the finding has none."""
    values = (("核算", card.finding.expected), ("载明", card.finding.actual), ("相差", card.gap or None))
    return "，".join(f"{name} {value}" for name, value in values if value is not None)


def sum_text(card: Card) -> str:
    """The arithmetic written out."""
    return f"算式：{card.sum}" if card.sum else ""


def places_text(card: Card) -> str:
    """The names of the places that the finding rests on, with what is printed there."""
    names = list(dict.fromkeys(f"{place.name} {place.raw}".strip() for place in card.places))
    more = f" 等 {len(names)} 处" if len(names) > NAMED_PLACES else ""
    return f"涉及：{'；'.join(names[:NAMED_PLACES])}{more}" if names else ""


def advice_text(advice: Advice) -> str:
    """One suggestion with its cause.

    >>> advice_text(Advice("予以公开 · 总计", "64", "46", True, "数位颠倒", None))
    '建议：予以公开 · 总计 64 → 46（唯一，数位颠倒）'
    """
    only = "唯一" if advice.unique else "非唯一"
    cause = f"，{advice.cause}" if advice.cause else ""
    return f"建议：{advice.target} {advice.before} → {advice.after}（{only}{cause}）"
