"""A view of a text in which every character has its plain form, one for one, so that offsets stay.

Patterns are matched on the view; what is reported is always the slice of the text as read.
"""

from __future__ import annotations

import re
from functools import cache

from lexicons.language import numerals

_FULL_WIDTH = range(0xFF01, 0xFF5F)
_TO_ASCII = 0xFEE0


@cache
def _table() -> dict[str, str]:
    return {chr(code): chr(code - _TO_ASCII) for code in _FULL_WIDTH} | numerals().fold


@cache
def _folded() -> re.Pattern[str]:
    """The characters that have a plain form: few of a text, which are found sooner than every character is looked up."""
    return re.compile(f"[{re.escape(''.join(_table()))}]")


def fold(text: str) -> str:
    """The text with full-width forms, spaces, dashes and document-number brackets made plain; as long as the text.

    >>> fold("收到１，８１１件，占９５％〔2021〕")
    '收到1,811件,占95%[2021]'
    >>> fold("3—5　次")
    '3-5 次'
    >>> fold("")
    ''
    """
    table = _table()
    return _folded().sub(lambda m: table[m[0]], text)
