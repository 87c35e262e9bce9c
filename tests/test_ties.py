"""What changes and rates are computed from: every case of corpora/ties.toml has exactly its ties."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.exports.schema import check

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent.parent / "corpora" / "ties.toml").read_text("utf-8"))["case"]
TIES = ("qualifies", "base", "numerator", "denominator")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_figure_is_tied_to_exactly_these(case: dict[str, Any]) -> None:
    text = f"临溪县教育局2023年政府信息公开工作年度报告\n一、总体情况\n{case['text']}\n二、主动公开政府信息情况\n"
    record = extractor.to_record(extractor.audit_text(text, "a.txt"))
    check(record)
    raws = {fact["id"]: fact["raw"] for fact in record["facts"]}
    found = {f["raw"]: {name: raws[f[name]] for name in TIES if name in f} for f in record["facts"]}
    assert case["ties"].keys() <= found.keys()
    for raw, ties in found.items():
        if raw in case["ties"] or set(ties) - {"qualifies"}:
            assert ties == case["ties"].get(raw), raw
