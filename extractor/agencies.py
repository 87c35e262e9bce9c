"""An agency's name -> its kind, its level and the regions that the name begins with.

Names alone are read, with a list of the provinces and no other gazetteer: what a name does not say is "unknown". A city may be a
prefecture's or a county's; the words of the opening decide, and where they are silent, it is taken for a prefecture's. Districts
are counties, those of the municipalities too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from lexicons.reports.disclosure.agency_words import Kind, Level, agency_words

BELOW: dict[Level, Level] = {"province": "prefecture", "prefecture": "county", "county": "township"}
ORDER: tuple[Level, ...] = ("unknown", "province", "prefecture", "county", "township")


@dataclass(frozen=True, slots=True)
class Agency:
    """``region`` holds the leading names of regions, run together without the government between them, "" where the name begins with none."""

    kind: Kind
    level: Level
    region: str


def classify(name: str, opening: str = "") -> Agency:
    """The agency of a full name; ``opening`` is text that may tell what is under a city.

    >>> classify("临溪县教育局")
    Agency(kind='department', level='county', region='临溪县')
    >>> classify("国家税务总局云岫市税务局").kind, classify("云岫市", "汇总各镇（街道）情况").level
    ('vertical', 'county')
    >>> classify("")
    Agency(kind='unknown', level='unknown', region='')
    """
    words = agency_words()
    name = regex.sub(r"^中共|[（(][^（）()]*[)）]$", "", "".join(name.split()))
    if not name:
        return Agency("unknown", "unknown", "")
    head = next((h for h in sorted(words.vertical.heads, key=len, reverse=True) if name.startswith(h)), "")
    if _is_national(name, head):
        kind: Kind = (
            "government_office" if name.endswith("办公厅") else "government" if name == "国务院" else "ministry"
        )
        return Agency(kind, "national", "")
    body = name[len(head) :]
    regions = _regions(body)
    region = "".join(part for part, _ in regions)
    rest = body[len(region) :]
    level = _level(regions, opening)
    kind = _kind(name, region, rest, bool(head))
    return Agency(kind, _ranked(kind, level, rest), region.replace("人民政府", ""))


def split_name(name: str) -> tuple[str, tuple[str, ...], str]:
    """A full name as the head of a vertical system ("" for most), its regions from the widest on, and the rest.

    >>> split_name("江宁省临溪市青禾区教育局"), split_name("国家税务总局临溪县税务局")
    (('', ('江宁省', '临溪市', '青禾区'), '教育局'), ('国家税务总局', ('临溪县',), '税务局'))
    """
    head = next((h for h in sorted(agency_words().vertical.heads, key=len, reverse=True) if name.startswith(h)), "")
    body = name[len(head) :]
    regions = tuple(part for part, _ in _regions(body))
    return head, regions, body[len("".join(regions)) :]


def _is_national(name: str, head: str) -> bool:
    """Whether the whole name is a body of the central government's: no region and no branch after it."""
    words = agency_words()
    if head and len(name) > len(head) and name[len(head) :] != "办公厅":
        rest = name[len(head) :]
        return head == "中华人民共和国" and rest.endswith(words.national.endings) and not _regions(rest)
    if _regions(name):
        return False
    return bool(head) or name.endswith(words.national.endings) or name.startswith(words.national.heads)


@cache
def _pattern() -> regex.Pattern[str]:
    """The shortest leading name with the ending of a region, its level as the name of the group."""
    words = agency_words()
    own = "|".join(words.words.own)
    zones = "|".join(words.words.zones)
    administrations = "|".join(words.words.administrations)
    branches = []
    for number, kind in enumerate(words.region):
        unless = f"(?!{'|'.join(kind.unless)})" if kind.unless else ""
        branches.append(f"(?P<{kind.level}_{number}>{'|'.join(kind.endings)}){unless}")
    area = rf"(?<!{zones})(?<!新区(?={administrations}|$))"
    return regex.compile(rf"(?!{own})[一-鿿]{{1,14}}?(?:{'|'.join(branches)}){area}")


def _regions(name: str) -> tuple[tuple[str, str], ...]:
    """The regions that a name begins with, each with its level, from the widest on."""
    found: list[tuple[str, str]] = []
    province = next((full for full, _ in agency_words().provinces if name.startswith(full)), None)
    short = next((short for _, short in agency_words().provinces if name.startswith(short)), None)
    at = 0
    if province:
        found.append((province, "province"))
    elif short and _stands_alone(name[len(short) :]):
        found.append((short, "province"))
    at = sum(len(part) for part, _ in found)
    while match := _pattern().match(name, at):
        level = next(key.rpartition("_")[0] for key, value in match.groupdict().items() if value)
        if found and _depth(level) <= _depth(found[-1][1]) and not (level == "city" and found[-1][1] == "prefecture"):
            if level != "city" or found[-1][1] != "city":
                break
            level = "county"
        elif level == "city" and found and found[-1][1] == "prefecture":
            level = "county"
        found.append((match[0], level))
        at = match.end()
        if name.startswith("人民政府", at) and len(name) - at > 7 and name.endswith(("街道办事处", "街道")):
            found[-1] = (f"{match[0]}人民政府", level)
            at += 4
    return tuple(found)


def _stands_alone(rest: str) -> bool:
    """Whether a province's short name is followed by what is not the rest of another region's name (吉林市, 海南藏族自治州)."""
    match = _pattern().match(rest)
    if match:
        return "族" not in match[0] and len(match[0]) > 2
    return not rest.startswith(("省", "市", "区", "县", "州", "镇", "乡", "街道", "新区", "大学", "生产建设兵团"))


def _depth(level: str) -> int:
    return {"province": 1, "prefecture": 2, "city": 2, "county": 3, "township": 4}[level]


def _level(regions: tuple[tuple[str, str], ...], opening: str) -> Level:
    if not regions:
        return "unknown"
    last = regions[-1][1]
    if last != "city":
        return next(level for level in ORDER if level == last)
    cities = agency_words().cities
    if any(word in opening for word in cities.prefecture):
        return "prefecture"
    return "county" if any(word in opening for word in cities.county) else "prefecture"


def _kind(name: str, region: str, rest: str, vertical: bool) -> Kind:
    words = agency_words()
    if vertical or rest.endswith(words.vertical.names) or name.endswith(words.vertical.names):
        return "vertical"
    if not rest:
        return "subdistrict" if region.endswith("街道") else "township" if _is_town(region) else "government"
    area = next((z for z in (*words.words.zones, *words.words.new_areas) if z in rest), None)
    if area and rest.endswith((area, *words.words.administrations)):
        return "zone"
    for kind in words.kind:
        if any(name.endswith(e) and (len(e) > 1 or rest.endswith(e)) for e in kind.endings):
            return "township" if kind.id == "government" and _is_town(region) else kind.id
    return "unknown"


def _is_town(region: str) -> bool:
    towns = tuple(e for kind in agency_words().region if kind.level == "township" for e in kind.endings)
    return region.endswith(towns)


def _ranked(kind: Kind, level: Level, rest: str) -> Level:
    """The level by region, corrected by what a zone, a branch or a unit's own rank says."""
    ranks = agency_words().ranks
    if kind == "subdistrict":
        return "township"
    if kind == "zone" or (kind != "vertical" and rest.endswith("分局")):
        return BELOW.get(level, level)
    if level == "unknown":
        by_rank: tuple[tuple[tuple[str, ...], Level], ...] = (
            (ranks.province, "province"), (ranks.prefecture, "prefecture"), (ranks.county, "county"),
        )  # fmt: skip
        return next((of for endings, of in by_rank if rest.endswith(endings)), "unknown")
    return level
