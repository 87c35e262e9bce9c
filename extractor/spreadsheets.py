"""Text that a spreadsheet would take for a formula, made harmless."""

from __future__ import annotations

import regex

#: A spreadsheet takes a cell that begins so for a formula; a plain negative number is none.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = regex.compile(r"[+-]?\d+(?:\.\d+)?")


def harmless(cell: str) -> str:
    """A text for a CSV cell, with an apostrophe in front where it would be a formula.

    >>> harmless("=1+1"), harmless("-5"), harmless("-x"), harmless("46件")
    ("'=1+1", '-5', "'-x", '46件')
    """
    return f"'{cell}" if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell
