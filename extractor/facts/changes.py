"""Figures that speak of another figure: changes (较上年增加15件, 增幅30.6%) and the figures of other years they are held against.

A change has a word of change right before it; a base figure has another year right before it (较2022年的49件, 2020年（83件）).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from extractor.clauses import Mention
from lexicons.language.clause_words import clause_words

Direction = Literal["up", "down", ""]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a mention compares: a change with its direction, or the figure of another period."""

    kind: Literal["rate", "amount", "base", "ratio"]
    direction: Direction = ""
    period: str = ""


YEAR = r"(?:20\d\d年度?(?:年?[底末])?|上年度?(?:同期)?|上一年度?|去年度?(?:同期)?|上年末|年初)"
BASE = regex.compile(
    rf"(?:(?:较|比|与|同|是|和|由|从|相比)[^，。；]{{0,6}})?(?P<year>{YEAR})(?:同期)?(?:的|为|[（(](?:为|是)?|仅|共|是)*[约近超]*$"
)
#: 由2021年的1406条增加到1673条: the first figure is the former one, the second the report's own.
ROSE_FROM = regex.compile(r"(?:由|从)[^，。；\d]{0,8}(?:20\d\d年度?)?[^，。；\d]{0,6}$")
FROM = regex.compile(rf"(?:由|从)(?:{YEAR})?的?$")
#: A clause that opens with another year speaks of that year (2018年收到768件).
OTHER_YEAR = regex.compile(r"(?:而|其中)?(?P<year>20\d\d)年度?(?:全年|同期|共|仅)?[^，。；、]{0,14}$")
#: What came over from another year is this year's, too.
CAME_OVER = regex.compile("结转|遗留|转入|转来|接转|留存|未办|未答|尚未|延续|收到的|受理的")
#: A word of change that opens its clause, right behind the other year's figure: 上年871条，多165条; 少于2022年（169件），减23件.
AFTER_BASE = regex.compile(rf"{YEAR}[^，。；]{{0,16}}[，（][^，。；、\d]{{0,6}}$")
#: The same behind a level that something came to: 由58个并为41个，减17个.
MOVED = regex.compile(r"(?:由|从)[^，。；]{0,12}?\d[^，。；]{0,12}(?:到|至|为)\d[^，。；]{0,6}，[^，。；、\d]{0,2}$")
COMPARES = regex.compile(
    rf"""(?:较|比|与|同|相比|由)[^，。；]{{0,8}}{YEAR}[^，。；]{{0,14}}$   # 较2022年的49件
    |[（(]{YEAR}[^，。；（(]{{0,8}}$                                    # （2022年为3.52亿次）
    |{YEAR}[（(](?:为|是)?$                                            # 较2020年（83件）
    |(?:^|，|；|（){YEAR}(?:同期)?(?:为|是|仅)?$                               # 去年同期为15件
    |(?:^|，|；|。|（|、)[^，。；]{{0,8}}{YEAR}(?:同期)?(?:为|是|仅为)$               # 新收数上年为22件
    |是{YEAR}(?:的)?$                                                  # 是2022年24.6万次的1.5倍""",
    regex.VERBOSE,
)


@cache
def _changes() -> regex.Pattern[str]:
    words = clause_words().changes
    up = "|".join(map(regex.escape, sorted(words.up, key=len, reverse=True)))
    down = "|".join(map(regex.escape, sorted(words.down, key=len, reverse=True)))
    links = "|".join(map(regex.escape, words.links))
    return regex.compile(rf"(?:(?P<up>{up})|(?P<down>{down}))(?:公开|收到|发布|办理|受理|答复|推送|收|发|编发|办)?(?:{links})*$")


#: What may follow a rate that stands right behind its amount: 增3件、75%.
SHARE_OF_CHANGE = regex.compile("[，。；）]|$")


@cache
def _amount_before() -> regex.Pattern[str]:
    """增3件、 and 较上年少20条， right before a percentage that names nothing itself."""
    words = clause_words().changes
    up, down = ("|".join(map(regex.escape, sorted(w, key=len, reverse=True))) for w in (words.up, words.down))
    return regex.compile(rf"(?<![新至])(?:(?P<up>{up})|(?P<down>{down}))了?[\d,.]+万?[一-鿿]{{1,2}}[、，（]$")


