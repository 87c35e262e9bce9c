"""The ink of a table cell -> its printed lines, as boxes of pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

#: Less ink than this, in pixels, is dirt.
DIRT = 10
#: Rows of ink nearer than this share of a line's height belong to one line if they are together no higher than one, and
#: one of them is too low to be a line of its own.
NEAR, HIGHEST, LOW = 0.4, 1.25, 0.45
#: Ink along the edge of a cell that is thinner than this share of a line's height is what is left of its rule.
THIN = 0.2
#: So is a thin line that is longer than this many times the line's height, wherever it stands; a dash is shorter.
LONG = 3.0
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
    inside = ink[box.top : box.bottom, box.left : box.right] > 0
    strips = []
    for top, bottom in merged(_off_edges(runs(inside.any(axis=1)), box.bottom - box.top, height), height):
        line = inside[top:bottom]
        parts = _off_edges(runs(line.any(axis=0)), box.right - box.left, height)
        if not parts or (bottom - top <= THIN * height and parts[-1][1] - parts[0][0] > LONG * height):
            continue
        if line[:, parts[0][0] : parts[-1][1]].sum() >= DIRT:
            strips.append(Strip(box.left + parts[0][0], box.top + top, box.left + parts[-1][1], box.top + bottom))
    return tuple(strips)


def _off_edges(parts: Sequence[tuple[int, int]], end: int, height: float) -> list[tuple[int, int]]:
    """The runs without thin ones along the edges."""
    return [(a, b) for a, b in parts if not ((a <= 1 or b >= end - 1) and b - a <= THIN * height)]


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
    >>> merged([(0, 24), (30, 54)], 25), merged([(0, 12), (16, 28)], 25)
    ([(0, 24), (30, 54)], [(0, 12), (16, 28)])
    """
    found: list[tuple[int, int]] = []
    for top, bottom in parts:
        if found and _is_one(found[-1], (top, bottom), height):
            found[-1] = (found[-1][0], bottom)
        else:
            found.append((top, bottom))
    return found


def _is_one(above: tuple[int, int], below: tuple[int, int], height: float) -> bool:
    near = below[0] - above[1] <= NEAR * height and below[1] - above[0] <= HIGHEST * height
    return near and min(above[1] - above[0], below[1] - below[0]) <= LOW * height
