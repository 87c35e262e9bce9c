"""The catalogue of indicators: every entry is defined, every id of the contract is there, the page is current, the command tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.explain import explain
from extractor.exports.indicator_pages import FAMILIES, indicator_text, indicators_page
from lexicons.reports.disclosure.forms import form
from lexicons.reports.disclosure.indicator_lexicon import Change, Indicator, catalogue, indicators

PAGE = Path(__file__).resolve().parents[1] / "docs" / "indicators.md"
ENTRIES = catalogue()
#: The ids that records promise; the rows of the form that are leaves come on top.
PROMISED = """
published: total website overview news catalogue category new_media wechat weibo video gazette_issues offline
interpretation: total
press: conferences interviews
response: hotspots messages messages_answered hotline
participation: solicitations opinions
platform: columns accounts corners
audience: followers visits reads
regulations: made repealed valid total_public
normative: made repealed valid total_public
licensing: decisions
penalty: decisions
coercion: decisions
services: decisions
procurement: items amount
fees: amount
applications: new carried_in handled total carried_out granted partial refused unavailable unprocessed other
applications: natural_person organisation business research social legal_service other_org channel reply_rate extended
review: total upheld corrected other pending
litigation: total upheld corrected other pending
litigation_direct: total
litigation_after_review: total
processing_fee: amount
proposals: total deputies committee lead assist completion_rate satisfaction_rate published
work: trainings trainees meetings inspections notices accountability
onething: themes items
change: rate amount
"""


def promised() -> set[str]:
    lines = (line.split(": ") for line in PROMISED.strip().splitlines())
    return {f"{family}.{name}" for family, names in lines for name in names.split()}


def test_every_promised_indicator_is_there() -> None:
    known = {entry.id for entry in ENTRIES}
    leaves = {f"applications.{row.id}" for row in form("2021").rows_of("applications") if row.parent and row.id != "results"}
    assert promised() - known == set()
    assert {leaf for leaf in leaves if leaf not in known} <= {"applications.results"}


def test_no_two_indicators_are_defined_alike() -> None:
    definitions = [entry.definition for entry in ENTRIES]
    assert len(definitions) == len(set(definitions))
    assert all(10 <= len(d) <= 60 for d in definitions)


@pytest.mark.parametrize("entry", [e for e in indicators() if e.cells], ids=lambda e: e.id)
def test_what_must_equal_a_cell_cites_the_form(entry: Indicator) -> None:
    assert "年度报告格式" in entry.source


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_every_entry_can_be_told(entry: Indicator | Change) -> None:
    told = indicator_text(entry)
    assert entry.label in told
    assert entry.definition in told
    assert not any(mark in told for mark in ("〔prev", "〔next", "|", " & ", "<"))
    assert entry.id.split(".")[0] in FAMILIES


def test_the_page_of_indicators_is_the_catalogue() -> None:
    assert PAGE.read_text("utf-8") == indicators_page(ENTRIES), "stale: gouji explain --indicators > docs/indicators.md"


def test_the_command_explains_an_indicator() -> None:
    done = CliRunner().invoke(explain, ["applications.granted"])
    assert done.exit_code == 0
    assert "全部提供给申请人" in done.output
    assert "applications.granted.total" in done.output


def test_an_unknown_name_is_refused() -> None:
    done = CliRunner().invoke(explain, ["applications.grant"])
    assert done.exit_code == 2
    assert "没有名为 applications.grant 的检查或指标" in done.output
