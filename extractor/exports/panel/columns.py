"""The columns of the panel's tables and what each means, as data: the tables, and the dictionary, are written from these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from extractor.agencies import Agency
from lexicons.reports.disclosure.agency_words import Kind, Level

Type = Literal["text", "whole", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it means, what it holds."""

    name: str
    meaning: str
    type: Type = "text"


WHOSE = (
    Column("agency", "机关全称（同一机关的不同写法归到最完整的一种）"),
    Column("agency_kind", "机关类别：government 政府、government_office 政府办公室、department 部门、township 乡镇、subdistrict 街道、zone 开发区、"
           "vertical 垂直管理单位、institution 事业单位、ministry 部委、party 党委部门、unknown 未能判断"),
    Column("agency_level", "层级：national 国家、province 省级、prefecture 地级、county 县级、township 乡级、unknown 未能判断"),
    Column("region", "所在地区，由大到小连写；名称里没有写的为空"),
    Column("year", "报告年度（不是发布年份）", "whole"),
    Column("form", "法定表格的版式：2021、2019、2014；没有表格的为空"),
)  # fmt: skip
WHENCE = (
    Column("path", "来源文件"),
    Column("sha256", "来源文件的 SHA-256"),
)
#: What is said of one figure; a row of the tidy table is whose, this, and whence.
FIGURE = (
    Column("origin", "数字出自：table 法定表格、prose 正文；report 是没有报告的年度所占的一行"),
    Column("id", "表格的格的代码，或正文数字的指标代码（见 dictionary.csv）"),
    Column("label", "格或指标的中文名称"),
    Column("words", "正文里给这个数字命名的原词；表格的格为空"),
    Column("value", "数值：十进制数字串，照原文不取舍；没有数值的为空。正文的万、亿已乘出，表格的照表内单位"),
    Column("unit", "单位"),
    Column("state", "格：read 已读、blank 空白、placeholder 占位符（/、—、无）、unreadable 未能读出、inferred 按勾稽关系推得；"
           "正文：stated 写明、denied 以“未收到”等否定的话说的 0、unsure 旁有限定词、可能只是一部分；"
           "报告：missing 缺少这一年的报告、conflicting 有几份内容不一致的文件而无法确定以哪份为准"),
    Column("qualifier", "写法：exact 确数、about 约数、more 不少于、less 不超过、range 区间；表格的格为空"),
    Column("low", "区间下限"),
    Column("high", "区间上限"),
    Column("period", "正文数字所属的期间：年份、plan 计划、limit 要求、cumulative 累计，或原文的写法"),
    Column("scope", "正文数字的范围，照原文（全区、本机关）；没有写的为空"),
    Column("confidence", "读取的把握（0 至 1）；正文数字没有这一项，为空"),
    Column("start", "在读出的正文里的起点（字符）", "whole"),
    Column("end", "终点（不含）", "whole"),
)  # fmt: skip
TIDY = (*WHOSE, *FIGURE, *WHENCE)
#: What the wide table says of a report before its figures.
WIDE = (
    *WHOSE,
    Column("state", "reported 有报告、missing 缺少这一年的报告、conflicting 有几份内容不一致的文件"),
    *WHENCE,
    Column("inferred", "值是按勾稽关系推得的变量，以空格分开"),
    Column("unreadable", "印着而未能读出、因此为空的变量"),
    Column("ambiguous", "正文里有几个不同的数、因此为空的变量"),
)
UNPLACED = (
    Column("path", "文件"),
    Column("sha256", "文件的 SHA-256"),
    Column("agency", "文件上写的机关"),
    Column("year", "报告年度", "whole"),
    Column("why", "agency 机关未识别、name 机关名称不足以确定、year 年度未识别、differ 同一机关同一年度有几份不一致的文件、"
           "duplicate 相同的报告另有一份、not_report 不是报告、unreadable 没有读出文字"),
    Column("same_as", "相同的报告在面板里用的是哪个文件"),
    Column("message", "说明"),
)  # fmt: skip
DICTIONARY = tuple(
    Column(name, "") for name in ("table", "variable", "id", "label", "unit", "definition", "source", "reports")
)


@dataclass(frozen=True, slots=True)
class Whose:
    """The agency and year that a row is about; ``form`` is "" where there is no report."""

    agency: str
    kind: Kind
    level: Level
    region: str
    year: int
    form: str = ""

    def row(self) -> dict[str, str]:
        """Its columns."""
        values = (self.agency, self.kind, self.level, self.region, str(self.year), self.form)
        return {column.name: value for column, value in zip(WHOSE, values, strict=True)}


def whose(agency: str, known: Agency, own: Agency, regions: tuple[str, ...], year: int, form: str = "") -> Whose:
    """Who and when; what the report tells of the agency's level goes before what its name alone tells."""
    told = known if known.kind != "unknown" else own
    return Whose(agency, told.kind, told.level, "".join(regions), year, form)


def line(columns: tuple[Column, ...], row: Mapping[str, str]) -> tuple[str, ...]:
    """A row as its cells in order; what is not there is "".

    >>> line((Column("a", ""), Column("b", "")), {"b": "1"})
    ('', '1')
    """
    return tuple(row.get(column.name, "") for column in columns)
