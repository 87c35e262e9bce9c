"""Rows of the table of benchmarks: what, ours, instead, theirs, ratio; in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
#: The ratio is the same way round in every row: what ours takes by what theirs takes. Below one, ours takes less.
HEADS: dict[Language, tuple[str, ...]] = {
    "zh": ("项目", "勾稽", "换一种做法", "对照", "勾稽 ÷ 对照"),
    "en": ("what", "gouji", "instead", "theirs", "gouji ÷ theirs"),
}


class Words(NamedTuple):
    """The same in both languages."""

    zh: str
    en: str


class Row(NamedTuple):
    """One comparison; ``ratio`` is the median, the least and the most of the rounds, None where there is nothing to compare with."""

    what: Words
    ours: Words
    name: Words
    theirs: Words
    ratio: tuple[float, float, float] | None

    def cells(self, chosen: Language) -> tuple[str, ...]:
        """The row as it is printed.

        >>> same = Words("PDF", "PDF")
        >>> Row(same, same, same, same, (0.3456, 0.31, 12.0)).cells("en")[-1], Row(same, same, same, same, None).cells("en")[-1]
        ('0.35 (0.31–12)', '—')
        """
        told = [getattr(words, chosen) for words in (self.what, self.ours, self.name, self.theirs)]
        if self.ratio is None:
            return (*told, "—")
        middle, least, most = (_short(number) for number in self.ratio)
        return (*told, f"{middle} ({least}–{most})")


def _short(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.0f}"


def table(rows: Iterable[Row], chosen: Language) -> Iterator[str]:
    """The lines of a Markdown table."""
    head = HEADS[chosen]
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row.cells(chosen))} |"


def placed(page: str, lines: Iterable[str]) -> str:
    """A page with these lines between its bench marks; raises ``ValueError`` where it has none.

    >>> placed("a <!-- bench -->old<!-- /bench --> b", ["new"])
    'a <!-- bench -->\\nnew\\n<!-- /bench --> b'
    """
    block = "\n".join(["<!-- bench -->", *lines, "<!-- /bench -->"])
    found, count = re.subn("<!-- bench -->.*?<!-- /bench -->", lambda _: block, page, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"{count} places between <!-- bench --> and <!-- /bench -->, one wanted")
    return found
