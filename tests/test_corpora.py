"""The corpora are sound before anything is measured with them; then the program must find in them what they hold."""

from __future__ import annotations

import copy
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractor
from corpora import CorpusError, Report, load_limits, load_reports
from corpora.consistency import broken_claims, broken_identities, prove
from corpora.forms import cells, identities
from corpora.golds import document_name, gold, splits
from corpora.marks import MarkError, read_marks, read_plain, write_marks
from corpora.records import Planted, plant, read_folder, read_report
from corpora.rendering import SUFFIXES, flattenings, plain_text, render
from corpora.sampling import SAMPLES, samples
from corpora.score import match_findings, score

REPORTS = load_reports("tuned") + load_reports("unseen")
VARIANTS = [(report, variant) for report in REPORTS for variant in report.planted]
RENDERED = [(report, flattening) for report in REPORTS for flattening in flattenings(report)]
BY_ID = {report.id: report for report in REPORTS}

SMALL = """
id = "small-2024"
agency = "甲县乙局"
year = 2024
form = "2021"
title = "甲县乙局2024年政府信息公开工作年度报告"
preamble = "统计期限为2024年1月1日至2024年12月31日。"
[sections]
overview = { title = "一、总体情况", text = "收到申请⟦2件|applications.new⟧，办结⟦2件|applications.total⟧。" }
disclosure = { title = "二、主动公开政府信息情况" }
applications = { title = "三、收到和处理政府信息公开申请情况" }
review = { title = "四、政府信息公开行政复议、行政诉讼情况" }
problems = { title = "五、存在的主要问题及改进情况", text = "问题：更新慢。措施：勤更新。" }
others = { title = "六、其他需要报告的事项" }
[tables.disclosure]
[tables.applications]
new = "2 0 0 0 0 0 2"
granted = "2 0 0 0 0 0 2"
total = "2 0 0 0 0 0 2"
[tables.review]
[[items]]
role = "current_problem"
text = "更新慢"
"""


def small(was: str = "", becomes: str = "", more: str = "") -> Report:
    """The small report with a piece of its source replaced, or with more at its end."""
    assert SMALL.count(was) == 1 or not was
    return read_report((SMALL.replace(was, becomes) if was else SMALL) + more, "small.toml")


# --- marks


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("收到⟦12件|applications.new", "line 1: mark is not closed"),
        ("一\n收到⟦12件|applications.new|⟦3件|⟧⟧", "line 2: mark is not closed or holds another"),
        ("收到12件⟧", "closes nothing"),
        ("收到⟦12件⟧", "has no bar"),
        ("收到⟦|applications.new⟧", "raw must not be empty"),
        ("收到⟦12件|new⟧", "indicators look like"),
        ("收到⟦1.2万件|applications.new⟧", "not plain"),
        ("收到⟦20余件|applications.new⟧", "not plain"),
        ("收到⟦两件|applications.new|value=2⟧", "not plain"),
        ("收到⟦两件|applications.new|value=二|unit=件⟧", "is no number"),
        ("收到⟦2件|applications.new|colour=red⟧", "field 'colour=red'"),
        ("收到⟦2件|applications.new|q=maybe⟧", "unknown q or period"),
        ("收到⟦2件|applications.new|q=range⟧", "high= belongs to q=range"),
        ("收到⟦2件|applications.new|id=a|id=b⟧", "given twice"),
    ],
)
def test_malformed_marks_are_refused_with_line_and_entry(text: str, complaint: str) -> None:
    with pytest.raises(MarkError, match=r"x\.toml: overview") as refusal:
        read_marks(text, "x.toml: overview")
    assert complaint in str(refusal.value)


@given(st.integers(0, 10**9), st.booleans(), st.sampled_from(["件", "条", "人次", "元", "%", "个"]))
def test_plain_quantities_read_themselves(number: int, grouped: bool, unit: str) -> None:
    assert read_plain((f"{number:,}" if grouped else str(number)) + unit) == (number, unit)


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.id)
def test_marks_survive_a_round_trip_and_point_at_their_raw(report: Report) -> None:
    for _, text in report.passages():
        plain, marks = read_marks(text)
        assert read_marks(write_marks(plain, marks)) == (plain, marks)
        assert all(plain[mark.start : mark.end] == mark.raw for mark in marks)
        assert not set(plain) & set("⟦⟧")


