"""The words of agencies' names by kind, level and region, typed."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from lexicons.loading import LexiconError, read_toml
from lexicons.reports.disclosure.forms import FOLDER

Kind = Literal[
    "government", "government_office", "department", "vertical", "township", "subdistrict", "zone", "institution", "ministry",
    "party", "unknown",
]  # fmt: skip
Level = Literal["national", "province", "prefecture", "county", "township", "unknown"]


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Endings of regions of one level, and what must not follow them; a "city" may be a prefecture's or a county's."""

    level: Literal["province", "prefecture", "city", "county", "township"]
    endings: tuple[str, ...]
    unless: tuple[str, ...] = ()


class KindEndings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind and the endings that tell it."""

    id: Kind
    endings: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an agency's own name begins, and what areas call themselves."""

    own: tuple[str, ...]
    zones: tuple[str, ...]
    new_areas: tuple[str, ...]
    administrations: tuple[str, ...]


class Vertical(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Systems that report upwards: heads before the region, names after it."""

    heads: tuple[str, ...]
    names: tuple[str, ...]


class National(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How names of the central government begin and end."""

    heads: tuple[str, ...]
    endings: tuple[str, ...]


class Ranks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Endings that tell a level by themselves."""

    province: tuple[str, ...]
    prefecture: tuple[str, ...]
    county: tuple[str, ...]


class Cities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell what is under a city."""

    prefecture: tuple[str, ...]
    county: tuple[str, ...]


class AgencyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All words of agencies' names."""

    provinces: tuple[tuple[str, str], ...]
    region: tuple[Region, ...]
    words: Words
    kind: tuple[KindEndings, ...]
    vertical: Vertical
    national: National
    ranks: Ranks
    cities: Cities


@cache
def agency_words() -> AgencyWords:
    """The lexicon of agencies.

    >>> len(agency_words().provinces)
    34
    """
    file = f"{FOLDER}/agencies.toml"
    try:
        return msgspec.convert(read_toml(file), AgencyWords)
    except msgspec.ValidationError as error:
        raise LexiconError(file, "", str(error)) from None
