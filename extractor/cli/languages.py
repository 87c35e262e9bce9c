"""In which language a command speaks: ``--lang`` before the command, else GOUJI_LANG, else Chinese."""

from __future__ import annotations

import copy
import os
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from extractor.exports.tongues import Language, Tongue

LANGUAGES = ("zh", "en")
VARIABLE = "GOUJI_LANG"
#: Where the context of the group keeps what ``--lang`` said.
KEY = "gouji.language"

CommandType = TypeVar("CommandType", bound=click.Command)


def choose(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001 (click calls it so)
    """Keep what ``--lang`` said; the environment is asked only where it said nothing."""
    if value:
        ctx.find_root().meta[KEY] = value
    return value


def language(ctx: click.Context | None = None) -> Language:
    """The language of this call; a variable that names none of ours is left alone."""
    ctx = ctx or click.get_current_context(silent=True)
    said = ctx.find_root().meta.get(KEY) if ctx else None
    return "en" if (said or os.environ.get(VARIABLE, "").lower()[:2]) == "en" else "zh"


def tongue() -> Tongue:
    """The language of this call, for views."""
    from extractor.exports.tongues import TONGUES

    return TONGUES[language()]


def say(template: str, *values: object) -> str:
    """A Chinese template of ours in the language of this call, its holes filled."""
    if language() == "zh":
        return template.format(*values)  # without loading a lexicon
    return tongue().say(template, *values)


def told(words: str) -> str:
    """A sentence that was made below, in the language of this call."""
    return words if language() == "zh" else tongue().told(words)


def long_name(param: click.Parameter) -> str:
    """How the lexicon calls a parameter: an option by its long name."""
    return max(param.opts, key=len)


def helped(command: CommandType, name: str, ctx: click.Context) -> CommandType:
    """The command with its help in the language of this call."""
    if language(ctx) == "zh":
        return command
    from lexicons.messages.message_lexicon import command_help

    words = command_help().get(name)
    if words is None:
        return command
    changed = copy.copy(command)
    changed.help, changed.params = words.help, []
    for param in command.params:
        other, name = copy.copy(param), long_name(param)
        if isinstance(other, click.Option):
            other.help = words.options.get(name, other.help)
        other.metavar = words.values.get(name, other.metavar)
        changed.params.append(other)
    return changed
