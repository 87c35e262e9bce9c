"""Pixels -> ruling lines: long straight runs of ink that belong to something wide or high, in points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.readers.pdf.frames import Stroke

#: Points: the shortest run of ink that may be a rule, the gap in it that is closed, and how far what it belongs to extends.
#: Strokes of large characters are shorter, or belong to nothing as large; wider gaps would join strokes of neighbours.
RUN, GAP, EXTENT = 18.0, 1.0, 60.0
#: Points within which rules meet, and from which on a rule may end anywhere.
MEET, HANGING = 4.0, 40.0
#: Points by which a rule may break off before the next.
SHORT = 30.0
#: How much darker than its surroundings ink is, of 255: that of characters, and that of hairlines beside characters.
CLEAR, FAINT = 18, 7
#: Fewer pixels of ink than this are a speck; a decimal point has more.
SPECK = 6
#: A rule is no thicker than this, in points; a thicker run is a bar or a photograph.
THICK = 4.0


def ink_of(grey: Any, contrast: int = CLEAR) -> Any:
    """Where a page is darker than its surroundings by so much, as an array of 0 and 255, specks left out."""
    import cv2

    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    ink = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, contrast)
    _, labels, parts, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    ink[parts[labels, cv2.CC_STAT_AREA] < SPECK] = 0
    return ink


def find_strokes(ink: Any, scale: float) -> tuple[tuple[Stroke, ...], Any]:
    """The ruling lines in points, and the pixels that they cover."""
    import cv2
    import numpy as np

    across, down = _runs(ink, scale, True), _runs(ink, scale, False)
    both = cv2.dilate(cv2.bitwise_or(across, down), np.ones((5, 5), np.uint8))
    _, labels, parts, _ = cv2.connectedComponentsWithStats(both, connectivity=8)
    extent = EXTENT * scale
    large = (parts[:, cv2.CC_STAT_WIDTH] >= extent) | (parts[:, cv2.CC_STAT_HEIGHT] >= extent)
    large[0] = False
    kept = (large[labels] * 255).astype(np.uint8)
    across, down = cv2.bitwise_and(across, kept), cv2.bitwise_and(down, kept)
    strokes = held(_strokes(across, scale, True), _strokes(down, scale, False))
    drawn = np.zeros_like(ink)
    for stroke in strokes:
        start, end = ((round(x * scale), round(y * scale)) for x, y in (stroke[:2], stroke[2:]))
        cv2.line(drawn, start, end, 255, round(THICK * scale))
    covered = cv2.dilate(cv2.bitwise_and(cv2.bitwise_or(across, down), drawn), np.ones((5, 5), np.uint8))
    return strokes, covered


def held(across: Sequence[Stroke], down: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """The rules without strokes of characters that touch a rule: short ones that end at no other.

    Those across need one such end, since their pieces break off beside characters, those down need two.

    >>> box = [Stroke(0, 0, 90, 0), Stroke(0, 40, 90, 40)], [Stroke(0, 0, 0, 40), Stroke(90, 0, 90, 40)]
    >>> held(box[0], [*box[1], Stroke(30, 1, 30, 25)]) == held(*box) == (*box[0], *box[1])
    True
    >>> held([], [])
    ()
    """

    def is_free(one: Stroke, x: float, y: float, others: Sequence[Stroke]) -> bool:
        return not any(
            o.x0 - MEET <= x <= o.x1 + MEET and o.y0 - MEET <= y <= o.y1 + MEET for o in others if o is not one
        )

    def is_held(one: Stroke, ends_needed: int) -> bool:
        if one.x1 - one.x0 + one.y1 - one.y0 >= HANGING:
            return True
        rules = (*across, *down)
        free = is_free(one, one.x0, one.y0, rules) + is_free(one, one.x1, one.y1, rules)
        return 2 - free >= ends_needed

    kept = tuple(one for one in down if is_held(one, 2))
    return (*reached([one for one in across if is_held(one, 1)], kept), *kept)


def reached(across: Sequence[Stroke], down: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """The rules across, drawn on to the next rule down where they break off shortly before it, beside characters.

    >>> reached([Stroke(20, 10, 90, 10)], [Stroke(0, 0, 0, 40), Stroke(90, 0, 90, 40)])
    (Stroke(x0=0, y0=10, x1=90, y1=10),)
    >>> reached([Stroke(20, 10, 90, 10)], [Stroke(90, 0, 90, 40)])
    (Stroke(x0=20, y0=10, x1=90, y1=10),)
    """
    found = []
    for one in across:
        walls = [d.x0 for d in down if d.y0 - MEET <= one.y0 <= d.y1 + MEET]
        left = max((x for x in walls if one.x0 - SHORT <= x <= one.x0 + MEET), default=one.x0)
        right = min((x for x in walls if one.x1 - MEET <= x <= one.x1 + SHORT), default=one.x1)
        found.append(one._replace(x0=min(left, one.x0), x1=max(right, one.x1)))
    return tuple(found)


def _runs(ink: Any, scale: float, across: bool) -> Any:
    """Ink that goes on in one direction, over small gaps."""
    import cv2
    import numpy as np

    def bar(points: float) -> Any:
        length = max(3, round(points * scale))
        return np.ones((1, length) if across else (length, 1), np.uint8)

    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bar(GAP))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, bar(RUN))


def _strokes(runs: Any, scale: float, across: bool) -> list[Stroke]:
    import cv2

    count, _, parts, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for left, top, width, height in (tuple(int(v) for v in parts[k][:4]) for k in range(1, count)):
        x, y, w, h = left / scale, top / scale, width / scale, height / scale
        if (h if across else w) > THICK:
            continue
        found.append(Stroke(x, y + h / 2, x + w, y + h / 2) if across else Stroke(x + w / 2, y, x + w / 2, y + h))
    return sorted(found)
