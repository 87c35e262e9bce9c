"""None-statements: 未收到申请, 没有结转下年度办理的申请, 无行政复议 -> facts of value 0.

A denial reaches to the end of its clause and over enumeration commas (未发生行政复议、行政诉讼 denies both). It becomes a fact only where the
catalogue knows what is denied; a clause with a figure of its own after the denial is no none-statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from extractor.clauses import Paragraph, flat, sentences
from extractor.facts.subjects import last_subject
from extractor.facts.wordings import first_match
from extractor.model import SectionId
from extractor.spans import Span
from extractor.values import Quantity
from lexicons.language.clause_words import clause_words
from lexicons.reports.disclosure.indicator_lexicon import Indicator, indicators

REACH = 64
#: Suits and reviews are left undecided in the same words: the sentence tells which.
PENDING = ".pending"


@dataclass(frozen=True, slots=True)
class Denial:
    """A none-statement: the words that deny, what they deny, and where."""

    quantity: Quantity
    indicator: str
    label: str
    section: SectionId
    sentence: Span


#: What opens a denial before its verb: adverbs, or whom it would concern, may stand in between (未再收到, 未向申请人收取).
OPENINGS = regex.compile(r"未|没有|(?:尚|暂|从|均)未")
ADDRESSEE = "[^，。；：、]{1,8}?"


@cache
def _cues() -> re.Pattern[str]:
    generic = "|".join(map(re.escape, sorted(clause_words().generic, key=len, reverse=True)))
    adverbs = f"向(?:{generic}|{ADDRESSEE})|" + "|".join(map(re.escape, clause_words().denials.adverbs))
    words = sorted(clause_words().denials.words, key=len, reverse=True)
    return re.compile("|".join(_with_adverbs(word, adverbs) for word in words))


def _with_adverbs(word: str, adverbs: str) -> str:
    opening = OPENINGS.match(word)
    if opening is None or opening[0] == word:
        return re.escape(word)
    return f"{opening[0]}(?:{adverbs})?{re.escape(word[opening.end() :])}"


#: One course to the court of two, which says nothing of all reviews or suits: 复议后又起诉的没有.
COURSE = regex.compile("(?:未经)?复议[^，。；、复]{0,5}起诉")


@cache
def _vague() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(clause_words().denials.vague, key=len, reverse=True))))


@cache
def _masks() -> re.Pattern[str]:
    words = sorted(clause_words().denials.not_words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def find_denials(text: str, paragraphs: Sequence[Paragraph], taken: Sequence[Span], year: int | None) -> tuple[Denial, ...]:
    """The none-statements of the prose; ``taken`` are the spans of figures.

    The problems section speaks of what is lacking, not of what did not happen: nothing is read there.
    """
    found: list[Denial] = []
    for paragraph in paragraphs:
        if paragraph.section == "problems":
            continue
        for sentence in sentences(text, paragraph.span):
            found += _in_sentence(text, sentence, paragraph.section, taken, year)
    return tuple(found)


def _in_sentence(
    text: str, sentence: Span, section: SectionId, taken: Sequence[Span], year: int | None
) -> Iterator[Denial]:
    cues = list(_cues().finditer(text, sentence.start, sentence.end))
    if not cues:
        return
    masked = [m.span() for m in _masks().finditer(text, sentence.start, sentence.end)]
    found: list[tuple[int, Denial]] = []
    for match in cues:
        if any(a <= match.start() < b for a, b in masked):
            continue
        end = _scope_end(text, match.end(), sentence.end)
        if any(match.end() <= t.start < end for t in taken):
            continue
        start = _clause_start(text, sentence.start, match.start())
        lead, said = flat(text[start : match.start()]), flat(text[match.start() : end])
        for entry in denied_by(lead, said, year):
            if entry.id.endswith(PENDING) and (section != "review" or last_subject(flat(text[sentence.start : match.end()])) not in entry.subject):
                continue
            unit = "元" if entry.units == "money" else "件"
            span = Span(match.start(), match.end())
            quantity = Quantity(span, match[0], span, Decimal(0), unit, made_by="denials")
            found.append((end, Denial(quantity, entry.id, entry.label, section, sentence)))
    for index, (end, denial) in enumerate(found):
        again = (other.indicator == denial.indicator and other.quantity.span.start < end for _, other in found[index + 1 :])
        if not any(again):  # 未制发、未废止规章: each is denied by its own word
            yield denial


def denied_by(lead: str, said: str, year: int | None) -> list[Indicator]:
    """The catalogue entries whose denied words stand in what is denied, or in the clause that leads to the denial.

    >>> [e.id for e in denied_by("全年", "未发生行政复议、行政诉讼", 2023)]
    ['review.total', 'litigation.total']
    >>> [e.id for e in denied_by("规范性文件年内", "没有新制发和废止", 2023)]
    ['normative.made', 'normative.repealed']
    >>> denied_by("", "无障碍", 2023)
    []
    """
    lead, said = COURSE.sub("", lead), COURSE.sub("", said)
    found = [(at, entry, " & " in group) for entry in _deniable() for at, group in _denied_in(entry, lead, said, year)]
    if not found and _is_vague(said):
        found = [(0, entry, " & " in group) for entry in _deniable() for _, group in _denied_in(entry, "", lead + said, year)]
    compound = {entry.id.split(".")[0] for _, entry, several in found if several}
    kept = [(at, entry) for at, entry, several in found if several or entry.id.split(".")[0] not in compound]
    return [entry for _, entry in _sharpest(sorted(kept, key=lambda f: f[0]), said)]


@cache
def _deniable() -> tuple[Indicator, ...]:
    return tuple(entry for entry in indicators() if entry.denied)


def _is_vague(said: str) -> bool:
    """Whether a denial names nothing itself (…申请情况：未发生, …方面无相关情况) and so denies what leads to it."""
    return not _vague().sub("", _cues().sub("", said, count=1))


def _denied_in(entry: Indicator, lead: str, said: str, year: int | None) -> Iterator[tuple[int, str]]:
    """The first group of an entry's denied words that is there, and where its last word stands; "^" marks what may be in the lead."""
    for group in entry.denied:
        parts = _parts(group)
        places = [_find(part.removeprefix("^"), said, year) for part in parts]
        if all(p is None for p in places):
            continue
        led = [part.startswith("^") and _find(part[1:], lead, year) is not None for part in parts]
        if all(p is not None or there for p, there in zip(places, led, strict=True)):
            yield max(p for p in places if p is not None), group
            return


