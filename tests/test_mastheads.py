"""Who reports, and about which year, over titles and openings as they are printed."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.mastheads import read_masthead
from extractor.readers import read

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent.parent / "corpora" / "mastheads.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:24].replace("\n", "↵") + f"-{n}" for n, c in enumerate(CASES)])
def test_agency_and_year(case: dict[str, Any]) -> None:
    document = read(case["text"].encode(), "a.txt")
    said = tuple((key, case[key]) for key in ("title", "publisher") if key in case)
    found = read_masthead(replace(document, metadata=said), ())
    assert (found.agency or "", found.year) == (case["agency"], case["year"])
    assert found.title is None or found.title.of(document.text).strip()


def test_the_corpus_is_broad_enough() -> None:
    assert len(CASES) >= 40
