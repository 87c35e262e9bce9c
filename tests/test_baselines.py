"""Findings that were set aside stay so when a report is laid out anew, and come back when a figure changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import extractor
from extractor.api import Audited
from extractor.auditing.across import chosen
from extractor.auditing.baselines import dismiss, entries_of, fingerprint, read_baseline, to_baseline
from extractor.cli import main
from extractor.errors import WrongCall

REPORT = """榆川县清浦镇人民政府2023年政府信息公开工作年度报告
本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。
一、总体情况
2023年公开信息10条，其中政策文件4条、工作动态5条。
二、存在的主要问题及改进情况
解读形式单一，未发生责任追究。"""


def audited(text: str) -> Audited:
    return extractor.audit_text(text, "a.txt")


def marks(result: Audited) -> list[str]:
    return [fingerprint(result.report, f) for f in result.audit.findings if f.verdict == "broken"]


def baseline_of(result: Audited) -> dict[str, str]:
    return read_baseline(to_baseline(entries_of(result.report, result.audit, {})))


def test_the_report_has_a_finding_to_set_aside() -> None:
    assert [f.check for f in audited(REPORT).audit.findings] == ["text.sum"]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("本报告所列", "\n\n　　本报告所列", True),
        ("公开信息10条", "公开信息 10 条", True),
        ("解读形式单一", "解读形式单一、培训不足", True),
        ("工作动态5条", "工作动态7条", False),
        ("10条", "11条", False),
        ("清浦镇", "桐岭镇", False),
    ],
)
def test_a_fingerprint_follows_the_matter_not_the_place(old: str, new: str, same: bool) -> None:
    changed = audited(REPORT.replace(old, new))
    assert len(marks(changed)) == 1
    assert (marks(changed) == marks(audited(REPORT))) is same


def test_dismissed_findings_leave_the_list_and_are_counted() -> None:
    result = audited(REPORT)
    left = dismiss(result.report, result.audit, baseline_of(result))
    assert left.findings == ()
    assert [f.check for f in left.dismissed] == ["text.sum"]
    assert dismiss(result.report, result.audit, {"0" * 16: ""}) == result.audit


def test_writing_again_keeps_the_reasons_and_what_is_dismissed() -> None:
    result = audited(REPORT)
    (mark,) = baseline_of(result)
    left = dismiss(result.report, result.audit, {mark: "口径不同"})
    assert read_baseline(to_baseline(entries_of(result.report, left, {mark: "口径不同"}))) == {mark: "口径不同"}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[1]", b'[{"fingerprint": "1"}]', b'[{"fingerprint": "1", "reason": "", "x": 1}]',
        b'[{"fingerprint": "1", "reason": ""}, {"fingerprint": "1", "reason": ""}]',
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(data: bytes) -> None:
    with pytest.raises(WrongCall, match=r"b\.json"):
        read_baseline(data, "b.json")


@pytest.mark.parametrize(
    ("select", "ignore", "has", "lacks"),
    [
        ([], [], {"text.sum", "table.balance"}, set()),
        (["table.*"], [], {"table.balance"}, {"text.sum"}),
        ([], ["structure.*", "fee.missing"], {"fee.tariff"}, {"fee.missing", "structure.section_empty"}),
        (["text.sum"], ["text.*"], set(), {"text.sum"}),
    ],
)
def test_checks_are_chosen_by_code_and_family(select: list[str], ignore: list[str], has: set[str], lacks: set[str]) -> None:
    codes = chosen(select, ignore)
    assert has <= codes
    assert not lacks & codes


def test_a_check_that_does_not_exist_is_a_wrong_call() -> None:
    with pytest.raises(WrongCall, match=r"text\.som"):
        chosen(["text.som"])


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")

    def call(*options: str) -> tuple[int, str]:
        arguments = ["audit", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--fail-on", "error", *options]
        result = CliRunner().invoke(main, arguments)
        return result.exit_code, result.output

    return call


def test_the_command_writes_a_baseline_and_goes_by_it(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "known.json"
    assert run("--write-baseline", str(path))[0] == 1
    (entry,) = json.loads(path.read_text("utf-8"))
    assert entry["reason"] == ""
    assert "text.sum" in entry["finding"]
    code, output = run("--baseline", str(path))
    assert code == 0
    assert "按基线不再列出：1 处" in output


def test_the_command_chooses_checks(run) -> None:  # type: ignore[no-untyped-def]
    assert run("--quiet", "--select", "text.*")[0] == 1
    assert run("--quiet", "--ignore", "text.sum, fee.*")[0] == 0
    code, output = run("--quiet", "--select", "text.som")
    assert code == 2
    assert "text.som" in output


def test_what_is_confirmed_goes_on_being_listed_and_stays_confirmed(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "known.json"
    run("--write-baseline", str(path))
    entries = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps([{**e, "reason": "属实", "verdict": "confirmed"} for e in entries]), "utf-8")
    assert run("--baseline", str(path), "--write-baseline", str(path))[0] == 1
    assert [(e["reason"], e["verdict"]) for e in json.loads(path.read_text("utf-8"))] == [("属实", "confirmed")]
