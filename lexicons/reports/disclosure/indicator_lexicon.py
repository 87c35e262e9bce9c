"""The indicator catalogue and the subjects of clauses, typed and checked against the form."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, entries, read_toml
from lexicons.reports.disclosure.forms import EDITIONS, FOLDER, cell_names, form

INDICATORS = f"{FOLDER}/indicators.toml"
SUBJECTS = f"{FOLDER}/subjects.toml"


class Indicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"not_near": "not"}):
    """A figure that reports speak of; see the head of indicators.toml for the fields."""

    id: str
    label: str
    definition: str
    source: str
    near: tuple[str, ...]
    units: str
    subject: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    scale: str = "1"
    priority: int = 0
    bare: bool = False
    never: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    single: bool = False
    apart: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    parts: str = ""
    whole_of: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a figure says that speaks of another figure."""

    id: str
    label: str
    definition: str
    source: str


class Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"not_cues": "not"}):
    """What a clause can speak of."""

    id: str
    cues: tuple[str, ...]
    not_cues: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    business_of: tuple[str, ...] = ()
    business: bool = False


@cache
def subjects() -> tuple[Subject, ...]:
    """All subjects."""
    return entries(SUBJECTS, "subject", Subject)


@cache
def indicators() -> tuple[Indicator, ...]:
    """The catalogue; unknown subjects, units and cells are refused.

    >>> next(i.label for i in indicators() if i.id == "applications.granted")
    '予以公开'
    """
    found = entries(INDICATORS, "indicator", Indicator)
    known = {s.id for s in subjects()}
    units = unit_classes()
    for entry in found:
        _check_said(entry)
        for subject in entry.subject:
            if subject not in known:
                raise LexiconError(INDICATORS, entry.id, f"unknown subject {subject!r}")
        if entry.units not in units:
            raise LexiconError(INDICATORS, entry.id, f"unknown class of units {entry.units!r}")
        if entry.parts and entry.parts not in {e.id for e in found}:
            raise LexiconError(INDICATORS, entry.id, f"unknown indicator of parts {entry.parts!r}")
        for part in entry.whole_of:
            if not any(e.id == part or (part.endswith("*") and e.id.startswith(part[:-1])) for e in found):
                raise LexiconError(INDICATORS, entry.id, f"unknown indicator {part!r} in whole_of")
        for expression in (*entry.cells, *(a.partition(" :: ")[2] for a in entry.also)):
            for cell in terms(expression):
                _check_cell(entry.id, cell)
    return found


@cache
def changes() -> tuple[Change, ...]:
    """The indicators of change; they are found by their words of change, not by the catalogue's wordings.

    >>> [c.id for c in changes()]
    ['change.rate', 'change.amount']
    """
    found = entries(INDICATORS, "change", Change)
    for entry in found:
        _check_said(entry)
    return found


def _check_said(entry: Indicator | Change) -> None:
    """Every entry says in one sentence what is counted, and where that is asked for."""
    if not entry.definition.endswith("。") or entry.definition.count("。") != 1:
        raise LexiconError(INDICATORS, entry.id, "definition must be one sentence")
    if not entry.source.strip():
        raise LexiconError(INDICATORS, entry.id, "source is empty")


def _check_cell(entry: str, cell: str) -> None:
    if "*" in cell:
        part, row, column = cell.split(".")
        rows = [r.id for e in EDITIONS for r in form(e).rows_of(part) if r.id.startswith(row.rstrip("*"))]
        if rows and f"{part}.{rows[0]}.{column}" in cell_names():
            return
    elif cell in cell_names():
        return
    raise LexiconError(INDICATORS, entry, f"unknown cell {cell!r}")


@cache
def terms(expression: str) -> tuple[str, ...]:
    """The cells of a sum.

    >>> terms("review.review.upheld + review.review.other")
    ('review.review.upheld', 'review.review.other')
    """
    return tuple(t.strip() for t in expression.split("+"))


@cache
def unit_classes() -> dict[str, frozenset[str]]:
    """Classes of measure words by name; "*" admits any."""
    raw = read_toml(INDICATORS).get("units", {})
    return {name: frozenset(words) for name, words in raw.items()}


@cache
def handing_in() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What opens and what closes the words of who hands in or how (来自…的, 由…提出), the longest first.

    >>> [("来自" in opening, "提出的" in closing) for opening, closing in [handing_in()]]
    [(True, True)]
    """
    raw = read_toml(INDICATORS).get("handing_in", {})
    opening, closing = (tuple(sorted(raw.get(side, ()), key=lambda w: (-len(w), w))) for side in ("before", "after"))
    return opening, closing


@cache
def indicators_by_id() -> dict[str, Indicator]:
    """The catalogue by id.

    >>> indicators_by_id()["applications.granted"].units
    'case'
    """
    return {i.id: i for i in indicators()}


def catalogue() -> tuple[Indicator | Change, ...]:
    """Everything that a fact's indicator can be, those of change last."""
    return (*indicators(), *changes())


@cache
def indicator_labels() -> dict[str, str]:
    """Chinese names of the indicators."""
    return {i.id: i.label for i in catalogue()}
