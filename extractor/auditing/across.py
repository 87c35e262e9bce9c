"""World -> findings between its reports: every check of ``between`` in order of its code; and the whole catalogue of checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

from extractor.auditing import between as package
from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import SEVERITIES, Check
from extractor.auditing.modules import check_files
from extractor.auditing.run import checks
from extractor.errors import WrongCall
from extractor.series.worlds import World


class CrossModule(Protocol):
    """What the file of a check between reports offers."""

    CHECK: Check

    def judge(self, world: World) -> Iterator[CrossFinding]:
        """The verdicts about a world."""
        ...


@cache
def cross_modules() -> tuple[CrossModule, ...]:
    """All checks between reports, sorted by code."""
    return check_files(package)


@cache
def cross_checks() -> dict[str, Check]:
    """The catalogue of checks between reports, by code.

    >>> cross_checks()["years.carried_over"].severity
    'error'
    """
    return {m.CHECK.code: m.CHECK for m in cross_modules()}


@cache
def all_checks() -> dict[str, Check]:
    """The whole catalogue by code: checks of one report and checks between reports."""
    return dict(sorted((checks() | cross_checks()).items()))


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> frozenset[str]:
    """The codes that run: those selected, or all, but for those ignored; ``structure.*`` stands for a family.

    >>> sorted(chosen(["table.*", "text.sum"], ["table.balance"]))[-2:]
    ['table.statistics_total', 'text.sum']
    >>> chosen(["tabel.*"])
    Traceback (most recent call last):
        ...
    extractor.errors.WrongCall: 没有名为 tabel.* 的检查；gouji explain 列出全部检查。
    """
    wanted = frozenset().union(*map(_matching, select)) if select else frozenset(all_checks())
    return wanted.difference(*map(_matching, ignore))


def _matching(pattern: str) -> frozenset[str]:
    found = frozenset(c for c in all_checks() if c == pattern or (pattern.endswith("*") and c.startswith(pattern[:-1])))
    if not found:
        raise WrongCall(f"没有名为 {pattern} 的检查；gouji explain 列出全部检查。")
    return found


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
