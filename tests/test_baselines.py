"""Findings that were set aside stay so when a report is laid out anew, and come back when a figure changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import extractor
from extractor.api import Audited
from extractor.auditing.across import audit_world, chosen
from extractor.auditing.baselines import cross_fingerprint, dismiss, entries_of, fingerprint, read_baseline, to_baseline
from extractor.cli import main
from extractor.errors import WrongCall
from extractor.series.entries import entry_of
from extractor.series.worlds import world_of

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


def carried(out: int, into: int, name: str) -> list[tuple[str, str]]:
    """Two years of an agency: what is carried over, and what is taken in."""
    row = "{title} | {n} | 0 | 0 | 0 | 0 | 0 | {n} |\n"
    texts = []
    for year, first, last in ((2022, 0, out), (2023, into, 0)):
        rows = (
            ("一、本年新收政府信息公开申请数量", 9), ("二、上年结转政府信息公开申请数量", first),
            ("三、本年度办理结果 | （一）予以公开", 9 + first - last), ("（七）总计", 9 + first - last), ("四、结转下年度继续办理", last),
        )  # fmt: skip
        table = "".join(row.format(title=title, n=n) for title, n in rows)
        head = f"榆川县{name}{year}年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        head += "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |\n自然人 | 法人或其他组织 | 总计 |\n"
        texts.append((f"{year}.txt", f"{head}商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n{table}"))
    return texts


def between(texts: list[tuple[str, str]], folder: str = "") -> list[str]:
    """The fingerprints of what is broken between reports."""
    entries = [entry_of(extractor.audit_text(text, folder + name).report) for name, text in texts]
    findings = audit_world(world_of(entries), frozenset({"years.carried_over"}))
    by_path = {e.path: e for e in entries}
    return [cross_fingerprint(f, by_path) for f in findings if f.verdict == "broken"]


def test_a_fingerprint_between_reports_follows_the_matter_not_the_files() -> None:
    first = between(carried(7, 5, "水利局"))
    assert len(first) == 1
    assert between(carried(7, 5, "水利局"), "moved/") == first
    assert between([(n, t.replace("\n", "\n\n")) for n, t in carried(7, 5, "水利局")]) == first
    for other in (carried(7, 6, "水利局"), carried(8, 5, "水利局"), carried(7, 5, "林业局")):
        assert len(between(other)) == 1
        assert between(other) != first
    assert between(carried(7, 7, "水利局")) == []


def test_the_command_sets_aside_what_is_between_reports(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name, text in carried(7, 5, "水利局"):
        (source / name).write_text(text, encoding="utf-8")
    base, out = tmp_path / "base.json", tmp_path / "out"
    run = ["audit", str(source), "-o", str(out), "--quiet", "--select", "years.carried_over", "--fail-on", "error"]
    assert CliRunner().invoke(main, [*run, "--write-baseline", str(base)]).exit_code == 1
    (entry,) = json.loads(base.read_text("utf-8"))
    assert "years.carried_over" in entry["finding"]
    base.write_text(json.dumps([entry | {"reason": "上年报告已更正"}], ensure_ascii=False), encoding="utf-8")
    again = CliRunner().invoke(main, [*run, "--baseline", str(base), "--write-baseline", str(base)])
    assert again.exit_code == 0, again.output
    assert (out / "cross.jsonl").read_bytes() == b""
    assert json.loads(base.read_text("utf-8"))[0]["reason"] == "上年报告已更正"


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
