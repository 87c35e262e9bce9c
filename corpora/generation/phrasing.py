"""The little language of phrase templates (phrases.toml) -> marked text with true figures.

    {new}                a figure of the tables (figures.py); not where it is 0
    {new!}               the same, 0 allowed
    {no 未收到|new}       words that deny figures which are all 0
    {last new}           last year's figure; {diff new}, {growth new} the change, {turn new|增加|减少} its direction
    {rate granted/total} a percentage of figures mentioned before, or of cells
    {x=3-90|published.website|篇}   a free figure, named x; {x~=…} may be hedged or in 万
    {a@x|published.category|条}     a part of the free figure x: its parts add up to it; of {new}: {a@new|applications.channel|*},
                         in the measure word of this report
    {y<x||件}             a free figure not greater than x
    {we} {year} …        words of the context
    {list outcomes}      a list that code makes
A template may begin with conditions: ``[carried_out=0,new>0]``, ``[kind:township|zone]``, ``[form:2021]``.
What cannot be said truly raises Unsaid, and another template is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from corpora.generation.figures import Figure
from corpora.generation.writing import Style, hedged, mark, split

_SLOT = re.compile(r"\{([^{}]+)\}")
_FREE = re.compile(r"(?P<name>[a-z]\w*)?(?P<rough>~)?(?P<how>[=<@])(?P<range>[\w-]+)\|(?P<indicator>[\w.,]*)\|(?P<unit>[^|]*)")
_CONDITION = re.compile(r"(?P<left>\w+)(?P<sign>[=><])(?P<right>\w+)")
#: Indicators of which a report may give several figures.
_MANY = frozenset({"", "published.category"})


def _free_slots(template: str) -> list[re.Match[str]]:
    return [match for slot in _SLOT.findall(template) if (match := _FREE.fullmatch(slot))]


class Unsaid(Exception):
    """A template cannot be filled truly."""


@dataclass(slots=True)
class Voice:
    """What one report speaks of and how; remembers which figures were mentioned, under which id."""

    chance: Random
    style: Style
    words: Mapping[str, str]
    form: str
    kind: str
    figures: Mapping[str, Figure]
    last: Mapping[str, Figure]
    lists: Mapping[str, Callable[[Voice], str]] = field(default_factory=dict)
    mentioned: dict[str, str] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    count: int = 0

    def say(self, template: str) -> str:
        """The template filled; Unsaid, with nothing remembered, where it cannot be filled."""
        before = dict(self.mentioned), self.count
        try:
            text = self._filled(template)
        except Unsaid:
            self.mentioned, self.count = before
            raise
        self.told |= {s["indicator"] for s in _free_slots(template)} - _MANY
        return text

    def _filled(self, template: str) -> str:
        if template.startswith("["):
            conditions, _, template = template[1:].partition("]")
            if not all(map(self._holds, conditions.split(","))):
                raise Unsaid(conditions)
        if any(slot["indicator"] in self.told for slot in _free_slots(template)):
            raise Unsaid("told already, with another figure")
        local: dict[str, tuple[str, Decimal]] = {}
        shares = self._shares(template, local)
        return _SLOT.sub(lambda match: self._slot(match[1], local, shares), template)

    def _holds(self, condition: str) -> bool:
        if condition.startswith(("kind:", "form:")):
            what, _, names = condition.partition(":")
            return (self.kind if what == "kind" else self.form) in names.split("|")
        if condition == "scope":
            return bool(self.words["all"])
        match = _CONDITION.fullmatch(condition)
        if match is None:
            raise ValueError(f"condition {condition!r}")
        left, right = (Decimal(n) if n.isdigit() else self._figure(n).value for n in (match["left"], match["right"]))
        return {"=": left == right, ">": left > right, "<": left < right}[match["sign"]]

    def _figure(self, name: str) -> Figure:
        if name not in self.figures:
            raise Unsaid(name)
        return self.figures[name]

    def _slot(self, slot: str, local: dict[str, tuple[str, Decimal]], shares: dict[str, Decimal]) -> str:
        head, _, rest = slot.partition(" ")
        if slot in self.words:
            return self.words[slot]
        if head in _WAYS and rest:
            return _WAYS[head](self, rest, local)
        if free := _FREE.fullmatch(slot):
            return self._free(free, local, shares)
        return self.figure(slot.rstrip("!"), zero=slot.endswith("!"))

    def figure(self, name: str, zero: bool = False, of: str = "") -> str:
        """The mention of a figure of the tables; as a part ``of`` a mentioned one."""
        figure = self._figure(name)
        if not figure.value and not zero:
            raise Unsaid(name)
        if figure.unit == "元":
            raw, fields = self.style.money(figure.value, self.chance)
        else:
            raw, fields = self.style.count(figure.value, self.style.unit(figure), self.chance)
        same = "" if figure.cells else self.mentioned.get(name, "")
        return mark(raw, figure.indicator, **fields, id=self.named(name), of=of, same=same)

    def named(self, name: str) -> str:
        """The id of a new mention: the name itself at the first."""
        self.count += 1
        ident = name if name not in self.mentioned else f"{name}_{self.count}"
        self.mentioned.setdefault(name, ident)
        return ident

    def _base(self, name: str, local: dict[str, tuple[str, Decimal]]) -> tuple[str, Decimal]:
        """What a rate rests on: a free figure, one mentioned before, or a single cell."""
        if name in local:
            return local[name]
        figure = self._figure(name)
        if name in self.mentioned:
            return self.mentioned[name], figure.value
        raise Unsaid(name)

    def _denial(self, rest: str, local: dict[str, tuple[str, Decimal]]) -> str:  # noqa: ARG002
        words, _, names = rest.partition("|")
        found = [self._figure(name) for name in names.split(",")]
        if any(f.value for f in found):
            raise Unsaid(rest)
        self.count += 1
        return mark(words, ",".join(f.indicator for f in found), value="0", unit=found[0].unit, id=f"no_{self.count}")

    def _last(self, name: str, local: dict[str, tuple[str, Decimal]]) -> str:  # noqa: ARG002
        if name not in self.last or not self.last[name].value:
            raise Unsaid(name)
        raw, fields = self.style.count(self.last[name].value, self.style.unit(self._figure(name)), self.chance, plain=True)
        return mark(raw, "", **fields, period="last", id=self.named(f"last_{name}"))

    def _change(self, name: str) -> tuple[str, str, Decimal, Decimal]:
        """Ids and values of both years' figures, which must differ."""
        now, before = self._figure(name).value, self.last[name].value if name in self.last else Decimal(0)
        ids = self.mentioned.get(name), self.mentioned.get(f"last_{name}")
        if not now or not before or now == before or None in ids:
            raise Unsaid(name)
        return str(ids[0]), str(ids[1]), now, before

    def _diff(self, name: str, local: dict[str, tuple[str, Decimal]]) -> str:  # noqa: ARG002
        now_id, last_id, now, before = self._change(name)
        raw, fields = self.style.count(abs(now - before), self.style.unit(self._figure(name)), self.chance, plain=True)
        return mark(raw, "change.amount", **fields, id=self.named(f"diff_{name}"), diff=f"{now_id}-{last_id}")

    def _growth(self, name: str, local: dict[str, tuple[str, Decimal]]) -> str:  # noqa: ARG002
        now_id, last_id, now, before = self._change(name)
        value = self.style.rounded(abs(now - before) * 100 / before)
        return mark(f"{value}%", "change.rate", id=self.named(f"growth_{name}"), growth=f"{now_id}/{last_id}")

    def _turn(self, rest: str, local: dict[str, tuple[str, Decimal]]) -> str:  # noqa: ARG002
        name, up, down = rest.split("|")
        now, before = self._figure(name).value, self.last[name].value if name in self.last else Decimal(0)
        if not before or now == before:
            raise Unsaid(rest)
        return up if now > before else down

    def _rate(self, rest: str, local: dict[str, tuple[str, Decimal]]) -> str:
        (part_id, part), (whole_id, whole) = (self._base(n, local) for n in rest.split("/"))
        if not whole or part > whole:
            raise Unsaid(rest)
        value = self.style.rounded(part * 100 / whole)
        if part == whole:
            value = Decimal(100)
        return mark(f"{value}%", "", id=self.named("rate"), rate=f"{part_id}/{whole_id}")

    def _listed(self, name: str, local: dict[str, tuple[str, Decimal]]) -> str:  # noqa: ARG002
        return self.lists[name](self)

    def _free(self, slot: re.Match[str], local: dict[str, tuple[str, Decimal]], shares: dict[str, Decimal]) -> str:
        name, unit, indicator = slot["name"] or "", slot["unit"].replace("*", self.style.case), slot["indicator"]
        value, of = self._free_value(slot, local, shares)
        if slot["rough"]:
            raw, fields = hedged(value, unit, self.chance)
            return mark(raw, indicator, **fields)
        ident = local[name][0] if name in local else self.named("free")
        local[name] = ident, value
        raw, fields = self.style.count(value, unit, self.chance, plain=bool(name))
        return mark(raw, indicator, **fields, id=ident, of=of)

    def _free_value(
        self, slot: re.Match[str], local: dict[str, tuple[str, Decimal]], shares: dict[str, Decimal]
    ) -> tuple[Decimal, str]:
        if slot["how"] == "@":
            whole = slot["range"]
            return shares[slot[0]], local[whole][0] if whole in local else self.mentioned.get(whole, "")
        if slot["how"] == "<":
            return Decimal(self.chance.randint(1, int(local[slot["range"]][1]))), ""
        if slot[0] in shares:
            return shares[slot[0]], ""
        low, _, high = slot["range"].partition("-")
        return Decimal(self.chance.randint(int(low), int(high or low))), ""

    def _shares(self, template: str, local: dict[str, tuple[str, Decimal]]) -> dict[str, Decimal]:
        """The values of wholes and of their parts, drawn beforehand, so that a whole may stand after its parts."""
        slots = _free_slots(template)
        shares: dict[str, Decimal] = {}
        for name in dict.fromkeys(s["range"] for s in slots if s["how"] == "@" and s["range"] in self.figures):
            parts = [s[0] for s in slots if s["how"] == "@" and s["range"] == name]
            if self._figure(name).value < len(parts):
                raise Unsaid(name)
            shares |= zip(parts, map(Decimal, split(int(self._figure(name).value), len(parts), self.chance)), strict=True)
        for whole in (s for s in slots if s["how"] == "="):
            parts = [s[0] for s in slots if s["how"] == "@" and s["range"] == whole["name"]]
            if parts:
                low, _, high = whole["range"].partition("-")
                value = self.chance.randint(max(int(low), len(parts)), int(high))
                shares[whole[0]] = Decimal(value)
                shares |= zip(parts, map(Decimal, split(value, len(parts), self.chance)), strict=True)
                local[whole["name"]] = self.named("free"), Decimal(value)
        return shares


_WAYS: dict[str, Callable[[Voice, str, dict[str, tuple[str, Decimal]]], str]] = {
    "no": Voice._denial, "last": Voice._last, "diff": Voice._diff, "growth": Voice._growth, "turn": Voice._turn,
    "rate": Voice._rate, "list": Voice._listed,
}  # fmt: skip
