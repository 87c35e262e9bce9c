"""Totals that name nothing themselves (合计16件, 共655件) are what their parts make up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Fact, PartList
from lexicons.reports.disclosure.indicator_lexicon import Indicator, indicators, unit_classes


def named_totals(facts: Sequence[Fact], parts: Sequence[PartList]) -> tuple[Fact, ...]:
    """The facts, those totals without an indicator read as the whole of their parts: 人大建议238件、政协提案417件，共655件.

    At least two different parts must be known, and none that the whole does not consist of.
    """
    by_id = {f.id: f for f in facts}
    named: dict[str, Fact] = {}
    for part in parts:
        total = by_id[part.total]
        if total.indicator is not None or part.guessed:
            continue
        said = {by_id[p].indicator for p in part.parts}
        whole = next((e for e in indicators() if e.whole_of and _is_whole(e, said, total)), None)
        if whole is not None:
            named[total.id] = replace(total, indicator=whole.id, made_by=f"totals: of {len(said)} parts")
    return tuple(named.get(f.id, f) for f in facts)


def _is_whole(entry: Indicator, said: set[str | None], total: Fact) -> bool:
    if len(said) < 2 or total.quantity.unit not in unit_classes()[entry.units]:
        return False
    return all(one is not None and _consists_of(entry, one) for one in said)


def _consists_of(entry: Indicator, indicator: str) -> bool:
    return any(indicator == p or (p.endswith("*") and indicator.startswith(p[:-1])) for p in entry.whole_of)