# --- loading


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("form = ", "colour = ", "unknown field"),
        ('form = "2021"', 'form = "1999"', "form must be one of"),
        ('new = "2 0 0 0 0 0 2"', 'new = "2 2"', "2 values for 7 columns"),
        ('new = "2', 'neu = "2', "no such row: neu"),
        ('text = "更新慢"', 'text = "更新快"', "item does not stand"),
        ('role = "current_problem"', 'role = "problem"', "role 'problem'"),
        ("收到申请⟦2件|applications.new⟧，办结⟦2件|applications.total⟧。", "无。", "expects nothing"),
        ("⟦2件|applications.total⟧", "⟦两件|applications.total⟧", "not plain"),
    ],
)
def test_loader_refuses_what_cannot_be_meant(was: str, becomes: str, complaint: str) -> None:
    with pytest.raises(CorpusError, match=r"small\.toml") as refusal:
        small(was, becomes)
    assert complaint in str(refusal.value)


@pytest.mark.parametrize(
    ("edits", "rest", "complaint"),
    [
        ('{ text = "2件", becomes = "3件" }', "identities = 1", "does not occur exactly once"),
        ('{ text = "没有的话", becomes = "3件" }', "identities = 1", "does not occur exactly once"),
        ('{ cell = "applications.neu.total", becomes = "3" }', "identities = 1", "no such cell"),
        ('{ cell = "applications.new.total", becomes = "2" }', "identities = 1", "nothing changes"),
        ('{ cell = "applications.new.total", becomes = "3" }', "", "needs edits and expected findings"),
    ],
)
def test_variants_that_change_nothing_or_expect_nothing_are_refused(edits: str, rest: str, complaint: str) -> None:
    with pytest.raises(CorpusError) as refusal:
        small(more=f'[[planted]]\nid = "x"\nedits = [{edits}]\n{rest}\n')
    assert complaint in str(refusal.value)


def test_an_id_that_two_files_share_is_refused(tmp_path: Any) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(SMALL, "utf-8")
    with pytest.raises(CorpusError, match=r"b\.toml: small-2024: another report has this id"):
        read_folder(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Any) -> None:
    with pytest.raises(CorpusError, match="holds no report"):
        read_folder(tmp_path)


# --- consistency


def test_a_consistent_report_is_proven() -> None:
    prove(small())


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ('granted = "2 0', 'granted = "1 0', "identities do not hold"),
        ("⟦2件|applications.new⟧", "⟦3件|applications.new⟧", "text.table 3件"),
        ("⟦2件|applications.new⟧", "⟦2件|applications.new|id=n⟧（当面⟦1件||of=n⟧）", "text.sum 2件"),
        ("⟦2件|applications.new⟧", "⟦2件|applications.new|id=n⟧，增长⟦50%|change.rate|growth=n/m⟧", "rests on 'm'"),
        ("⟦2件|applications.new⟧", "⟦2件|applications.new|id=n⟧，办结率⟦90%||rate=n/n⟧", "text.rate 90%"),
        ("⟦2件|applications.new⟧", "⟦2件|applications.new|id=n⟧，去年⟦3件||id=m⟧，少⟦2件||diff=n-m⟧", "text.change"),
        ("⟦2件|applications.new⟧", "⟦2件|applications.new|id=n⟧，又说⟦4件||same=n⟧", "text.repeat 4件"),
    ],
)
def test_inconsistent_reports_are_not_let_through(was: str, becomes: str, complaint: str) -> None:
    with pytest.raises(CorpusError) as refusal:
        prove(small(was, becomes))
    assert complaint in str(refusal.value)


