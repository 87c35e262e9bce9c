"""Word fields: an instruction and its result, of which only the result is text, and of page numbers not even that."""

from __future__ import annotations

from dataclasses import dataclass

#: Fields whose results belong to the paper, not to the text.
PAPER = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
CONTENTS = "TOC"


@dataclass(slots=True)
class _Open:
    instruction: str = ""
    in_result: bool = False

    @property
    def name(self) -> str:
        words = self.instruction.split(maxsplit=1)
        return words[0].upper() if words else ""


class Fields:
    """The fields open at the point that is being read.

    >>> fields = Fields()
    >>> fields.begin(); fields.instruct(" PAGE "); fields.separate(); fields.shown
    False
    >>> fields.end(); fields.shown
    True
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []

    @property
    def shown(self) -> bool:
        """Whether text at this point is to be read."""
        return not self._open or all(field.in_result and field.name not in PAPER for field in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(field.name == CONTENTS for field in self._open)

    def begin(self) -> None:
        """A field begins with its instruction."""
        self._open.append(_Open())

    def instruct(self, text: str) -> None:
        """A piece of the instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text

    def separate(self) -> None:
        """The instruction is over, the result begins."""
        if self._open:
            self._open[-1].in_result = True

    def end(self) -> None:
        """The field is over; an end without beginning is left alone."""
        if self._open:
            self._open.pop()

    def end_paragraph(self) -> None:
        """Fields of one line end with it, lest a field that is never closed swallow the rest of the document."""
        self._open = [field for field in self._open if field.in_result and field.name not in PAPER]


def in_paper(instruction: str) -> bool:
    """Whether a simple field's instruction yields a page number.

    >>> in_paper(" PAGE \\\\* MERGEFORMAT "), in_paper(""), in_paper("REF a")
    (True, False, False)
    """
    return _Open(instruction).name in PAPER
