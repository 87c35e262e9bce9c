"""Automatic list numbers -> the text that Word shows before a paragraph (一、 （一） 1. ①).

A paragraph names a list (w:num) and a level, itself or through its style; the list's abstract definition says how each
level is written and when it starts again. Lists of one definition count on together unless one says where to start.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex
from lxml import etree

from extractor.readers.docx_number_formats import BULLET, NONE, number_text
from extractor.readers.docx_places import W
from extractor.readers.docx_styles import VAL, NumberReference, Styles, switched_on, whole

LEVELS = 9
PLACEHOLDER = regex.compile(r"%([1-9])")
#: After these the title follows at once; after others ("1.", "第一") Word's tab or blank is a blank.
CLOSING = frozenset("、）】〕》．。：；，")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is numbered; it starts again after the level numbered ``restart`` (0: never, -1: any above)."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int = -1
    suffix: str = "tab"
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A w:num: its definition's id, its levels, and which of them start anew when the list is first used."""

    definition: str
    levels: tuple[Level, ...]
    anew: tuple[int, ...] = ()


class Numbering:
    """Counts the lists of one document; ask for the labels in reading order.

    >>> Numbering(None, Styles(None)).label(NumberReference(1, 0), "")
    ''
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = _lists(root, styles) if root is not None else {}
        self._counters: dict[str, list[int | None]] = {}
        self._used: set[int] = set()
        self._by_style: dict[str, NumberReference] = {}

    def find(self, direct: NumberReference, style_id: str) -> NumberReference:
        """The list and level of a paragraph from what it says itself and what its style says."""
        if direct.number >= 0:
            return NumberReference(direct.number, min(max(direct.level, 0), LEVELS - 1))
        known = self._by_style.get(style_id)
        if known is None:
            known = self._by_style[style_id] = self._find_by_style(style_id)
        return known if direct.level < 0 else NumberReference(known.number, min(direct.level, LEVELS - 1))

    def _find_by_style(self, style_id: str) -> NumberReference:
        by_style, styled = self._styles.reference(style_id)
        number = by_style.number
        level = by_style.level
        known = self._lists.get(number)
        if known is not None and styled:
            owners = {style.id for style in self._styles.chain(style_id)}
            level = next((i for i, at in enumerate(known.levels) if at.style in owners), level)
        return NumberReference(number, min(max(level, 0), LEVELS - 1))

    def label(self, direct: NumberReference, style_id: str) -> str:
        """The label of the next paragraph, with the blank that parts it from the text; "" where it has none."""
        if not self._lists:
            return ""
        reference = self.find(direct, style_id)
        known = self._lists.get(reference.number)
        if known is None or reference.number == 0:
            return ""
        counters = self._counters.setdefault(known.definition, [None] * LEVELS)
        if reference.number not in self._used:
            self._used.add(reference.number)
            for level in known.anew:
                counters[level] = None
        _advance(counters, known.levels, reference.level)
        return _written(counters, known.levels, reference.level)


def _advance(counters: list[int | None], levels: tuple[Level, ...], at: int) -> None:
    current = counters[at]
    counters[at] = levels[at].start if current is None else current + 1
    for deeper in range(at + 1, LEVELS):
        restart = levels[deeper].restart
        if restart < 0 or (restart and at < restart):
            counters[deeper] = None


def _written(counters: list[int | None], levels: tuple[Level, ...], at: int) -> str:
    level = levels[at]
    if level.number_format == BULLET:
        return ""

    def fill(match: regex.Match[str]) -> str:
        index = int(match[1]) - 1
        number, form = counters[index], levels[index].number_format
        if level.legal and form not in {BULLET, NONE}:
            form = "decimal"
        return number_text(levels[index].start if number is None else number, form)

    text: str = PLACEHOLDER.sub(fill, level.text).strip()
    if not text or level.suffix == "nothing" or text[-1] in CLOSING:
        return text
    return text + " "


def join_label(label: str, text: str) -> str:
    """Label and text in one line; a label is never glued to digits, lest "1." and "5件" read as 1.5件.

    >>> join_label("一、", "总体情况"), join_label("1.", "5件"), join_label("", "文")
    ('一、总体情况', '1. 5件', '文')
    """
    text = text.lstrip() if label else text
    if label and text and not label[-1].isspace() and label[-1] in "0123456789." and text[0].isdigit():
        return f"{label} {text}"
    return label + text


def _level(element: etree._Element) -> Level:
    text, suffix, style = (element.find(W + name) for name in ("lvlText", "suff", "pStyle"))
    forms = [f.get(VAL, "decimal") for f in element.iter(f"{W}numFmt")]  # a newer format stands beside a plain one
    return Level(
        whole(element.find(f"{W}start"), 0),
        next((f for f in forms if f != "custom"), "decimal"),
        text.get(VAL, "") if text is not None and text.get(f"{W}null", "0") in {"0", "false"} else "",
        whole(element.find(f"{W}lvlRestart"), -1),
        suffix.get(VAL, "tab") if suffix is not None else "tab",
        switched_on(element.find(f"{W}isLgl")),
        style.get(VAL, "") if style is not None else "",
    )


def _levels(element: etree._Element, base: tuple[Level, ...]) -> tuple[Level, ...]:
    levels = list(base)
    for child in element.iter(f"{W}lvl"):
        index = child.get(f"{W}ilvl", "")
        if index.isdecimal() and int(index) < LEVELS:
            levels[int(index)] = _level(child)
    return tuple(levels)


def _lists(root: etree._Element, styles: Styles) -> dict[int, List]:
    definitions = {e.get(f"{W}abstractNumId", ""): e for e in root.iterchildren(f"{W}abstractNum")}
    by_number: dict[int, tuple[str, etree._Element]] = {}
    for element in root.iterchildren(f"{W}num"):
        named = element.find(f"{W}abstractNumId")
        number = element.get(f"{W}numId", "")
        if number.isdecimal() and named is not None:
            by_number[int(number)] = (named.get(VAL, ""), element)
    return {number: _list(*found, definitions, by_number, styles) for number, found in by_number.items()}


def _list(
    name: str,
    element: etree._Element,
    definitions: dict[str, etree._Element],
    by_number: dict[int, tuple[str, etree._Element]],
    styles: Styles,
) -> List:
    definition = definitions.get(name)
    link = definition.find(f"{W}numStyleLink") if definition is not None else None
    if link is not None:  # the levels are kept by the definition of a list style
        target = styles.reference(link.get(VAL, ""))[0].number
        name = by_number[target][0] if target in by_number else name
        definition = definitions.get(name)
    levels = _levels(definition, (Level(),) * LEVELS) if definition is not None else (Level(),) * LEVELS
    anew: list[int] = []
    for override in element.iterchildren(f"{W}lvlOverride"):
        start, index = override.find(f"{W}startOverride"), override.get(f"{W}ilvl", "")
        levels = _levels(override, levels)
        if start is not None and index.isdecimal() and int(index) < LEVELS:
            at = int(index)
            levels = (*levels[:at], replace(levels[at], start=whole(start, 1)), *levels[at + 1 :])
            anew.append(at)
    return List(name, levels, tuple(anew))
