"""Every check of the catalogue fires on its cases and stays quiet on its cases: corpora/audit/<code>.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import extractor
from extractor.auditing.across import all_checks
from extractor.auditing.run import checks
from extractor.exports.as_records import Record
from extractor.exports.catalogue import FAMILIES, catalogue_page

FOLDER = Path(__file__).resolve().parents[1] / "corpora" / "audit"
FRAMES = tomllib.loads((FOLDER / "frames.toml").read_text("utf-8"))
OWN = {"name", "text", "expect", "undecided", "severity", "words", "cells"}


def file_of(code: str) -> Path:
    return FOLDER / f"{code.replace('.', '_')}.toml"


@cache
def cases_of(code: str) -> tuple[dict[str, Any], ...]:
    """The cases of a check, their texts written out."""
    cases = tomllib.loads(file_of(code).read_text("utf-8"))["case"]
    assert len({case["name"] for case in cases}) == len(cases)
    return tuple(case | {"text": text_of(case)} for case in cases)


def text_of(case: dict[str, Any]) -> str:
    """A case's own text, or the outline with what the case puts into it; tables hold the case's cells, else 0."""
    parts = FRAMES["defaults"] | {key: value for key, value in case.items() if key not in OWN}
    assert set(parts) == set(FRAMES["defaults"]), case["name"]
    assert not ("text" in case and set(case) - OWN), case["name"]
    text = str(case.get("text", FRAMES["report"]))
    for name in ("disclosure", "applications", "review"):
        text = text.replace(f"{{{name}}}", FRAMES[name].strip())
    cells = {str(k): str(v) for k, v in case.get("cells", {}).items()}
    assert all(f"<{cell}>" in text for cell in cells), case["name"]
    for name, value in parts.items():
        text = text.replace(f"<{name}>", str(value).strip() + "\n" * (name.startswith("before_") and bool(value)))
    return re.sub(r"<([a-z]+\.[a-z_]+\.[a-z_]+)>", lambda m: cells.get(m[1], "0"), text).strip()


def found_in(text: str, code: str) -> list[Record]:
    record = extractor.to_record(extractor.audit_text(text, "a.txt"))
    assert "input.not_report" not in {d["code"] for d in record["diagnostics"]}
    return [f for f in record["findings"] if f["check"] == code]


CODES = sorted(checks())
CASES = [(code, case) for code in CODES if file_of(code).is_file() for case in cases_of(code)]


@pytest.mark.parametrize("code", CODES)
def test_every_check_has_a_firing_and_a_quiet_case(code: str) -> None:
    expected = [case["expect"] + case.get("undecided", 0) for case in cases_of(code)]
    assert any(n > 0 for n in expected)
    assert any(n == 0 for n in expected)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*_*.toml")), ids=lambda p: p.stem)
def test_every_case_file_belongs_to_a_check(path: Path) -> None:
    assert path in {file_of(code) for code in CODES}


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['name']}" for code, case in CASES])
def test_the_check_says_what_its_case_expects(code: str, case: dict[str, Any]) -> None:
    found = found_in(case["text"], code)
    broken = [f for f in found if f["verdict"] == "broken"]
    assert len(broken) == case["expect"], [f["message"] for f in found]
    assert len(found) - len(broken) == case.get("undecided", 0)
    assert {f["severity"] for f in broken} <= {case.get("severity", checks()[code].severity)}
    for words in case.get("words", ()):
        assert any(words in f["message"] for f in found)
    assert all(start < end for f in found for start, end in f["spans"])


@pytest.mark.parametrize("code", CODES)
def test_the_catalogue_entry_is_complete(code: str) -> None:
    check = checks()[code]
    assert all((check.title, check.meaning, check.template, check.advice, check.basis))
    told = {verdict for _, verdict in check.examples}
    assert "held" in told
    assert told & {"broken", "undecided"}
    assert all(name for _, name, _, _ in Formatter().parse(check.template) if name is not None)


def test_the_page_of_checks_is_the_catalogue() -> None:
    page = (FOLDER.parents[1] / "docs" / "checks.md").read_text("utf-8")
    assert page == catalogue_page(all_checks().values()), "stale: gouji explain --all > docs/checks.md"
    assert {code.split(".")[0] for code in all_checks()} == set(FAMILIES)
