"""The indicator of a figure: the catalogue entry whose wordings stand nearest to it, in the words that are its own.

All groups of an entry must be found; what stands in the figure's own words weighs most, then its clause, then its sentence back
to the figure before. Entries whose `not` words stand there, whose unit does not fit, or whose subject is another are out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from extractor.clauses import Mention, strip_connectives
from extractor.facts.candidates import candidates
from extractor.facts.doubts import QUOTED, is_firm, is_soft, of_others, residue
from extractor.facts.subjects import by_id
from extractor.facts.wordings import everywhere, first_match, wording
from extractor.language import stands
from lexicons.reports.disclosure.forms import form
from lexicons.reports.disclosure.indicator_lexicon import Indicator, indicators_by_id, unit_classes

OWN, RIGHT, CLAUSE, SENTENCE, BARE = 3.0, 2.5, 1.5, 0.8, 0.5
#: Why an entry is out: its unit, its subject, a business of the agency's own, words that forbid it or that it needs, the cause named.
Bar = Literal["unit", "subject", "business", "not", "never", "cause", "needs"]
#: A figure that is at once told as a share (312件，占总量的21.1%) is a part of the total, never the total.
SHARED = regex.compile(r"[，,（(]?(?:约)?占")
TOTALS = frozenset({"applications.new", "applications.handled", "applications.total", "review.total", "litigation.total", "published.total"})
#: One figure for each of several: 科研机构、其他组织各1件.
EACH = regex.compile(r"[、和与及][^、和与及]+各(?:有|占|为|是|达)?$")
#: Further things that a figure is of, behind it: 6件为内部事务信息、行政查询事项等.
LIST_AFTER = regex.compile(r"、[^，。；、\d一二三四五六七八九十两]{2,}(?:[，。；、]|$)")
#: Names right before a figure are of the things counted (“技能培训”“银龄就业”2个专栏).
NAMED = regex.compile(r"(?:“[^”]*”[、和及]?)+$")
#: What it costs to speak of the subject before.
SECOND_SUBJECT = 1.5
#: A residue of more characters than this may narrow a figure to a part.
MOST_RESIDUE = 1
#: What a character of distance takes off.
DISTANCE = 0.02


@dataclass(frozen=True, slots=True)
class Link:
    """An indicator and the reason: which wording, in which window; ``sure`` and ``firm`` as of a ``Fact``."""

    indicator: str
    score: float
    reason: str
    sure: bool = True
    firm: bool = True


def link(mention: Mention, subjects: Sequence[str | None], year: int | None, agency: str = "") -> Link | None:
    """The best indicator of a mention, or None where no entry fits.

    ``subjects`` are what its clause speaks of and, less surely, what the sentence spoke of before; ``agency`` tells which of them are
    the agency's own business (a 司法局's reviews outside section four).
    """
    seen = weighed(mention, subjects, year, agency)
    if not seen:
        return None
    best = max(seen, key=lambda f: f.score)
    if withheld(best, seen, mention):
        return None
    best = _leaf(best, seen, mention)
    entry = indicators_by_id()[best.indicator]
    named_itself = bool(strip_connectives(mention.left) or strip_connectives(mention.right)) and not of_others(mention)
    left_over = residue(mention, best.reason, entry, agency)
    sure = named_itself and len(left_over) <= MOST_RESIDUE and not is_soft(entry, best.reason)
    return replace(best, sure=sure, firm=is_firm(entry, best.reason, mention))


def withheld(best: Link, seen: Sequence[Link], mention: Mention) -> Literal["", "two", "share"]:
    """Why even the best link is not made: the figure is of two outcomes at once, or told as a share of what it would be."""
    listed_behind = best.reason in mention.right and LIST_AFTER.match(mention.after[len(mention.right) :])
    if EACH.search(mention.clause) or listed_behind or _two_outcomes(best, seen, mention):
        return "two"
    return "share" if best.indicator in TOTALS and SHARED.match(mention.after) else ""


def weighed(mention: Mention, subjects: Sequence[str | None], year: int | None, agency: str) -> list[Link]:
    """Every entry that fits a mention, under each of its subjects, with its score."""
    seen: list[Link] = []
    for rank, subject in enumerate(subjects):
        if is_business(mention, subject, agency):
            continue
        for entry in candidates(mention, subject):
            score = _score(entry, mention, subject, year)
            if score is not None and said_by_itself(entry, mention, score[1]):
                seen.append(Link(entry.id, score[0] - rank * SECOND_SUBJECT, score[1]))
    return seen


def is_business(mention: Mention, subject: str | None, agency: str) -> bool:
    """Whether a subject is the agency's own business; section four always speaks of the reviews of the report's own."""
    return subject is not None and mention.section != "review" and any(w in agency for w in by_id()[subject].business_of)


def _leaf(group: Link, seen: Sequence[Link], mention: Mention) -> Link:
    """The row of a group that a figure's own words also name: 属于行政执法案卷不予公开26宗 is of that row, not of all refusals."""
    words = mention.left.rpartition("等")[2] or mention.left
    leaves = [f for f in seen if f.indicator.startswith(f"{group.indicator}_") and f.reason in words]
    return max(leaves, key=lambda f: f.score, default=group)


