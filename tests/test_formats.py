"""The same report in every format: the same agency, year, form, cells, facts, items and findings."""

from __future__ import annotations

import difflib
from functools import cache
from typing import Any, get_args

import pytest

from corpora import Report, load_limits, load_reports
from corpora.formats import FORMATS, Format, pieces, write
from corpora.merging import Merged
from corpora.records import plant
from extractor import api
from extractor.sources import Input

CHOSEN = (
    "lanting-2024", "qingtao-water-2019", "yanchuan-2023", "jichuan-tax-2022", "luning-zone-2024", "xicheng-police-2024",
    "liuwu-2022", "suiling-culture-2020", "huaize-medical-2025", "langyue-forestry-2021",
)  # fmt: skip
REPORTS = {r.id: r for r in load_reports("tuned")}
#: Planted variants that the program is known to find in pipes, in the formats that differ in more than their bytes.
PLANTED = [(r, p.id) for r in CHOSEN for p in REPORTS[r].planted if (r, p.id) not in load_limits()]
KINDS: tuple[Format, ...] = ("lines", "markdown", "html", "docx", "pdf")
CASES = [
    *((r, "", form) for r in CHOSEN for form in get_args(Format) if form != "pipes"),
    *((r, p, KINDS[n % len(KINDS)]) for n, (r, p) in enumerate(PLANTED)),
]


def report_of(name: str, variant: str) -> Report:
    report = REPORTS[name]
    return plant(report, next(p for p in report.planted if p.id == variant)) if variant else report


@cache
def read(name: str, variant: str, form: Format) -> tuple[str, ...]:
    """What is read of a report, a line each, without places in the text."""
    data = write(report_of(name, variant), form)
    record = api.to_record(api.audited(api.extract_input(Input(f"{name}{FORMATS[form]}", data))))
    return tuple(lines_of(record))


def lines_of(record: dict[str, Any]) -> list[str]:
    number = {f["id"]: f"#{n}" for n, f in enumerate(record["facts"], 1)}
    lines = [f"{key}: {record[key]}" for key in ("agency", "year", "form")]
    lines += sorted(f"cell {c['cell']}: {c['value']} {c['state']}" for c in record["cells"])
    for fact in record["facts"]:
        what = [fact[key] for key in ("indicator", "value", "unit", "qualifier", "section")]
        lines.append(f"fact {number[fact['id']]}: {what} {squeezed(fact['raw'])} of {number.get(fact['part_of'])}")
    lines += [f"item {i['role']}: {squeezed(i['text'])}" for i in record["items"]]
    lines += sorted(f"finding {f['check']} {f['verdict']}: {f['actual']} {f['expected']}" for f in record["findings"])
    return lines


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("name", "variant", "form"), CASES, ids=["-".join(filter(None, case)) for case in CASES])
def test_every_format_says_the_same(name: str, variant: str, form: Format) -> None:
    wanted, found = read(name, variant, "pipes"), read(name, variant, form)
    assert sum(line.startswith("cell ") for line in wanted) >= 180
    different = [
        line for line in difflib.unified_diff(wanted, found, "pipes", form, n=0, lineterm="") if line[:2] != "@@"
    ]
    assert not different, "\n".join(different)


@pytest.mark.parametrize("name", CHOSEN)
def test_merged_cells_fill_their_tables_once(name: str) -> None:
    for piece in pieces(REPORTS[name]):
        places = [place for one in piece.cells for place in places_of(one)]
        assert len(places) == len(set(places))
        assert not places or len(places) == (max(places)[0] + 1) * (max(p[1] for p in places) + 1)


def places_of(one: Merged) -> list[tuple[int, int]]:
    rows, columns = range(one.row, one.row + one.row_span), range(one.column, one.column + one.column_span)
    return [(r, c) for r in rows for c in columns]


def test_the_pdf_breaks_tables_over_pages() -> None:
    """The formats would agree easily if every table stood on one page."""
    broken = 0
    for name in CHOSEN:
        found = api.extract_input(Input("a.pdf", write(REPORTS[name], "pdf"))).document
        grids = [{c.origin.page for c in b.cells if c.origin} for b in found.blocks if b.kind == "grid"]
        broken += any(len(pages) > 1 for pages in grids)
    assert broken >= len(CHOSEN) // 2