@cache
def _rose_to() -> regex.Pattern[str]:
    """增加到, 精简到: what leads from the former figure to the report's own."""
    words = clause_words().changes
    moved = "|".join(map(regex.escape, sorted({*words.up, *words.down, *words.moves}, key=lambda w: (-len(w), w))))
    return regex.compile(rf"[^，。；\d]{{0,4}}(?:{moved})(?:到|至|为)")


@cache
def _rise() -> regex.Pattern[str]:
    return regex.compile(_rose_to().pattern + rf"(?:{YEAR}的?)?[^，。；]{{0,2}}")


def comparison_of(mention: Mention, year: int | None) -> Comparison | None:
    """The comparison a mention makes, or None for a plain figure.

    A level that something rose to (增长到120件, 缩短至9个工作日) is no change.
    """
    before = mention.before
    match = _changes().search(before)
    unit = mention.quantity.unit
    if match and not _is_stock_word(before, match):
        direction: Direction = "up" if match["up"] else "down"
        if unit in {"%", "百分点", "倍", "‰", "成"}:
            return Comparison("rate", direction)
        if regex.search(r"(?:增|减|降|升|提|多|少|落|缩|涨|滑)", match[0]) and _compares(mention, match):
            return Comparison("amount", direction)
    if unit == "%" and (amount := _amount_before().search(before)) and SHARE_OF_CHANGE.match(mention.after):
        return Comparison("rate", "up" if amount["up"] else "down")
    base = BASE.search(before)
    if base and COMPARES.search(before) and not _own_year(base["year"], year):
        return Comparison("base", "", base["year"])
    if ROSE_FROM.search(before) and _rose_to().match(mention.after):
        return Comparison("base", "", "此前")
    other = OTHER_YEAR.match(mention.clause)
    if other and not CAME_OVER.search(mention.clause + mention.right) and year and int(other["year"]) < year:
        return Comparison("base", "", other["year"] + "年")
    if unit in {"倍"}:
        return Comparison("ratio")
    return None


def levels(found: Sequence[Mention], comparisons: Sequence[Comparison | None]) -> tuple[Mention, ...]:
    """The mentions, those that something rose to (公开信息由1406条增加到1673条) with the words that name what rose."""
    result = list(found)
    for index in range(1, len(result)):
        base, former = result[index - 1], comparisons[index - 1]
        if former is None or former.kind != "base" or base.sentence != result[index].sentence or comparisons[index] is not None:
            continue
        named = FROM.sub("", base.left)
        if named and named != base.left and _rise().fullmatch(result[index].since):
            result[index] = replace(result[index], left=named, clause=FROM.sub("", base.clause))
    return tuple(result)


def _is_stock_word(before: str, match: regex.Match[str]) -> bool:
    """新增, 至多, 至少, 减少跑动 and the like are no changes of a figure."""
    word, words = match["up"] or match["down"], before[: match.start()]
    if words.endswith(("新", "至", "晋", "直", "不")):
        return True
    loose = word in {"多", "少", "翻", "减", "高", "低", "减了", "少了"}
    return loose and not regex.search(r"(?:较|比)[^，。；]{0,14}$", words) and not AFTER_BASE.search(words) and not MOVED.search(words)


def _compares(mention: Mention, match: regex.Match[str]) -> bool:
    """An amount needs something it is held against in the same sentence, or its word right at the clause's start."""
    before = mention.before[: match.start()]
    bases = clause_words().changes.bases
    return bool(
        any(b in before[-30:] for b in bases)
        or regex.search(rf"(?:比|与|同|和){YEAR}", before)
        or regex.search(rf"{YEAR}[^，。；]{{0,24}}$", before)
        or regex.search(rf"{YEAR}(?:同期)?(?:为|是)[^，。；]{{0,12}}[，,](?:同比)?$", before)
        or AFTER_BASE.search(before)
        or MOVED.search(before)
        or (match[0].startswith("净") and regex.search(r"[，（](?:年内|全年|一年|当年|期内)?$", before))
        or regex.search(r"(?:事项|数量|总量|项目|账号)$", before)
    )


def _own_year(words: str, year: int | None) -> bool:
    found = regex.search(r"20\d\d", words)
    return bool(found and year and int(found[0]) == year)
