"""Totals that name nothing themselves (合计16件, 共655件) are what their parts make up; 其他 is what its list is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.model import Fact, PartList
from lexicons.reports.disclosure.indicator_lexicon import Indicator, indicators, unit_classes

#: Figures whose parts by place or kind read as the whole does; those of requests and suits are told apart by their tables.
ADDABLE = ("press.", "platform.", "response.", "participation.", "interpretation.", "work.", "audience.")


#: The levels of government, as the names of parts end.
LEVEL = regex.compile("(?:[省市州盟县区旗乡镇村]|街道|社区|园区)(?:本?级)?$")


def named_totals(facts: Sequence[Fact], parts: Sequence[PartList]) -> tuple[Fact, ...]:
    """The facts, those totals without an indicator read as the whole of their parts: 人大建议238件、政协提案417件，共655件.

    At least two different parts must be known, and none that the whole does not consist of.
    """
    by_id = {f.id: f for f in facts}
    named: dict[str, Fact] = {}
    for part in parts:
        total = by_id[part.total]
        if total.indicator is not None:
            continue
        said = {by_id[p].indicator for p in part.parts}
        wholes = (e for e in indicators() if e.whole_of and _is_whole(e, said, total))
        whole = min(wholes, key=lambda e: len(e.whole_of), default=None)
        if whole is not None:
            named[total.id] = replace(total, indicator=whole.id, made_by=f"totals: of {len(said)} parts")
            continue
        parts_of = [by_id[p] for p in part.parts]
        alike = _alike(said) or _of_levels(parts_of)
        if alike and len(parts_of) > 1 and total.quantity.unit == parts_of[0].quantity.unit:
            named[total.id] = replace(total, indicator=alike, sure=False, made_by="totals: of parts alike")
    return tuple(named.get(f.id, f) for f in facts)


def _alike(said: set[str | None]) -> str | None:
    """What all parts are, where their sum is of it, too: 发布会2场、吹风会4场，合计6场."""
    only = next(iter(said)) if len(said) == 1 else None
    return only if only is not None and only.startswith(ADDABLE) else None


def _of_levels(parts: Sequence[Fact]) -> str | None:
    """What the first part names for the levels behind it: 查阅点街道6处、社区41处，总计47处."""
    first = parts[0].indicator
    named = first is not None and first.startswith(ADDABLE) and all(p.indicator is None for p in parts[1:])
    return first if named and all(LEVEL.search(p.label) for p in parts) else None


def _is_whole(entry: Indicator, said: set[str | None], total: Fact) -> bool:
    if len(said) < 2 or total.quantity.unit not in unit_classes()[entry.units]:
        return False
    return all(one is not None and _consists_of(entry, one) for one in said)


def _consists_of(entry: Indicator, indicator: str) -> bool:
    return any(indicator == p or (p.endswith("*") and indicator.startswith(p[:-1])) for p in entry.whole_of)


APPLICANTS = frozenset(f"applications.{c}" for c in ("natural_person", "organisation", "business", "research", "social", "legal_service"))
REST, REST_OF_APPLICANTS = "applications.other", "applications.other_org"
#: Between two figures of one list.
WITHIN_LIST = regex.compile(r"[^。；;\n]{0,24}")


def named_rests(text: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, 其他 at the end of a list of applicants (法律服务机构3件，其他5件) read as their last column, not as the outcome."""
    result = list(facts)
    for index in range(1, len(result)):
        before, fact = result[index - 1], result[index]
        bare = fact.indicator == REST and fact.made_by.startswith("counts: 其他 ")
        if bare and before.indicator in APPLICANTS and WITHIN_LIST.fullmatch(text[before.span.end : fact.span.start]):
            result[index] = replace(fact, indicator=REST_OF_APPLICANTS, made_by=f"{fact.made_by}, 申请人之后")
    return tuple(result)
