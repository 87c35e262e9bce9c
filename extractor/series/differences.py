"""Two reports of one agency -> what changed: cells, figures of the prose, points matched, passages taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from extractor.model import Fact, Role
from extractor.series.copies import Passage, copied, share
from extractor.series.entries import Entry
from extractor.series.likenesses import LIKE, likeness, same_wording
from extractor.series.points import Told, points, told, wordings
from extractor.series.prose import prose_of

Fate = Literal["same", "changed", "gone", "new"]
#: Two points of which neither is said to be the other share so much to be the same, told anew.
SAME_POINT = Fraction(1, 3)
#: A rate is told to one place behind the point, of a base other than 0.
PLACES = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of both years; None where it is not printed, or nothing readable. ``unit`` is "" for cells."""

    id: str
    label: str
    before: Decimal | None
    after: Decimal | None
    unit: str = ""

    @property
    def difference(self) -> Decimal | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def rate(self) -> Decimal | None:
        """The difference as a percentage of before, to one place; None of a base of 0 and of percentages.

        >>> Change("", "", Decimal(40), Decimal(46)).rate, Change("", "", Decimal(0), Decimal(2)).rate
        (Decimal('15.0'), None)
        """
        if self.difference is None or not self.before or self.unit == "%":
            return None
        with localcontext(prec=28):
            return (100 * self.difference / self.before).quantize(PLACES)


@dataclass(frozen=True, slots=True)
class Match:
    """A point of the earlier report and one of the later; one side is None where it has no partner."""

    fate: Fate
    before: Told | None
    after: Told | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that two reports have in common or not, the earlier year first.

    ``recalled`` matches last year's problems with those told again as last year's, ``kept`` last year's measures with what was done.
    """

    earlier: Entry
    later: Entry
    cells: tuple[Change, ...]
    figures: tuple[Change, ...]
    problems: tuple[Match, ...]
    measures: tuple[Match, ...]
    recalled: tuple[Match, ...]
    kept: tuple[Match, ...]
    passages: tuple[Passage, ...]
    copied_percent: int


def compare(earlier: Entry, later: Entry) -> Comparison:
    """What changed from one report to the other."""
    now = prose_of(later).sentences()
    passages = copied(now, prose_of(earlier).sentences())
    return Comparison(
        earlier, later, tuple(_cells(earlier, later)), tuple(_figures(earlier, later)),
        _matched(earlier, later, "current_problem", "current_problem"),
        _matched(earlier, later, "next_measure", "next_measure"),
        _matched(earlier, later, "current_problem", "previous_problem", LIKE),
        _matched(earlier, later, "next_measure", "improvement"),
        passages, round(100 * share(passages, now)),
    )  # fmt: skip


def _cells(earlier: Entry, later: Entry) -> Iterator[Change]:
    """Cells with a figure in either year: in the order of the later form, then those that only the earlier prints."""
    for id in (*later.cells, *(id for id in earlier.cells if id not in later.cells)):
        before, after = earlier.cells.value_of(id), later.cells.value_of(id)
        if before is not None or after is not None:
            yield Change(id, id, before, after)


def _figures(earlier: Entry, later: Entry) -> Iterator[Change]:
    """Figures of the prose by indicator, scope and unit, the first of each; those without indicator are not comparable."""
    before, after = _by_indicator(earlier), _by_indicator(later)
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        label = next(fact.label for fact in (new, old) if fact is not None)
        indicator, scope, unit = key
        yield Change(
            indicator, f"{scope}{label}" if scope and scope not in label else label,
            old.quantity.value if old else None, new.quantity.value if new else None, unit,
        )  # fmt: skip


def _by_indicator(entry: Entry) -> dict[tuple[str, str, str], Fact]:
    found: dict[tuple[str, str, str], Fact] = {}
    for fact in entry.facts:
        own = fact.period in ("", str(entry.year)) and fact.qualifies is None
        if fact.indicator and own and fact.sure:
            found.setdefault((fact.indicator, fact.scope, fact.quantity.unit), fact)
    return found


def _matched(earlier: Entry, later: Entry, before: Role, after: Role, least: Fraction = SAME_POINT) -> tuple[Match, ...]:
    """Each later point with the earlier point that is most like it, and the points without a partner; each is used once."""
    old, new = told(earlier, before), told(later, after)
    pairs = sorted((found for found in _likely(earlier, later, old, new) if found[0] >= least), reverse=True)
    partner: dict[int, tuple[int, Fate]] = {}
    taken: set[int] = set()
    for score, back, i in pairs:
        j = -back
        if i not in partner and j not in taken:
            partner[i] = (j, "same" if score > 1 else "changed")
            taken.add(j)
    kept = (_match(i, one, partner, old) for i, one in enumerate(new))
    gone = (Match("gone", one, None) for j, one in enumerate(old) if j not in taken)
    return (*kept, *gone)


def _match(i: int, one: Told, partner: dict[int, tuple[int, Fate]], old: Sequence[Told]) -> Match:
    if i not in partner:
        return Match("new", None, one)
    j, fate = partner[i]
    return Match(fate, old[j], one)


def _likely(earlier: Entry, later: Entry, old: Sequence[Told], new: Sequence[Told]) -> Iterator[tuple[Fraction, int, int]]:
    """Pairs as (score, minus the earlier's number, the later's): the score is above 1 where the wording is the same."""
    old_points, new_points = points(earlier, tuple(old)), points(later, tuple(new))
    old_words, new_words = wordings(earlier, tuple(old)), wordings(later, tuple(new))
    for i, mine in enumerate(new_points):
        for j, other in enumerate(old_points):
            same = same_wording(new_words[i], old_words[j])
            yield Fraction(2) if same else likeness(mine, other), -j, i