@pytest.mark.parametrize(
    ("variant", "complaint"),
    [
        ('edits = [{ cell = "applications.new.total", becomes = "3" }]\nidentities = 1', "breaks 2 identities, says 1"),
        ('edits = [{ cell = "applications.new.total", becomes = "3" }]\nidentities = 2', "not listed"),
        (
            'edits = [{ cell = "applications.carried_in.social", becomes = "1" }]\nidentities = 2\n'
            'expect = [{ check = "text.sum", value = "9" }]',
            "not proven",
        ),
        (
            'edits = [{ text = "更新慢。", becomes = "更新慢！" }]\nexpect = [{ check = "claim.all_done" }]',
            "do not bring about claim.all_done",
        ),
        ('edits = [{ text = "更新慢。", becomes = "更新慢！" }]\nexpect = [{ check = "text.tabel" }]', "unknown check"),
    ],
)
def test_variants_must_break_exactly_what_they_list(variant: str, complaint: str) -> None:
    with pytest.raises(CorpusError) as refusal:
        prove(small(more=f'[[planted]]\nid = "x"\n{variant}\n'))
    assert complaint in str(refusal.value)


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.id)
def test_every_report_agrees_with_itself(report: Report) -> None:
    assert broken_identities(report) == ()
    assert broken_claims(report) == ()


def test_the_sets_are_apart_and_large_enough() -> None:
    tuned, unseen = load_reports("tuned"), load_reports("unseen")
    assert len(tuned) >= 7
    assert len(unseen) >= 3
    assert len(BY_ID) == len(tuned) + len(unseen)


def test_every_kind_of_inconsistency_is_planted() -> None:
    listed = {finding["check"] for report, variant in VARIANTS for finding in gold(report, variant)["findings"]}
    assert listed == {
        *("table.balance", "table.results_total", "table.row_total", "table.review_total"),
        *("text.table", "text.sum", "text.rate", "text.change", "text.repeat"),
        *("claim.zero", "claim.all_done", "unit.money", "period.year", "agency.name"),
    }


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_every_application_cell_stands_in_an_identity(form: str) -> None:
    bound = {cell for identity in identities(form) for cell in identity.cells}
    assert bound == {cell for cell in cells(form) if not cell.startswith("disclosure.")}


# --- rendering


@pytest.mark.parametrize(("report", "flattening"), RENDERED, ids=lambda x: getattr(x, "id", x))
def test_every_flattening_prints_the_prose_and_the_figures(report: Report, flattening: str) -> None:
    text = render(report, flattening)  # type: ignore[arg-type]
    assert text == render(report, flattening)  # type: ignore[arg-type]
    assert not set(text) & set("⟦⟧{}")
    for _, marked in report.passages():
        assert all(line in text for line in plain_text(marked).splitlines())
    for cell, value in report.cells:
        if value != "0":
            assert value in text, cell


def test_glued_digits_ask_only_for_what_the_identities_decide() -> None:
    report = BY_ID["guitang-2024"]
    assert gold(report, None, "pipes")["ambiguous"] == []
    assert gold(report, None, "glued")["ambiguous"] == []
    assert "disclosure.normative.valid" in gold(BY_ID["lanting-2024"], None, "glued")["ambiguous"]


@given(st.lists(st.integers(0, 999), min_size=1, max_size=5))
def test_the_true_reading_of_glued_digits_is_among_its_splits(numbers: list[int]) -> None:
    parts = tuple(map(str, numbers))
    assert parts in splits("".join(parts), len(parts))


def test_samples_are_what_the_rendering_makes() -> None:
    expected = dict(samples())
    assert {path.name: path.read_text("utf-8") for path in SAMPLES.iterdir()} == expected


# --- scoring


def perfect(expected: dict[str, Any]) -> dict[str, Any]:
    """A record that holds exactly what the gold asks for."""

    def one(indicator: Any) -> Any:
        return indicator[0] if isinstance(indicator, list) else indicator

    return {
        **{key: expected[key] for key in ("agency", "year", "form")},
        "cells": [{"cell": cell, "value": value, "state": "read"} for cell, value in expected["cells"].items()],
        "facts": [fact | {"indicator": one(fact["indicator"]), "start": k} for k, fact in enumerate(expected["facts"])],
        "items": copy.deepcopy(expected["items"]),
        "findings": [
            {"verdict": "broken", "severity": "error", "actual": finding.get("value")} | finding
            for finding in expected["findings"]
        ],
    }


@pytest.mark.parametrize(("report", "variant"), VARIANTS, ids=lambda x: x.id)
def test_a_perfect_record_scores_full_marks(report: Report, variant: Planted) -> None:
    expected = gold(report, variant)
    result = score([(expected, perfect(expected))])
    assert result.misses == []
    assert all(tally.right == tally.of == tally.given for kind, tally in result.tallies.items() if kind != "clean")
    assert result.false_errors == 0


