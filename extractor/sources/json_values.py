"""Where each value of a JSON array, or of values one after another, begins and ends, piece by piece.

Only strings and brackets are looked at; whether a value is sound is for the parser to say, so that one that is not does
not stop those after it.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

IN_STRING = regex.compile(r'["\\]')
IN_VALUE = regex.compile(r'["{}\[\]]')
BETWEEN = regex.compile(r'["{}\[\],]|\s+')


class Values:
    """Takes the text of a file in pieces and gives the text of each value, None for one that is too long.

    >>> values = Values(100)
    >>> list(values.feed('[{"a": "]\\\\"'))
    []
    >>> list(values.feed('"}, 2, [3]]')), values.open
    (['{"a": "]\\\\""}', '2', '[3]'], False)
    >>> list(Values(5).feed('{"a": "long"} {}'))
    [None, '{}']
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._parts: list[str] = []
        self._length = 0
        self._depth = 0
        self._string = self._escaped = self._array = self._begun = self._ended = False

    @property
    def open(self) -> bool:
        """Whether a value, or the array, has no end yet."""
        return bool(self._length) or (self._array and not self._ended)

    def feed(self, piece: str) -> Iterator[str | None]:
        """The values that end in the next piece."""
        at = 0
        if not self._begun:
            at = len(piece) - len(piece.lstrip("\ufeff \t\r\n"))
            self._begun = at < len(piece)
            self._array = piece[at : at + 1] == "["
            at += self._array
        while at < len(piece) and not self._ended:
            if self._escaped:
                self._escaped = False
                self._take(piece[at])
                at += 1
                continue
            pattern = IN_STRING if self._string else IN_VALUE if self._depth else BETWEEN
            found = pattern.search(piece, at)
            self._take(piece[at : found.start() if found else len(piece)])
            if found is None:
                break
            at = found.end()
            if self._mark(found[0]):
                yield self._value()
        if not self._depth and not self._string and self._length and not self._array and piece[-1:] == "\n":
            yield self._value()

    def _mark(self, mark: str) -> bool:
        """Step over a mark; whether a value ends with it."""
        if self._string:
            self._escaped = mark == "\\"
            self._string = self._escaped
        elif mark == '"':
            self._string = True
        elif mark in "{[":
            self._depth += 1
        elif mark in "}]" and self._depth:
            self._depth -= 1
            self._take(mark)
            return self._depth == 0
        else:  # between values: a comma, blanks, the end of the array, or a bracket that closes nothing
            self._ended = mark == "]" and self._array
            return self._length > 0
        self._take(mark)
        return False

    def _take(self, text: str) -> None:
        self._length += len(text)
        if self._length <= self._limit:
            self._parts.append(text)

    def _value(self) -> str | None:
        text = "".join(self._parts) if self._length <= self._limit else None
        self._parts, self._length = [], 0
        return text
