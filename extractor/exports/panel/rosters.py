"""All documents of a panel -> which report stands for which agency and year, which years are missing, and what stands for none.

Documents come as entries, one at a time. Kept of each is who and when; its figures are laid by on the disk, and fetched again only to
compare documents of one agency and year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from extractor.exports.panel.columns import Whose, whose
from extractor.exports.panel.figures import PLACES, Figure, figures_of
from extractor.exports.panel.spills import Spill
from extractor.model import Cell, Fact
from extractor.series.entries import Entry
from extractor.series.figures import Figures
from extractor.series.manifests import Manifest
from extractor.series.worlds import Unplaced, World, world_of
from extractor.spans import Span
from extractor.values import Quantity

State = Literal["reported", "missing", "conflicting"]
NOWHERE = Span(0, 0)
NO_REPORT = "不是政府信息公开工作年度报告，未列入。"
NO_TEXT = "没有读出文字，未列入；原因见 gouji extract 的诊断。"
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Slot:
    """An agency's year: its report (path and digest), or that there is none."""

    whose: Whose
    state: State
    key: Key = ("", "")


@dataclass(frozen=True, slots=True)
class Stray:
    """A document that stands for no agency's year; ``same_as`` is the path of the one that does where both are one report."""

    key: Key
    agency: str
    year: str
    why: str
    message: str
    same_as: str = ""


class Roster:
    """The documents of a panel; their figures are in ``spill``."""

    def __init__(self, entries: Iterable[Entry], spill: Spill, manifest: Manifest | None = None) -> None:
        self._spill = spill
        self._manifest = manifest or Manifest()
        self._places: dict[Key, tuple[int, int]] = {}
        self._slim: dict[Key, Entry] = {}
        self._textless: set[Key] = set()
        for entry in entries:
            key = (entry.path, entry.sha256)
            if key in self._places:
                continue
            self._places[key] = spill.put(figures_of(entry))
            if not entry.text:
                self._textless.add(key)
            self._slim[key] = _slim(entry)
        self._keys: dict[str, list[Key]] = {}
        for key in sorted(self._slim):
            self._keys.setdefault(key[0], []).append(key)
        self._world = self._compared()

    def figures(self, key: Key) -> Sequence[Figure]:
        """The figures of a document."""
        return self._spill.take(self._places[key])

    def slots(self, years: range | None = None) -> Iterator[Slot]:
        """Every agency's years in order; ``years`` are those that everybody should have reported about."""
        reported = {series.body.key: series for series in self._world.series}
        conflicts = self._conflicts()
        wanted = self._wanted()
        for agency in sorted({*reported, *conflicts, *wanted}):
            series = reported.get(agency)
            known = {e.year: e for e in series.entries if e.year} if series else {}
            clashing = conflicts.get(agency, {})
            due = {*known, *clashing, *wanted.get(agency, ())}
            span = range(min(due), max(due) + 1)
            named = next(iter((*known.values(), *clashing.values())), None)
            body = series.body if series else self._world.bodies.of(named.agency if named else agency)
            if body is None:
                continue
            for year in sorted({*span, *(years or ())}):
                entry = known.get(year)
                told = (entry or named).kind if entry or named else body.kind  # type: ignore[union-attr]
                line = whose(agency, told, body.kind, body.regions, year, (entry.form or "") if entry else "")
                state: State = "reported" if entry else "conflicting" if year in clashing else "missing"
                yield Slot(line, state, (entry.path, entry.sha256) if entry else ("", ""))

    def strays(self) -> Iterator[Stray]:
        """The documents that stand for nothing, in order of their paths."""
        found = [*self._not_reports()]
        for trouble in self._world.unplaced:
            told = self._by_path(trouble)
            first = told[0].path if trouble.why == "duplicate" else ""
            for entry in told[1:] if first else told:
                found.append(_stray(entry, trouble.why, trouble.message, first))
        yield from sorted(found, key=lambda stray: (stray.key, stray.why))

    def _compared(self) -> World:
        """The world; documents that want comparing are filled with their figures before it is made for good."""
        world = world_of(self._slim.values(), self._manifest)
        doubtful = {path for u in world.unplaced if u.why in {"differ", "duplicate"} for path in u.paths}
        if not doubtful:
            return world
        filled = (_filled(e, self.figures(key)) if key[0] in doubtful else e for key, e in self._slim.items())
        return world_of(filled, self._manifest)

    def _conflicts(self) -> dict[str, dict[int, Entry]]:
        found: dict[str, dict[int, Entry]] = {}
        for trouble in self._world.unplaced:
            for entry in self._by_path(trouble) if trouble.why == "differ" else ():
                body = self._world.bodies.of(entry.agency)
                if body and entry.year:
                    found.setdefault(body.key, {}).setdefault(entry.year, entry)
        return found

    def _wanted(self) -> dict[str, set[int]]:
        """The years that the manifest says an agency has a report of."""
        found: dict[str, set[int]] = {}
        for given in self._manifest.lines:
            body = self._world.bodies.of(given.agency)
            if body and given.year:
                found.setdefault(body.key, set()).add(given.year)
        return found

    def _by_path(self, trouble: Unplaced) -> list[Entry]:
        """The documents of a trouble, with what the manifest knows of them."""
        return [self._known(self._slim[key]) for path in dict.fromkeys(trouble.paths) for key in self._keys[path]]

    def _known(self, entry: Entry) -> Entry:
        given = self._manifest.of(entry.path)
        return replace(entry, agency=given.agency or entry.agency, year=given.year or entry.year) if given else entry

    def _not_reports(self) -> Iterator[Stray]:
        for key, entry in self._slim.items():
            if key in self._textless:
                yield _stray(entry, "unreadable", NO_TEXT)
            elif not entry.sections and not entry.tables:
                yield _stray(entry, "not_report", NO_REPORT)


def _stray(entry: Entry, why: str, message: str, same_as: str = "") -> Stray:
    return Stray((entry.path, entry.sha256), entry.agency or "", str(entry.year or ""), why, message, same_as)


def _slim(entry: Entry) -> Entry:
    """Who and when, and whether it is a report."""
    return replace(
        entry, text="", sections=entry.sections[:1], tables=entry.tables[:1], cells=Figures("", ()), facts=(), items=()
    )


def _filled(entry: Entry, figures: Iterable[Figure]) -> Entry:
    """An entry with the figures by which two documents are told to be one report."""
    cells, facts = [], []
    for figure in figures:
        origin, id, words, value, unit, state, qualifier = (
            figure[PLACES[name]] for name in ("origin", "id", "words", "value", "unit", "state", "qualifier")
        )
        number = Decimal(value) if value else None
        if origin == "table":
            cells.append(Cell(id, state, number, "", NOWHERE))  # type: ignore[arg-type]
        elif number is not None:
            quantity = Quantity(NOWHERE, "", NOWHERE, number, unit, qualifier)  # type: ignore[arg-type]
            facts.append(Fact("", id, words, quantity, "overview"))
    return replace(entry, cells=Figures("", cells), facts=tuple(facts))
