"""The ink of a table cell -> its printed lines, as boxes of pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

#: Less ink than this, in pixels, is dirt.
DIRT = 10
#: Rows of ink nearer than this share of a line's height belong to one line if they are together no higher than one.
NEAR, HIGHEST = 0.4, 1.25
#: Usual height of a line in pixels where no line tells it.
USUAL = 28.0


class Strip(NamedTuple):
    """A box of pixels, half open."""

    left: int
    top: int
    right: int
    bottom: int


def find_strips(ink: Any, box: Strip, height: float = USUAL) -> tuple[Strip, ...]:
    """The lines of ink inside a box, top down; ``height`` is how high lines are on this page."""
    import numpy as np

    inside = ink[box.top : box.bottom, box.left : box.right] > 0
    if inside.sum() < DIRT:
        return ()
    strips = []
    for top, bottom in merged(runs(inside.any(axis=1)), height):
        columns = np.flatnonzero(inside[top:bottom].any(axis=0))
        if inside[top:bottom].sum() >= DIRT:
            edges = int(columns[0]), int(columns[-1]) + 1
            strips.append(Strip(box.left + edges[0], box.top + top, box.left + edges[1], box.top + bottom))
    return tuple(strips)


def runs(filled: Sequence[bool]) -> list[tuple[int, int]]:
    """Where values are true without a break.

    >>> runs([False, True, True, False, True])
    [(1, 3), (4, 5)]
    >>> runs([])
    []
    """
    found: list[tuple[int, int]] = []
    for at, full in enumerate(filled):
        if not full:
            continue
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def merged(parts: Sequence[tuple[int, int]], height: float) -> list[tuple[int, int]]:
    """Runs that together are one line: the strokes of 三, the dots of 、.

    >>> merged([(0, 4), (10, 14), (20, 24), (40, 64)], 25)
    [(0, 24), (40, 64)]
    >>> merged([(0, 24), (30, 54)], 25)
    [(0, 24), (30, 54)]
    """
    found: list[tuple[int, int]] = []
    for top, bottom in parts:
        if found and top - found[-1][1] <= NEAR * height and bottom - found[-1][0] <= HIGHEST * height:
            found[-1] = (found[-1][0], bottom)
        else:
            found.append((top, bottom))
    return found
