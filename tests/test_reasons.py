"""Why a figure was linked as it was: the reasons agree with the reading, and the command tells them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

import extractor
from corpora.sampling import SAMPLES
from extractor.api import Audited
from extractor.cli.explain import explain
from extractor.exports.explaining import explanation
from extractor.facts.reasons import Candidate, facts_named, reason_of
from extractor.model import Fact

FILES = sorted(p for p in SAMPLES.iterdir() if p.suffix in {".txt", ".md"})
OUTLINE = """临溪县教育局2023年政府信息公开工作年度报告
一、总体情况
全年主动公开政府信息约1.2万条，其中网站8000条。2023年收到政府信息公开申请46件，较上年增长15%，涉及招生的12件。办结45件：予以公开30件，不予公开10件，占22.2%，不予处理和其他处理共5件。
力争2024年培训不少于6次。未发生行政复议、行政诉讼。
三、收到和处理政府信息公开申请情况
本年新收政府信息公开申请
"""


@cache
def outline() -> Audited:
    return extractor.audit_text(OUTLINE, "a.txt")


def told(words: str) -> str:
    (fact,) = facts_named(outline().report, words)
    return explanation(outline().report, outline().audit, fact)


def candidates(words: str) -> dict[str, Candidate]:
    (fact,) = facts_named(outline().report, words)
    return {c.indicator: c for c in reason_of(outline().report, fact).candidates}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_the_reason_of_every_fact_agrees_with_its_reading(path: Path) -> None:
    audited = extractor.audit(path)
    for fact in audited.report.facts:
        reason = reason_of(audited.report, fact)
        chosen = [c.indicator for c in reason.candidates if c.loss == ""]
        if fact.made_by.startswith("counts") and fact.period not in {"plan", "limit"}:
            assert chosen == ([fact.indicator] if fact.indicator else []), fact
        if fact.made_by.startswith("changes"):
            assert reason.comparison is not None
        assert reason.sentence.covers(fact.span)
        assert fact.made_by in explanation(audited.report, audited.audit, fact)


def test_the_chosen_entry_scores_most() -> None:
    reason = reason_of(outline().report, _one("46件"))
    scores = [c.score for c in reason.candidates if c.score is not None]
    assert reason.candidates[0].indicator == "applications.new"
    assert scores == sorted(scores, reverse=True)


def _one(words: str) -> Fact:
    (fact,) = facts_named(outline().report, words)
    return fact


@pytest.mark.parametrize(
    ("words", "indicator", "loss", "word"),
    [
        ("予以公开30件", "regulations.made", "subject", ""),
        ("不予处理和其他处理共5件", "applications.other", "two", ""),
        ("1.2万条", "licensing.decisions", None, ""),
        ("收到政府信息公开申请46件", "applications.new", "", ""),
    ],
)
def test_what_lost_says_why(words: str, indicator: str, loss: str | None, word: str) -> None:
    found = candidates(words)
    assert (indicator in found) == (loss is not None)
    if loss is not None:
        assert (found[indicator].loss, found[indicator].word) == (loss, word)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("1.2万条", ["【1.2万条】", "读作 12000 条，约数，可代表 10800", "主动公开政府信息总数（published.total）", "包括：f2 网站8000条"]),
        ("8000条", ["属于：f1　主动公开政府信息约1.2万条"]),
        ("46件", ["事项：信息公开申请（applications）", "指标：本年新收申请", "把握：可靠"]),
        ("15%", ["性质：增减幅度增", "说的是：f3　收到政府信息公开申请46件"]),
        ("6次", ["时期：计划或者要求", "改判：无（计划或者要求"]),
        ("不予处理和其他处理共5件", ["指标：没有合适的指标", "一个数字同时说了两项结果"]),
    ],
)
def test_the_explanation_says_what_decided(words: str, lines: list[str]) -> None:
    for line in lines:
        assert line in told(words)


def test_a_none_statement_is_explained_for_each_that_is_denied() -> None:
    facts = facts_named(outline().report, "未发生")
    assert [f.indicator for f in facts] == ["review.total", "litigation.total"]
    for fact in facts:
        text = explanation(outline().report, outline().audit, fact)
        assert "否定词“未发生”读作 0 件" in text
        assert "【未发生】行政复议、行政诉讼" in text


def test_facts_are_named_by_id_indicator_and_words() -> None:
    report = outline().report
    assert [f.id for f in facts_named(report, "f3")] == ["f3"]
    assert [f.quantity.raw for f in facts_named(report, "applications.granted")] == ["30件"]
    assert [f.quantity.raw for f in facts_named(report, "公开 30 件")] == ["30件"]
    assert [f.quantity.raw for f in facts_named(report, "30")] == ["30件"]
    assert facts_named(report, "f999") == facts_named(report, " ") == ()


def test_the_command_explains_a_figure_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(OUTLINE, "utf-8")
    done = CliRunner().invoke(explain, ["--fact", str(path), "applications.granted"])
    assert done.exit_code == 0
    assert done.output.startswith("f")
    assert "【30件】" in done.output


def test_the_command_shows_cells_and_verdict() -> None:
    path = next(p for p in FILES if any(f.indicator == "applications.granted" for f in extractor.extract(p).facts))
    done = CliRunner().invoke(explain, ["--fact", str(path), "applications.granted"])
    assert "表格：予以公开 · 总计（applications.granted.total）＝" in done.output
    assert "核对：" in done.output


@pytest.mark.parametrize(("text", "name"), [(OUTLINE, "f999"), ("今天天气好。", "f1")])
def test_what_is_not_there_is_a_wrong_call(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    assert CliRunner().invoke(explain, ["--fact", str(path), name]).exit_code == 2