def test_every_slip_costs_its_point() -> None:
    report = BY_ID["yanchuan-2023"]
    expected = gold(report, next(v for v in report.planted if v.id == "change-wrong"))
    record = perfect(expected)
    record["agency"] = "别的局"
    record["cells"][0]["value"] = "7"
    del record["facts"][1]
    record["facts"][5]["indicator"] = "press.conferences"
    record["items"][0]["role"] = "next_measure"
    record["findings"][0]["actual"] = "1"
    result = score([(expected, record)])
    short = {kind: tally.of - tally.right for kind, tally in result.tallies.items() if tally.right < tally.of}
    assert short == {"agency": 1, "cells": 1, "quantities": 1, "indicators": 2, "items": 1, "text.change": 1}
    assert result.false_errors == 1


def test_a_document_without_a_record_counts_with_all_it_holds() -> None:
    expected = gold(REPORTS[0])
    result = score([(expected, None)])
    assert result.kind("cells").of == len(expected["cells"])
    assert result.kind("cells").right == result.kind("quantities").right == result.kind("clean").right == 0


def test_optional_quantities_neither_gain_nor_lose() -> None:
    expected = gold(BY_ID["yanchuan-2023"])
    record = perfect(expected)
    record["facts"] = [fact for fact in record["facts"] if "optional" not in fact]
    assert score([(expected, record)]).misses == []


# --- the program on the corpora

needs_program = pytest.mark.skipif(not hasattr(extractor, "audit_text"), reason="extractor.audit_text is not there yet")


def audited(report: Report, flattening: str, variant: Planted | None = None) -> dict[str, Any]:
    text = render(plant(report, variant) if variant else report, flattening)  # type: ignore[arg-type]
    name = document_name(report, variant, flattening) + SUFFIXES[flattening]  # type: ignore[index]
    return dict(extractor.to_record(extractor.audit_text(text, name)))


#: The unseen set is scored by ``python -m corpora``, never asserted on: a failing test would make us look into it.
TUNED = load_reports("tuned")
LIMITS = load_limits()
PLANTED = [
    pytest.param(report, variant, marks=pytest.mark.xfail(strict=True, reason=LIMITS[report.id, variant.id]))
    if (report.id, variant.id) in LIMITS
    else (report, variant)
    for report in TUNED
    for variant in report.planted
]


def test_limits_name_variants_that_exist() -> None:
    assert {(report.id, variant.id) for report in TUNED for variant in report.planted} >= set(LIMITS)


@needs_program
@pytest.mark.parametrize(
    ("report", "flattening"), [(r, f) for r in TUNED for f in flattenings(r)], ids=lambda x: getattr(x, "id", x)
)
def test_consistent_reports_raise_no_error(report: Report, flattening: str) -> None:
    missed, false = match_findings(gold(report, None, flattening), audited(report, flattening))
    assert [finding["message"] for finding in false] == []
    assert missed == []


@needs_program
@pytest.mark.parametrize(("report", "variant"), PLANTED, ids=lambda x: x.id)
def test_planted_inconsistencies_are_found_and_nothing_else(report: Report, variant: Planted) -> None:
    missed, false = match_findings(gold(report, variant), audited(report, "pipes", variant))
    assert [finding["message"] for finding in false] == []
    assert missed == []


@needs_program
def test_the_samples_are_silent_or_speak_as_they_should() -> None:
    errors = {
        name: [f for f in extractor.to_record(extractor.audit_text(text, name))["findings"] if f["severity"] == "error"]
        for name, text in samples()
    }
    assert {name for name, found in errors.items() if not found} == {"guitang-2024.md", "lanting-2024.txt"}


@needs_program
def test_python_m_corpora_prints_both_sets(tmp_path: Any) -> None:
    details = tmp_path / "misses.tsv"
    few = ["--only", "liuwu-2022", "--only", "zhenyu-health-2024"]
    command = [sys.executable, "-m", "corpora", "--details", str(details), *few]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in printed.splitlines() if line and line[0] != " "] == ["tuned", "unseen"]
    assert details.exists()
