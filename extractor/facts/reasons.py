"""Why a figure was linked as it was: the reading of one figure again, with everything that spoke for and against.

Nothing of this is kept while reports are read; it is made when somebody asks, from the same functions that made the link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractor.clauses import Mention, Paragraph, mentions, prose
from extractor.facts.changes import Comparison, comparison_of
from extractor.facts.channels import with_channel
from extractor.facts.denials import find_denials
from extractor.facts.doubts import residue
from extractor.facts.linking import Bar, Link, barred, is_business, link, named, weighed, withheld
from extractor.facts.periods import in_plan, period_and_words
from extractor.facts.respective import respective
from extractor.facts.topics import subjects_of
from extractor.model import Fact, Report
from extractor.quantities import find_quantities
from extractor.spans import Span
from lexicons.reports.disclosure.indicator_lexicon import indicators, indicators_by_id

#: Why a candidate was not chosen: outscored, or kept out ("agency": its subject is the agency's own business; "elsewhere": not by
#: the figure's own words, which the problems section asks for; "two", "share": see ``linking.withheld``).
Loss = Literal["", "weaker", "agency", "elsewhere", "two", "share"] | Bar


@dataclass(frozen=True, slots=True)
class Candidate:
    """A catalogue entry whose wordings stand near the figure: the words found, the score, and why it lost ("" for the best one).

    ``score`` is None where something keeps the entry out; ``word`` is what does.
    """

    indicator: str
    words: str
    score: float | None = None
    loss: Loss = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """What was seen of a figure when it was read.

    ``subjects`` are what its clause and sentence speak of, ``inherited`` whether the first comes from outside the sentence; ``residue``
    the words of its own that neither the entry nor the neutral words account for. Of a none-statement only the sentence is said.
    """

    fact: Fact
    sentence: Span
    own_words: tuple[str, str] = ("", "")
    clause: str = ""
    subjects: tuple[str | None, ...] = ()
    inherited: bool = False
    candidates: tuple[Candidate, ...] = ()
    residue: str = ""
    period_words: str = ""
    comparison: Comparison | None = None


def reason_of(report: Report, fact: Fact) -> Reason:
    """Why a fact of a report was read and linked as it was."""
    text = report.document.text
    paragraphs = prose(report.document, report.sections, tuple(t.span for t in report.tables))
    found = respective(text, mentions(text, [(p, find_quantities(text, p.span)) for p in paragraphs]))
    if fact.denial:
        return _of_denial(report, fact, paragraphs, found)
    index = next(i for i, m in enumerate(found) if m.quantity.span == fact.span)
    mention = found[index]
    own = (mention.left, mention.right)
    compared = comparison_of(mention, report.year)
    period = period_and_words(mention, report.year, in_plan(mention))[1]
    if compared is not None:
        return Reason(fact, mention.sentence_span, own, mention.clause, period_words=compared.period, comparison=compared)
    subjects = subjects_of(text, paragraphs, found)[index]
    best = with_channel(link(mention, subjects, report.year, report.agency or ""), mention, report.year)
    left_over = residue(mention, best.reason, indicators_by_id()[best.indicator], report.agency or "") if best else ""
    return Reason(
        fact, mention.sentence_span, own, mention.clause, subjects, _is_inherited(text, mention, subjects),
        _candidates(mention, subjects, report.year, report.agency or "", best), left_over, period,
    )  # fmt: skip


def _of_denial(report: Report, fact: Fact, paragraphs: Sequence[Paragraph], found: Sequence[Mention]) -> Reason:
    taken = [m.quantity.span for m in found]
    denials = find_denials(report.document.text, paragraphs, taken, report.year)
    same = next(d for d in denials if d.quantity.span == fact.span and d.indicator == fact.indicator)
    return Reason(fact, same.sentence)


def _is_inherited(text: str, mention: Mention, subjects: Sequence[str | None]) -> bool:
    """Whether the figure would have another subject did its sentence stand alone."""
    if not subjects or subjects[0] is None:
        return False
    alone = [Paragraph(mention.sentence_span, "overview")]
    words = mentions(text, [(alone[0], [mention.quantity])])
    return subjects_of(text, alone, words)[0][0] != subjects[0]


def _candidates(
    mention: Mention, subjects: Sequence[str | None], year: int | None, agency: str, best: Link | None
) -> tuple[Candidate, ...]:
    """The entries whose wordings are there: the chosen one first, then those outscored, then those kept out."""
    seen: dict[str, Link] = {}
    links = weighed(mention, subjects, year, agency)
    for one in links:
        if one.indicator not in seen or one.score > seen[one.indicator].score:
            seen[one.indicator] = one
    order = sorted(seen.values(), key=lambda s: -s.score)
    first: Loss = withheld(order[0], links, mention) if order and best is None else "weaker"
    found = [Candidate(best.indicator, best.reason, best.score)] if best else []
    for position, one in enumerate(order):
        if best is None or one.indicator != best.indicator:
            found.append(Candidate(one.indicator, one.reason, one.score, "weaker" if position else first))
    return (*found, *_kept_out(mention, subjects, year, agency, frozenset(seen)))


def _kept_out(
    mention: Mention, subjects: Sequence[str | None], year: int | None, agency: str, seen: frozenset[str]
) -> tuple[Candidate, ...]:
    """Entries named near the figure that do not fit it, with what keeps them out."""
    found: list[Candidate] = []
    for entry in indicators():
        said = named(entry, mention, year) if entry.id not in seen else None
        if said is None:
            continue
        loss: tuple[Loss, str] = ("subject", "")
        for subject in subjects:
            bar = barred(entry, mention, subject, year)
            if bar is None:
                loss = ("agency", subject or "") if is_business(mention, subject, agency) else ("elsewhere", said[1])
            elif bar[0] != "subject":
                loss = bar
        found.append(Candidate(entry.id, said[1], None, *loss))
    return tuple(found)


def facts_named(report: Report, name: str) -> tuple[Fact, ...]:
    """The facts that somebody means by an id (f12), an indicator's id, or words of the page that hold the figure (予以公开46件)."""
    by_name = tuple(f for f in report.facts if name in (f.id, f.indicator))
    if by_name or not name.split():
        return by_name
    letters = r"\s*".join(map(regex.escape, "".join(name.split())))
    places = [Span(*m.span()) for m in regex.finditer(letters, report.document.text)]
    inside = tuple(f for f in report.facts if any(p.covers(f.span) for p in places))
    return inside or tuple(f for f in report.facts if any(f.span.covers(p) for p in places))
