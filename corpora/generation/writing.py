"""How one report writes its figures: separators, measure words, decimals, 万, hedges."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from corpora.generation.figures import Figure

#: Small counts in words.
_WORDS = {2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"}

Fields = dict[str, str]


def mark(raw: str, indicator: str, **fields: str) -> str:
    """A mark in the language of ``corpora.marks``; empty fields are left out.

    >>> mark("12件", "applications.new", id="new", of="")
    '⟦12件|applications.new|id=new⟧'
    """
    return "⟦" + "|".join([raw, indicator, *(f"{k}={v}" for k, v in fields.items() if v)]) + "⟧"


def split(total: int, parts: int, chance: Random) -> list[int]:
    """So many positive numbers with this sum."""
    cuts = sorted(chance.sample(range(1, total), parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


@dataclass(frozen=True, slots=True)
class Style:
    """Habits of one report's author."""

    commas: bool
    case: str
    lawsuit: str
    decimals: int
    words: bool
    wan: bool

    def unit(self, figure: Figure) -> str:
        """The measure word that this author uses of a figure."""
        if figure.indicator.startswith(("review.", "litigation")):
            return self.lawsuit
        return self.case if figure.indicator.startswith("applications.") else figure.unit

    def count(self, value: Decimal, unit: str, chance: Random, plain: bool = False) -> tuple[str, Fields]:
        """A count as written, and the fields its mark needs beside."""
        if self.words and not plain and int(value) in _WORDS and chance.random() < 0.15:
            return f"{_WORDS[int(value)]}{unit}", {"value": str(value), "unit": unit}
        written = f"{value:,}" if self.commas else str(value)
        fields = {} if 0 < len(unit) < 4 else {"value": str(value), "unit": unit}
        return f"{written}{unit}", fields

    def money(self, value: Decimal, chance: Random) -> tuple[str, Fields]:
        """A sum of 元 as written in 元, 万元 or 亿元, exactly."""
        wan = value / 10_000
        places = -int(wan.normalize().as_tuple().exponent)  # type: ignore[operator]
        fields = {"value": _plain(value), "unit": "元"}
        if value >= 200_000_000 and chance.random() < 0.15:
            return f"{_plain(value / 100_000_000)}亿元", fields
        if places >= 4 and value == value.to_integral_value() and chance.random() < 0.4:
            return f"{_plain(value)}元", fields
        return f"{_plain(wan)}万元", fields

    def rounded(self, value: Decimal) -> Decimal:
        """A percentage to this author's decimals."""
        return value.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)


def draw_style(chance: Random) -> Style:
    """An author's habits."""
    return Style(
        commas=chance.random() < 0.2,
        case=chance.choice(("件", "件", "件", "件", "宗", "份")),
        lawsuit=chance.choice(("件", "件", "件", "起", "宗")),
        decimals=chance.choice((1, 1, 2, 2, 0)),
        words=chance.random() < 0.3,
        wan=chance.random() < 0.5,
    )


def hedged(value: Decimal, unit: str, chance: Random) -> tuple[str, Fields]:
    """A large count as authors round it: 12.6万次, 12万余次, 近13万次, 约1200次, 1200余次."""
    if value >= 20_000 and chance.random() < 0.7:
        tenths = (value / 10_000).quantize(Decimal("0.1"), ROUND_DOWN)
        way = chance.choice(("{n}万{u}", "约{n}万{u}", "{n}万余{u}", "超过{n}万{u}"))
        number = _plain(tenths)
        fields = {"value": _plain(tenths * 10_000), "unit": unit, "q": _hedge(way)}
        return way.format(n=number, u=unit), {k: v for k, v in fields.items() if v}
    if value >= 100 and chance.random() < 0.6:
        hundreds = value.quantize(Decimal("1e2"), ROUND_DOWN) if value >= 1000 else value.quantize(Decimal("1e1"), ROUND_DOWN)
        way = chance.choice(("{n}余{u}", "约{n}{u}", "{n}多{u}", "{n}{u}以上"))
        return way.format(n=_plain(hundreds), u=unit), {"value": _plain(hundreds), "unit": unit, "q": _hedge(way)}
    return f"{value}{unit}", {"value": str(value), "unit": unit}


def _hedge(way: str) -> str:
    return "about" if "约" in way else "more" if set(way) & set("余超多以") else ""


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
