"""The words of titles and agency names, typed."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, read_toml
from lexicons.reports.disclosure.forms import FOLDER


class MastheadWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of report, endings of agencies and regions, labels of publishers, words before which no name reaches back."""

    kinds: tuple[str, ...]
    cut: tuple[str, ...]
    publishers: tuple[str, ...]
    endings: tuple[str, ...]
    regions: tuple[str, ...]
    administrations: tuple[str, ...]
    before: tuple[str, ...]


@cache
def masthead_words() -> MastheadWords:
    """The lexicon of mastheads.

    >>> "人民政府" in masthead_words().endings
    True
    """
    file = f"{FOLDER}/mastheads.toml"
    try:
        return msgspec.convert(read_toml(file), MastheadWords)
    except msgspec.ValidationError as error:
        raise LexiconError(file, "", str(error)) from None
