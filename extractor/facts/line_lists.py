"""Lists that stand in lines of their own: a total in a lead that ends with a colon, and under it marked lines with a figure each.

    按栏目归集，全年发布信息1,320条：
    1.征地信息864条（含补录13条）；
    2.公告公示456条。
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.clauses import Mention, Paragraph
from extractor.facts.changes import Comparison
from extractor.facts.parts import PIECES
from extractor.facts.topics import LEAD
from extractor.model import PartList
from extractor.spans import Span

#: What may stand between the total and the colon.
TAIL = regex.compile(r"[^。；\d]{0,24}[：:]\s*")
OPEN = regex.compile(r"主要|等|部分|重点|包括但")
#: A line that says more than this before its figure tells something, and is no class.
LONGEST_CLASS = 30
OTHER_UNITS = frozenset({"%", "倍", "百分点", "元"})


def lined_lists(
    text: str, paragraphs: Sequence[Paragraph], mentions: Sequence[Mention], comparisons: Sequence[Comparison | None], ids: Sequence[str]
) -> tuple[PartList, ...]:
    """The lists over lines; ``ids`` are the mentions' fact ids. A list ends where the mark, the unit or the order of the lines changes."""
    inside: dict[int, list[int]] = {}
    for index, mention in enumerate(mentions):
        if comparisons[index] is None and not mention.depth and mention.quantity.unit not in OTHER_UNITS:
            inside.setdefault(mention.paragraph, []).append(index)
    found = []
    for number, lead in enumerate(paragraphs):
        total = (inside.get(number) or [-1])[-1]
        if total < 0 or not TAIL.fullmatch(text, mentions[total].quantity.span.end, lead.span.end):
            continue
        unit = mentions[total].quantity.unit
        parts = _parts(text, paragraphs, mentions, inside, number, unit)
        if len(parts) >= 2 and unit in PIECES:
            span = Span(mentions[total].quantity.span.start, mentions[parts[-1]].quantity.span.end)
            is_open = OPEN.search(text[mentions[total].quantity.span.end : lead.span.end]) is not None
            found.append(PartList(ids[total], tuple(ids[i] for i in parts), not is_open, span))
    return tuple(found)


def _parts(
    text: str, paragraphs: Sequence[Paragraph], mentions: Sequence[Mention], inside: dict[int, list[int]], lead: int, unit: str
) -> list[int]:
    parts: list[int] = []
    kind = ""
    for number in range(lead + 1, len(paragraphs)):
        mark = LEAD.match(text, paragraphs[number].span.start, paragraphs[number].span.end)
        figures = [i for i in inside.get(number, []) if mentions[i].quantity.unit == unit]
        if mark is None or not figures or (kind and mark.lastgroup != kind):
            break
        first = figures[0]
        words = text[mark.end() : mentions[first].quantity.span.start]
        if len(words) > LONGEST_CLASS or len(figures) != 1 or "。" in words:
            break
        kind = mark.lastgroup or ""
        parts.append(first)
    return parts
