"""Invented agencies of every level and kind, drawn by chance: what they are called and how they speak of themselves."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

GOVERNMENTS = frozenset({"government", "province", "township", "subdistrict", "zone"})


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: full name, kind, what it calls itself (我局), its scope (全市, may be empty), its website, its size, its own place."""

    name: str
    kind: str
    we: str
    all: str
    site: str
    size: str
    place: str

    def within(self, county: str) -> Agency:
        """The same agency in a county: 甲市乙区丙镇人民政府 -> 丁县丙镇人民政府, 甲市教育局 -> 丁县教育局."""
        if self.kind == "township":
            return replace(self, name=f"{county}县{self.name[self.name.index(self.place) :]}", site="县政府网站")
        field = next(f for f in _lexicon()["fields"] if self.name.endswith(f"{f}局"))
        return replace(self, name=f"{county}县{field}局", place=county, site="县政府网站", we="我局")


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "agencies.toml").read_text("utf-8"))


def draw_agency(chance: Random, kind: str = "") -> Agency:
    """An agency of a kind, or of any."""
    kinds = [k for k in _lexicon()["kind"] if kind in ("", k["name"])]
    (chosen,) = chance.choices(kinds, [k["weight"] for k in kinds])
    at = chance.randrange(len(chosen["patterns"]))
    places = _places(chance, 4)
    pattern = chosen["patterns"][at]
    letters = dict(zip("pcdt", places, strict=True))
    place = letters[[letter for letter in "pcdt" if f"{{{letter}}}" in pattern][-1]]
    name = pattern.format(**letters, f=chance.choice(_lexicon()["fields"]))
    return Agency(
        name, chosen["name"], chosen["we"][at], chosen["all"][at], chosen["site"][at], chance.choice(chosen["sizes"]), place
    )  # fmt: skip


def elsewhere(agency: Agency, chance: Random) -> Agency:
    """The same agency of another place, whose name shares no character with this one's."""
    while True:
        (other,) = _places(chance, 1)
        if not set(other) & set(agency.name):
            return replace(agency, name=agency.name.replace(agency.place, other), place=other)


def _places(chance: Random, count: int) -> list[str]:
    """Different names of places, two syllables each."""
    found: list[str] = []
    while len(found) < count:
        name = chance.choice(_lexicon()["heads"]) + chance.choice(_lexicon()["tails"])
        if not any(set(name) & set(other) for other in found):
            found.append(name)
    return found
