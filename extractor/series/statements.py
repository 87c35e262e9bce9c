"""What a report says of whose figures it sums up: 综合区政府办公室、区教育局政府信息公开情况, 汇总全县 12 个镇、33 个部门…"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.numerals import read_numeral
from extractor.series.entries import Entry
from extractor.spans import Span
from lexicons.reports.disclosure.body_words import body_words

#: The statement stands before the first chapter, or soon after it begins.
REACH = 1500
PARTS = regex.compile(r"[、，,]|以及|和|及|与")


@dataclass(frozen=True, slots=True)
class Statement:
    """Whom a report sums up: their names as written, or how many they are; ``open`` where it says that there are others."""

    span: Span
    names: tuple[str, ...]
    count: int | None
    open: bool


def find_statement(entry: Entry) -> Statement | None:
    """The statement of a report, None where it makes none."""
    for match in _pattern().finditer(entry.text, 0, REACH, overlapped=True):
        listed = match["list"]
        found = _read(listed, Span(match.start(), match.end()))
        if found:
            return found
    return None


@cache
def _pattern() -> regex.Pattern[str]:
    words = body_words().summing
    verbs, ends = "|".join(words.verbs), "|".join(words.ends)
    return regex.compile(rf"(?:{verbs})(?:了|编制)?(?P<list>[^。；\n]{{2,400}}?)(?:\d{{4}}年度?)?的?(?:{ends})")


def _read(listed: str, span: Span) -> Statement | None:
    """The parts of a list; None where they are neither names nor counts.

    >>> _read("区政府办公室、区市场监督管理局", Span(0, 2)).names
    ('区政府办公室', '区市场监督管理局')
    >>> _read("全县12个镇、33个部门", Span(0, 2)).count, _read("区财政局、区教育局等", Span(0, 2)).open
    (45, True)
    >>> _read("有关规定", Span(0, 2)) is None
    True
    """
    words = body_words().summing
    flat = "".join(listed.split())
    flat = regex.sub(r"^(?:全[省市区县旗州镇乡系统街道局]*|本[省市区县]|所属|下属|辖区内?|辖内)+", "", flat)
    unclosed = bool(regex.search(r"等|各", flat))
    counted = regex.findall(rf"([0-9〇零一二三四五六七八九十百两]+)[个家](?:[一-鿿]{{0,8}}?(?:{'|'.join(words.counted)}))", flat)
    if counted:
        values = [n.value for n in map(read_numeral, counted) if n]
        return Statement(span, (), sum(map(int, values)), "等" in flat or "各" in flat)
    names = tuple(p for p in (regex.sub(r"等.*$|^(?:各|所属)", "", part) for part in PARTS.split(flat)) if p)
    endings = (*body_words().offices.after, *body_words().offices.words, "政府", "街道", "镇", "乡", "办事处", "中心", "队", "会")
    if len(names) < 2 or not all(n.endswith(endings) for n in names):
        return None
    return Statement(span, names, None, unclosed)
