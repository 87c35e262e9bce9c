"""World -> findings between its reports: every check of ``between`` in order of its code."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol, cast

from extractor.auditing import between as package
from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import SEVERITIES, Check
from extractor.series.worlds import World


class CrossModule(Protocol):
    """What the file of a check between reports offers."""

    CHECK: Check

    def judge(self, world: World) -> Iterator[CrossFinding]:
        """The verdicts about a world."""
        ...


@cache
def cross_modules() -> tuple[CrossModule, ...]:
    """All checks between reports, sorted by code; two with one code are refused."""
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    modules = [cast(CrossModule, importlib.import_module(f"{package.__name__}.{name}")) for name in names]
    found = [m for m in modules if hasattr(m, "CHECK")]
    codes = [m.CHECK.code for m in found]
    if len(set(codes)) != len(codes):
        raise AssertionError(f"two checks share a code: {sorted(codes)}")
    return tuple(sorted(found, key=lambda m: m.CHECK.code))


@cache
def cross_checks() -> dict[str, Check]:
    """The catalogue of checks between reports, by code.

    >>> cross_checks()["years.carried_over"].severity
    'error'
    """
    return {m.CHECK.code: m.CHECK for m in cross_modules()}


def audit_world(world: World, codes: frozenset[str] | None = None) -> tuple[CrossFinding, ...]:
    """Every verdict about a world, the worst first, held ones last; ``codes`` are the checks to run, all where it is None."""
    found: list[CrossFinding] = []
    for module in cross_modules():
        if codes is None or module.CHECK.code in codes:
            found += module.judge(world)
    return tuple(sorted(found, key=_rank))


def _rank(finding: CrossFinding) -> tuple[int, int, str, tuple[str, ...]]:
    order = ("broken", "undecided", "held").index(finding.verdict)
    return (order, -SEVERITIES.index(finding.severity), finding.check, finding.between)


def printed(findings: Iterable[CrossFinding], held: bool = False) -> tuple[CrossFinding, ...]:
    """The findings that are printed: those that held only on demand."""
    return tuple(f for f in findings if held or f.verdict != "held")
