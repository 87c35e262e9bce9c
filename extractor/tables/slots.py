"""What one column of a row holds under one reading of it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractor.spans import Span
from extractor.tables.tokens import Token
from extractor.values import CellState


class Slot(NamedTuple):
    """A column's content: ``raw`` is what is printed there, "" where nothing is."""

    state: CellState
    value: Decimal | None
    raw: str
    span: Span


Reading = tuple[Slot, ...]


def slot_of(token: Token) -> Slot:
    """The slot of a token that fills a column by itself."""
    if token.kind == "number":
        return Slot("read", token.value, token.raw, token.span)
    return Slot("placeholder" if token.kind == "placeholder" else "blank", None, token.raw, token.span)


def blank_at(position: int) -> Slot:
    """A column with nothing printed, pointed at by an empty span."""
    return Slot("blank", None, "", Span(position, position))


def unreadable(span: Span) -> Slot:
    """A column whose content cannot be told."""
    return Slot("unreadable", None, "", span)
