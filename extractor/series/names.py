"""An agency's name -> its regions and what it is there, so that long and short forms of one name meet.

江陵市云岫区人民政府, 云岫区政府 and 云岫区 differ in their regions (one begins with more of them) and not in what they are:
the people's government; its 办公室 is another body. What does not say its region is told apart: no guess is made.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from extractor.agencies import Agency, classify, split_name
from lexicons.reports.disclosure.agency_words import agency_words
from lexicons.reports.disclosure.body_words import body_words

BRACKETS = regex.compile(r"[（(\[【〔][^（）()\[\]【】〔〕]*[)）\]】〕]")
#: What may stand between the letters of a name as it is printed.
FILLING = regex.compile(r"[\s\u200b\u00b7·•‧]+")


@dataclass(frozen=True, slots=True)
class Name:
    """``regions`` from the widest to the nearest; ``tail`` what the body is there, in its full form.

    ``placed`` is False where the name needs a region and says none.
    """

    regions: tuple[str, ...]
    tail: str
    kind: Agency
    placed: bool

    @property
    def full(self) -> str:
        """The name in its normal form."""
        return "".join(self.regions) + self.tail


def plain(name: str) -> str:
    """A printed name without space, brackets and the full-width forms.

    >>> plain(" 临溪县 教育局（ 体育局）")
    '临溪县教育局'
    """
    flat = FILLING.sub("", unicodedata.normalize("NFKC", name))
    bare = BRACKETS.sub("", flat)
    return bare or flat


@lru_cache(maxsize=65536)
def parse_name(name: str) -> Name:
    """The parts of a name in their normal forms.

    >>> parse_name("临溪市青禾区政府").full, parse_name("青禾区").full, parse_name("青禾区政府办").full
    ('临溪市青禾区人民政府', '青禾区人民政府', '青禾区人民政府办公室')
    >>> parse_name("青禾区科技局办公室").full, parse_name("青禾区人民政府柳林街道办事处").full
    ('青禾区科学技术局', '青禾区柳林街道办事处')
    >>> parse_name("教育局").placed, parse_name("县教育局").placed, parse_name("云岭实验区管委会").full
    (False, False, '云岭实验区管理委员会')
    """
    flat = plain(name)
    kind = classify(flat)
    head, regions, rest = split_name(flat.removeprefix("中共"))
    regions = tuple(_region(r) for r in regions)
    tail = head + _tail(kind, rest)
    if kind.kind == "zone" and not rest.endswith(body_words().forms("zone")[0:1]):
        tail = head + _ended(rest, body_words().forms("zone"))
    placed = bool(regions) or kind.level == "national" or kind.kind in {"zone", "institution", "ministry"}
    if not regions and flat[:1] in _region_letters():
        placed = False  # 县教育局, 区政府: whose?
    return Name(regions, tail, kind, placed)


def _region(region: str) -> str:
    """A region's own name: the province in full, without the government that some names put between."""
    bare = region.removesuffix("人民政府") or region
    return _provinces().get(bare, bare)


@cache
def _provinces() -> dict[str, str]:
    return {short: full for full, short in agency_words().provinces}


@cache
def _region_letters() -> frozenset[str]:
    return frozenset(e for kind in agency_words().region for e in kind.endings if len(e) == 1)


def _tail(kind: Agency, rest: str) -> str:
    forms = body_words().forms(kind.kind)
    if forms and kind.kind != "zone":
        return forms[0] if rest in forms else rest
    return rest if kind.kind == "party" else _department(rest)


def _ended(rest: str, forms: tuple[str, ...]) -> str:
    """A rest with the full form of its ending: the longest that fits."""
    ending = max((f for f in forms if rest.endswith(f)), key=len, default="")
    return rest[: len(rest) - len(ending)] + forms[0]


def _department(rest: str) -> str:
    """A department's name in full: its own office taken off, 科技局 as 科学技术局, 发改委 as 发展和改革委员会."""
    words = body_words()
    for office in words.offices.words:
        bare = rest.removesuffix(office)
        if bare != rest and bare.endswith(words.offices.after):
            rest = bare
            break
    rank = next((r for r in ("委员会", *words.ranks, "厅", "局") if rest.endswith(r)), "")
    stem = rest[: len(rest) - len(rank)]
    return words.short.get(stem, stem) + words.ranks.get(rank, rank)
