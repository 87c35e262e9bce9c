"""Two measures of one thing: 解读11期、14篇 and 集训2期187人次 name it once, before the first figure.

The second figure has no words of its own: nothing but an enumeration comma or a word of summing stands between the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.clauses import Mention

BETWEEN = regex.compile(r"[、，]?(?:共计?|合计|计|总计)?")
#: So many in every quarter, and what they come to in the year: 每季检查1次，全年4次.
EVERY = regex.compile("每(?:个)?(?:半年|季度?|月度?|周|旬|两月|双月|年)")
YEARLY = regex.compile("，(?:全年|年内)?(?:累计|共计?|合计|计|总计)|，全年")
#: Measures of what is counted; shares and changes name themselves.
NO_MEASURES = frozenset({"%", "倍", "百分点", "元", "万元", "亿元"})


def paired(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, the second measure of a thing with the words that name it; a comma alone (11期，14篇) parts two things."""
    result = list(found)
    for index in range(1, len(result)):
        former, mention = result[index - 1], result[index]
        if mention.sentence != former.sentence or mention.depth != former.depth or not former.left:
            continue
        if mention.quantity.unit == former.quantity.unit and YEARLY.fullmatch(mention.since) and EVERY.search(former.left):
            named = EVERY.sub("", former.left)
            result[index] = replace(mention, left=named, clause=named)
            continue
        if mention.since == "，" or not BETWEEN.fullmatch(mention.since) or (mention.right and not mention.since):
            continue
        if mention.quantity.unit == former.quantity.unit or NO_MEASURES & {mention.quantity.unit, former.quantity.unit}:
            continue
        result[index] = replace(mention, left=former.left, clause=former.clause)
    return tuple(result)
