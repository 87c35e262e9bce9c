"""How long a region takes to be compared: python -m benchmarks.worlds [AGENCIES] [YEARS] [same].

Entries are made up: counties with departments, a summing report for each, figures that agree but for some, words of generated reports;
with "same" every report says the same, which is the worst case.
"""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from time import process_time

from benchmarks.region_prose import Pool, Written, read_pool, written
from corpora.mutations import COLUMNS, figures
from extractor.agencies import classify
from extractor.auditing.across import cross_modules
from extractor.model import Cell, Table
from extractor.series.entries import Entry
from extractor.series.figures import Figures
from extractor.series.worlds import world_of
from extractor.spans import Span

PLACES = "云河清岭青石白沙临江望海长林平湖高坪新桥石门龙泉双溪黄岩玉山桃源金川紫阳松岗柳河梅岭竹溪兰亭"
DEPARTMENTS = (
    "教育局", "财政局", "民政局", "司法局", "公安局", "统计局", "审计局", "水利局", "林业局", "农业农村局", "自然资源局", "生态环境局", "交通运输局",
    "应急管理局", "医疗保障局", "卫生健康局", "市场监督管理局", "发展和改革局", "住房和城乡建设局",
)  # fmt: skip
FIRST = 2021
#: So many generated series are read for their words.
POOL = 60


def names(count: int) -> Iterator[str]:
    """So many names: counties with their departments, each county's government first."""
    made = 0
    for number in range(count):
        first, second = divmod(number, len(PLACES))
        county = f"{PLACES[second]}{PLACES[(second * 7 + first * 3 + 1) % len(PLACES)]}{PLACES[first % len(PLACES)]}县"
        for tail in ("人民政府", "人民政府办公室", *DEPARTMENTS):
            if made == count:
                return
            made += 1
            yield county + tail


def county(agencies: list[str], years: int, pool: Pool, same: bool) -> Iterator[Entry]:
    """The reports of a county: what one year carries over the next takes in; its government sums its bodies up."""
    carried: dict[str, int] = {}
    for year in range(FIRST, FIRST + years):
        sums: Counter[str] = Counter()
        for name in agencies[1:]:
            cells = figures(Random(f"{name} {year}"))
            for column in COLUMNS:
                cells[f"applications.carried_in.{column}"] = carried.get(f"{name} {column}", 0)
                carried[f"{name} {column}"] = cells[f"applications.carried_out.{column}"]
            cells |= {f"disclosure.normative.{c}": v for c, v in (("made", 2), ("repealed", 1), ("valid", year - 2000))}
            sums.update(cells)
            yield entry(name, year, cells, written(pool, name, year, FIRST, "", same))
        words = f"本报告汇总全县{len(agencies) - 1}个部门政府信息公开情况。"
        yield entry(agencies[0], year, sums, written(pool, agencies[0], year, FIRST, words, same))


def entry(name: str, year: int, figures_of: Mapping[str, int], words: Written) -> Entry:
    """A report of one agency and year."""
    text, cells = words.text, []
    for cell, value in figures_of.items():
        cells.append(Cell(cell, "read", Decimal(value), str(value), Span(len(text), len(text) + len(str(value)))))
        text += f"{value} | "
    tables = (Table("applications", "2021", Span(len(words.text), len(text)), ()),)
    return Entry(
        f"{year}/{name}.txt", f"{name}{year}", name, classify(name), year, "2021", None, text, words.sections, tables,
        Figures(text, cells), words.facts, words.items,
    )  # fmt: skip


def main() -> None:
    """Print the time of each step."""
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    agencies, years = (*numbers, *(3000, 5)[len(numbers) :])[:2]
    started = process_time()
    pool = read_pool(POOL)
    print(f"{len(pool.sentences)} sentences read in {process_time() - started:.1f} s")
    started = process_time()
    listed = list(names(agencies))
    counties = [listed[at : at + len(DEPARTMENTS) + 2] for at in range(0, len(listed), len(DEPARTMENTS) + 2)]
    before = _megabytes()
    made = [one for bodies in counties for one in county(bodies, years, pool, "same" in sys.argv)]
    print(f"{len(made)} entries made up in {process_time() - started:.1f} s, {_megabytes() - before:.0f} MB")
    started = whole = process_time()
    world = world_of(made)
    print(f"world: {len(world.series)} series, {len(world.groups)} groups, {len(world.unplaced)} unplaced  {process_time() - started:.1f} s")
    for module in cross_modules():
        started = process_time()
        verdicts = Counter(f.verdict for f in module.judge(world))
        print(f"{module.CHECK.code:34} {process_time() - started:6.1f} s  {dict(sorted(verdicts.items()))}")
    print(f"in all {process_time() - whole:.1f} s, {_megabytes():.0f} MB")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
