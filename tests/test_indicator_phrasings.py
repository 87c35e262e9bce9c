"""The ways in which reports say a figure: every figure in 【】 of corpora/indicators is read as its indicator, those of `unsaid` are not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import extractor

FOLDER = Path(__file__).parent.parent / "corpora" / "sayings"
OVERVIEW = "一、总体情况"
GROUPS: list[dict[str, Any]] = [g for p in sorted(FOLDER.glob("*.toml")) for g in tomllib.loads(p.read_text("utf-8")).get("indicator", ())]


def cases(kind: str) -> Iterator[Any]:
    for group in GROUPS:
        for text in group.get(kind, ()):
            why = group.get("limits", {}).get(text)
            marks = pytest.mark.xfail(reason=why, strict=True) if why else ()
            yield pytest.param(group["id"], text, group.get("section", OVERVIEW), id=f"{group['id']}: {text}", marks=marks)


def indicator_of(text: str, section: str) -> str | None:
    """What the figure in 【】 is read as in a small report; it must be found."""
    before, _, rest = text.partition("【")
    raw, _, after = rest.partition("】")
    sentence = before + raw + after
    headings = ["一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项"]
    lines = [line for h in headings for line in ((h, sentence) if h == section else (h,))]
    document = "\n".join(["临溪县教育局2023年政府信息公开工作年度报告", *lines]) + "\n"
    start = document.index(sentence) + len(before)
    record = extractor.to_record(extractor.audit_text(document, "a.txt"))
    found = [f for f in record["facts"] if f["start"] < start + len(raw) and start < f["end"]]
    assert found, "the figure is no quantity"
    return found[0].get("indicator")


@pytest.mark.parametrize(("indicator", "text", "section"), list(cases("said")))
def test_the_figure_is_of_the_indicator(indicator: str, text: str, section: str) -> None:
    assert indicator_of(text, section) == indicator


@pytest.mark.parametrize(("indicator", "text", "section"), list(cases("unsaid")))
def test_the_figure_is_not_of_the_indicator(indicator: str, text: str, section: str) -> None:
    assert indicator_of(text, section) != indicator
