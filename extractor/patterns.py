"""Official wordings as patterns that survive crawling.

A wording is matched by its characters alone: white space, bars, line ends and punctuation between them do not count, so that
"商业 |\\n企业" is 商业企业 and 危及“三安全一稳定” needs no quotes.
"""

from __future__ import annotations

from functools import cache

import regex

#: What may stand between two characters of a wording.
BETWEEN = r"[\s|｜、，,．“”\"'‘’（）():：;；。·]{0,6}?"
WORD = regex.compile(r"[^\W_]")
NOT_WORD = regex.compile(r"[\W_]+")


@cache
def label_pattern(label: str) -> regex.Pattern[str]:
    """The pattern of a wording.

    >>> bool(label_pattern("商业企业").search("商业 |\\n企业"))
    True
    >>> label_pattern("商业企业").search("商业性企业") is None
    True
    """
    return regex.compile(BETWEEN.join(regex.escape(ch) for ch in NOT_WORD.sub("", label)))


def squeezed(text: str) -> str:
    """A text without white space, punctuation and marks.

    >>> squeezed("一、总体情况：")
    '一总体情况'
    """
    return NOT_WORD.sub("", text)
