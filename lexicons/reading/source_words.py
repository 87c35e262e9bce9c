"""The words of places where documents are found: columns of feeds, debris, attachments of pages, zipped documents."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, read_toml

FILE = "reading/sources.toml"


class ColumnNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of columns by what they hold, the likeliest first."""

    text: tuple[str, ...]
    html: tuple[str, ...]
    path: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]
    url: tuple[str, ...]


class Debris(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How names of files and folders of systems and editors begin, read and end."""

    starts: tuple[str, ...]
    names: frozenset[str]
    ends: tuple[str, ...]


class Attachments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Suffixes without dot, and folders, of what stands beside documents."""

    suffixes: frozenset[str]
    pictures: frozenset[str]
    pages: tuple[str, ...]
    folder_ends: tuple[str, ...]
    folder_names: frozenset[str]


class Packages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Suffixes of documents that are zips, and root entries that tell such a zip."""

    suffixes: frozenset[str]
    markers: frozenset[str]


class SourceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole lexicon."""

    columns: ColumnNames
    debris: Debris
    attachments: Attachments
    packages: Packages


@cache
def source_words() -> SourceWords:
    """The lexicon of places.

    >>> source_words().columns.text[:2]
    ('text', 'content')
    """
    try:
        return msgspec.convert(read_toml(FILE), SourceWords)
    except msgspec.ValidationError as error:
        raise LexiconError(FILE, "", str(error)) from None
