"""Names of variables for statistics programs: short, of plain letters, one for each cell of the forms and each indicator."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec
import regex

from lexicons.loading import LexiconError, read_toml
from lexicons.reports.disclosure.forms import FOLDER, cell_names
from lexicons.reports.disclosure.indicator_lexicon import catalogue

FILE = f"{FOLDER}/variables.toml"
NAME = regex.compile(r"[a-z][a-z0-9_]*")


class Prefixes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the names of cells and of indicators begin with."""

    cell: str
    indicator: str


class VariableWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The longest name that every program takes, the prefixes, and short forms of words."""

    limit: int
    prefixes: Prefixes
    words: dict[str, str]


@cache
def cell_variables() -> dict[str, str]:
    """Cell id -> name of its variable, in the order of the forms.

    >>> cell_variables()["applications.refused_state_secret.natural_person"]
    't_app_refused_secret_nat'
    """
    return _names(_words().prefixes.cell, cell_names())


@cache
def indicator_variables() -> dict[str, str]:
    """Indicator id -> name of its variable, in the order of the catalogue.

    >>> indicator_variables()["applications.granted"]
    'p_app_granted'
    """
    return _names(_words().prefixes.indicator, (entry.id for entry in catalogue()))


@cache
def _words() -> VariableWords:
    try:
        return msgspec.convert(read_toml(FILE), VariableWords)
    except msgspec.ValidationError as error:
        raise LexiconError(FILE, "", str(error)) from None


def _names(prefix: str, ids: Iterable[str]) -> dict[str, str]:
    """The names of ids; one that is too long, or that two ids share, is refused."""
    words = _words()
    longest = sorted(words.words, key=lambda word: (-len(word), word))
    pattern = regex.compile(rf"(?<![a-z])(?:{'|'.join(longest)})(?![a-z])")
    found = {id: "_".join((prefix, pattern.sub(lambda m: words.words[m[0]], id).replace(".", "_"))) for id in ids}
    owners: dict[str, str] = {}
    for id, name in found.items():
        if len(name) > words.limit or not NAME.fullmatch(name):
            raise LexiconError(FILE, id, f"{name} is no name of {words.limit} letters at most")
        if owners.setdefault(name, id) != id:
            raise LexiconError(FILE, id, f"{name} is the name of {owners[name]} too")
    return found
