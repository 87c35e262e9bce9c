"""A recognised line in its box -> characters with places, as a text layer would have them."""

from __future__ import annotations

from extractor.readers.pdf.frames import Box, Glyph
from extractor.readers.pdf.lines import is_narrow

#: Width of a narrow character in em.
NARROW = 0.5
#: The baseline below a line's middle, in em.
DROP = 0.38
#: Lines of fewer em than this do not tell the size of their characters.
TELLING = 4.0
#: What stands for ink that could not be read.
UNREAD = "\ufffd"


def ems(text: str) -> float:
    """How wide a text is in em.

    >>> ems("共12件"), ems("")
    (3.0, 0)
    """
    return sum(NARROW if is_narrow(c) else 1.0 for c in text if not c.isspace())


def size_of(text: str, box: Box) -> float | None:
    """The em in points that a line's width tells, None where it is too short to tell.

    >>> size_of("共收到申请12件", (0, 0, 70, 12)), size_of("0", (0, 0, 5, 9))
    (10.0, None)
    """
    wide = ems(text)
    return (box[2] - box[0]) / wide if wide >= TELLING else None


def glyphs_of(text: str, box: Box, size: float) -> tuple[Glyph, ...]:
    """The characters of a line side by side, each as wide as its kind; blanks fall away.

    >>> [(g.text, g.left, g.right, g.base) for g in glyphs_of("共 12", (0, 0, 20, 12), 10)]
    [('共', 0, 10.0, 9.8), ('1', 10.0, 15.0, 9.8), ('2', 15.0, 20.0, 9.8)]
    >>> glyphs_of("", (0, 0, 20, 12), 10)
    ()
    """
    wide = ems(text)
    if not wide:
        return ()
    step, left = (box[2] - box[0]) / wide, box[0]
    base = (box[1] + box[3]) / 2 + DROP * size
    found = []
    for character in text:
        if character.isspace():
            continue
        right = left + step * (NARROW if is_narrow(character) else 1.0)
        found.append(Glyph(character, left, base - 0.88 * size, right, base + 0.12 * size, base, size))
        left = right
    return tuple(found)
