"""What the user knows better than the documents: whose report a file is, of which year, under whom, and which names are one body.

A manifest is a table (CSV or XLSX) with a head line; every column may be left out: path, agency, year, parent, date, aliases,
renamed, merged. A line without a path says something of a body only, or names a report that is missing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import regex

from extractor.errors import WrongCall
from extractor.series.entries import day_of
from extractor.series.sheets import sheet_rows
from lexicons.reports.disclosure.body_words import body_words

SEPARATORS = regex.compile(r"[;；|、\n]+")


@dataclass(frozen=True, slots=True)
class Given:
    """One line of a manifest; ``renamed`` are former names, ``merged`` bodies that were merged into this one in ``year``."""

    path: str = ""
    agency: str = ""
    year: int | None = None
    parent: str = ""
    published: date | None = None
    aliases: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """All lines of a manifest."""

    lines: tuple[Given, ...] = ()

    def of(self, path: str) -> Given | None:
        """The line of a file: by its whole path, else by the end of it.

        >>> Manifest((Given("2023/a.txt", year=2023),)).of("reports/2023/a.txt").year
        2023
        """
        wanted = path.replace("\\", "/")
        listed = self._by_name.get(wanted.rpartition("/")[2], ())
        whole = next((line for line in listed if line.path == wanted), None)
        return whole or next((line for line in listed if wanted.endswith("/" + line.path.removeprefix("./"))), None)

    @cached_property
    def _by_name(self) -> dict[str, list[Given]]:
        found: dict[str, list[Given]] = {}
        for line in self.lines:
            if line.path:
                found.setdefault(line.path.rpartition("/")[2], []).append(line)
        return found


def read_manifest(data: bytes, name: str = "manifest.csv") -> Manifest:
    """The lines of a manifest; ``WrongCall`` where it has no known column or a year is none.

    >>> text = "path,agency,year,parent,aliases\\na.txt,临溪县教育局,2023,临溪县人民政府,县教育局；临溪教育局\\n"
    >>> line = read_manifest(text.encode()).lines[0]; line.agency, line.year, line.aliases
    ('临溪县教育局', 2023, ('县教育局', '临溪教育局'))
    """
    rows = sheet_rows(data) if data[:2] == b"PK" else _csv_rows(data)
    if not rows:
        raise WrongCall(f"{name}：没有内容。")
    known = {title: column for column, titles in body_words().columns.items() for title in (column, *titles)}
    head = [known.get(cell.strip().lower(), "") for cell in rows[0]]
    if not any(head):
        raise WrongCall(f"{name}：第一行没有可识别的列名；可用 {'、'.join(body_words().columns)}。")
    lines = []
    for at, row in enumerate(rows[1:], 2):
        values: dict[str, str] = {}
        for column, cell in zip(head, row, strict=False):
            if column and cell.strip():
                values[column] = cell.strip()
        if values:
            lines.append(_given(values, f"{name} 第 {at} 行"))
    return Manifest(tuple(lines))


def _given(values: Mapping[str, str], place: str) -> Given:
    year = values.get("year", "")
    found = regex.match(r"(20\d{2})(?:\.0)?\s*年?度?$", year)
    if year and not found:
        raise WrongCall(f"{place}：year 不是年份：{year}")
    renamed = _listed(values.get("renamed", ""))
    return Given(
        values.get("path", "").replace("\\", "/"), values.get("agency", ""), int(found[1]) if found else None, values.get("parent", ""),
        day_of(values.get("date", "")), (*_listed(values.get("aliases", "")), *renamed), _listed(values.get("merged", "")),
    )  # fmt: skip


def _listed(words: str) -> tuple[str, ...]:
    return tuple(w for w in (part.strip() for part in SEPARATORS.split(words)) if w)


def _csv_rows(data: bytes) -> Sequence[Sequence[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
        return [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]
    raise WrongCall("清单文件的编码无法识别，请存为 UTF-8。")
