"""Mark-up in text: ``⟦12件|applications.new⟧`` <-> plain text and the quantities it holds.

A mark is ``⟦raw|indicator⟧``; the indicator may be empty (a quantity that no indicator fits) or several with commas
between (each is defensible). Further fields follow after bars: ``value= unit= high= q=more|about|less|range
period=last|plan optional``, and what a checker needs to hold the figures against each other: ``id=`` names the fact,
``of=id`` makes it a part of that total (``of=id:kind`` in a second break-down), ``rate=a/b``, ``diff=a-b``,
``growth=a/b``, ``times=a/b`` say what it was computed from, ``same=id`` that it repeats another fact. Value and unit
are read from plain raws ("1,284件"); every other raw must give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

OPEN, CLOSE, BAR = "⟦", "⟧", "|"
QUALIFIERS = ("exact", "more", "about", "less", "range")
PERIODS = ("", "last", "plan")
RELATIONS = ("of", "rate", "diff", "growth", "times", "same")
FIELDS = ("value", "unit", "high", "q", "period", "id", *RELATIONS)

# digits, perhaps in groups of three, perhaps decimals, a unit that is no multiplier and no hedge: "1,284件", "98.4%"
_PLAIN = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([^\d\s万亿千百十余多以左上下近约个]{1,3}|个)")
_INDICATOR = re.compile(r"[a-z_]+\.[a-z_]+")


class MarkError(ValueError):
    """A mark is malformed: says file, line and entry."""

    def __init__(self, where: str, line: int, complaint: str) -> None:
        super().__init__(f"{where}, line {line}: {complaint}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One quantity of a text: ``text[start:end] == raw``; value and high are decimals, the unit is bare."""

    start: int
    end: int
    raw: str
    indicators: tuple[str, ...]
    value: Decimal
    unit: str
    high: Decimal | None = None
    qualifier: str = "exact"
    period: str = ""
    optional: bool = False
    id: str = ""
    relations: tuple[tuple[str, str], ...] = ()

    @property
    def relation(self) -> dict[str, str]:
        """What the figure rests on, by the name of the relation."""
        return dict(self.relations)


def read_plain(raw: str) -> tuple[Decimal, str] | None:
    """Value and unit of a plain quantity, None for anything that needs thought.

    >>> read_plain("1,284件")
    (Decimal('1284'), '件')
    >>> read_plain("98.4%")
    (Decimal('98.4'), '%')
    >>> read_plain("1.2万余件"), read_plain("两场"), read_plain("12,34件"), read_plain("3件以上")
    (None, None, None, None)
    """
    match = _PLAIN.fullmatch(raw)
    if match is None:
        return None
    return Decimal(match[1].replace(",", "") + (match[2] or "")), match[3]


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text!r} is no number") from None


def _fields(parts: Iterable[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        if part == "optional":
            value = "yes"
        elif not equals or name not in FIELDS or not value:
            raise ValueError(f"field {part!r} is not one of {', '.join(FIELDS)}, optional")
        if name in fields:
            raise ValueError(f"field {name!r} is given twice")
        fields[name] = value
    return fields


def _read_mark(body: str, start: int) -> Mark:
    raw, *rest = body.split(BAR)
    if not rest:
        raise ValueError(f"{body!r} has no bar; write {body}| for a quantity without indicator")
    indicators = tuple(rest[0].split(",")) if rest[0] else ()
    if not raw or any(not _INDICATOR.fullmatch(i) for i in indicators):
        raise ValueError(f"{body!r}: raw must not be empty, indicators look like applications.new")
    fields = _fields(rest[1:])
    plain = read_plain(raw)
    if plain is None and not {"value", "unit"} <= fields.keys():
        raise ValueError(f"{raw!r} is not plain: value= and unit= must be given")
    value, unit = plain or (Decimal(0), "")
    qualifier, period = fields.get("q", "exact"), fields.get("period", "")
    if qualifier not in QUALIFIERS or period not in PERIODS:
        raise ValueError(f"{body!r}: unknown q or period")
    if (qualifier == "range") != ("high" in fields):
        raise ValueError(f"{body!r}: high= belongs to q=range, and q=range to high=")
    return Mark(
        start,
        start + len(raw),
        raw,
        indicators,
        _number(fields["value"]) if "value" in fields else value,
        fields.get("unit", unit),
        _number(fields["high"]) if "high" in fields else None,
        qualifier,
        period,
        "optional" in fields,
        fields.get("id", ""),
        tuple((name, fields[name]) for name in RELATIONS if name in fields),
    )


def read_marks(text: str, where: str = "text") -> tuple[str, tuple[Mark, ...]]:
    """The plain text and its marks, in order.

    >>> plain, (mark,) = read_marks("收到⟦12件|applications.new⟧。")
    >>> plain, plain[mark.start:mark.end], mark.value, mark.unit
    ('收到12件。', '12件', Decimal('12'), '件')
    >>> read_marks("没有数字。")
    ('没有数字。', ())
    >>> read_marks("收到⟦一批|applications.new⟧。", "x.toml: overview")
    Traceback (most recent call last):
        ...
    corpora.marks.MarkError: x.toml: overview, line 1: '一批' is not plain: value= and unit= must be given
    """
    plain: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    while at < len(text):
        opened, closed = text.find(OPEN, at), text.find(CLOSE, at)
        line = text.count("\n", 0, at if opened < 0 else opened) + 1
        if opened < 0 and closed < 0:
            break
        if opened < 0 or 0 <= closed < opened:
            raise MarkError(where, text.count("\n", 0, closed) + 1, f"{CLOSE} closes nothing")
        if closed < 0 or text.find(OPEN, opened + 1, closed) >= 0:
            raise MarkError(where, line, f"mark is not closed or holds another: {text[opened : opened + 20]!r}")
        plain.append(text[at:opened])
        length += opened - at
        try:
            mark = _read_mark(text[opened + 1 : closed], length)
        except ValueError as error:
            raise MarkError(where, line, str(error)) from None
        marks.append(mark)
        plain.append(mark.raw)
        length += len(mark.raw)
        at = closed + 1
    plain.append(text[at:])
    return "".join(plain), tuple(marks)


def write_marks(plain: str, marks: Iterable[Mark]) -> str:
    """The marked text of a plain one: the inverse of ``read_marks``, every field spelt out only where it is needed.

    >>> write_marks(*read_marks("收到⟦12件|applications.new⟧，⟦两场|press.conferences|value=2|unit=场⟧。"))
    '收到⟦12件|applications.new⟧，⟦两场|press.conferences|value=2|unit=场⟧。'
    """
    out: list[str] = []
    at = 0
    for mark in marks:
        parts = [mark.raw, ",".join(mark.indicators)]
        if read_plain(mark.raw) != (mark.value, mark.unit):
            parts += [f"value={mark.value}", f"unit={mark.unit}"]
        parts += [f"high={mark.high}"] if mark.high is not None else []
        parts += [f"q={mark.qualifier}"] if mark.qualifier != "exact" else []
        parts += [f"period={mark.period}"] if mark.period else []
        parts += ["optional"] if mark.optional else []
        parts += [f"id={mark.id}"] if mark.id else []
        parts += [f"{name}={target}" for name, target in mark.relations]
        out += [plain[at : mark.start], OPEN, BAR.join(parts), CLOSE]
        at = mark.end
    return "".join([*out, plain[at:]])
