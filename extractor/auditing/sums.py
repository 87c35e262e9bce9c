"""The sum of the children of a group, cell by cell, and who among them would explain a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.auditing.crossing import CrossSuggestion
from extractor.auditing.findings import Suggestion
from extractor.auditing.slips import Source, likeliest
from extractor.series.entries import Entry
from extractor.series.groups import Group
from extractor.values import decimal_text

#: With more children than this that one slip would put right, none is named.
NAMED = 4
#: The columns that a total is made of, of applicants and of outcomes.
PARTS = (
    "natural_person", "business", "research", "social", "legal_service", "other_org", "upheld", "corrected", "other", "pending",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell of the summing report that is not the sum of its children's; ``values`` are theirs, in the group's order."""

    cell: str
    printed: Decimal
    values: tuple[Decimal, ...]

    @property
    def sum(self) -> Decimal:
        """What the children's cells add up to."""
        return sum(self.values, Decimal(0))


@dataclass(frozen=True, slots=True)
class Comparison:
    """All cells of a group: those that agree (``zero`` among them those that are 0 everywhere), those that do not, those not decided."""

    held: tuple[str, ...]
    zero: int
    gaps: tuple[Gap, ...]
    unknown: tuple[str, ...]


def compare(group: Group) -> Comparison:
    """The cells of a summing report held against the sums of its children; a blank cell holds nothing, as 0 does."""
    held, gaps, unknown, zero = [], [], [], 0
    for cell in group.parent.cells:
        printed = group.parent.cells.value_of(cell)
        values = tuple(_value(child, cell) for child in group.children)
        known = tuple(v for v in values if v is not None)
        if cell.startswith("statistics.") or (printed is None and group.parent.cells.state_of(cell) != "unreadable" and not any(known)):
            continue
        if printed is None or len(known) < len(values):
            unknown.append(cell)
        elif sum(known, Decimal(0)) == printed:
            held.append(cell)
            zero += not printed
        else:
            gaps.append(Gap(cell, printed, known))
    return Comparison(tuple(held), zero, tuple(gaps), tuple(unknown))


def _value(child: Entry, cell: str) -> Decimal | None:
    """A child's figure: a blank holds nothing, but for a total that is left blank beside figures of its row."""
    value = child.cells.value_of(cell)
    if value is not None or child.cells.state_of(cell) not in {"blank", "placeholder"}:
        return value
    row, _, column = cell.rpartition(".")
    filled = column == "total" and any(child.cells.value_of(f"{row}.{c}") for c in PARTS)
    return None if filled else Decimal(0)


def culprits(group: Group, gaps: Sequence[Gap], last_year: Mapping[str, Entry]) -> tuple[CrossSuggestion, ...]:
    """What would put the cells of one row right: the parent's figure, or that of the one child that explains every difference.

    ``last_year`` holds the reports of the year before by the path of this year's.
    """
    gap = gaps[0]
    found = [f for f in _children(group, gaps, last_year) if not _rolls(f[0], gap.cell, group, last_year)]
    own = _parent(group, gap)
    if len(found) > NAMED:
        found = []
    sound = bool(found) and _rolls(own[0], gap.cell, group, last_year)
    listed = ([own] if (own[2] or not found) and not sound else []) + found
    only = len(listed) == 1
    return tuple(CrossSuggestion(path, Suggestion(decimal_text(value), only, cause, gap.cell)) for path, value, cause in _worded(listed))


def _rolls(path: str, cell: str, group: Group, last_year: Mapping[str, Entry]) -> bool:
    """Whether a report's figure of documents is borne out by last year's report: in force before, made, repealed, in force now."""
    row, _, column = cell.rpartition(".")
    entry = next(e for e in (group.parent, *group.children) if e.path == path)
    before = last_year.get(path)
    if before is None or column not in {"made", "repealed", "valid"}:
        return False
    first = before.cells.value_of(f"{row}.valid")
    made, gone, valid = (entry.cells.value_of(f"{row}.{c}") for c in ("made", "repealed", "valid"))
    return None not in {first, made, gone, valid} and (first or 0) + (made or 0) - (gone or 0) == valid


def _worded(listed: Sequence[tuple[str, Decimal, str]]) -> Iterator[tuple[str, Decimal, str]]:
    for path, value, cause in listed:
        yield path, value, f"{cause or '与各单位之和不等'}，改后与合计相符"


def _parent(group: Group, gap: Gap) -> tuple[str, Decimal, str]:
    """The summing report's figure put right, and how it may have come about: a slip, a child left out or counted twice."""
    difference = gap.printed - gap.sum
    names = [child.agency or child.path for child, v in zip(group.children, gap.values, strict=True) if v and abs(difference) == v]
    if len(names) == 1:
        return group.parent.path, gap.sum, f"疑似{'重复计入' if difference > 0 else '漏计'}{names[0]}"
    slip = likeliest(gap.printed, gap.sum)
    return group.parent.path, gap.sum, "" if slip.kind == "other" else slip.words


def _children(group: Group, gaps: Sequence[Gap], last_year: Mapping[str, Entry]) -> Iterator[tuple[str, Decimal, str]]:
    for at, child in enumerate(group.children):
        causes = [_slip(child, gap, at, last_year.get(child.path)) for gap in gaps]
        if all(causes):
            yield child.path, gaps[0].values[at] - (gaps[0].sum - gaps[0].printed), f"{child.agency}：{causes[0]}"


def _slip(child: Entry, gap: Gap, at: int, before: Entry | None) -> str:
    """How the child's figure may have been printed for the one that is missing; "" where nothing explains it."""
    printed, wanted = gap.values[at], gap.values[at] - (gap.sum - gap.printed)
    if wanted < 0 or (printed == 0 and child.cells.state_of(gap.cell) == "read" and wanted > 0 and len(gap.values) > NAMED):
        return ""
    stale = before.cells.value_of(gap.cell) if before else None
    sources = (Source("stale", stale),) if stale else ()
    slip = likeliest(printed, wanted, sources)
    if slip.kind in {"other", "off_by_ten", "emptied"}:
        return ""
    return slip.words