@cache
def _parts(group: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in group.split(" & "))


def _sharpest(found: list[tuple[int, Indicator]], said: str) -> list[tuple[int, Indicator]]:
    """Where two entries fit the same words (结转…申请 is also a 申请), the more particular one is meant."""
    ids = {e.id for _, e in found}
    drop: set[str] = set()
    if "applications.carried_in" in ids and not regex.search("结转(?:下|至|到)|转下", said):
        drop.add("applications.carried_out")
    if ids & {"applications.carried_in", "applications.carried_out"}:
        drop.add("applications.new")
    if "processing_fee.amount" in ids:
        drop.add("applications.new")
    if "processing_fee.amount" in ids and "fees.amount" in ids:
        drop.add("processing_fee.amount")
    if "litigation.corrected" in ids:
        drop.add("litigation.total")
    if ids & {"review.total", "litigation.total", "work.accountability"}:
        drop.add("applications.new")
    if "work.accountability" in ids and last_subject(said) not in {"review", "litigation"}:
        drop |= {"review.total", "litigation.total"}
    return [(at, e) for at, e in found if e.id not in drop]


def _find(part: str, words: str, year: int | None) -> int | None:
    match = first_match(part, words, year)
    return match.start() if match else None


def _scope_end(text: str, at: int, limit: int) -> int:
    end = at
    depth = 0
    while end < min(limit, at + REACH):
        if text[end] in "（(":
            depth += 1
        elif text[end] in "）)":
            depth -= 1
        elif depth <= 0 and (text[end] in "，,。；;：:！？" or text[end : end + 2] == "、零"):
            break
        end += 1
    return end


def _clause_start(text: str, limit: int, at: int) -> int:
    """Where the clause of a denial starts; before a colon, where the denial itself opens what follows it (行政复议：无)."""
    start = at - 1 if at > limit and text[at - 1] in "：:" else at
    while start > limit and text[start - 1] not in "，,。；;：:！？":
        start -= 1
    return start