def _two_outcomes(best: Link, seen: Sequence[Link], mention: Mention) -> bool:
    """不予处理和作其他处理的共6件 is of both rows, which no entry of the catalogue is."""
    groups = _outcomes()
    named = {f.indicator.removeprefix("applications.") for f in seen if f.reason in mention.left}
    return best.indicator.removeprefix("applications.") in groups and len(named & groups) > 1


@cache
def _outcomes() -> frozenset[str]:
    return frozenset(e.parent for e in form("2021").rows_of("applications") if e.parent) | {"granted", "partial"}


def said_by_itself(entry: Indicator, mention: Mention, reason: str) -> bool:
    """In the problems section a figure counts only by its own words: 1件答复被纠正 is no count of answers."""
    if mention.section != "problems" or reason in mention.left:
        return True
    return entry.id.startswith(("review.", "litigation.")) and reason in mention.right


def barred(entry: Indicator, mention: Mention, subject: str | None, year: int | None) -> tuple[Bar, str] | None:
    """What keeps an entry from a mention, whatever its wordings, and the word by which it does; None where nothing does."""
    units = unit_classes()[entry.units]
    if "*" not in units and mention.quantity.unit not in units:
        return "unit", mention.quantity.unit
    if entry.subject:
        if subject not in entry.subject:
            return "subject", subject or ""
    elif subject is not None and by_id()[subject].business and not _named(entry, mention.left + mention.right, year):
        return "business", subject
    around = QUOTED.sub("", mention.clause + "▏" + mention.right).replace("各类", "")
    for words in entry.not_near:
        if _stands(words, around, year):
            return "not", words
    for words in entry.never:
        if _stands(words, mention.before + mention.after, year):
            return "never", words
    if entry.needs and not all(_caused_by(words, mention.clause, year) for words in entry.needs):
        return "cause", entry.needs[0]
    own_section = mention.section in {"applications", "review", "problems"}
    if not own_section and not all(_stands(words, mention.heading + mention.before + mention.after, year) for words in entry.needs):
        return "needs", entry.needs[0]
    return None


def _score(entry: Indicator, mention: Mention, subject: str | None, year: int | None) -> tuple[float, str] | None:
    if barred(entry, mention, subject, year) is not None:
        return None
    if entry.bare and not strip_connectives(mention.left + mention.right):
        return BARE, "无名"
    return named(entry, mention, year)


def named(entry: Indicator, mention: Mention, year: int | None) -> tuple[float, str] | None:
    """The weight of an entry's wordings about a mention and the words found; None where a group of them is missing."""
    total, reasons = float(entry.priority), []
    for group in entry.near:
        found = _group(group, mention, year)
        if found is None:
            return None
        total += found[0]
        reasons.append(found[1])
    return total, "＋".join(reasons)


#: 因投诉举报处理引发的行政复议: the cause that a clause names for its cases.
CAUSE = regex.compile(r"因(?P<cause>[^，。；]{2,18}?)(?:而?引发|引起|产生|发生|提起|被申请|被提起|申请行政)")


def _caused_by(words: str, clause: str, year: int | None) -> bool:
    """Whether the cause that a clause names, if it names one, is the disclosure of information."""
    named = CAUSE.search(clause)
    return named is None or "公开" in named["cause"] or _stands(words, named["cause"], year)


def _named(entry: Indicator, words: str, year: int | None) -> bool:
    return all(_stands(group, words, year) for group in entry.near)


def _stands(source: str, words: str, year: int | None) -> bool:
    return first_match(source, words, year) is not None


def _group(group: str, mention: Mention, year: int | None) -> tuple[float, str] | None:
    """The weight of a group's best match and the words matched."""
    compiled = wording(group, year)
    left = NAMED.sub("", mention.left)
    windows = (
        (left.rpartition("等")[2] or left, OWN, True),
        (mention.right, RIGHT, False),
        (mention.clause, CLAUSE, True),
        ("" if strip_connectives(mention.left + mention.right) else mention.since, SENTENCE, True),
    )
    own = strip_connectives(mention.left) or mention.right
    if compiled.is_all(own):
        return len(own) * OWN, own
    best: tuple[float, str] | None = None
    for text, weight, before in windows:
        if best is not None and weight in {CLAUSE, SENTENCE}:
            break
        for pattern in (compiled.anywhere, compiled.before if before else None):
            if pattern is None or not text:
                continue
            for match in everywhere(pattern, text):
                if not stands(text, match.start(), match.end()):
                    continue
                distance = len(text) - match.end() if before else match.start()
                value = len(match[0]) * weight - distance * DISTANCE
                if best is None or value > best[0]:
                    best = (value, match[0])
    return best


def apart_from(indicator: str, mention: Mention) -> str:
    """The word by which a figure is told apart from the tables' (复议备案案件 are not the review table's), or ""."""
    entry = indicators_by_id()[indicator]
    words = mention.before + mention.left + mention.right
    return next((word for word in entry.apart if word in words), "")
