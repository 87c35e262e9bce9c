"""Which entries of the catalogue can be meant at all: by unit and subject, and by characters that stand near the figure.

A coarse sieve before the wordings are weighed: it lets through whatever could fit, and costs little.
"""

from __future__ import annotations

from functools import lru_cache

from extractor.clauses import Mention
from extractor.facts.wordings import pieces
from lexicons.reports.disclosure.indicator_lexicon import Indicator, indicators, unit_classes

#: How many pairs of unit and subject are remembered; the lexicons know some hundreds.
PAIRS = 2048
#: An entry and, group by group of its wordings, characters of which some must be there.
Sieve = tuple[Indicator, tuple[tuple[str, ...], ...]]


def candidates(mention: Mention, subject: str | None) -> list[Indicator]:
    """The entries that could fit a mention, in the order of the catalogue."""
    near = f"{mention.left}\n{mention.right}\n{mention.clause}\n{mention.since}"
    return [entry for entry, groups in _sieves(mention.quantity.unit, subject) if _may_stand(groups, near)]


def _may_stand(groups: tuple[tuple[str, ...], ...], words: str) -> bool:
    for group in groups:
        for piece in group:
            if piece in words:
                break
        else:
            return False
    return True


@lru_cache(PAIRS)
def _sieves(unit: str, subject: str | None) -> tuple[Sieve, ...]:
    """The entries of a unit and a subject; those that nothing need name (``bare``) always pass."""
    return tuple(
        (entry, () if entry.bare else tuple(pieces(group) for group in entry.near))
        for entry in indicators()
        if not {"*", unit}.isdisjoint(unit_classes()[entry.units]) and (not entry.subject or subject in entry.subject)
    )
