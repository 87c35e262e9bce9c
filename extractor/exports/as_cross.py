"""Findings between reports -> records, one a line; a world -> who was compared with whom, and what could not be."""

from __future__ import annotations

from typing import Any

import msgspec

from extractor.auditing.crossing import CrossFinding
from extractor.series.worlds import World

Record = dict[str, Any]


def to_cross_record(finding: CrossFinding) -> Record:
    """The record of the contract; ``spans`` and ``facts`` are lists of lists, one for each document of ``between``."""
    return {
        "check": finding.check,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "message": finding.message,
        "between": list(finding.between),
        "cells": list(finding.cells),
        "facts": [list(f) for f in finding.facts],
        "spans": [[[s.start, s.end] for s in spans] for spans in finding.spans],
        "expected": finding.expected,
        "actual": finding.actual,
        "suggestions": [
            {
                "path": s.path,
                **({"cell": s.change.cell} if s.change.cell else {"fact": s.change.fact}),
                "value": s.change.value,
                "unique": s.change.unique,
                "cause": s.change.cause,
            }
            for s in finding.suggestions
        ],
    }


def world_record(world: World) -> Record:
    """Series with their years and gaps, groups with who is missing, and documents that were compared with nothing."""
    return {
        "series": [
            {
                "body": s.body.key,
                "names": list(s.body.names),
                "years": [e.year for e in s.entries],
                "paths": [e.path for e in s.entries],
                "missing_years": _gaps([e.year for e in s.entries if e.year]),
            }
            for s in world.series
        ],
        "groups": [
            {
                "parent": g.parent.path,
                "year": g.parent.year,
                "basis": g.basis,
                "complete": g.complete,
                "children": [c.path for c in g.children],
                "missing": list(g.missing),
            }
            for g in world.groups
        ],
        "unplaced": [{"why": u.why, "paths": list(u.paths), "message": u.message} for u in world.unplaced],
    }


def world_page(world: World) -> bytes:
    """The record of a world as a file."""
    return msgspec.json.format(msgspec.json.encode(world_record(world)), indent=2) + b"\n"


def _gaps(years: list[int]) -> list[int]:
    """Years between the first and the last that no report is there for.

    >>> _gaps([2019, 2020, 2023])
    [2021, 2022]
    """
    return [y for y in range(min(years, default=0), max(years, default=-1)) if y not in set(years)]
