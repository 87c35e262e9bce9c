"""Which reports are one agency's: names, aliases and what the user gives, gathered to bodies.

A name that says fewer regions joins the one fuller name it can be the end of; where several can be meant, or the name says no region
at all, it is told and not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractor.agencies import Agency, classify
from extractor.series.manifests import Manifest
from extractor.series.names import Name, parse_name


@dataclass(frozen=True, slots=True)
class Body:
    """One agency: ``key`` is its fullest name in normal form, ``parent`` the key of the body above, as given by the user."""

    key: str
    regions: tuple[str, ...]
    tail: str
    kind: Agency
    names: tuple[str, ...]
    parent: str = ""
    #: Years from which on other bodies' business is in its reports.
    merged: tuple[int, ...] = ()

    @property
    def place(self) -> str:
        """The name of its nearest region, "" where it has none."""
        return self.regions[-1] if self.regions else ""


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies by printed name, and why a name has none."""

    by_name: Mapping[str, Body]
    doubts: Mapping[str, str]

    def of(self, name: str | None) -> Body | None:
        """The body of a printed name."""
        return self.by_name.get(name or "")


def find_bodies(names: Iterable[str], manifest: Manifest | None = None) -> Bodies:
    """The bodies behind names.

    >>> b = find_bodies(["云岫市青禾区人民政府", "青禾区政府", "青禾区人民政府办公室", "区教育局"])
    >>> b.of("青禾区政府").key, b.of("青禾区人民政府办公室").key, b.doubts["区教育局"]
    ('云岫市青禾区人民政府', '青禾区人民政府办公室', '“区教育局”没有写明所在地区')
    >>> find_bodies(["云岫市青禾区政府", "临江市青禾区政府", "青禾区政府"]).doubts["青禾区政府"]
    '“青禾区政府”可能是云岫市青禾区人民政府，也可能是临江市青禾区人民政府'
    """
    given = manifest or Manifest()
    own = _aliases(given)
    lines = [name for line in given.lines for name in (line.agency, line.parent) if name]
    listed = list(dict.fromkeys([*names, *lines]))
    meant = {name: parse_name(own.get(parse_name(name).full, own.get(name, name))) for name in listed}
    declared = {line.agency for line in given.lines} | set(own)
    full, doubts = _fullest(meant, declared)
    groups: dict[str, list[str]] = {}
    for name in listed:
        if name in full:
            groups.setdefault(full[name].full, []).append(name)
    parents, merged = _parents(given, full), _merged(given, full)
    by_name: dict[str, Body] = {}
    for key, members in groups.items():
        own_name = full[members[0]]
        body = Body(key, own_name.regions, own_name.tail, classify(key), tuple(members), parents.get(key, ""), merged.get(key, ()))
        by_name |= dict.fromkeys(members, body)
    return Bodies(by_name, doubts)


def _aliases(manifest: Manifest) -> dict[str, str]:
    """Aliases and former names, as printed and in normal form -> the agency's name."""
    found: dict[str, str] = {}
    for line in manifest.lines:
        for alias in line.aliases:
            found[alias] = found[parse_name(alias).full] = line.agency
    return found


def _fullest(meant: Mapping[str, Name], declared: set[str]) -> tuple[dict[str, Name], dict[str, str]]:
    """Each name's fullest form, and the doubts about those that have none."""
    chains: dict[str, dict[tuple[str, ...], Name]] = {}
    for name in meant.values():
        if name.placed:
            chains.setdefault(name.tail, {}).setdefault(name.regions, name)
    longer: dict[tuple[str, tuple[str, ...]], list[Name]] = {}
    for tail, chained in chains.items():
        for regions, fuller in chained.items():
            for at in range(1, len(regions) + 1):
                longer.setdefault((tail, regions[at:]), []).append(fuller)
    found: dict[str, Name] = {}
    doubts: dict[str, str] = {}
    for printed, name in meant.items():
        if not name.placed and printed not in declared:
            doubts[printed] = f"“{printed}”没有写明所在地区"
            continue
        above = longer.get((name.tail, name.regions), []) if name.regions or name.kind.kind == "zone" else []
        widest = [n for n in above if not longer.get((n.tail, n.regions))]
        if len(widest) > 1:
            doubts[printed] = f"“{printed}”可能是{'，也可能是'.join(n.full for n in widest[:3])}"
            continue
        found[printed] = widest[0] if widest else name
    return found, doubts


def _parents(manifest: Manifest, full: Mapping[str, Name]) -> dict[str, str]:
    return {full[x.agency].full: full[x.parent].full for x in manifest.lines if x.parent and x.agency in full and x.parent in full}


def _merged(manifest: Manifest, full: Mapping[str, Name]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for line in manifest.lines:
        if line.merged and line.year and line.agency in full:
            key = full[line.agency].full
            found[key] = (*found.get(key, ()), line.year)
    return found
