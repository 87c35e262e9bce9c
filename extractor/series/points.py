"""The problems and measures of an entry as a comparison of years needs them."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model import Item, Role
from extractor.series.entries import Entry
from extractor.series.likenesses import Point, point_of
from extractor.series.wordings import own_names, wording

#: Longer points are quoted up to here.
QUOTED = 32


@dataclass(frozen=True, slots=True)
class Told:
    """A problem or measure with its words without white space."""

    item: Item
    words: str

    @property
    def quoted(self) -> str:
        """The words in quotation marks, cut where they are long."""
        return f"“{self.words if len(self.words) <= QUOTED else self.words[:QUOTED] + '…'}”"


def told(entry: Entry, *roles: Role) -> tuple[Told, ...]:
    """The items of some roles, in order."""
    return tuple(Told(item, "".join(item.span.of(entry.text).split())) for item in entry.items if item.role in roles)


def names_of(entry: Entry) -> tuple[str, ...]:
    """What an agency is called in its own report."""
    return own_names(entry.agency, entry.kind.region)


def points(entry: Entry, listed: tuple[Told, ...]) -> list[Point]:
    """The points that some items make."""
    names = names_of(entry)
    return [point_of(one.words, names) for one in listed]


def wordings(entry: Entry, listed: tuple[Told, ...]) -> list[str]:
    """The wordings of some items."""
    names = names_of(entry)
    return [wording(one.words, names) for one in listed]


def chapter(entry: Entry) -> str:
    """The text of the chapter of problems, "" where there is none."""
    return "\n".join(s.span.of(entry.text) for s in entry.sections if s.id == "problems")
