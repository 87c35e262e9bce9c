"""Totals and their parts: 其中-lists, bracketed lists, bare lists after a total, lists that a closing 合计 sums up.

A list is closed when its parts must add up: two parts or more and no open word (等 after the last part, 主要). A bracket opened by 含
is a subset. Whether the sums hold is the audit's question; here stands only what the grammar says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

import regex

from extractor.clauses import Mention
from extractor.facts.changes import Comparison
from extractor.model import PartList
from extractor.spans import Span
from lexicons.language.clause_words import clause_words

#: Units that count pieces: parts in another of these still add up to the total.
PIECES = frozenset("件条篇个项份则期次场批部宗起例家处名人户张册封") | {"场次", "人次", "件次", "条次", ""}


#: Between two parts of a closed list stands one label; more words or more commas are things listed without a figure.
LONGEST_LABEL = 36
#: A list under 主要 may be of all when it has this many parts.
FEWEST_OF_ALL = 3
#: What stands between a total and its first part: a bracket (（含…) holds a subset), a colon, 其中 and the like, a comma alone.
BRACKET = regex.compile(r"[^，。；]{0,4}[，,]?\s*[（(]")
CONTAINING = regex.compile(r"[^，。；]{0,4}[，,]?\s*[（(]\s*(?:含|包含|包括|其中含)")
COLON = regex.compile(r"\s*[：:]")
AMONG = regex.compile(r"\s*[^，。；、：]{0,8}中[，,：:]?")
NEXT = regex.compile(r"\s*[，,：:][^，。；：,;:（(]{1,16}")
#: Classes of what is counted, and verbs of other counts, in a bare list.
CLASS = regex.compile(r"(?:类|类信息|目录|栏目|信息)$")
ONE_CLASS = regex.compile(r"类(?:的?信息)?$")
WHOLE = regex.compile("公开(?!目录)|发布|推送|更新|共|总|累计|信息[数总]?量?$")
VERBS = regex.compile(r"发布|公开|推送|收到|办理|开展|回复|更新|报送")
#: A list after a colon may be parted by semicolons; otherwise these end it, as do words that open another sentence.
AFTER_COLON = regex.compile(r"[：:]\s*[^：:，。；]*$")
SEMICOLON = regex.compile(r"\s*(?:[，,]\s*约?占[^，。；;]{0,16}[%％])?\s*[；;]")
CLOSING = regex.compile(r"其中|全年|此外|同时|结转|同比|较上年")
BRACKETED = regex.compile(r"[（(][^（()）]*[)）]")
AND_SO_ON = regex.compile(r"[^，。；]{0,3}等")
#: Heads of figures of their own between a figure and a list: 微博5874条，视频号、客户端分别为641条和10595条.
OWN_HEADS = regex.compile(r"[^：:（(]*[，,；;](?![^，；]*其中|[^，；]*包括)[^，；：:（(]*、[^，；：:（(]*(?:分别|依次|各)[^，；：:（(]*")
#: Words of a total that stands after its parts.
TOTAL = regex.compile(
    r"(?P<above>以上|上述)?(?P<first>前)?(?:[各几]|(?P<count>[两二三四五六七八九]))?(?:类|项|者|种(?:情形|情况|方式)?|个?方面)?"
    r"(?:之和|合并)?(?:合计|共计|总计|合共|相加|加总|加起来|之和|共|合|计)(?:为|是|达|有)?$"
)
SUBTOTAL = regex.compile(r"(?:合计|共计|总计|小计|共|计)(?:为|达|有)?$")
COUNTS = {digit: number for number, digits in enumerate(("两二", "三", "四", "五", "六", "七", "八", "九"), 2) for digit in digits}


@cache
def _opener() -> regex.Pattern[str]:
    words = sorted(clause_words().parts.openers, key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, words)))


def find_parts(
    text: str, mentions: Sequence[Mention], comparisons: Sequence[Comparison | None], ids: Sequence[str]
) -> tuple[PartList, ...]:
    """The part lists of a text; ``ids`` are the mentions' fact ids.

    A list in a sentence of its own, right after the last part of another list, divides that list's total once more.
    """
    found: list[PartList] = []
    plain = [i for i, c in enumerate(comparisons) if c is None and mentions[i].quantity.unit not in {"%", "倍", "百分点"}]
    whole: dict[int, int] = {}
    for position, index in enumerate(plain):
        parts = _parts_after(text, mentions, plain[position + 1 :], index, index in whole)
        if parts:
            total = whole[index] if index in whole and mentions[parts[0]].sentence != mentions[index].sentence else index
            whole |= dict.fromkeys(parts, total)
            whole_list = _part_list(text, mentions, ids, total, parts)
            subtotal = _subtotal(mentions, parts)
            found.append(whole_list if not subtotal else replace(whole_list, parts=whole_list.parts[:subtotal], closed=False))
    found += _closing_totals(mentions, plain, ids)
    return tuple(found)


def _subtotal(mentions: Sequence[Mention], parts: Sequence[int]) -> int:
    """Which of the parts sums up those before it (公安2265件、交通运输874件，两个系统合计3139件); 0 where none does.

    What is listed up to it are then some parts of the total only.
    """
    unit = mentions[parts[0]].quantity.unit
    values = [mentions[i].quantity.value if mentions[i].quantity.unit == unit else Decimal(0) for i in parts]
    named = (n for n in range(2, len(parts)) if SUBTOTAL.search(mentions[parts[n]].left) and values[n] == sum(values[:n]))
    return next(named, 0)


def _parts_after(text: str, mentions: Sequence[Mention], rest: Sequence[int], total: int, is_part: bool) -> list[int]:
    """The indexes of the parts of a total, empty when no list follows; a part has parts only behind an opener or in a bracket."""
    head = mentions[total]
    if not rest:
        return []
    gap = text[head.quantity.span.end : mentions[rest[0]].quantity.span.start]
    if (rest and mentions[rest[0]].paragraph != head.paragraph) or len(gap) > 60:
        return []
    first = mentions[rest[0]]
    bracketed = first.depth > head.depth and BRACKET.match(gap) is not None
    if bracketed:
        if CONTAINING.match(gap):
            return []
        return _take(text, mentions, rest, lambda m: m.bracket == first.bracket and m.depth == first.depth)
    if first.depth != head.depth:
        return []
    opener = _opener().search(gap) or COLON.match(gap)
    counted = AMONG.match(gap)
    if (opener and opener[0] not in {"含", "包含"}) or counted:
        return _take(text, mentions, rest, lambda m: m.depth == head.depth)
    if not is_part and NEXT.fullmatch(gap):
        return _bare_list(text, mentions, rest, head)
    return []


def _bare_list(text: str, mentions: Sequence[Mention], rest: Sequence[int], head: Mention) -> list[int]:
    """A list without an opener (3128条,通知公告类365条,政务动态类1256条): every part is named as a class and counted alike."""
    parts = _take(text, mentions, rest, lambda m: m.depth == head.depth and m.quantity.unit == head.quantity.unit)
    named = [i for i in parts if CLASS.search(mentions[i].left)]
    alone = all(not VERBS.search(mentions[i].left.replace("公开目录", "").replace("信息公开", "")) for i in parts)
    is_class = (ONE_CLASS.search(head.left) and not head.left.endswith("各类信息")) or not WHOLE.search(head.left)
    if any(mentions[i].quantity.value > head.quantity.value for i in parts):
        return []  # a figure less than its neighbour is another class, not their total
    return parts if len(parts) >= 2 and len(named) >= 2 and alone and not is_class else []


def _take(
    text: str, mentions: Sequence[Mention], rest: Sequence[int], fits: Callable[[Mention], bool]
) -> list[int]:
    """Neighbouring mentions of one list: same sentence, same depth, and no new opener in between."""
    parts: list[int] = []
    separators = "；;"
    colon = AFTER_COLON.search(text[: mentions[rest[0]].quantity.span.start][-40:]) is not None
    for index in rest:
        mention = mentions[index]
        if mention.sentence != mentions[rest[0]].sentence:
            break
        if mention.depth > mentions[rest[0]].depth:
            continue
        if not fits(mention):
            break
        if parts:
            gap = _outside(text, mentions[parts[-1]].quantity.span.end, mention.quantity.span.start)
            if len(parts) == 1 and colon and SEMICOLON.match(gap):
                separators = ""
            if mention.depth == mentions[parts[-1]].depth and _closes(gap, separators):
                break
        parts.append(index)
    return parts


def _outside(text: str, start: int, end: int) -> str:
    """The words between two places without what stands in brackets."""
    return BRACKETED.sub("", text[start:end])


def _closes(gap: str, separators: str) -> bool:
    """Whether the words between two figures end the list: a semicolon (unless the list itself is parted by them), a new opener."""
    if any(ch in separators for ch in gap):
        return True
    return bool(CLOSING.search(gap))


def _part_list(
    text: str, mentions: Sequence[Mention], ids: Sequence[str], total: int, parts: Sequence[int]
) -> PartList:
    end = mentions[parts[-1]].quantity.span.end
    after = text[end : end + 6]
    lead = text[mentions[total].quantity.span.end : mentions[parts[0]].quantity.span.start]
    gaps = [
        _outside(text, mentions[a].quantity.span.end, mentions[b].quantity.span.start) for a, b in pairwise(parts)
    ]
    gapless = all(len(gap) <= LONGEST_LABEL and sum(map(gap.count, "、，；,;")) <= 2 for gap in gaps)
    is_open = bool(AND_SO_ON.match(after)) or "涉及" in lead or len(parts) < 2 or not gapless
    # 主要包括 may name all the same, when it names many: arithmetic tells
    guessed = not is_open and (("主要" in lead and len(parts) >= FEWEST_OF_ALL) or OWN_HEADS.fullmatch(lead) is not None)
    is_open = is_open or ("主要" in lead and not guessed)
    span = Span(mentions[total].quantity.span.start, end)
    loose = guessed or mentions[total].sentence != mentions[parts[0]].sentence
    return PartList(ids[total], tuple(ids[i] for i in parts), not is_open, span, loose, guessed)


def _added(mention: Mention) -> bool:
    """Whether a figure says what was added: 本年新增21项，总计44项 tells a stock, not a sum."""
    return regex.search(r"新增[^，。；]{0,4}$", mention.left) is not None


def _closing_totals(mentions: Sequence[Mention], plain: Sequence[int], ids: Sequence[str]) -> list[PartList]:
    """合计698件 after its parts in the same sentence; 以上合计882条 after those of the sentence before."""
    found: list[PartList] = []
    for position, index in enumerate(plain):
        mention = mentions[index]
        closing = TOTAL.match(mention.left)
        if not closing or mention.depth:
            continue
        sentence = mention.sentence - 1 if closing["above"] else mention.sentence
        alike = [i for i in plain[:position] if mentions[i].depth == mention.depth and mentions[i].quantity.unit == mention.quantity.unit]
        parts = _summed(mentions, [i for i in alike if mentions[i].sentence == sentence], index, closing)
        running = bool(parts) and not closing["above"] and _added(mentions[parts[-1]])
        if len(parts) >= 2 and not running:
            span = Span(mentions[parts[0]].quantity.span.start, mention.quantity.span.end)
            found.append(PartList(ids[index], tuple(ids[i] for i in parts), True, span))
    return found


def _summed(mentions: Sequence[Mention], parts: list[int], total: int, closing: regex.Match[str]) -> list[int]:
    """What a closing total sums up: all of its statement, or as many as it says (三者合计, 前两种情形共计).

    Where there are more than it says, those that add up; a bare 计 or 合 sums up only what adds up.
    """
    whole = mentions[total].quantity.value
    count = COUNTS.get(closing["count"] or "")
    if count is None:
        exact = _adding_up(mentions, parts, whole, range(len(parts), 1, -1))
        return exact or (parts if closing[0].strip("为是达有") not in {"计", "合"} else [])
    if len(parts) == count:
        return parts
    if closing["first"]:
        return next((run for run in (parts[at : at + count] for at in range(len(parts) - count + 1)) if _adds_up(mentions, run, whole)), [])
    return _adding_up(mentions, parts, whole, range(count, count + 1))


def _adding_up(mentions: Sequence[Mention], parts: Sequence[int], whole: Decimal, sizes: Iterable[int]) -> list[int]:
    """The last figures before a total, as many as one of the sizes says, that add up to it."""
    ends = (list(parts[-size:]) for size in sizes if size <= len(parts))
    return next((run for run in ends if _adds_up(mentions, run, whole)), [])


def _adds_up(mentions: Sequence[Mention], parts: Sequence[int], whole: Decimal) -> bool:
    return sum(mentions[i].quantity.value for i in parts) == whole
