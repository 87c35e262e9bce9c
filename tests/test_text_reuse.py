"""Whole reports of two years, read and held against each other: what they say of each other's words."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.api import extract_input
from extractor.auditing.across import audit_world
from extractor.auditing.crossing import CrossFinding
from extractor.model import Report
from extractor.series import templates
from extractor.series.entries import entry_of
from extractor.series.prose import mark
from extractor.series.templates import Text, clusters
from extractor.series.worlds import World, world_of
from extractor.sources import Input
from extractor.spans import Span

FOLDER = Path(__file__).parents[1] / "corpora/series/texts"
AGENCY = "云岫县水务局"


def cases(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"])


def report(year: int, overview: str = "", problems: str = "", agency: str = AGENCY) -> Report:
    text = (
        f"{agency}{year}年政府信息公开工作年度报告\n一、总体情况\n{overview or f'{year}年工作正常开展。'}\n"
        f"五、存在的主要问题及改进情况\n{problems.strip() or '无。'}\n六、其他需要报告的事项\n无其他需要报告的事项。\n"
    )
    return extract_input(Input(f"{agency}-{year}.txt", text.encode()))


def inline(heading: str, points: list[str]) -> str:
    marks = "一二三四五六七"
    return heading + "：" + "；".join(f"{marks[i]}是{p}" for i, p in enumerate(points)) + "。\n" if points else ""


def listed(heading: str, points: list[str]) -> str:
    return f"{heading}：\n" + "".join(f"{i}.{p}。\n" for i, p in enumerate(points, 1)) if points else ""


def findings(world: World, check: str) -> list[CrossFinding]:
    return list(audit_world(world, frozenset({check})))


def two_years(earlier: Report, later: Report) -> World:
    return world_of([entry_of(earlier), entry_of(later)])


def slices(world: World, finding: CrossFinding, side: int) -> list[str]:
    text = next(e.text for e in world.entries if e.path == finding.between[side])
    return [span.of(text) for span in finding.spans[side]]


@pytest.mark.parametrize("layout", [inline, listed])
@pytest.mark.parametrize("case", cases("problems"), ids=lambda case: case["name"])
def test_problems_of_last_year_that_last_year_did_not_list_are_told(case: dict[str, Any], layout: Any) -> None:
    earlier = report(2022, problems=layout("存在的主要问题", case["last"]))
    told = layout("2022年存在的问题", case["told"])
    done = inline("整改情况", [f"已完成第{i}项整改任务" for i in "甲乙丙丁"[: len(case["told"])]])
    world = two_years(earlier, report(2023, problems=told + done))
    (finding,) = findings(world, "years.previous_problems_differ")
    assert finding.between == (f"{AGENCY}-2023.txt", f"{AGENCY}-2022.txt")
    strange, told_again = len(case["strange"]), len(case["told"])
    assert finding.verdict == ("held" if not strange else "broken" if 2 * strange > told_again else "undecided")
    if case["strange"]:
        assert slices(world, finding, 0) == [case["told"][i - 1] for i in case["strange"]]
        assert slices(world, finding, 1) == case["last"]
        assert finding.severity == ("warning" if len(case["strange"]) == len(case["told"]) else "notice")


LEADS = [
    ("针对上年度存在的公示栏更新不及时、解读形式单一等问题，我局制作图解9期。", "held"),
    ("针对2022年报告中提出的培训覆盖面窄、档案移交拖延的问题，我局组织轮训2次。", "broken"),
]


@pytest.mark.parametrize(("lead", "verdict"), LEADS)
def test_problems_recalled_in_a_lead_in_are_compared_too(lead: str, verdict: str) -> None:
    last = inline("存在的问题", ["村级公示栏更新不及时", "政策解读形式单一"])
    world = two_years(report(2022, problems=last), report(2023, problems=lead))
    (finding,) = findings(world, "years.previous_problems_differ")
    assert finding.verdict == verdict


def test_nothing_is_said_where_one_side_lists_nothing() -> None:
    some = inline("存在的问题", ["村级公示栏更新不及时", "政策解读形式单一"])
    recalled = inline("2022年存在的问题", ["档案移交拖延", "培训覆盖面窄"])
    for earlier, later in (("", recalled), (some, ""), (some, some)):
        world = two_years(report(2022, problems=earlier), report(2023, problems=later))
        assert findings(world, "years.previous_problems_differ") == []


def test_years_that_are_no_neighbours_are_not_compared() -> None:
    some = inline("存在的问题", ["村级公示栏更新不及时", "政策解读形式单一"])
    recalled = inline("2022年存在的问题", ["档案移交拖延", "培训覆盖面窄"])
    world = two_years(report(2021, problems=some), report(2023, problems=recalled))
    assert findings(world, "years.previous_problems_differ") == []


def test_problems_of_an_older_year_are_recognised() -> None:
    old = inline("存在的问题", ["水价听证公告偏晚", "抢修信息推送不到位"])
    last = inline("存在的问题", ["村级公示栏更新不及时", "政策解读形式单一"])
    recalled = inline("2022年存在的问题", ["水价听证公告发布偏晚", "抢修信息推送不到位"])
    world = world_of([entry_of(report(y, problems=p)) for y, p in ((2021, old), (2022, last), (2023, recalled))])
    (finding,) = (f for f in findings(world, "years.previous_problems_differ") if f.verdict == "broken")
    assert "而与2021年报告所列问题相近" in finding.message


@pytest.mark.parametrize("layout", [inline, listed])
@pytest.mark.parametrize("case", cases("repeats"), ids=lambda case: case["name"])
def test_points_taken_over_word_for_word_are_told(case: dict[str, Any], layout: Any) -> None:
    heading = {"problem": "存在的主要问题", "measure": "下一步，我局将做好以下工作"}[case["kind"]]
    world = two_years(*(report(y, problems=layout(heading, case[side])) for y, side in ((2022, "last"), (2023, "now"))))
    (finding,) = findings(world, "years.problems_repeated_verbatim")
    assert finding.verdict == ("broken" if case["repeated"] else "held")
    if case["repeated"]:
        assert slices(world, finding, 0) == [case["now"][i - 1] for i in case["repeated"]]
        assert finding.severity == ("warning" if case["kind"] == "problem" else "notice")
        assert len(slices(world, finding, 1)) == len(case["repeated"])


def test_a_point_of_two_years_ago_is_a_notice_and_told_once() -> None:
    same = ["会议公开内容偏简略，议定事项的公开程度有待提高"]
    other = ["镇街水厂的水质检测结果没有在村口张贴"]
    years = {2021: same, 2022: other, 2023: same}
    world = world_of([entry_of(report(y, problems=inline("存在的问题", p))) for y, p in years.items()])
    (finding,) = (f for f in findings(world, "years.problems_repeated_verbatim") if f.verdict == "broken")
    assert finding.severity == "notice"
    assert finding.between == (f"{AGENCY}-2023.txt", f"{AGENCY}-2021.txt")


@pytest.mark.parametrize("case", cases("promises"), ids=lambda case: case["name"])
def test_promises_that_nothing_resembles_are_told(case: dict[str, Any]) -> None:
    earlier = report(2022, problems=inline("下一步，我局将做好以下工作", case["promised"]))
    later = report(2023, case.get("also", ""), inline("上年问题整改情况", case["done"]))
    world = two_years(earlier, later)
    found = [f for f in findings(world, "years.promises_unreported") if f.verdict != "held"]
    assert [s for f in found for s in slices(world, f, 1)] == [case["promised"][i - 1] for i in case["missing"]]
    assert {(f.verdict, f.severity) for f in found} <= {("undecided", "notice")}


@pytest.mark.parametrize("case", cases("paragraphs"), ids=lambda case: case["name"])
def test_passages_taken_over_are_told(case: dict[str, Any]) -> None:
    own = {2022: "防汛物资的调拨过程首次在网上直播。", 2023: "灌区改造的设计方案请受益农户到场评议。"}
    world = two_years(*(report(y, case[side] + own[y]) for y, side in ((2022, "last"), (2023, "now"))))
    (finding,) = findings(world, "years.paragraphs_copied")
    assert finding.verdict == ("broken" if case["copied"] else "held")
    openings = slices(world, finding, 0)
    assert len(openings) == len(case["copied"])
    assert all(text.startswith(words) for text, words in zip(openings, case["copied"], strict=True))
    facts = {f.id: f.quantity.raw for e in world.entries if e.year == 2023 for f in e.facts}
    assert [facts[id] for id in finding.facts[0]] == case["figures"]


def test_a_report_that_is_last_year_s_is_a_warning() -> None:
    prose = cases("paragraphs")[0]["last"]
    (finding,) = findings(two_years(report(2022, prose), report(2023, prose)), "years.paragraphs_copied")
    assert finding.severity == "warning"


TEMPLATE = (
    "{name}主动公开信息{n}条。坚持把政务公开同镇村治理结合起来，在便民服务大厅设立公开查阅点，安排专人引导群众查阅。"
    "围绕低保救助、危房改造、惠农补贴等事项逐户公示，接受群众监督。组织村级信息员集中学习{n}次，考核结果与绩效挂钩。"
    "对公示栏每月巡查，发现过期内容当场更换，并由纪检委员现场签字确认。"
)
OTHERS = [
    "把公开专栏搬到集市上，赶集日由包村干部用方言讲补贴怎么领、去哪里领。河道整治的招标文件和变更签证一并上网，谁都可以下载核对。"
    "老人看不清网页，我们印了大字版办事指南送到每户。村民议事会的记录第二天贴出来，哪条采纳、哪条没采纳都写明理由。",
    "新办公楼里空出一间屋子做信息查阅室，配了打印机和老花镜。春耕前把农机补贴目录用短信发到种粮大户手上，收到电话回访两百多个。"
    "征地补偿的测算过程请被征收人到场看，签字后当场公布。学校营养餐的采购价每周在校门口公示，家长代表轮流抽查。",
]


def town_reports(count: int) -> list[Report]:
    names = [f"云岫县{a}{b}镇人民政府" for a in "松柏桃柳梅兰竹菊荷桂" for b in "溪山坪湾桥"]
    same = [report(2023, TEMPLATE.format(name="我镇", n=20 + i), agency=names[i]) for i in range(count)]
    return same + [report(2023, text, agency=names[count + i]) for i, text in enumerate(OTHERS)]


def test_agencies_that_filled_in_one_template_are_told_together() -> None:
    world = world_of(map(entry_of, town_reports(4)))
    (finding,) = findings(world, "group.shared_text")
    assert finding.severity == "notice"
    assert finding.between == tuple(sorted(r.document.source.path for r in town_reports(4)[:4]))
    assert all(finding.spans)
    assert "占 100%" in finding.message


def test_agencies_that_wrote_their_own_are_not_told() -> None:
    assert findings(world_of(map(entry_of, town_reports(0))), "group.shared_text") == []


def texts(count: int) -> list[Text]:
    """Every third text from one template of ten clauses with one of its own; the others of ten clauses of their own."""
    span = Span(0, 1)
    template = [f"模板的第{i}分句大家都这样写" for i in "甲乙丙丁戊己庚辛壬癸"]
    own = [[f"第{n}份报告自己写的第{i}句话" for i in range(10)] for n in range(count)]
    written = [[*template, own[n][0]] if n % 3 == 0 else own[n] for n in range(count)]
    return [Text((mark(w), span, len(w)) for w in clauses) for clauses in written]


@pytest.mark.parametrize("count", [30, 330])
def test_clusters_are_the_same_with_buckets_and_without(count: int) -> None:
    if count > templates.SMALL:
        pytest.importorskip("datasketch")
    found = clusters(texts(count))
    assert found is not None
    assert [c.members for c in found] == [tuple(range(0, count, 3))]


def test_a_large_world_is_not_compared_without_datasketch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasketch", None)
    assert clusters(texts(330)) is None
    assert clusters(texts(30)) is not None
    monkeypatch.setattr(templates, "SMALL", 3)
    (finding,) = findings(world_of(map(entry_of, town_reports(4))), "group.shared_text")
    assert finding.verdict == "undecided"
    assert 'pip install "gouji[batch]"' in finding.message
