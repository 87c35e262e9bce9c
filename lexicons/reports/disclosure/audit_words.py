"""The words that checks of wording look for, typed."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, read_toml
from lexicons.reports.disclosure.forms import FOLDER


class AuditWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Instructions of the form, lay-out words, endings of governments, departments and townships."""

    instructions: tuple[str, ...]
    typefaces: tuple[str, ...]
    governments: tuple[str, ...]
    departments: tuple[str, ...]
    townships: tuple[str, ...]


@cache
def audit_words() -> AuditWords:
    """The lexicon of the checks.

    >>> "镇" in audit_words().townships
    True
    """
    file = f"{FOLDER}/audit_words.toml"
    try:
        words = msgspec.convert(read_toml(file), AuditWords)
    except msgspec.ValidationError as error:
        raise LexiconError(file, "", str(error)) from None
    for name in AuditWords.__struct_fields__:
        listed = getattr(words, name)
        if not listed or len(set(listed)) < len(listed):
            raise LexiconError(file, name, "empty, or a word twice")
    return words
