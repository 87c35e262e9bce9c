"""What makes a link doubtful: words beside the indicator's own, a wording that agencies count differently, a name in short."""

from __future__ import annotations

import re
from functools import cache

import regex

from extractor.clauses import Mention, strip_connectives
from extractor.facts.subjects import by_id
from extractor.facts.wordings import wording
from lexicons.language.clause_words import clause_words
from lexicons.reports.disclosure.forms import cell_names, form
from lexicons.reports.disclosure.indicator_lexicon import Indicator, indicators_by_id, terms

#: Names in quotes say nothing about the figure (“城市更新”专题); the set phrase for the channels (“两微一端”) does.
QUOTED = regex.compile(r"“(?!两微|双微|三微)[^”]*”|\"[^\"]*\"")
#: What is no word of a figure's own.
NO_WORDS = regex.compile(r"20\d\d年?度?|[^一-鿿]")
#: A wording of so many characters names an indicator by itself.
FULL_NAME = 4
#: Every one of other bodies: 各校收到的申请.
EACH_BODY = regex.compile("各(?![类项种级个方渠平栏时阶季月期环条占有为是达自界])[一-鿿]")


def of_others(mention: Mention) -> bool:
    """Whether a figure's own words speak of other bodies than the report's own: 直属航务管理局共新收申请1287件."""
    return EACH_BODY.search(mention.left) is not None or any(word in mention.left for word in clause_words().others)


def is_soft(entry: Indicator, reason: str) -> bool:
    """Whether a link was made by a wording that agencies count differently."""
    patterns = (p for words in entry.soft for w in (wording(words, None),) for p in (w.anywhere, w.before, w.alone))
    return any(p is not None and p.fullmatch(reason) for p in patterns) or any(wording(w, None).is_all(reason) for w in entry.soft)


def is_firm(entry: Indicator, reason: str, mention: Mention) -> bool:
    """Whether a figure's own words name the indicator: as the form prints it, at length, or together with what it is of (收到申请)."""
    if any(len(said) >= FULL_NAME or any(said in name for name in _names_of(entry.id)) for said in reason.split("＋")):
        return True
    own = mention.left + mention.right
    return any(cue in own for subject in entry.subject for cue in by_id()[subject].cues)


@cache
def _names_of(indicator: str) -> tuple[str, ...]:
    """An entry's label, and the printed names of its cells and of the rows that they stand in."""
    entry = indicators_by_id()[indicator]
    cells = (cell_names().get(cell, "") for expression in entry.cells for cell in terms(expression))
    return tuple(dict.fromkeys((entry.label, *_rows_of(indicator), *cells)))


def residue(mention: Mention, reason: str, entry: Indicator, agency: str = "") -> str:
    """What remains of a figure's own words beside the indicator's wordings and label, the agency's name, neutral words and cues."""
    words = strip_connectives(mention.left).rpartition("等")[2] or strip_connectives(mention.left)
    words = NO_WORDS.sub("", QUOTED.sub("", words))
    for said in reason.split("＋"):
        words = words.replace(said, "")
    known = "｜".join((_said_of(entry.id), agency))
    return _neutral().sub("", _without_known(words, known))


@cache
def _said_of(indicator: str) -> str:
    """An entry's label, the printed names of the rows that its cells stand in, and its wordings."""
    entry = indicators_by_id()[indicator]
    return "｜".join((entry.label, *_rows_of(indicator), *entry.near))


@cache
def _rows_of(indicator: str) -> tuple[str, ...]:
    """The printed names of the rows that an entry's cells stand in."""
    rows = {cell.split(".")[1].rstrip("*_") for expression in indicators_by_id()[indicator].cells for cell in terms(expression)}
    return tuple(r.name for r in form("2021").rows if r.id in rows)


def _without_known(words: str, known: str) -> str:
    """Words without every stretch of two characters or more that stands in what is known, the longest first."""
    for size in range(len(words), 1, -1):
        at = 0
        while at + size <= len(words):
            if words[at : at + size] in known:
                words = words[:at] + words[at + size :]
            else:
                at += 1
    return words


@cache
def _neutral() -> re.Pattern[str]:
    words = {*clause_words().neutral, *(cue for s in by_id().values() for cue in s.cues), *clause_words().connectives}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))
