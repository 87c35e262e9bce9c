"""Kind, level and region of agencies from their names."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from corpora import load_reports
from extractor.agencies import classify

CORPUS = tomllib.loads((Path(__file__).parent.parent / "corpora" / "agencies.toml").read_text("utf-8"))


@pytest.mark.parametrize(("name", "kind", "level", "region"), CORPUS["cases"], ids=[c[0] for c in CORPUS["cases"]])
def test_a_name_tells_kind_level_and_region(name: str, kind: str, level: str, region: str) -> None:
    found = classify(name)
    assert (found.kind, found.level, found.region) == (kind, level, region)
    assert found.region in name.replace("人民政府", "")


@pytest.mark.parametrize(("name", "opening", "level"), CORPUS["openings"])
def test_the_opening_tells_a_citys_level(name: str, opening: str, level: str) -> None:
    assert classify(name, opening).level == level


def test_blanks_in_a_name_change_nothing() -> None:
    assert classify("云岫市 澜亭区\n教育局") == classify("云岫市澜亭区教育局")


@pytest.mark.parametrize("report", load_reports("tuned"), ids=lambda r: r.id)
def test_every_agency_of_the_corpora_has_a_kind_and_a_region(report) -> None:  # type: ignore[no-untyped-def]
    found = classify(report.agency)
    assert found.kind != "unknown"
    assert found.region or found.kind in {"zone", "vertical", "institution", "ministry"}  # some name none


def test_the_corpus_is_broad_enough() -> None:
    assert len({name for name, *_ in CORPUS["cases"]}) >= 60
