"""The likely causes of a wrong figure as data: kind, cost and the words that auditors read."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

import msgspec

from lexicons.loading import LexiconError, entries

FILE = "reports/disclosure/slips.toml"
SlipKind = Literal[
    "swapped", "dropped", "added", "point", "unit", "neighbour", "stale", "copied", "quoted", "denied", "replaced",
    "off_by_ten", "emptied", "total", "other",
]  # fmt: skip


class SlipEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of slip: ``cost`` orders the kinds, ``words`` are the cause with {printed}, {value} and {name} to fill in."""

    id: SlipKind
    cost: int
    words: str


@cache
def slip_entries() -> dict[str, SlipEntry]:
    """The kinds by id, likeliest first; words that cannot be filled in and a cheaper later entry than "other" are refused.

    >>> slip_entries()["swapped"].cost < slip_entries()["other"].cost
    True
    """
    found = entries(FILE, "slip", SlipEntry)
    for entry in found:
        try:
            entry.words.format(printed="1", value="2", name="格")
        except (KeyError, IndexError, ValueError) as error:
            raise LexiconError(FILE, entry.id, f"words cannot be filled in: {error}") from None
    if missing := set(get_args(SlipKind)) - {e.id for e in found}:
        raise LexiconError(FILE, min(missing), "this kind has no entry")
    if found[-1].id != "other" or any(e.cost > found[-1].cost for e in found):
        raise LexiconError(FILE, found[-1].id, '"other" comes last and costs most')
    return {e.id: e for e in found}
