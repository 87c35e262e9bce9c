"""The statutory tables as the corpora print them: rows and columns with their labels, and the identities (勾稽关系).

Written from the published forms, independently of the lexicons that the program reads with, so that the two can
disagree.
A printed row is a tuple of cells: a label, a cell id in ``{braces}``, or None for a place that a spanning cell covers.
"""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple[str | None, ...]

COLUMNS = ("natural_person", "business", "research", "social", "legal_service", "other_org", "total")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
BLOCKS = ("review", "litigation_direct", "litigation_after_review")

REFUSED = {
    "refused_state_secret": "1.属于国家秘密",
    "refused_law_prohibited": "2.其他法律行政法规禁止公开",
    "refused_security_stability": "3.危及“三安全一稳定”",
    "refused_third_party": "4.保护第三方合法权益",
    "refused_internal_affairs": "5.属于三类内部事务信息",
    "refused_process": "6.属于四类过程性信息",
    "refused_enforcement_file": "7.属于行政执法案卷",
    "refused_query": "8.属于行政查询事项",
}
UNAVAILABLE = {
    "unavailable_not_held": "1.本机关不掌握相关政府信息",
    "unavailable_needs_creation": "2.没有现成信息需要另行制作",
    "unavailable_unclear": "3.补正后申请内容仍不明确",
}
UNPROCESSED = {
    "unprocessed_petition": "1.信访举报投诉类申请",
    "unprocessed_repeat": "2.重复申请",
    "unprocessed_publication": "3.要求提供公开出版物",
    "unprocessed_mass": "4.无正当理由大量反复申请",
    "unprocessed_confirmation": "5.要求行政机关确认或重新出具已获取信息",
}
OTHER = {
    "other_no_correction": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other_no_payment": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other_other": "3.其他",
}
GROUPS = {"refused": REFUSED, "unavailable": UNAVAILABLE, "unprocessed": UNPROCESSED}
TITLES = {
    "refused": "（三）不予公开",
    "unavailable": "（四）无法提供",
    "unprocessed": "（五）不予处理",
    "other": "（六）其他处理",
}

