"""Entries -> World: series of one body over years, groups of bodies within a year, and what could not be placed.

Documents that are one report in several files count once; two reports of one body and year that differ are told and compared with
nothing, for nobody can say which of them stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractor.series.bodies import Bodies, Body, find_bodies
from extractor.series.entries import Entry
from extractor.series.groups import Group, Member, find_groups
from extractor.series.manifests import Manifest
from extractor.series.prose import Shelf
from extractor.series.twins import fullest, same_report

Why = Literal["agency", "year", "name", "differ", "duplicate"]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Documents that are not compared, and why; of duplicates the first path is the one that is."""

    why: Why
    paths: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Series:
    """The reports of one body, by year; a year that is missing stays a gap."""

    body: Body
    entries: tuple[Entry, ...]

    def pairs(self) -> tuple[tuple[Entry, Entry], ...]:
        """Neighbours: a year and the one right before it, the earlier first; not across a year of a merger."""
        neighbours = zip(self.entries, self.entries[1:], strict=False)
        return tuple((a, b) for a, b in neighbours if (a.year or 0) + 1 == b.year and b.year not in self.body.merged)


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is compared: ``entries`` each once, in order of body and year."""

    entries: tuple[Entry, ...]
    series: tuple[Series, ...]
    groups: tuple[Group, ...]
    unplaced: tuple[Unplaced, ...]
    bodies: Bodies
    #: What was read of the entries' prose, for all checks that compare words.
    shelf: Shelf = field(default_factory=Shelf, compare=False, repr=False)

    def pairs(self) -> tuple[tuple[Entry, Entry], ...]:
        """All neighbours of all series, the earlier year first."""
        return tuple(pair for series in self.series for pair in series.pairs())


def world_of(entries: Iterable[Entry], manifest: Manifest | None = None) -> World:
    """The world of some reports; documents that are no reports are left out."""
    given = manifest or Manifest()
    known = sorted((_with_manifest(e, given) for e in entries if e.sections or e.tables), key=lambda e: e.path)
    bodies = find_bodies(sorted({e.agency for e in known if e.agency}), given)
    unplaced: list[Unplaced] = []
    places: dict[tuple[str, int], list[Entry]] = {}
    for entry in known:
        body = bodies.of(entry.agency)
        trouble = _trouble(entry, body, bodies)
        if trouble:
            unplaced.append(trouble)
        elif body is not None and entry.year is not None:
            places.setdefault((body.key, entry.year), []).append(entry)
    years: dict[str, list[Entry]] = {}
    for (key, _), found in sorted(places.items()):
        single, trouble = _single(found)
        unplaced += [trouble] if trouble else []
        if single:
            years.setdefault(key, []).append(single)
    series = tuple(Series(body, tuple(listed)) for listed in years.values() if (body := bodies.of(listed[0].agency)))
    members = [Member(s.body, e) for s in series for e in s.entries]
    return World(tuple(m.entry for m in members), series, find_groups(members, given, bodies), tuple(unplaced), bodies)


def _with_manifest(entry: Entry, manifest: Manifest) -> Entry:
    line = manifest.of(entry.path)
    if line is None:
        return entry
    return replace(
        entry, agency=line.agency or entry.agency, year=line.year or entry.year, published=line.published or entry.published
    )


def _trouble(entry: Entry, body: Body | None, bodies: Bodies) -> Unplaced | None:
    if entry.agency is None:
        return Unplaced("agency", (entry.path,), "没有认出报告机关，未与其他报告比较；可在清单（--manifest）中写明。")
    if body is None:
        why = bodies.doubts.get(entry.agency, f"“{entry.agency}”无法确定是哪个机关")
        return Unplaced("name", (entry.path,), f"{why}，未与其他报告比较；可在清单（--manifest）中写明全称。")
    if entry.year is None:
        return Unplaced("year", (entry.path,), f"{body.key}：没有认出报告年度，未与其他年度比较；可在清单（--manifest）中写明。")
    return None


def _single(found: Sequence[Entry]) -> tuple[Entry | None, Unplaced | None]:
    """The one report of a body and a year, and what is to be told of the others."""
    if len(found) == 1:
        return found[0], None
    best = fullest(found)
    who = f"{best.agency}{best.year}年"
    differing = [e for e in found if not same_report(best, e)]
    paths = (best.path, *(e.path for e in found if e is not best))
    if differing:
        return None, Unplaced("differ", paths, f"{who}有 {len(found)} 份文件，内容不一致，无法确定以哪份为准，均未与其他报告比较。")
    return best, Unplaced("duplicate", paths, f"{who}的报告有 {len(found)} 份相同的文件，只比较其中一份。")
