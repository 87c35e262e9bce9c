"""Figures of the prose bound to the cells they must equal, every admissible reading evaluated.

A claim fits when any reading agrees within the written precision; it is decided when at least one reading's cells could be read and
none that could not be read might still save it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from extractor.auditing.agreement import digits_slip, interval_of
from extractor.auditing.ledger import Ledger, Sum
from extractor.facts.wordings import pieces, wording
from extractor.model import Fact
from extractor.values import decimal_text
from lexicons.reports.disclosure.indicator_lexicon import Indicator

CLAUSE_END = regex.compile("[，。；,;]")
#: 万元 taken for 元 or the other way round, 亿元 for 元 or 万元.
SLIPS = (Decimal(10000), Decimal(100000000))
#: What is printed in the fact's own unit.
AS_PRINTED = (Decimal(1),)
#: So many characters before the end of a figure, and after it, tell what it may be a sum of.
AROUND, AFTER = 60, 12


@dataclass(frozen=True, slots=True)
class Reading:
    """One expression over cells and its value in the fact's own unit."""

    expression: str
    sum: Sum
    value: Decimal


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact and its readings; ``nearest`` is the one that agrees, else the first that could be evaluated."""

    fact: Fact
    nearest: Reading
    fits: bool
    decided: bool
    readings: tuple[Reading, ...] = ()


def claims(ledger: Ledger) -> tuple[Claim, ...]:
    """The claims of a report, in reading order; made once for all checks that ask."""
    return ledger.once(_claims)


def _claims(ledger: Ledger) -> tuple[Claim, ...]:
    found = (_claim(ledger, fact) for fact in ledger.report.facts if fact.indicator)
    return tuple(claim for claim in found if claim is not None)


def _claim(ledger: Ledger, fact: Fact) -> Claim | None:
    entry = ledger.entry(fact.indicator)
    if entry is None or not entry.cells or fact.period in {"plan", "limit", "cumulative"}:
        return None
    if fact.scope in entry.apart:
        return None
    if fact.period and ledger.report.year and fact.period != str(ledger.report.year):
        return None
    readings = list(_readings(ledger, entry, fact))
    if not readings:
        return None
    stated = interval_of(fact.quantity)
    known = [r for r in readings if r.sum.state in {"known", "blank", "inferred"}]
    fitting = next((r for r in known if stated.holds(r.value)), None)
    if fitting is not None:
        return Claim(fact, fitting, fits=True, decided=True, readings=tuple(known))
    slip = bool(known) and digits_slip(decimal_text(fact.quantity.value), decimal_text(known[0].value))
    if not fact.sure and not fact.denial and not slip:
        return None  # the figure may be of a part only; one slip from its cell it is no accident
    doubtful = any(r.sum.state in {"unknown", "inferred", "blank"} and not stated.high < r.value for r in readings)
    return Claim(fact, (known or readings)[0], fits=False, decided=bool(known) and not doubtful, readings=tuple(known))


def _readings(ledger: Ledger, entry: Indicator, fact: Fact) -> Iterator[Reading]:
    for expression in (*entry.cells, *_alternatives(ledger, entry, fact)):
        total = ledger.sum(expression)
        if total.state == "absent":
            continue
        factors = _factors(entry.scale)
        if factors != AS_PRINTED and any(c.id in ledger.in_yuan for c in total.cells):
            factors = AS_PRINTED * len(factors)
        for factor in factors:
            yield Reading(expression, total, total.value * factor)


def _alternatives(ledger: Ledger, entry: Indicator, fact: Fact) -> Iterator[str]:
    """What the figure may be a sum of besides, by the words around it."""
    if not entry.also:
        return
    place = ledger.sentence(fact.span)
    text = ledger.report.document.text
    after = CLAUSE_END.split(text[fact.span.end : fact.span.end + AFTER], maxsplit=1)[0]
    words = "".join((text[place.start : fact.span.end] + after).split())[-AROUND:]
    for needed, condition, expression in _also(entry.also):
        if any(word in words for word in needed):
            pattern = wording(condition, ledger.report.year).anywhere
            if pattern and pattern.search(words):
                yield expression


@cache
def _also(alternatives: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Words without which a condition is not met, the condition and the cells."""
    parted = [a.partition(" :: ") for a in alternatives]
    return tuple((pieces(condition), condition, expression) for condition, _, expression in parted)


@cache
def _factors(scale: str) -> tuple[Decimal, ...]:
    """How many of the fact's unit one unit of the cell may be: "10000|1"."""
    return tuple(1 / Decimal(part) for part in scale.split("|"))


def money_slip(claim: Claim) -> int | None:
    """The power of ten thousand between a stated sum of money and its cell, or None."""
    if claim.fact.quantity.unit != "元" or claim.nearest.value == 0 or claim.fact.quantity.value == 0:
        return None
    stated = interval_of(claim.fact.quantity)
    for slip in SLIPS:
        if stated.holds(claim.nearest.value * slip) or stated.holds(claim.nearest.value / slip):
            return int(slip)
    return None