DISCLOSURE = {
    "2021": {
        "regulations": ("made", "repealed", "valid"),
        "normative": ("made", "repealed", "valid"),
        "licensing": ("decisions",),
        "penalty": ("decisions",),
        "coercion": ("decisions",),
        "fees": ("amount",),
    },
    "2019": {
        "regulations": ("new_made", "new_public", "total_public"),
        "normative": ("new_made", "new_public", "total_public"),
        "licensing": ("previous_items", "change", "decisions"),
        "services": ("previous_items", "change", "decisions"),
        "penalty": ("previous_items", "change", "decisions"),
        "coercion": ("previous_items", "change", "decisions"),
        "fees": ("previous_items", "change"),
        "procurement": ("items", "amount"),
    },
}
_DOCUMENTS_2021 = (("规章", "regulations"), ("行政规范性文件", "normative"))
_DOCUMENTS_2019 = (("规章", "regulations"), ("规范性文件", "normative"))
_PERMITS_2019 = (("行政许可", "licensing"), ("其他对外管理服务事项", "services"))
_MEASURES = (("行政处罚", "penalty"), ("行政强制", "coercion"))
_FEES = (("行政事业性收费", "fees"),)
_ITEMS_2019 = ("上一年项目数量", "本年增/减", "处理决定数量")
_BLOCKS_PRINTED = {
    "2021": (
        ("第二十条第（一）项", ("本年制发件数", "本年废止件数", "现行有效件数"), _DOCUMENTS_2021),
        ("第二十条第（五）项", ("本年处理决定数量",), (("行政许可", "licensing"),)),
        ("第二十条第（六）项", ("本年处理决定数量",), _MEASURES),
        ("第二十条第（八）项", ("本年收费金额（单位：万元）",), _FEES),
    ),
    "2019": (
        ("第二十条第（一）项", ("本年新制作数量", "本年新公开数量", "对外公开总数量"), _DOCUMENTS_2019),
        ("第二十条第（五）项", _ITEMS_2019, _PERMITS_2019),
        ("第二十条第（六）项", _ITEMS_2019, _MEASURES),
        ("第二十条第（八）项", _ITEMS_2019[:2], _FEES),
        ("第二十条第（九）项", ("采购项目数量", "采购总金额"), (("政府集中采购", "procurement"),)),
    ),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """left = right over cell ids, each side a sum; ``cells`` are all of them, the total last where there is one."""

    check: str
    where: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return self.left + self.right


def result_rows(form: str) -> tuple[str, ...]:
    """The rows whose sum is the row （七）总计.

    >>> len(result_rows("2021")), len(result_rows("2019"))
    (21, 19)
    """
    other = ("other",) if form == "2019" else tuple(OTHER)
    return ("granted", "partial", *REFUSED, *UNAVAILABLE, *UNPROCESSED, *other)


def application_rows(form: str) -> tuple[str, ...]:
    """All rows of the table in section three, in the order of the form."""
    return ("new", "carried_in", *result_rows(form), "total", "carried_out")


def cells(form: str) -> tuple[str, ...]:
    """Every cell id of a form, in the order of the form.

    >>> len(cells("2021"))
    200
    """
    ids = [f"disclosure.{row}.{column}" for row, columns in DISCLOSURE[form].items() for column in columns]
    ids += [f"applications.{row}.{column}" for row in application_rows(form) for column in COLUMNS]
    return (*ids, *(f"review.{block}.{outcome}" for block in BLOCKS for outcome in OUTCOMES))


def identities(form: str) -> tuple[Identity, ...]:
    """The identities (勾稽关系) of a form: balance and results down each column, totals along each row."""
    found: list[Identity] = []
    for c in COLUMNS:
        ends = ("new", "carried_in", "total", "carried_out")
        new, carried_in, total, out = (f"applications.{row}.{c}" for row in ends)
        found.append(Identity("table.balance", f"applications.*.{c}", (new, carried_in), (total, out)))
        leaves = tuple(f"applications.{row}.{c}" for row in result_rows(form))
        found.append(Identity("table.results_total", total, leaves, (total,)))
    for row in application_rows(form):
        parts = tuple(f"applications.{row}.{c}" for c in COLUMNS[:-1])
        found.append(Identity("table.row_total", f"applications.{row}.total", parts, (f"applications.{row}.total",)))
    for block in BLOCKS:
        parts = tuple(f"review.{block}.{outcome}" for outcome in OUTCOMES[:-1])
        found.append(Identity("table.review_total", f"review.{block}.total", parts, (f"review.{block}.total",)))
    return tuple(found)


def disclosure_table(form: str) -> tuple[Row, ...]:
    """The table of section two, four columns wide."""
    rows: list[Row] = []
    for heading, columns, lines in _BLOCKS_PRINTED[form]:
        gap = (None,) * (3 - len(columns))
        rows += [(heading, None, None, None), ("信息内容", *columns, *gap)]
        for label, row in lines:
            rows.append((label, *(f"{{disclosure.{row}.{c}}}" for c in DISCLOSURE[form][row]), *gap))
    return tuple(rows)


def applications_table(form: str) -> tuple[Row, ...]:
    """The table of section three: three label columns and seven of figures."""

    def figures(row: str) -> Row:
        return tuple(f"{{applications.{row}.{c}}}" for c in COLUMNS)

    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows: list[Row] = [
        (note, None, None, "申请人情况", *(None,) * 6),
        (None, None, None, "自然人", "法人或其他组织", None, None, None, None, "总计"),
        (*(None,) * 4, "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", None),
        ("一、本年新收政府信息公开申请数量", None, None, *figures("new")),
        ("二、上年结转政府信息公开申请数量", None, None, *figures("carried_in")),
        ("三、本年度办理结果", "（一）予以公开", None, *figures("granted")),
        (None, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", None, *figures("partial")),
    ]
    for group, labels in {**GROUPS, "other": OTHER}.items():
        if group == "other" and form == "2019":
            rows.append((None, TITLES[group], None, *figures("other")))
            continue
        for number, (row, label) in enumerate(labels.items()):
            rows.append((None, None if number else TITLES[group], label, *figures(row)))
    rows.append((None, "（七）总计", None, *figures("total")))
    rows.append(("四、结转下年度继续办理", None, None, *figures("carried_out")))
    return tuple(rows)


def review_table() -> tuple[Row, ...]:
    """The table of section four: three rows of heads and one of fifteen figures."""
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    return (
        ("行政复议", *(None,) * 4, "行政诉讼", *(None,) * 9),
        (*heads, "未经复议直接起诉", *(None,) * 4, "复议后起诉", *(None,) * 4),
        (*(None,) * 5, *heads, *heads),
        tuple(f"{{review.{block}.{outcome}}}" for block in BLOCKS for outcome in OUTCOMES),
    )
