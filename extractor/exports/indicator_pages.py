"""The catalogue of indicators -> what people read about it: one indicator for the terminal, all of them as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from extractor.exports.tongues import CHINESE, Tongue
from lexicons.reports.disclosure.indicator_lexicon import Change, Indicator, terms, unit_classes

FAMILIES = {
    "applications": "政府信息公开申请", "review": "行政复议", "litigation": "行政诉讼", "litigation_direct": "行政诉讼",
    "litigation_after_review": "行政诉讼", "regulations": "规章", "normative": "行政规范性文件", "licensing": "行政许可",
    "penalty": "行政处罚", "coercion": "行政强制", "services": "其他对外管理服务事项", "fees": "行政事业性收费",
    "procurement": "政府集中采购", "processing_fee": "信息处理费", "published": "主动公开", "interpretation": "政策解读",
    "press": "新闻发布", "response": "回应关切", "participation": "公众参与", "platform": "平台建设", "audience": "受众",
    "proposals": "建议提案", "work": "监督保障", "onething": "高效办成一件事", "change": "增减",
}  # fmt: skip


def indicator_text(entry: Indicator | Change, tongue: Tongue = CHINESE) -> str:
    """One indicator for the terminal; its definition and wordings are quoted as they are."""
    return "\n".join([f"{entry.id}  {tongue.indicator(entry.id)}", "", entry.definition, "", *_lines(entry, tongue)])


def indicators_page(entries: Iterable[Indicator | Change], tongue: Tongue = CHINESE) -> str:
    """All indicators as a Markdown page, by family, in the order of the catalogue.

    >>> indicators_page(())
    '# 指标目录\\n\\n由 `gouji explain --indicators` 生成。共 0 项。\\n'
    """
    known = tuple(entries)
    lines = [tongue.say("# 指标目录"), "", tongue.say("由 `gouji explain --indicators` 生成。共 {} 项。", len(known))]
    families = list(dict.fromkeys(FAMILIES[e.id.split(".")[0]] for e in known))
    for family in families:
        lines += ["", f"## {tongue.say(family)}"]
        for entry in known:
            if FAMILIES[entry.id.split(".")[0]] == family:
                head = f"### {entry.id}　{tongue.indicator(entry.id)}"
                lines += ["", head, "", entry.definition, "", *(f"- {line}" for line in _lines(entry, tongue))]
    return "\n".join(lines) + "\n"


def _lines(entry: Indicator | Change, tongue: Tongue) -> Iterator[str]:
    """What is known of an indicator beside its definition, a line each."""
    if isinstance(entry, Indicator):
        yield tongue.say("用语：{}", tongue.say("，并有").join(map(readable, entry.near)))
        if entry.denied:
            yield tongue.say("否定：未、无等词之后说到{}，即为零", tongue.say("；").join(map(readable, entry.denied)))
        yield tongue.say("单位：{}", units_text(entry.units))
        for number, expression in enumerate(entry.cells):
            yield tongue.say("或等于：{}" if number else "应等于：{}", cells_text(expression, tongue))
        for alternative in entry.also:
            words, _, expression = alternative.partition(" :: ")
            yield tongue.say("用{}一词时，也可等于：{}", readable(words), cells_text(expression, tongue))
        if entry.soft:
            yield tongue.say("各机关口径不一、不作断言的用语：{}", readable("|".join(entry.soft)))
    yield tongue.say("依据：{}", entry.source)


def readable(wording: str) -> str:
    """A wording of the lexicon as people read it.

    >>> readable("结转〔next〕|<收到 & 申请|=公开")
    '“结转下年、收到（在数字前）”与“申请、公开（独用）”'
    >>> readable("维持")
    '“维持”'
    """
    words = wording.replace("〔prev〕", "上年").replace("〔next〕", "下年").replace("^", "")
    words = regex.sub(r"(?<=^|\||& )<([^|& ]+)", r"\1（在数字前）", words)
    words = regex.sub(r"(?<=^|\||& )[=~]([^|& ]+)", r"\1（独用）", words)
    return "与".join(f"“{group.replace('|', '、')}”" for group in words.split(" & "))


def units_text(name: str) -> str:
    """The measure words of a class; one without any word is 无单位."""
    units = unit_classes()[name]
    return "不限" if "*" in units else "、".join(sorted(units - {""})) + ("、无单位" if "" in units else "")


def cells_text(expression: str, tongue: Tongue = CHINESE) -> str:
    """A sum of cells by their printed names, the ids behind them.

    >>> cells_text("review.review.total")
    '行政复议 · 总计（review.review.total）'
    """
    return tongue.say("{}（{}）", tongue.say("＋").join(_cell_text(cell, tongue) for cell in terms(expression)), expression)


def _cell_text(cell: str, tongue: Tongue) -> str:
    """The printed name of a cell; of a group of rows, the group's."""
    part, row, _ = (*cell.split("."), "")[:3]
    return tongue.say("{}各项之和", tongue.cell(f"{part}.{row.rstrip('_*')}")) if "*" in cell else tongue.cell(cell)
