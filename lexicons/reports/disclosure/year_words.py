"""Words that decide whether a figure can be held against last year's report, typed."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, read_toml
from lexicons.reports.disclosure.forms import FOLDER, cell_names
from lexicons.reports.disclosure.indicator_lexicon import terms


class Trends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Changes told in words alone."""

    years: tuple[str, ...]
    manners: tuple[str, ...]
    nearly: tuple[str, ...]
    up: tuple[str, ...]
    down: tuple[str, ...]
    level: tuple[str, ...]


class YearWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other bases of comparison, reasons of stocks, and sums of cells that stand for one notion."""

    other_bases: tuple[str, ...]
    stock_changes: tuple[str, ...]
    families: tuple[tuple[str, ...], ...]
    trends: Trends

    def kin(self, expressions: tuple[str, ...]) -> tuple[str, ...]:
        """These sums of cells and those that reports use for the same notion."""
        found = dict.fromkeys(expressions)
        for family in self.families:
            if set(family) & set(expressions):
                found |= dict.fromkeys(family)
        return tuple(found)


@cache
def year_words() -> YearWords:
    """The lexicon of comparisons between years.

    >>> year_words().kin(("review.review.total",))
    ('review.review.total',)
    """
    file = f"{FOLDER}/years.toml"
    try:
        words = msgspec.convert(read_toml(file), YearWords)
    except msgspec.ValidationError as error:
        raise LexiconError(file, "", str(error)) from None
    for family in words.families:
        for expression in family:
            for cell in terms(expression):
                if cell not in cell_names():
                    raise LexiconError(file, expression, f"unknown cell {cell!r}")
    return words
