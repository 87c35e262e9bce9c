"""Why a figure was printed wrong: the likeliest slip between what is printed and what it should be.

The digits are asked first (swapped, dropped, added, replaced), then where else the printed figure stands (the next column, a total,
last year's figure); what nothing explains costs most. Costs and words are lexicon entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from extractor.values import decimal_text
from lexicons.reports.disclosure.slip_lexicon import SlipKind, slip_entries

DIGITS = "0123456789"
#: A carry gone wrong moves a figure by one of these.
CARRIES = tuple(Decimal(10) ** n for n in range(4))
#: 元 for 万元, 元 or 万元 for 亿元.
UNITS = (Decimal(10000), Decimal(100000000))


@dataclass(frozen=True, slots=True)
class Source:
    """A figure that may have been copied by mistake: where it stands, and by which kind of slip it would have come."""

    kind: SlipKind
    value: Decimal
    name: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """The likeliest cause of one change."""

    kind: SlipKind
    cost: int
    words: str


def likeliest(
    printed: Decimal, value: Decimal, sources: tuple[Source, ...] = (), denial: bool = False, total: bool = False
) -> Slip:
    """The cheapest slip that turns ``value`` into ``printed``; ``total`` says that the figure sums up others.

    >>> likeliest(Decimal(45), Decimal(54)).words
    '“45”与“54”两位数字对调'
    >>> likeliest(Decimal(12), Decimal(57), (Source("neighbour", Decimal(12), "科研机构"),)).kind
    'neighbour'
    >>> likeliest(Decimal(3), Decimal(871)).kind
    'other'
    """
    found: list[tuple[SlipKind, str]] = [(kind, "") for kind in _by_digits(decimal_text(printed), decimal_text(value))]
    if denial:
        found = [("denied", "")]
    found += [(s.kind, s.name) for s in sources if s.value == printed]
    if (value and printed / value in UNITS) or (printed and value / printed in UNITS):
        found.append(("unit", ""))
    if abs(printed - value) in CARRIES:
        found.append(("off_by_ten", ""))
    if printed == 0:
        found.append(("emptied", ""))
    if total:
        found.append(("total", ""))
    found.append(("other", ""))
    order = {kind: (entry.cost, place) for place, (kind, entry) in enumerate(slip_entries().items())}
    kind, name = min(found, key=lambda f: order[f[0]])
    entry = slip_entries()[kind]
    return Slip(kind, entry.cost, entry.words.format(printed=decimal_text(printed), value=decimal_text(value), name=name))


def _by_digits(printed: str, value: str) -> Iterator[SlipKind]:
    if printed == value:
        return
    if len(printed) == len(value):
        different = [i for i, (a, b) in enumerate(zip(printed, value, strict=True)) if a != b]
        if len(different) == 1 and "." not in printed[different[0]] + value[different[0]]:
            yield "replaced"
        digits = [i for i in different if printed[i] != "."]
        if any(_exchanged(printed, i, j) == value for i, j in combinations(digits, 2)):
            yield "swapped"
    if printed in _shortened(value):
        yield "dropped"
    if value in _shortened(printed):
        yield "added"
    if "." in printed + value and printed.replace(".", "").strip("0") == value.replace(".", "").strip("0"):
        yield "point"


def _exchanged(text: str, i: int, j: int) -> str:
    letters = list(text)
    letters[i], letters[j] = letters[j], letters[i]
    return "".join(letters)


def _shortened(text: str) -> set[str]:
    """The text with one digit left out, leading zeros dropped as a figure drops them."""
    if len(text) == 1:
        return set()
    return {(text[:i] + text[i + 1 :]).lstrip("0") or "0" for i in range(len(text)) if text[i] != "."}


def variants(printed: Decimal) -> Iterator[Decimal]:
    """Every figure that one slip of digits, point or unit turns into the printed one, each once, smallest first.

    >>> [decimal_text(v) for v in variants(Decimal(12)) if v < 10]
    ['0.00000012', '0.0012', '0.12', '1', '1.2', '2']
    """
    text = decimal_text(printed)
    found = {_exchanged(text, i, j) for i, j in combinations(range(len(text)), 2) if "." not in text[i] + text[j]}
    found |= _shortened(text)
    found |= {text[:i] + digit + text[i:] for i in range(len(text) + 1) for digit in DIGITS}
    found |= {text[:i] + digit + text[i + 1 :] for i in range(len(text)) for digit in DIGITS if text[i] != "."}
    values = {Decimal(t) for t in found} | {printed * u for u in UNITS} | {printed / u for u in UNITS}
    values |= {printed * 10, printed / 10, printed * 100, printed / 100}
    yield from (v for v in sorted(values - {printed}) if likeliest(printed, v).kind != "other")
