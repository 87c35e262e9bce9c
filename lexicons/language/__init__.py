"""How officials write numbers: numerals, units, hedges, and what looks like a quantity and is none."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeVar

import msgspec

from lexicons.loading import LexiconError, read_toml

T = TypeVar("T")

Hedge = Literal["exact", "about", "more", "less"]
UnitKind = Literal["count", "money", "ratio", "duration", "size"]


class Numerals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Characters of numerals and what they stand for; ``fold`` is one character for one character, ``between``
    are pairs of digits that name a range."""

    fold: dict[str, str]
    digits: dict[str, int]
    tens: dict[str, int]
    weights: dict[str, int]
    sections: dict[str, int]
    between: tuple[str, ...] = ()


class UnitGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Units of one kind: ``words`` stand for themselves, ``aliases`` are written forms and their bare unit."""

    id: str
    kind: UnitKind
    words: tuple[str, ...] = ()
    aliases: dict[str, str] = {}


class Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Measure words, what they begin besides (条例, 项目), and what names a count without any."""

    group: tuple[UnitGroup, ...]
    begins: dict[str, tuple[str, ...]]
    begins_after_hanzi: dict[str, tuple[str, ...]]
    follows: dict[str, tuple[str, ...]]
    heads: dict[str, str]
    digits_only: tuple[str, ...]
    counted: tuple[str, ...]
    leads: tuple[str, ...]
    spent: tuple[str, ...]
    within: tuple[str, ...]
    one_units: tuple[str, ...]
    one_not_after: str
    seconds: tuple[str, ...]
    one_verbs: tuple[str, ...]
    one_verbs_of_things: tuple[str, ...]


class HedgeWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that loosens a figure: ``not_after``/``not_before`` are characters with which it is another word."""

    id: str
    qualifier: Hedge
    not_after: str = ""
    not_before: str = ""


class Round(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for several (数十, 几百): low and high as multiples of the weight after them; 0 is no bound."""

    word: str
    low: int
    high: int
    qualifier: Hedge
    not_after: str = ""


class Hedges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hedges before a number, between number and unit, and after the unit."""

    before: tuple[HedgeWord, ...]
    inside: tuple[HedgeWord, ...]
    after: tuple[HedgeWord, ...]
    round: tuple[Round, ...]


class RefusalRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shape that holds a number and is no quantity, tried where one of the literals ``near`` occurs."""

    id: str
    why: str
    pattern: str
    near: tuple[str, ...] = ()


class PhraseList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fixed phrases that hold a number word and are no quantity."""

    id: str
    why: str
    words: tuple[str, ...]


class Refusals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rules, phrase lists, and the reasons that the grammar itself gives."""

    rule: tuple[RefusalRule, ...]
    phrases: tuple[PhraseList, ...]
    reasons: dict[str, str]


def _whole(file: str, kind: type[T]) -> T:
    try:
        return msgspec.convert(read_toml(file), kind)
    except msgspec.ValidationError as error:
        raise LexiconError(file, "", str(error)) from None


def _refuse_repeats(file: str, words: list[str]) -> None:
    seen: set[str] = set()
    for word in words:
        if not word or word in seen:
            raise LexiconError(file, word, "given twice" if word else "empty word")
        seen.add(word)


@cache
def numerals() -> Numerals:
    """The table of numerals.

    >>> numerals().digits["两"]
    2
    """
    table = _whole("language/numerals.toml", Numerals)
    for name in ("fold", "digits", "tens", "weights", "sections"):
        for key in getattr(table, name):
            if len(key) != 1:
                raise LexiconError("language/numerals.toml", f"{name}.{key}", "not one character")
    for key, plain in table.fold.items():
        if len(plain) != 1:
            raise LexiconError("language/numerals.toml", f"fold.{key}", "does not fold to one character")
    return table


@cache
def units() -> Units:
    """The table of units.

    >>> units().group[0].kind
    'count'
    """
    table = _whole("language/units.toml", Units)
    forms = [form for group in table.group for form in (*group.words, *group.aliases)]
    _refuse_repeats("language/units.toml", forms)
    for unit in (*table.begins, *table.begins_after_hanzi, *table.follows, *table.one_units, *table.digits_only):
        if unit not in forms:
            raise LexiconError("language/units.toml", unit, "guards a unit that is not in the table")
    return table


@cache
def hedges() -> Hedges:
    """The table of hedges."""
    table = _whole("language/hedges.toml", Hedges)
    for words in (table.before, table.inside, table.after):
        _refuse_repeats("language/hedges.toml", [word.id for word in words])
    return table


@cache
def refusals() -> Refusals:
    """The table of what is no quantity."""
    table = _whole("language/refusals.toml", Refusals)
    _refuse_repeats(
        "language/refusals.toml", [*(rule.id for rule in table.rule), *(phrases.id for phrases in table.phrases)]
    )
    for phrases in table.phrases:
        _refuse_repeats(f"language/refusals.toml: {phrases.id}", list(phrases.words))
    return table
