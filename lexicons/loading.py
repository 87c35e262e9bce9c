"""Reading lexicon files, and complaints that name file and entry.

Every loader of this package goes through here, so that a wrong entry is always reported the same way:
``reports/disclosure/indicators.toml: applications.new: cells: unknown cell 'applications.neu.total'``.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class LexiconError(ValueError):
    """A lexicon file holds something that cannot be meant: says file, entry and what is wrong."""

    def __init__(self, file: str, entry: str, complaint: str) -> None:
        super().__init__(f"{file}: {entry}: {complaint}" if entry else f"{file}: {complaint}")
        self.file = file
        self.entry = entry


def _resource(file: str) -> Traversable:
    return files("lexicons").joinpath(*file.split("/"))


@cache
def read_text(file: str) -> str:
    """The text of a lexicon file, named from this folder: "language/units.toml"."""
    try:
        return _resource(file).read_text("utf-8")
    except FileNotFoundError:
        raise LexiconError(file, "", "no such lexicon file") from None


def read_toml(file: str) -> dict[str, Any]:
    """The tables of a TOML file.

    >>> read_toml("language/none.toml")
    Traceback (most recent call last):
        ...
    lexicons.loading.LexiconError: language/none.toml: no such lexicon file
    """
    try:
        return tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(file, "", f"not valid TOML: {error}") from None


def read_words(file: str) -> tuple[str, ...]:
    """The words of a flat list: one a line, ``#`` starts a comment; a word twice is a complaint."""
    words: list[str] = []
    for line in read_text(file).splitlines():
        word = line.partition("#")[0].strip()
        if word:
            if word in words:
                raise LexiconError(file, word, "listed twice")
            words.append(word)
    return tuple(words)


def entries(file: str, key: str, kind: type[T], name: str = "id") -> tuple[T, ...]:
    """The array of tables ``[[key]]`` as records of a msgspec type.

    Unknown fields, wrong types and a repeated ``name`` are refused with file and entry.
    """
    records: list[T] = []
    seen: set[str] = set()
    for number, raw in enumerate(read_toml(file).get(key, ()), 1):
        entry = str(raw.get(name, f"[[{key}]] no. {number}"))
        try:
            records.append(msgspec.convert(raw, kind))
        except msgspec.ValidationError as error:
            raise LexiconError(file, entry, str(error)) from None
        if name in raw and entry in seen:
            raise LexiconError(file, entry, "given twice")
        seen.add(entry)
    if not records:
        raise LexiconError(file, "", f"holds no [[{key}]]")
    return tuple(records)


@cache
def digest() -> str:
    """SHA-256 over every lexicon file, in order of name: results are keyed by it."""
    total = hashlib.sha256()

    def visit(folder: Traversable, path: str) -> None:
        for child in sorted(folder.iterdir(), key=lambda c: c.name):
            if child.is_dir():
                visit(child, f"{path}{child.name}/")
            elif child.name.endswith((".toml", ".txt", ".tsv")):
                total.update(f"{path}{child.name}\0".encode() + child.read_bytes() + b"\0")

    visit(files("lexicons"), "")
    return total.hexdigest()
