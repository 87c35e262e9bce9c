"""Worlds of the corpora: the reports of a region over years, written from figures, and cases that change some of them.

A case edits figures before the reports are written (tables and prose follow, the government's sums do not), or the written texts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from corpora.forms import BLOCKS, COLUMNS, DISCLOSURE, OUTCOMES, application_rows
from corpora.records import CorpusError, Prose, Report
from corpora.rendering import render

FOLDER = Path(__file__).parent / "series"
YEARS = ("2022", "2023", "2024")
Pair = tuple[int, int]
#: A field of a year and the row of the form that it fills.
ROWS = {
    "new": "new", "carried_in": "carried_in", "granted": "granted", "partial": "partial", "not_held": "unavailable_not_held",
    "petition": "unprocessed_petition", "carried_out": "carried_out",
}  # fmt: skip


class Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The figures of one body and year."""

    normative: str
    licensing: int
    penalty: int
    coercion: int
    fees: str
    new: Pair
    carried_in: Pair
    granted: Pair
    partial: Pair
    not_held: Pair
    petition: Pair
    carried_out: Pair
    review: str
    website: int


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One body: what it is called in prose, a problem and a measure for each year, its figures by year."""

    name: str
    short: str
    problems: tuple[tuple[str, str], ...]
    years: dict[str, Year]


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A region: its government and bodies, and the sentences that all of them use."""

    place: str
    government: str
    website: tuple[int, ...]
    preamble: str
    summing: str
    overview: str
    problems: str
    government_problems: tuple[tuple[str, str], ...]
    body: tuple[Body, ...]


class FigureEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Figures of one body and year set anew."""

    body: str
    year: str
    set: dict[str, Any]


class TextEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a written report, which must occur, for another."""

    report: str
    text: str
    becomes: str


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A finding between reports: its documents as "body year", and what its message must say."""

    check: str
    between: tuple[str, ...]
    verdict: str = "broken"
    severity: str = ""
    words: tuple[str, ...] = ()
    culprit: str = ""


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A world: what is changed, which reports are taken away, and every finding that is not held."""

    name: str
    figures: tuple[FigureEdit, ...] = ()
    texts: tuple[TextEdit, ...] = ()
    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    expect: tuple[Expected, ...] = ()


@cache
def region() -> Region:
    """The invented region."""
    return msgspec.convert(tomllib.loads((FOLDER / "region.toml").read_text("utf-8")), Region)


@cache
def cases() -> tuple[Case, ...]:
    """All cases; a name twice is refused."""
    found = msgspec.convert(tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))["case"], tuple[Case, ...])
    if len({c.name for c in found}) < len(found):
        raise CorpusError("series/cases.toml", "", "a case is named twice")
    return found


def texts(case: Case | None = None) -> dict[str, str]:
    """The reports of a world by "body year", as text."""
    land, edits = region(), case or Case("clean")
    years = {(b.name, y): b.years[y] for b in land.body for y in YEARS}
    sums = {y: _sum([b.years[y] for b in land.body], land.website[n]) for n, y in enumerate(YEARS)}
    for edit in edits.figures:
        raw = msgspec.to_builtins(years[edit.body, edit.year])
        years[edit.body, edit.year] = msgspec.convert(raw | edit.set, Year)
    written = {}
    for body in land.body:
        for n, year in enumerate(YEARS):
            before = years[body.name, YEARS[n - 1]] if n else None
            written[f"{body.name} {year}"] = _write(body.name, body.short, year, years[body.name, year], before, body.problems[n])
    for n, year in enumerate(YEARS):
        before = sums[YEARS[n - 1]] if n else None
        written[f"{land.government} {year}"] = _write(land.government, "县政府", year, sums[year], before, land.government_problems[n])
    for change in edits.texts:
        if change.text not in written[change.report]:
            raise CorpusError("series/cases.toml", edits.name, f"{change.text!r} does not stand in {change.report}")
        written[change.report] = written[change.report].replace(change.text, change.becomes)
    kept = edits.only or tuple(k for k in written if k not in edits.without)
    return {key: written[key] for key in kept}


