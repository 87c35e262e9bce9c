"""Arguments of the command -> paths: "-" reads them from standard input, "@list.txt" from a file, one a line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from extractor.readers.encodings import decode
from extractor.sources.inputs import Input, refused


def paths(given: Sequence[str]) -> Iterator[str | Input]:
    """The paths in their order, each once; an input where a list cannot be read or names nothing.

    >>> list(paths(["a.txt", "b.txt", "./a.txt"]))
    ['a.txt', 'b.txt']
    """
    seen: set[str] = set()
    for argument in given:
        for path in _expanded(argument):
            if isinstance(path, Input):
                yield path
            elif (place := os.path.abspath(path)) not in seen:
                seen.add(place)
                yield path


def _expanded(argument: str) -> Iterator[str | Input]:
    if argument == "-":
        yield from _listed(sys.stdin.buffer.read(), "-")
    elif argument.startswith("@") and not os.path.exists(argument):
        try:
            with open(argument[1:], "rb") as file:
                data = file.read()
        except OSError:
            yield refused(argument[1:], "input.missing")
            return
        yield from _listed(data, argument[1:])
    else:
        yield argument


def _listed(data: bytes, name: str) -> Iterator[str | Input]:
    """The lines of a list, white space around them apart; blank lines name nothing."""
    lines = [line.strip() for line in decode(data)[0].removeprefix("\ufeff").splitlines()]
    named = [line for line in lines if line]
    if not named:
        yield refused(name, "input.no_documents", kind="路径清单")
    yield from named
