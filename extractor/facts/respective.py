"""分别为-lists: A、B、C分别为a、b和c gives each figure the head that stands in its place.

When the numbers of heads and figures differ nothing is mapped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.clauses import Mention

RESPECTIVELY = regex.compile(
    r"(?P<heads>[^，。；：]*?)(?P<tail>的?数量?|处理决定数量|办理量)?的?"
    r"分别(?:[为是有达]+|(?:发布|推送|公开|收到|办理|受理|更新|编发|推出)(?:各类)?(?:政府)?(?:信息|图文|文章|内容|申请|稿件|消息|视频)?|提[出交](?:了?(?:政府信息公开)?申请)?)$"
)
PARTED = regex.compile(r"[、]|和|及|与")


def respective(text: str, found: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, those of 分别为-lists with their heads as own words.

    >>> from extractor.quantities import find_quantities
    >>> from extractor.clauses import Paragraph, mentions
    >>> from extractor.spans import Span
    >>> t = "行政许可、行政处罚分别为5件和3件。"
    >>> m = mentions(t, [(Paragraph(Span(0, len(t)), "overview"), find_quantities(t))])
    >>> [x.left for x in respective(t, m)]
    ['行政许可', '行政处罚']
    """
    result = list(found)
    for index, mention in enumerate(found):
        match = RESPECTIVELY.search(mention.before)
        if not match:
            continue
        run = [index]
        while run[-1] + 1 < len(found):
            current, following = found[run[-1]], found[run[-1] + 1]
            gap = text[current.quantity.span.end : following.quantity.span.start]
            if following.sentence != mention.sentence or not regex.fullmatch(r"\s*[、，,]?\s*[和及与]?\s*", gap):
                break
            run.append(run[-1] + 1)
        heads = [h for h in PARTED.split(match["heads"]) if h]
        if len(heads) < len(run) or len(run) < 2:
            continue
        for position, head in zip(run, heads[-len(run) :], strict=True):
            result[position] = replace(found[position], left=head, clause=head, right="")
    return tuple(result)
