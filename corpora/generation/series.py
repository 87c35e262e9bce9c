"""Reports that belong together: one agency over the years, or a region and the agencies whose figures it sums."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from corpora.generation.agencies import Agency, draw_agency
from corpora.generation.drawing import Drawn, form_of, makes_rules, write
from corpora.generation.numbers import Cells, draw_cells

FIRST, LAST = 2021, 2025
#: Kinds of offices that a county sums up, and how many of each.
_CHILDREN = (("department", 3), ("township", 2))


def years(seed: int, index: int) -> Iterator[Drawn]:
    """The reports of one agency, 2021 to 2025: what one year carries over the next one opens with, valid documents roll forward."""
    chance = Random(f"years {seed} {index}")
    agency = draw_agency(chance)
    rules = makes_rules(agency)
    last = draw_cells(chance, form_of(FIRST), agency.size, rules)
    before: Drawn | None = None
    for year in range(FIRST, LAST + 1):
        cells = draw_cells(chance, form_of(year), agency.size, rules, last)
        before = write(chance, f"y{seed}-{index:06}-{year}", agency, year, cells, last, before, told=year > FIRST)
        yield before
        last = cells


def region(seed: int, index: int) -> Iterator[Drawn]:
    """A county's report, which sums the cells of the reports of its offices, and then theirs."""
    chance = Random(f"region {seed} {index}")
    year = chance.randint(FIRST, LAST)
    county = draw_agency(chance, "government")
    while "市" in county.name or "区" in county.name:
        county = draw_agency(chance, "government")
    agencies: dict[str, Agency] = {}
    for kind, count in _CHILDREN:
        while sum(a.kind == kind for a in agencies.values()) < count:
            agency = draw_agency(chance, kind).within(county.place)
            agencies.setdefault(agency.name, agency)
    below = [(agency, draw_cells(chance, form_of(year), agency.size, False)) for agency in agencies.values()]
    total = _sum([cells for _, cells in below])
    yield write(chance, f"r{seed}-{index:06}-0", county, year, total, None)
    for number, (agency, cells) in enumerate(below, 1):
        yield write(chance, f"r{seed}-{index:06}-{number}", agency, year, cells, None)


def _sum(parts: list[Cells]) -> Cells:
    return {cell: f"{sum((Decimal(p[cell]) for p in parts), Decimal(0))}" for cell in parts[0]}
