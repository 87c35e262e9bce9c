"""The lists of the workbook, a row each: findings, figures of the prose, problems and measures, the panel, the reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import Audit
from extractor.exports.as_html import CELL_STATES, HEDGES
from extractor.exports.as_items import PAIR_HEAD, pair_rows
from extractor.exports.html.cards import Card, states
from extractor.exports.html.labels import Labels
from extractor.exports.html.papers import STATES
from extractor.exports.notes import advice_text
from extractor.exports.verdicts import GRADE_NAMES, grade_of
from extractor.exports.workbook.sheets import Column
from extractor.exports.workbook.values import Link, Value, numeric
from extractor.model import Fact, Report
from extractor.spans import Span
from lexicons.reports.disclosure.forms import EDITIONS, form, section_titles

#: Characters of the text before and after a figure that are shown with it.
CONTEXT = 30
PREAMBLE = "前言"
FINDINGS = (
    Column("第几处", 7, "plain"), Column("机关", 24, "wrap"), Column("年度", 7, "plain"), Column("级别", 7), Column("检查", 20, "wrap"),
    Column("说明", 52, "wrap"), Column("核算", 16, "number"), Column("载明", 16, "number"), Column("相差", 16, "number"),
    Column("算式", 26, "wrap"), Column("位置", 34, "wrap"), Column("原文", 40, "wrap"), Column("建议与原因", 46, "wrap"),
    Column("看表格", 9, "link"), Column("看正文数字", 11, "link"), Column("看网页", 9, "link"), Column("文件", 26, "wrap"),
    Column("检查代码", 20),
)  # fmt: skip
FACTS = (
    Column("机关", 24, "wrap"), Column("年度", 7, "plain"), Column("部分", 16, "wrap"), Column("指标", 20, "wrap"),
    Column("名称", 20, "wrap"), Column("原文", 14, "wrap"), Column("数值", 17, "number"), Column("单位", 7), Column("写法", 10),
    Column("下限", 15, "number"), Column("上限", 15, "number"), Column("期间", 9), Column("范围", 10, "wrap"),
    Column("核对结果", 10), Column("上下文", 60, "wrap"), Column("指标代码", 26), Column("规则", 26, "wrap"), Column("编号", 7),
    Column("起", 8, "plain"), Column("止", 8, "plain"), Column("文件", 26, "wrap"),
)  # fmt: skip
#: The columns of problems and measures that are wide, and those that hold numbers.
ITEM_WIDTHS = {"问题": 52.0, "措施": 52.0, "机关": 24.0, "文件": 26.0, "问题主题": 18.0, "措施主题": 18.0, "实质要素": 22.0}
ITEM_NUMBERS = {"年度", "实质分", "问题起", "问题止", "措施起", "措施止"}
ITEMS = tuple(
    Column(name, ITEM_WIDTHS.get(name, 9.0), "plain" if name in ITEM_NUMBERS else "wrap") for name in PAIR_HEAD
)
PANEL = (
    Column("机关", 26), Column("年度", 7, "plain"), Column("来源", 7), Column("指标代码", 42), Column("指标", 44),
    Column("数值", 17, "number"), Column("单位", 7), Column("状态", 12), Column("核对结果", 10), Column("文件", 26),
)  # fmt: skip
REPORTS = (
    Column("序号", 6, "plain"), Column("机关", 26, "wrap"), Column("年度", 7, "plain"), Column("表式", 7), Column("错误", 7, "number"),
    Column("警告", 7, "number"), Column("提示", 7, "number"), Column("待定", 7, "number"), Column("已核实不列", 10, "number"),
    Column("正文数字", 9, "number"), Column("已核对", 8, "number"), Column("一致", 8, "number"), Column("未对应", 8, "number"),
    Column("表格已读格", 11, "number"), Column("未读出格", 10, "number"), Column("未评估的检查", 12, "number"),
    Column("读取说明", 60, "wrap"), Column("网页", 8, "link"), Column("文件", 36, "wrap"),
)  # fmt: skip
CROSS = (
    Column("级别", 7), Column("检查", 22, "wrap"), Column("说明", 70, "wrap"), Column("核算", 16, "number"), Column("载明", 16, "number"),
    Column("格", 30, "wrap"), Column("建议与原因", 46, "wrap"), Column("所涉报告", 50, "wrap"), Column("检查代码", 24),
)  # fmt: skip


def cross_row(finding: CrossFinding, labels: Labels) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """A finding between reports and its styles."""
    grade = grade_of(finding.verdict, finding.severity)
    advice = "\n".join(
        f"建议：{path_name(s.path)} {labels.cell_text(s.change.cell or '')} → {s.change.value}（"
        f"{'唯一' if s.change.unique else '非唯一'}{'，' if s.change.cause else ''}{s.change.cause}）"
        for s in finding.suggestions
    )
    values: tuple[Value, ...] = (
        GRADE_NAMES[grade], labels.check(finding.check), finding.message,
        numeric(finding.expected), numeric(finding.actual), "；".join(map(labels.cell_text, finding.cells)), advice,
        "\n".join(finding.between), finding.check,
    )  # fmt: skip
    return values, (grade,)


def path_name(path: str) -> str:
    """The last part of a path.

    >>> path_name("a.zip!/b/年报.docx")
    '年报.docx'
    """
    return path.replace("\\", "/").rpartition("/")[2]


def finding_row(card: Card, report: Report, links: Sequence[Value]) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """A finding's row and its styles; ``links`` lead to the table, the figure and the page."""
    finding = card.finding
    grade = grade_of(finding.verdict, finding.severity)
    places = "；".join(dict.fromkeys(f"{place.name} {place.raw}".strip() for place in card.places))
    values: tuple[Value, ...] = (
        card.number + 1, report.agency or "", report.year, GRADE_NAMES[grade], card.title, finding.message, numeric(finding.expected),
        numeric(finding.actual), numeric(card.gap or None), card.sum, places,
        context(report, finding.spans[0]) if finding.spans else "", "\n".join(map(advice_text, card.advice)),
        *links, report.document.source.path, finding.check,
    )  # fmt: skip
    return values, ("", "", "", grade)


