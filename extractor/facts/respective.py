"""分别为-lists: A、B、C分别为a、b和c gives each figure the head that stands in its place.

Heads are parted by enumeration commas, the last perhaps by 和 or 及 (微信、微博、抖音及视频号 are three where three figures follow). Where
heads and figures cannot be brought to one number nothing is mapped, and the figures are left without the heads: none is of the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.clauses import Mention

#: The heads, what sums them up (六种情形, 的发布量), the word for one by one, and the verb with its object.
RESPECTIVELY = regex.compile(
    r"(?P<heads>[^，。；：]*?)(?P<tail>的?(?:处理决定|办理|发布|推送|更新|公开|办结|受理|申请)?数?量|等?(?:[一二三四五六七八九十两\d]+|这几|几)[种类个项家大级][^，。；：、\d]{0,8})?"
    r"的?，?(?:年内|全年|本年度?|年度|各自)?(?:分别|依次|各(?=[为有是达占]))[^，。；：、\d（]{0,12}$"
)
ONE_BY_ONE = regex.compile("分别|依次|各[为有是达占]")
#: Between two figures of a list.
BETWEEN = regex.compile(r"\s*(?:[（(][^（()）]*[)）])?\s*[、，,]?\s*(?:和|及|与|以及)?\s*")
#: What the last head says for all.
COMMON_TAIL = regex.compile("领域的?信息$")
ENUMERATION, CONJUNCTION = regex.compile("、"), regex.compile("、|和|及|与|以及")


def respective(text: str, found: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, those of 分别为-lists with their heads as own words.

    >>> from extractor.quantities import find_quantities
    >>> from extractor.clauses import Paragraph, mentions
    >>> from extractor.spans import Span
    >>> t = "行政许可、行政处罚依次为5件和3件。"
    >>> m = mentions(t, [(Paragraph(Span(0, len(t)), "overview"), find_quantities(t))])
    >>> [x.left for x in respective(t, m)]
    ['行政许可', '行政处罚']
    """
    result = list(found)
    for index, mention in enumerate(found):
        match = RESPECTIVELY.search(mention.before) if ONE_BY_ONE.search(mention.before) else None
        if match is None or not CONJUNCTION.search(match["heads"]):
            continue
        run = _run(text, found, index)
        if len(run) < 2:
            continue
        for position, head in zip(run, _heads(match["heads"], len(run)) or [""] * len(run), strict=True):
            result[position] = replace(found[position], left=head, clause=head, right="")
    return tuple(result)


def _run(text: str, found: Sequence[Mention], index: int) -> list[int]:
    """The figures of a list, by the place of the first; what stands in brackets between them is none of it."""
    run = [index]
    for following in range(index + 1, len(found)):
        mention = found[following]
        if mention.sentence != found[index].sentence:
            break
        if mention.depth > found[index].depth:
            continue
        if not BETWEEN.fullmatch(text[found[run[-1]].quantity.span.end : mention.quantity.span.start]):
            break
        run.append(following)
    return run


def _heads(words: str, count: int) -> list[str]:
    """The words parted into so many heads; empty where they cannot be."""
    for parting in (ENUMERATION, CONJUNCTION):
        heads = [head for head in parting.split(words) if head]
        if len(heads) == count:
            return _with_common_tail(heads)
    return []


def _with_common_tail(heads: list[str]) -> list[str]:
    """就业、教育、医疗领域信息 are three kinds of 领域信息.

    >>> _with_common_tail(["就业", "医疗领域信息"]), _with_common_tail(["网站", "微信"])
    (['就业领域信息', '医疗领域信息'], ['网站', '微信'])
    """
    tail = COMMON_TAIL.search(heads[-1])
    if tail is None or any(COMMON_TAIL.search(head) for head in heads[:-1]):
        return heads
    return [*(head + tail[0] for head in heads[:-1]), heads[-1]]
