"""What is a word of our dictionary and what is a piece of a phrase; the heads that make another thing of a word."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, read_toml

FILE = "language/segmentation.toml"


class WordShapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of segmentation.toml."""

    shortest: int
    longest: int
    never_first: tuple[str, ...]
    never_last: tuple[str, ...]
    never_inside: tuple[str, ...]
    never: frozenset[str]
    heads: frozenset[str]

    def is_word(self, words: str) -> bool:
        """Whether a wording of a lexicon can stand in a dictionary.

        >>> [word_shapes().is_word(w) for w in ("政策解读", "更新不", "法治政府建设年度报告", "结转…申请", "件")]
        [True, False, False, False, False]
        """
        if not self.shortest <= len(words) <= self.longest or words in self.never:
            return False
        if not all("\u4e00" <= ch <= "\u9fff" for ch in words):
            return False
        if any(part in words for part in self.never_inside):
            return False
        return not words.startswith(self.never_first) and not words.endswith(self.never_last)


@cache
def word_shapes() -> WordShapes:
    """The shapes of words.

    >>> "站" in word_shapes().heads
    True
    """
    try:
        return msgspec.convert(read_toml(FILE), WordShapes)
    except msgspec.ValidationError as error:
        raise LexiconError(FILE, "", str(error)) from None