def context(report: Report, span: Span) -> str:
    """The words around a place, in one line, the place in 【brackets】.

    >>> from extractor.model import Document, Report, Source
    >>> document = Document(Source("a.txt", "txt", ""), "全年\\n公开46件。", ())
    >>> context(Report(document, None, None, None, (), (), (), (), (), (), ()), Span(5, 8))
    '全年 公开【46件】。'
    """
    text = report.document.text
    start, end = max(0, span.start - CONTEXT), min(len(text), span.end + CONTEXT)
    pieces = (text[start : span.start], "【", text[span.start : span.end][: 8 * CONTEXT], "】", text[span.end : end])
    cut = ("…" if start else "", "…" if end < len(text) else "")
    return f"{cut[0]}{' '.join(''.join(pieces).split())}{cut[1]}"


def fact_rows(report: Report, audit: Audit, labels: Labels) -> Iterator[tuple[str, tuple[Value, ...], tuple[str, ...]]]:
    """Id, row and styles of each figure of the prose, in reading order."""
    verdicts = states(audit)[0]
    names = {"preamble": PREAMBLE} | {section.id: section.title for section in section_titles()}
    for fact in report.facts:
        verdict = verdicts.get(fact.id, "")
        style = {"broken": "error", "undecided": "undecided"}.get(verdict, "")
        yield fact.id, _fact_row(fact, report, labels, names.get(fact.section, fact.section), verdict), ("",) * 13 + (style,)


def _fact_row(fact: Fact, report: Report, labels: Labels, section: str, verdict: str) -> tuple[Value, ...]:
    quantity, indicator = fact.quantity, fact.indicator or ""
    return (
        report.agency or "", report.year, section, labels.indicators.get(indicator, ""), fact.label, quantity.raw, quantity.value,
        quantity.unit, HEDGES[quantity.qualifier], quantity.low, quantity.high, fact.period, fact.scope,
        STATES.get(verdict, "未作核对"), context(report, fact.span), indicator, fact.made_by, fact.id, fact.span.start,
        fact.span.end, report.document.source.path,
    )  # fmt: skip


def item_rows(report: Report) -> Iterator[tuple[Value, ...]]:
    """The pairs of problems and measures."""
    for row in pair_rows(report):
        yield tuple(numeric(cell) if name in ITEM_NUMBERS else cell for name, cell in zip(PAIR_HEAD, row, strict=True))


def panel_rows(report: Report, audit: Audit, labels: Labels) -> Iterator[tuple[Value, ...]]:
    """A row a cell of the statutory tables and a figure of the prose that an indicator is known of: tidy, for pivots."""
    facts, cells = states(audit)
    units = cell_units()
    about: tuple[Value, ...] = (report.agency or "", report.year)
    path = report.document.source.path
    for cell in report.cells:
        state, verdict = CELL_STATES[cell.state], STATES.get(cells.get(cell.id, ""), "未作核对")
        yield (
            *about, "表格", cell.id, labels.cell_text(cell.id), cell.value, units.get(cell.id, "件"), state, verdict, path,
        )  # fmt: skip
    for fact in report.facts:
        if fact.indicator:
            name = labels.indicators.get(fact.indicator, fact.label)
            verdict = STATES.get(facts.get(fact.id, ""), "未作核对")
            written = HEDGES[fact.quantity.qualifier] or "已读"
            yield (
                *about, "正文", fact.indicator, name, fact.quantity.value, fact.quantity.unit, written, verdict, path,
            )  # fmt: skip


def cell_units() -> Mapping[str, str]:
    """The units of cells that are not printed in 件.

    >>> cell_units()["disclosure.fees.amount"]
    '万元'
    """
    units: dict[str, str] = {}
    for edition in EDITIONS:
        this = form(edition)
        for row in this.rows:
            for column in () if row.group else this.columns_of(row):
                if column.unit:
                    id = f"{row.part}.{row.id}" if row.part == "statistics" else f"{row.part}.{row.id}.{column.id}"
                    units.setdefault(id, column.unit)
    return units


def report_row(number: int, report: Report, audit: Audit, page: str) -> tuple[Value, ...]:
    """A report's counts and coverage."""
    broken = [f.severity for f in audit.findings if f.verdict == "broken"]
    c = audit.coverage
    notes = dict.fromkeys((*report.document.diagnostics, *report.diagnostics, *audit.diagnostics))
    states_of = [cell.state for cell in report.cells]
    return (
        number, report.agency or "", report.year, report.form or "", *(broken.count(grade) for grade in ("error", "warning", "notice")),
        sum(f.verdict == "undecided" for f in audit.findings), len(audit.dismissed), c.quantities, c.bound, c.held,
        len(c.unbound), len(states_of) - states_of.count("unreadable"), states_of.count("unreadable"), len(c.not_assessed),
        "\n".join(note.message() for note in notes), Link(page, "打开") if page else None, report.document.source.path,
    )  # fmt: skip
