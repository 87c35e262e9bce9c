"""Who sums up whom: a region's report and the reports of its bodies in the same year.

The set of children is the manifest's, or the one that the summing report names (汇总区政府办公室、区教育局…情况) or counts (汇总全县 12 个镇、
33 个部门); without either it is unknown, and whatever is there is called incomplete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.series.bodies import Bodies, Body
from extractor.series.entries import Entry
from extractor.series.manifests import Manifest
from extractor.series.names import parse_name
from extractor.series.statements import Statement, find_statement
from extractor.spans import Span

Basis = Literal["manifest", "named", "counted", "region"]
SUMMING = frozenset({"government", "township", "zone"})
#: What reports to a government of its own region, and what to the government of the region above.
BESIDE = frozenset({"government_office", "department", "institution", "zone"})
BELOW = frozenset({"government", "township", "subdistrict"})


@dataclass(frozen=True, slots=True)
class Member:
    """A report and whose it is."""

    body: Body
    entry: Entry


@dataclass(frozen=True, slots=True)
class Group:
    """A summing report, the reports under it, the names of those that are missing, and how the set is known.

    ``words`` is where the summing report says whom it sums up.
    """

    parent: Entry
    children: tuple[Entry, ...]
    missing: tuple[str, ...]
    basis: Basis
    words: Span | None = None

    @property
    def complete(self) -> bool:
        """Whether all whom the report sums up are here."""
        return self.basis != "region" and not self.missing


def find_groups(members: Sequence[Member], manifest: Manifest, bodies: Bodies) -> tuple[Group, ...]:
    """The groups of a world, in order of their parents."""
    under = _by_parent(members)
    near = _by_place(members)
    found = []
    for member in members:
        given = _given(member, under, manifest, bodies)
        group = given or _stated(member, near)
        if group:
            found.append(group)
    return tuple(found)


def _by_parent(members: Sequence[Member]) -> dict[tuple[str, int | None], list[Member]]:
    found: dict[tuple[str, int | None], list[Member]] = {}
    for m in members:
        if m.body.parent:
            found.setdefault((m.body.parent, m.entry.year), []).append(m)
    return found


def _by_place(members: Sequence[Member]) -> dict[tuple[int | None, str], list[Member]]:
    """Candidates by year and the name of the region that they may be summed up for."""
    found: dict[tuple[int | None, str], list[Member]] = {}
    for m in members:
        regions = m.body.regions
        if m.body.kind.kind in BESIDE and regions:
            found.setdefault((m.entry.year, regions[-1]), []).append(m)
        elif m.body.kind.kind in BELOW and len(regions) > 1:
            found.setdefault((m.entry.year, regions[-2]), []).append(m)
    return found


def _given(
    member: Member, under: Mapping[tuple[str, int | None], list[Member]], manifest: Manifest, bodies: Bodies
) -> Group | None:
    """The group that a manifest gives: whoever names this body as parent; lines whose report is not here are missing."""
    key, year = member.body.key, member.entry.year
    children = [m for m in under.get((key, year), []) if m.body.key != key]
    if not children:
        return None
    here = {m.body.key for m in children}
    wanted = [line for line in manifest.lines if line.parent and line.agency and line.year in (None, year)]
    missing: dict[str, None] = {}
    for line in wanted:
        parent, body = bodies.of(line.parent), bodies.of(line.agency)
        if parent and body and parent.key == key and body.key not in here:
            missing[body.key] = None
    return Group(member.entry, tuple(m.entry for m in children), tuple(missing), "manifest")


def _stated(member: Member, near: Mapping[tuple[int | None, str], list[Member]]) -> Group | None:
    """The group that the report's own words give, or the bodies of its region where they give none."""
    if member.body.kind.kind not in SUMMING or not member.body.regions:
        return None
    listed = near.get((member.entry.year, member.body.place), [])
    candidates = [m for m in listed if m.body.key != member.body.key and _within(m.body, member.body)]
    if not candidates:
        return None
    statement = find_statement(member.entry)
    if statement and statement.names and not statement.open:
        return _named(member, candidates, statement)
    children = tuple(m.entry for m in candidates)
    if statement and statement.count == len(candidates) and not statement.open:
        return Group(member.entry, children, (), "counted", statement.span)
    return Group(member.entry, children, (), "region", statement.span if statement else None)


def _within(child: Body, parent: Body) -> bool:
    """Whether the regions of both can be the same place: one chain ends as the other does."""
    own = child.regions if child.kind.kind in BESIDE else child.regions[:-1]
    shared = min(len(own), len(parent.regions))
    return shared > 0 and own[-shared:] == parent.regions[-shared:]


def _named(member: Member, candidates: Sequence[Member], statement: Statement) -> Group:
    by_name: dict[tuple[str, str], list[Member]] = {}
    for m in candidates:
        by_name.setdefault((m.body.place, m.body.tail), []).append(m)
    children: dict[str, Entry] = {}
    missing = []
    for words in statement.names:
        name = parse_name(_placed(words, member.body.place))
        found = by_name.get((name.regions[-1] if name.regions else "", name.tail), [])
        if len(found) == 1:
            children[found[0].body.key] = found[0].entry
        else:
            missing.append(words)
    return Group(member.entry, tuple(children.values()), tuple(missing), "named", statement.span)


def _placed(words: str, place: str) -> str:
    """区教育局 of 青禾区's report as 青禾区教育局.

    >>> _placed("区教育局", "青禾区"), _placed("青禾区教育局", "青禾区"), _placed("教育局", "青禾区"), _placed("柳林街道", "青禾区")
    ('青禾区教育局', '青禾区教育局', '青禾区教育局', '柳林街道')
    """
    if words[:1] == place[-1:]:
        return place + words[1:]
    return words if parse_name(words).regions else place + words
