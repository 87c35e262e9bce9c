"""Small worlds of other shapes than the region's: reports in mixed formats, with a manifest where one is needed, and cases that change them.

Each world is written so that everything holds but for what ``expect`` of the world names (what cannot be decided); a case changes
figures or words of some reports and names every finding that is then not held.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from corpora.formats import FORMATS, Format, write
from corpora.forms import BLOCKS, COLUMNS, DISCLOSURE, OUTCOMES, application_rows
from corpora.records import CorpusError, Prose, Report
from corpora.worlds import Expected

FILE = Path(__file__).parent / "series/shapes.toml"
HEADINGS = (
    ("overview", "一、总体情况"), ("disclosure", "二、主动公开政府信息情况"), ("applications", "三、收到和处理政府信息公开申请情况"),
    ("review", "四、政府信息公开行政复议、行政诉讼情况"), ("problems", "五、存在的主要问题及改进情况"), ("others", "六、其他需要报告的事项"),
)  # fmt: skip
PREAMBLE = "根据《中华人民共和国政府信息公开条例》编制本报告，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
OVERVIEW = "{year}年，本机关新收政府信息公开申请{new}件。"
#: Rows of applications are written as figures of persons and of businesses; others by their cell ids.
Figures = dict[str, list[int] | str]


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One report: ``figures`` by row of the applications ([persons, businesses]) or by cell; ``sums`` are the bodies it adds up."""

    agency: str
    year: int
    figures: Figures = {}
    sums: tuple[str, ...] = ()
    form: str = "2021"
    format: Format = "pipes"
    preamble: str = PREAMBLE
    overview: str = OVERVIEW
    problems: str = "无。"

    @property
    def name(self) -> str:
        """What it is called in cases."""
        return f"{self.agency} {self.year}"


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a case sets anew in a report; the sums of others stay as they were."""

    report: str
    figures: Figures = {}
    preamble: str = ""
    overview: str = ""
    problems: str = ""


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of a world."""

    name: str
    expect: tuple[Expected, ...]
    change: tuple[Change, ...] = ()
    without: tuple[str, ...] = ()
    manifest: str | None = None


class World(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Reports that are compared together."""

    name: str
    report: tuple[Paper, ...]
    case: tuple[Case, ...] = ()
    expect: tuple[Expected, ...] = ()
    manifest: str = ""


@cache
def shapes() -> tuple[World, ...]:
    """All worlds."""
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8"))["world"], tuple[World, ...])


def files(world: World, case: Case | None = None) -> dict[str, bytes]:
    """The reports of a world as files by name, "body year.suffix"."""
    papers = {paper.name: paper for paper in world.report}
    sums = {paper.name: _sums(paper, papers) for paper in world.report}
    for change in case.change if case else ():
        if change.report not in papers:
            raise CorpusError(FILE.name, world.name, f"no report {change.report}")
        old = papers[change.report]
        words = {name: getattr(change, name) or getattr(old, name) for name in ("preamble", "overview", "problems")}
        papers[change.report] = msgspec.structs.replace(old, figures=old.figures | change.figures, **words)
    gone = case.without if case else ()
    return {
        name + FORMATS[paper.format]: write(_report(paper, sums[name]), paper.format) for name, paper in papers.items() if name not in gone
    }


def _sums(paper: Paper, papers: dict[str, Paper]) -> dict[str, int]:
    """The cells of the bodies that a report adds up, as they are before a case changes them."""
    total: dict[str, int] = {}
    for agency in paper.sums:
        for cell, value in _cells(papers[f"{agency} {paper.year}"], {}).items():
            total[cell] = total.get(cell, 0) + int(value or 0)
    return total


def _cells(paper: Paper, sums: dict[str, int]) -> dict[str, str]:
    cells = {f"disclosure.{row}.{c}": "0" for row, columns in DISCLOSURE[paper.form].items() for c in columns}
    cells |= {f"applications.{row}.{c}": "0" for row in application_rows(paper.form) for c in COLUMNS}
    cells |= {f"review.{block}.{outcome}": "0" for block in BLOCKS for outcome in OUTCOMES}
    cells |= {cell: str(value) for cell, value in sums.items()}
    for row, given in paper.figures.items():
        if isinstance(given, str):
            _known(row, cells)
            cells[row] = given
            continue
        for column, value in zip(("natural_person", "business", "total"), (*given, sum(given)), strict=True):
            _known(f"applications.{row}.{column}", cells)
            cells[f"applications.{row}.{column}"] = str(value)
    return cells


def _known(cell: str, cells: dict[str, str]) -> None:
    if cell not in cells:
        raise CorpusError(FILE.name, "", f"no cell {cell}")


def _report(paper: Paper, sums: dict[str, int]) -> Report:
    cells = _cells(paper, sums)
    values: dict[str, Any] = {"year": paper.year, "new": cells["applications.new.total"]}
    prose = {"overview": paper.overview.format(**values), "problems": paper.problems, "others": "无其他需要报告的事项。"}
    sections = tuple((name, Prose(title, prose.get(name, ""))) for name, title in HEADINGS)
    title = f"{paper.agency}{paper.year}年政府信息公开工作年度报告"
    return Report(
        paper.name, paper.agency, (), paper.year, paper.form, title, paper.preamble.format(**values), sections, tuple(cells.items()), (), (),
        "", any(value == "" for value in cells.values()), FILE.name,
    )  # fmt: skip