def _sum(years: list[Year], website: int) -> Year:
    def added(name: str) -> Any:
        return tuple(map(sum, zip(*(getattr(y, name) for y in years), strict=True)))

    def words(name: str) -> str:
        return " ".join(str(sum(map(int, column))) for column in zip(*(getattr(y, name).split() for y in years), strict=True))

    plain = {name: sum(getattr(y, name) for y in years) for name in ("licensing", "penalty", "coercion")}
    fees = str(sum(Decimal(y.fees) for y in years))
    pairs = {name: added(name) for name in ROWS}
    return Year(normative=words("normative"), fees=fees, review=words("review"), website=website, **plain, **pairs)


def _write(name: str, short: str, year: str, figures: Year, before: Year | None, problem: tuple[str, str]) -> str:
    land = region()
    summing = name == land.government
    made, repealed, valid = figures.normative.split()
    counts = {field: sum(getattr(figures, field)) for field in ROWS}
    values: Mapping[str, Any] = counts | {
        "year": year, "short": short, "whole": "全县" if summing else "", "made": made, "repealed": repealed, "valid": valid,
        "total": sum(counts[f] for f in ("granted", "partial", "not_held", "petition")), "website": figures.website,
        "website_change": _amount(figures.website, before.website if before else None),
        "new_change": _rate(counts["new"], sum(before.new) if before else None), "problem": problem[0], "measure": problem[1],
    }  # fmt: skip
    titles = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")
    prose = (land.overview.format(**values), "", "", "", land.problems.format(**values), "本年度未收取信息处理费，没有其他需要报告的事项。")
    headings = (*titles, "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
    names = ("overview", "disclosure", "applications", "review", "problems", "others")
    sections = tuple((n, Prose(t, p)) for n, t, p in zip(names, headings, prose, strict=True))
    preamble = (land.summing if summing else land.preamble).format(year=year)
    title = f"{name}{year}年政府信息公开工作年度报告"
    report = Report(
        f"{name} {year}", name, (), int(year), "2021", title, preamble, sections, _cells(figures), (), (), "", False, "series/region.toml"
    )  # fmt: skip
    return render(report, "pipes")


def _cells(figures: Year) -> tuple[tuple[str, str], ...]:
    cells = {f"disclosure.{row}.{c}": "0" for row, columns in DISCLOSURE["2021"].items() for c in columns}
    cells |= {f"disclosure.normative.{c}": v for c, v in zip(("made", "repealed", "valid"), figures.normative.split(), strict=True)}
    cells |= {f"disclosure.{row}.decisions": str(getattr(figures, row)) for row in ("licensing", "penalty", "coercion")}
    cells["disclosure.fees.amount"] = figures.fees
    rows = {row: getattr(figures, field) for field, row in ROWS.items()}
    done = ("granted", "partial", "not_held", "petition")
    rows["total"] = tuple(sum(getattr(figures, f)[n] for f in done) for n in (0, 1))
    for row in application_rows("2021"):
        natural, business = rows.get(row, (0, 0))
        values = (natural, business, 0, 0, 0, 0, natural + business)
        cells |= {f"applications.{row}.{c}": str(v) for c, v in zip(COLUMNS, values, strict=True)}
    cells |= {f"review.{block}.{outcome}": "0" for block in BLOCKS for outcome in OUTCOMES}
    upheld, corrected = map(int, figures.review.split())
    cells |= {"review.review.upheld": str(upheld), "review.review.corrected": str(corrected), "review.review.total": str(upheld + corrected)}
    return tuple(cells.items())


def _amount(now: int, before: int | None) -> str:
    if before is None or now == before:
        return ""
    return f"，较上年{'增加' if now > before else '减少'}{abs(now - before)}条"


def _rate(now: int, before: int | None) -> str:
    if not before or now == before:
        return ""
    return f"，同比{'增长' if now > before else '下降'}{abs(now - before) * 100 / Decimal(before):.1f}%"
