"""The sheet 说明: what was read and checked, what each sheet holds, what the colours mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.auditing.findings import Audit
from extractor.exports.workbook.sheets import Sheet
from extractor.exports.workbook.values import Value
from extractor.model import Report

SHEETS = (
    ("不一致", "每行一处不一致或待定：级别、检查、两个数、算式、位置、建议和原因；右边的链接通到表格的格、正文数字和网页。"),
    ("主动公开", "第二部分的法定表格。"),
    ("申请办理", "第三部分的法定表格。"),
    ("复议诉讼", "第四部分的法定表格。"),
    ("正文数字", "正文里的每个数字：指标、数值、单位、期间、范围、上下文，以及核对的结果。"),
    ("问题措施", "问题与答复它的措施，一行一对；没有对上的，另一边空着。"),
    ("面板", "机关、年度、指标、数值、状态，一行一个，供数据透视表和统计软件使用。"),
    ("报告", "每份报告一行：各级不一致的处数、核对了多少、读取中的问题。"),
)
#: Style, what stands in the sample, what it means.
LEGEND: tuple[tuple[str, Value, str], ...] = (
    ("read", 12, "已读：照原文"),
    ("blank", None, "空白：有这一行，格里没有填"),
    ("placeholder", "/", "占位符：填的是 /、—、无 等，照原文"),
    ("unreadable", "未读出", "未能读出：没有猜"),
    ("inferred", 12, "按勾稽关系推得：原文不能直接读出，唯一能使关系成立的数"),
    ("absent", None, "未列出：报告的表里没有这一行或这一列，不等于 0"),
    ("broken", 12, "不一致：格上有批注，写明两个数、算式和建议"),
    ("doubtful", 12, "待定：读到的不足以判定"),
)
REMARKS = (
    "说“不一致”，不说“错误”：算式只证明两个数不能同时成立，不证明哪一个错。",
    "表里没有公式：以 =、+、-、@ 开头的文字一律按文字写入。",
)


#: Characters of a line that the description of a sheet has room for.
TOLD = 46


@dataclass(slots=True)
class Tally:
    """What all reports of the workbook come to."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, report: Report, audit: Audit) -> None:
        """Count one report."""
        coverage = audit.coverage
        broken = [f.severity for f in audit.findings if f.verdict == "broken"]
        for name, number in (
            ("报告（份）", 1),
            ("其中没有读出文字的（份）", not report.document.text),
            ("不一致：错误", broken.count("error")),
            ("不一致：警告", broken.count("warning")),
            ("不一致：提示", broken.count("notice")),
            ("待定", len(audit.findings) - len(broken)),
            ("按基线不再列出", len(audit.dismissed)),
            ("表格的格", len(report.cells)),
            ("其中未能读出的", sum(cell.state == "unreadable" for cell in report.cells)),
            ("正文数字", coverage.quantities),
            ("其中已核对", coverage.bound),
            ("核对一致", coverage.held),
            ("未对应指标", len(coverage.unbound)),
            ("问题与措施", len(report.items)),
        ):
            self.counts[name] = self.counts.get(name, 0) + number


def write_guide(sheet: Sheet, tally: Tally, few: bool, extra: tuple[str, ...] = ()) -> None:
    """Fill the sheet; ``few`` tells which layout the statutory tables have, ``extra`` names sheets beyond the usual."""
    for index, width in enumerate((26, 12, 78)):
        sheet.part.set_column(index, index, width)
    sheet.part.set_row(0, 28)
    _line(sheet, "政府信息公开工作年度报告核对结果", "title")
    _line(sheet, "由 gouji（勾稽）生成；原报告不变。", "text")
    _head(sheet, "处数与覆盖面")
    for name, number in tally.counts.items():
        sheet.put(sheet.row, 0, name, "label")
        sheet.put(sheet.row, 1, int(number), "read")
        sheet.row += 1
    _head(sheet, "各表")
    layout = "按法定表式排列，一份报告一块。" if few else "一行是一份报告的一个项目，可筛选。"
    known = (*SHEETS, *((name, "2018 年以前的统计表。") for name in extra))
    for name, text in known:
        sheet.put(sheet.row, 0, name, "label")
        told = text + layout if text.endswith(("法定表格。", "统计表。")) else text
        sheet.merge(sheet.row, 1, sheet.row, 2, told, "label")
        sheet.part.set_row(sheet.row, 18 * (1 + len(told) // TOLD))
        sheet.row += 1
    _head(sheet, "格的状态")
    for style, sample, meaning in LEGEND:
        sheet.put(sheet.row, 0, sample, style)
        sheet.merge(sheet.row, 1, sheet.row, 2, meaning, "label")
        sheet.row += 1
    _head(sheet, "须知")
    for remark in REMARKS:
        _line(sheet, remark, "text")


def _line(sheet: Sheet, text: str, style: str) -> None:
    sheet.put(sheet.row, 0, text, style)
    sheet.row += 1


def _head(sheet: Sheet, text: str) -> None:
    sheet.row += 1
    _line(sheet, text, "subtitle")
