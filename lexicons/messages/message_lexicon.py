"""English for what the program says, typed: names of cells, checks and diagnostics; sentences; help of the commands."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, entries, read_toml

MESSAGES, SENTENCES, HELP = "messages/en.toml", "messages/en_sentences.toml", "messages/en_help.toml"


class CheckWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A check in English; see the head of en.toml for the sentences and their fields."""

    title: str
    meaning: str
    advice: str
    broken: tuple[str, ...]
    undecided: tuple[str, ...] = ()


class Messages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an audit says, in English: rows and columns by part and id, checks and diagnostics by code."""

    rows: dict[str, str]
    columns: dict[str, str]
    checks: dict[str, CheckWords]
    diagnostics: dict[str, str]
    indicators: dict[str, str]


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A Chinese sentence with its holes as braces, and the English one; where the order differs, holes have numbers."""

    zh: str
    en: str


class CommandHelp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The help of a command and of its options by their long names; ``values`` name what options and arguments take."""

    help: str
    options: dict[str, str] = {}
    values: dict[str, str] = {}


@cache
def messages() -> Messages:
    """English for audits.

    >>> messages().rows["applications.granted"], messages().checks["text.table"].title
    ('granted', 'Text and table differ')
    """
    try:
        return msgspec.convert(read_toml(MESSAGES), Messages)
    except msgspec.ValidationError as error:
        raise LexiconError(MESSAGES, "", str(error)) from None


@cache
def sentences() -> dict[str, str]:
    """English sentences by the Chinese ones.

    >>> sentences()["有路径不存在。"]
    'A path does not exist.'
    """
    return {s.zh: s.en for s in entries(SENTENCES, "sentence", Sentence, name="zh")}


class Helps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The help of all commands, and of the options that several of them share."""

    shared: dict[str, str]
    shared_values: dict[str, str]
    commands: dict[str, CommandHelp]


@cache
def command_help() -> dict[str, CommandHelp]:
    """English help by the name of the command, shared options filled in; "gouji" is the group itself."""
    try:
        known = msgspec.convert(read_toml(HELP), Helps)
    except msgspec.ValidationError as error:
        raise LexiconError(HELP, "", str(error)) from None
    return {
        name: CommandHelp(own.help, known.shared | own.options, known.shared_values | own.values)
        for name, own in known.commands.items()
    }
