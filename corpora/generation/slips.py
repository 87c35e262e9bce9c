"""What slips make of one figure: pure functions of the cells, last year's cells, the place and chance; None where they cannot be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

Slip = Callable[[Mapping[str, str], Mapping[str, str], str, Random], str | None]


def _digits(cells: Mapping[str, str], place: str) -> str:
    return cells[place] if cells[place].isdigit() else ""


def swap(cells: Mapping[str, str], last: Mapping[str, str], place: str, chance: Random) -> str | None:  # noqa: ARG001
    """Two neighbouring digits changed over."""
    text = _digits(cells, place)
    spots = [i for i in range(len(text) - 1) if text[i] != text[i + 1] and not (i == 0 and text[1] == "0")]
    if not spots:
        return None
    at = chance.choice(spots)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def drop(cells: Mapping[str, str], last: Mapping[str, str], place: str, chance: Random) -> str | None:  # noqa: ARG001
    """A digit lost."""
    text = _digits(cells, place)
    if len(text) < 2:
        return None
    at = chance.randrange(len(text))
    return str(int(text[:at] + text[at + 1 :]))


def add(cells: Mapping[str, str], last: Mapping[str, str], place: str, chance: Random) -> str | None:  # noqa: ARG001
    """A digit too many."""
    text = _digits(cells, place)
    if not text or text == "0":
        return None
    at = chance.randrange(1, len(text) + 1)
    return text[:at] + chance.choice((text[at - 1], str(chance.randint(0, 9)))) + text[at:]


def near(cells: Mapping[str, str], last: Mapping[str, str], place: str, chance: Random) -> str | None:  # noqa: ARG001
    """One digit another."""
    text = _digits(cells, place)
    if not text:
        return None
    at = chance.randrange(len(text))
    other = chance.choice([d for d in "123456789" if d != text[at]])
    return text[:at] + other + text[at + 1 :]


def neighbour(cells: Mapping[str, str], last: Mapping[str, str], place: str, chance: Random) -> str | None:  # noqa: ARG001
    """The figure of the next cell of the row copied."""
    row = [c for c in cells if c.rsplit(".", 1)[0] == place.rsplit(".", 1)[0]]
    at = row.index(place)
    beside = [cells[c] for c in row[max(0, at - 1) : at] + row[at + 1 : at + 2] if cells[c] != cells[place]]
    return chance.choice(beside) if beside else None


def stale(cells: Mapping[str, str], last: Mapping[str, str], place: str, chance: Random) -> str | None:  # noqa: ARG001
    """Last year's figure left standing."""
    return last.get(place)


SLIPS: dict[str, Slip] = {"swap": swap, "drop": drop, "add": add, "near": near, "neighbour": neighbour, "stale": stale}
