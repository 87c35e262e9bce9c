"""When and whose: the period and the scope of a figure, plans and time limits marked."""

from __future__ import annotations

from functools import cache

import regex

from extractor.clauses import Mention
from lexicons.language.clause_words import clause_words

SCOPE = regex.compile(
    r"全[省市区县镇乡州盟旗系]统?|本[级机局委厅办镇乡街]关?道?|我[省市区县局委厅办镇乡]|各级|所属\w{0,4}单位|代表\w{0,6}政府|汇总|各[县区市]"
)
CUMULATIVE = regex.compile(
    r"历年|[建开成设启上立施实][一-鿿]{1,3}以来|(?:自|从)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；]{0,8}以来"
    r"|\d{4}年(?:\d{1,2}月)?[^，。；]{0,10}?(?:至|到)(?:20\d\d年[^，。；]{0,3}|年末|年底|目前|今)[，,]?累计|累计关注|总计至今|建局至今|建站至今"
)
NEXT_PLAN = regex.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.])?\s*(?:20\d\d年|下一步|今后|下步|明年|接下来|下一阶段)[^。]{0,16}将")
PLAN_HEADING = regex.compile(r"(?:改进|下一步|今后|打算|措施|计划|安排)[^。：:]{0,12}[：:]?$")
PERFECT = regex.compile(r"已|了|完成|全年(?!.{0,8}将)|共")


@cache
def _plans() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, sorted(clause_words().plans.words, key=len, reverse=True))))


@cache
def _names() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, clause_words().plans.names)))


@cache
def _limits() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, clause_words().plans.limits)))


def in_plan(mention: Mention) -> bool:
    """Whether a figure of the problems section stands under a heading of measures to come."""
    return mention.section == "problems" and bool(PLAN_HEADING.search(mention.before[:20]))


def period_of(mention: Mention, year: int | None, in_plan: bool) -> str:
    """"plan" and "limit" for plans and norms, "cumulative" for all-time figures, else the reporting year."""
    return period_and_words(mention, year, in_plan)[0]


def period_and_words(mention: Mention, year: int | None, in_plan: bool) -> tuple[str, str]:
    """The period and the words that decided; no words where it is the reporting year for want of others."""
    after = mention.quantity.raw[-3:] + mention.right[:3]
    if limit := _limits().search(after):
        return "limit", limit[0]
    if in_plan and not PERFECT.search(mention.before):
        return "plan", mention.before
    tail = _names().sub("", mention.before[-40:].replace("转下一年", ""))
    plan = _plans().search(tail.rsplit("，", 3)[-1]) or _plans().search(mention.right[:4])
    if plan and not (plan[0] == "将" and not in_plan):
        return "plan", plan[0]
    if coming := NEXT_PLAN.search(mention.before):
        return "plan", coming[0]
    if ever := CUMULATIVE.search(mention.before):
        return "cumulative", ever[0]
    return str(year) if year else "", ""


def scope_of(mention: Mention) -> str:
    """The last word of scope before the figure in its sentence, as written; "" when there is none."""
    found = SCOPE.findall(mention.before)
    return str(found[-1]) if found else ""
