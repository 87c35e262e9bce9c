"""Kinds of "we could not read this", as data.

A diagnostic speaks of our reading, never of the report's fault: the other voice (findings) is ``auditing``.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.spans import Span

#: code -> message template; the fields in braces are the diagnostic's values.
CATALOGUE: dict[str, str] = {
    "input.missing": "路径不存在：{path}。请检查路径后重试。",
    "input.empty": "文件为空：{path}。没有可读的文字，请确认文件是否下载完整。",
    "input.binary": "不是可读的文字文件：{path}。请另存为文本、网页、DOCX 或 PDF 后重试；图片须先识别文字（OCR）。",
    "input.format": "不支持的文件格式：{path}。请另存为文本、网页、DOCX 或 PDF 后重试。",
    "input.damaged": "文件已损坏或不完整，无法打开：{path}。{note}",
    "input.encoding": "文字编码无法确定，按 {encoding} 读取，可能有乱码。",
    "input.mojibake": "文字疑似乱码（约 {share}% 的字符不可读），读出的内容不可信。",
    "input.not_report": "不像政府信息公开工作年度报告：{note}。未作审核。",
    "input.failed": "读取时程序出错：{note}。请将该文件反馈给维护者；其他文件不受影响。",
    "input.timeout": "处理超过 {seconds} 秒仍未完成，已停止：{path}。请单独检查该文件，或用 --timeout 放宽时限；其他文件不受影响。",
    "input.memory": "处理所占内存超过 {megabytes} MB，已停止：{path}。请单独检查该文件，或用 --memory 放宽上限；其他文件不受影响。",
    "input.crashed": "处理时程序意外退出（{note}）：{path}。请将该文件反馈给维护者；其他文件不受影响。",
    "audit.failed": "审核时程序出错，结果不完整：{note}。请将该文件反馈给维护者。",
    "input.scanned": "没有文字层，疑似扫描件或图片：{note}",
    "input.recognised": "文字由图像识别得到，可能有误，按较低的可信度处理。",
    "input.no_documents": "{kind}里没有可读的文档：{path}。请确认其中有文本、网页、DOCX 或 PDF 文件。",
    "input.encrypted": "有密码保护，无法读取：{path}。请去掉密码后重试。",
    "input.oversized": "大得不像一份报告，没有展开：{path}（{note}）。请确认文件无误，拆小后重试。",
    "input.nested": "压缩包里套的压缩包超过一层，没有打开：{path}。请先解压后重试。",
    "input.archive_format": "不支持的压缩格式：{path}。请解压，或改用 ZIP 压缩后重试。",
    "input.no_text_column": "找不到正文列：{path}（现有的列：{columns}）。请用 --text-column 或 --html-column 指明。",
    "input.row_without_text": "没有正文：{path}（第 {row} 行）。请检查该行数据。",
    "input.broken_row": "无法读取：{path}（第 {row} 行，{note}）。请检查该行数据；其他行不受影响。",
    "input.extra_missing": "读取 {path} 需要 {package}。请用 pip install 'gouji[{extra}]' 安装后重试。",
    "structure.section_missing": "未找到“{title}”部分的标题。",
    "table.missing": "未读到{table}。",
    "table.unknown": "有一张统计表不是已知的表式，未读：{note}",
    "table.cut": "{table}读到“{row}”为止，其后的行没有出现，文件可能被截断。",
    "table.row_ambiguous": "“{row}”一行的数字无法确定归列：{raw}",
    "table.row_inferred": "“{row}”一行的数字连写，按勾稽关系切分，唯一可能为 {values}。",
    "table.row_placed": "“{row}”一行的数字没有标明所在的行或列，按表式顺序与勾稽关系归位，唯一可能为 {values}。",
    "table.row_misread": "“{row}”一行读作 {raw}，勾稽关系不成立；整行移动一列（{values}）后均成立，疑为读取错列，未作为报告的问题。",
    "table.deduplicated": "表格疑似被采集程序去除重复行，无法还原：{note}",
    "table.text_in_cell": "“{row}”一行有非数字内容：{raw}",
    "masthead.agency_missing": "未能确定报告机关名称。",
    "masthead.year_missing": "未能确定报告年度。",
    "items.none_found": "第五部分有文字，但没有识别出问题或措施条目。",
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that could not be read, where, and with which values."""

    code: str
    values: tuple[tuple[str, str], ...] = ()
    span: Span | None = None

    def message(self) -> str:
        """The sentence for people.

        >>> Diagnostic("table.missing", (("table", "第三部分申请表"),)).message()
        '未读到第三部分申请表。'
        """
        return CATALOGUE[self.code].format(**dict(self.values))


def diagnostic(code: str, span: Span | None = None, **values: str) -> Diagnostic:
    """A diagnostic of the catalogue.

    >>> diagnostic("no.such")
    Traceback (most recent call last):
        ...
    KeyError: 'no.such'
    """
    CATALOGUE[code].format(**values)  # raises at once where a value is missing
    return Diagnostic(code, tuple(values.items()), span)
