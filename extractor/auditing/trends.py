"""A change told in words alone right behind a figure: 新收44件，同比略有下降; 与上年基本持平."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

import regex

from extractor.model import Fact
from extractor.series.entries import Entry
from extractor.spans import Span
from lexicons.reports.disclosure.year_words import year_words

#: 持平 of figures that differ by less than this share may be said; by more only if it is hedged (基本持平), and then up to the second.
LEVEL, NEARLY_LEVEL = Decimal("0.05"), Decimal("0.2")
#: A difference of one is level, whatever share it is.
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Trend:
    """Which way a figure is said to have gone, and where that is said."""

    way: Literal["up", "down", "level"]
    nearly: bool
    span: Span

    def holds(self, now: Decimal, before: Decimal) -> bool:
        """Whether two figures bear it out.

        >>> Trend("down", False, Span(0, 1)).holds(Decimal(44), Decimal(35)), Trend("level", True, Span(0, 1)).holds(Decimal(44), Decimal(40))
        (False, True)
        """
        if self.way == "level":
            return abs(now - before) <= max(ONE, before * (NEARLY_LEVEL if self.nearly else LEVEL))
        return now > before if self.way == "up" else now < before


def trend_after(entry: Entry, fact: Fact) -> Trend | None:
    """The change that is told right behind a figure, without a figure of its own; None where there is none."""
    match = _pattern().match(entry.text, fact.span.end)
    if match is None or (match["year"] and int(match["year"]) + 1 != entry.year):
        return None
    way: Literal["up", "down", "level"] = "up" if match["up"] else "down" if match["down"] else "level"
    return Trend(way, bool(match["nearly"]), Span(match.start("said"), match.end("said")))


@cache
def _pattern() -> regex.Pattern[str]:
    words = year_words().trends
    lists = (words.years, words.manners, words.nearly, words.up, words.down, words.level)
    years, manners, nearly, up, down, level = ("|".join(sorted(listed, key=lambda w: (-len(w), w))) for listed in lists)
    year = rf"(?:{years}|(?P<year>20\d\d)年度?)(?:同期)?"
    return regex.compile(
        rf"\s*[，,（(]?(?P<said>(?:同比|[较比与同和]{year}(?:相比)?)[，,]?(?:{manners})*(?P<nearly>{nearly})?(?:{manners})*"
        rf"(?:(?P<up>{up})|(?P<down>{down})|{level}))(?:趋势|态势)?\s*[，,。；;、）)\n]"
    )
