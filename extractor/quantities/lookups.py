"""The longest word of a table that stands at a place in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Longest:
    """Words by their first character, longest first.

    >>> Longest(["人", "人次"]).at("12人次", 2)
    '人次'
    >>> Longest(["人次"]).at("12人", 2) is None
    True
    """

    def __init__(self, words: Iterable[str]) -> None:
        table: dict[str, list[str]] = {}
        for word in words:
            table.setdefault(word[0], []).append(word)
        self._table = {first: tuple(sorted(same, key=lambda w: (-len(w), w))) for first, same in table.items()}
        self.longest = max((len(word) for same in self._table.values() for word in same), default=0)
        self._first = re.compile(f"[{re.escape(''.join(sorted(self._table)))}]" if self._table else "(?!)")

    def at(self, text: str, position: int) -> str | None:
        """The longest word that begins at the position."""
        for word in self._table.get(text[position : position + 1], ()):
            if text.startswith(word, position):
                return word
        return None

    def all_at(self, text: str, position: int) -> tuple[str, ...]:
        """Every word that begins at the position, longest first."""
        return tuple(w for w in self._table.get(text[position : position + 1], ()) if text.startswith(w, position))

    def positions(self, text: str) -> Iterable[int]:
        """Where a word may begin: the positions of first characters."""
        return (match.start() for match in self._first.finditer(text))


class LongestBefore:
    """Words by their last character, longest first.

    >>> LongestBefore(["超过", "过"]).ending("超过12", 2)
    '超过'
    """

    def __init__(self, words: Iterable[str]) -> None:
        table: dict[str, list[str]] = {}
        for word in words:
            table.setdefault(word[-1], []).append(word)
        self._table = {last: tuple(sorted(same, key=lambda w: (-len(w), w))) for last, same in table.items()}

    def ending(self, text: str, position: int) -> str | None:
        """The longest word that ends at the position."""
        if position == 0:
            return None
        for word in self._table.get(text[position - 1], ()):
            if text.endswith(word, 0, position):
                return word
        return None
