"""Pages turned so that their text is upright, and the way back to the file's own coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """One printed character (a named tuple, not a dataclass: there are thousands a page).

    ``base`` is the baseline, ``size`` the em in points; ``turn`` how far it is turned against the page's text, in
    quarter turns counter-clockwise.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    turn: int = 0


class Stroke(NamedTuple):
    """A straight line on the page."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible page: ``turn`` quarter turns of its text, and its box in the file's coordinates (y upwards).

    >>> upright, landscape = Frame(0, (0, 0, 100, 200)), Frame(1, (0, 0, 100, 200))
    >>> upright.place(10, 190), landscape.place(10, 190)
    ((10, 10), (190, 10))
    >>> landscape.source(landscape.place_box((10, 20, 30, 60)))
    (10, 20, 30, 60)
    """

    turn: int
    box: Box

    @property
    def width(self) -> float:
        """Width as read."""
        left, bottom, right, top = self.box
        return top - bottom if self.turn % 2 else right - left

    @property
    def height(self) -> float:
        """Height as read."""
        left, bottom, right, top = self.box
        return right - left if self.turn % 2 else top - bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file, as read."""
        left, bottom, right, top = self.box
        if self.turn == 0:
            return x - left, top - y
        if self.turn == 1:
            return y - bottom, x - left
        if self.turn == 2:
            return right - x, y - bottom
        return top - y, right - x

    def place_box(self, box: Box) -> Box:
        """A box of the file (left, bottom, right, top) as left, top, right, bottom as read."""
        xa, ya = self.place(box[0], box[1])
        xb, yb = self.place(box[2], box[3])
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def source(self, box: Box) -> Box:
        """A box as read (left, top, right, bottom) as left, bottom, right, top in the file."""
        x0, y0, x1, y1 = box
        left, bottom, right, top = self.box
        if self.turn == 0:
            return left + x0, top - y1, left + x1, top - y0
        if self.turn == 1:
            return left + y0, bottom + x0, left + y1, bottom + x1
        if self.turn == 2:
            return right - x1, bottom + y0, right - x0, bottom + y1
        return right - y1, top - x1, right - y0, top - x0


def untwisted(glyph: Glyph) -> Glyph:
    """A glyph turned against the page's text, as if it stood upright: only its order among its like means anything.

    >>> up = [Glyph("年", 0, 0, 10, 10, 10, 10, 1), Glyph("本", 0, 10, 10, 20, 20, 10, 1)]
    >>> [g.text for g in sorted(map(untwisted, up), key=lambda g: g.left)]
    ['本', '年']
    """
    text, left, top, right, bottom, _, size, turn = glyph
    if turn == 1:
        return Glyph(text, -bottom, left, -top, right, right, size)
    if turn == 2:
        return Glyph(text, -right, -bottom, -left, -top, -top, size)
    if turn == 3:
        return Glyph(text, top, -right, bottom, -left, -left, size)
    return glyph
