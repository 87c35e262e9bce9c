"""The ordered alignment of a text's anchors to a form's rows.

Rows stand in the form's order; a row may be missing, never out of place. Of all chains of anchors that respect the order the
heaviest is taken (weighted longest increasing subsequence), inside one dense stretch of text, so that the same words in the
prose, or a second copy of the table, do not pull rows out of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.tables.labels import Anchor

#: Two neighbouring rows of a table never stand farther apart than this many characters.
LONGEST_GAP = 700


def heaviest_chain(anchors: Sequence[Anchor], order: Sequence[str]) -> tuple[Anchor, ...]:
    """The heaviest chain of anchors in form order without overlap.

    >>> from extractor.spans import Span
    >>> a = [Anchor("new", Span(5, 9), 4), Anchor("total", Span(0, 4), 4), Anchor("total", Span(20, 24), 4)]
    >>> [x.span.start for x in heaviest_chain(a, ("new", "total"))]
    [5, 20]
    >>> heaviest_chain([], ("new",))
    ()
    """
    rank = {row: number for number, row in enumerate(order)}
    ordered = sorted(anchors, key=lambda a: (a.span.start, a.span.end))
    best: list[int] = []
    previous: list[int] = []
    places = [(rank[a.row], a.span.end) for a in ordered]
    for j, anchor in enumerate(ordered):
        weight, link = 0, -1
        row, start = places[j][0], anchor.span.start
        for i in range(j - 1, -1, -1):
            earlier, end = places[i]
            if start - end > LONGEST_GAP:
                break
            if best[i] > weight and earlier < row and end <= start:
                weight, link = best[i], i
        best.append(weight + anchor.weight)
        previous.append(link)
    if not best:
        return ()
    at = max(range(len(best)), key=lambda i: (best[i], -i))
    chain: list[Anchor] = []
    while at >= 0:
        chain.append(ordered[at])
        at = previous[at]
    return tuple(reversed(chain))
