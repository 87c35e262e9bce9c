"""The tables of problems and measures: a row a pair, whole texts, topics counted once an item."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner

from extractor.cli import main
from extractor.exports.as_items import PAIR_HEAD, TOPIC_HEAD, hint, pair_rows, topic_rows
from extractor.exports.as_records import to_record
from extractor.items import find_items
from extractor.model import Document, Report, Section, Source
from extractor.spans import Span

SAMPLES = Path(__file__).parents[1] / "corpora" / "samples"
BODY = """五、存在的主要问题及改进情况
存在的问题：一是政策解读形式单一。二是网站栏目更新不及时。三是基层人员业务培训偏少。
下一步，我局将：一是每季度制作政策解读图解2期。二是进一步加强网站栏目更新工作。"""


def _report(text: str = BODY) -> Report:
    section = Section("problems", "", Span(0, 14), Span(0, len(text)))
    document = Document(Source("甲.txt", "txt", ""), text, ())
    return Report(document, "甲县乙局", 2024, None, (section,), (), (), (), (), find_items(document, (section,), 2024), ())


def test_a_row_a_pair_and_a_problem_alone() -> None:
    rows = [dict(zip(PAIR_HEAD, row, strict=True)) for row in pair_rows(_report())]
    assert [(row["问题"], row["措施"], row["实质要素"]) for row in rows] == [
        ("政策解读形式单一", "每季度制作政策解读图解2期", "有动作、有对象、有数量、有时限"),
        ("网站栏目更新不及时", "进一步加强网站栏目更新工作", "仅有意向"),
        ("基层人员业务培训偏少", "", ""),
    ]
    for row in rows:
        assert BODY[int(row["问题起"]) : int(row["问题止"])] == row["问题"]
    assert rows[0]["实质分"] > rows[1]["实质分"]


def test_a_measure_without_a_problem_has_its_row() -> None:
    text = "五、存在的主要问题及改进情况\n下一步，一是制作政策图解。二是每周巡查栏目。"
    assert [row[4:5] + row[9:10] for row in pair_rows(_report(text))] == [("", "制作政策图解"), ("", "每周巡查栏目")]


def test_topics_are_counted_by_side() -> None:
    rows = {row[0]: dict(zip(TOPIC_HEAD, row, strict=True)) for row in topic_rows([_report(), _report()])}
    assert rows["interpretation"] == {"主题": "interpretation", "名称": "政策解读", "问题": "2", "已改进": "0", "下步措施": "2", "报告": "2"}


def test_the_record_says_the_same() -> None:
    report = _report()
    items = {item["id"]: item for item in to_record(report)["items"]}
    assert [items[i]["answered_by"] for i in ("i1", "i2", "i3")] == [["i4"], ["i5"], []]
    substance = items["i4"]["substance"]
    assert (substance["score"], substance["parts"]) == (90, ["action", "object", "amount", "date"])
    assert len(substance["spans"]) == len(substance["parts"])
    assert "substance" not in items["i1"]
    assert "answered_by" not in items["i4"]
    for item in items.values():
        assert set(item.get("topic_words", {})) == set(item["topics"])
        assert all(word in item["text"] for words in item.get("topic_words", {}).values() for word in words)
    for item in report.items:
        for part in item.substance.parts if item.substance else ():
            assert item.span.covers(part.span)
    assert hint(report.items[0].substance) == ""


def test_the_command_writes_what_a_spreadsheet_opens(tmp_path: Path) -> None:
    run = CliRunner()
    target = tmp_path / "pairs.csv"
    assert run.invoke(main, ["items", str(SAMPLES), "--csv", str(target)]).exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
    assert tuple(rows[0]) == PAIR_HEAD
    assert len(rows) > len(list(SAMPLES.iterdir()))
    printed = run.invoke(main, ["items", str(SAMPLES)])
    assert printed.output.splitlines()[0] == ",".join(PAIR_HEAD)
    topics = run.invoke(main, ["items", str(SAMPLES), "--topics", "--csv", str(target)])
    assert topics.exit_code == 0
    assert target.read_text("utf-8-sig").startswith(",".join(TOPIC_HEAD))
    assert "政策解读" in run.invoke(main, ["items", str(SAMPLES), "--topics"]).output
    assert run.invoke(main, ["items", str(tmp_path / "none.txt")]).exit_code == 2
