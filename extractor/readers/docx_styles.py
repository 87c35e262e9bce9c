"""The styles of a DOCX as far as they say something of the text: headings, lists, hidden runs, tables of contents."""

from __future__ import annotations

from dataclasses import dataclass

import regex
from lxml import etree

from extractor.readers.docx_places import W, properties_of

VAL = f"{W}val"
PPR, PSTYLE, NUMPR, OUTLINE, RPR, VANISH = (
    W + name for name in ("pPr", "pStyle", "numPr", "outlineLvl", "rPr", "vanish")
)
#: Values of an on/off property that mean off; the property's mere presence means on.
OFF = frozenset({"0", "false", "off"})
#: Wrappers of text that has been deleted or moved elsewhere; as properties they mark what they stand in as deleted.
GONE = (f"{W}del", f"{W}moveFrom")
#: Built-in names of headings in the languages that Word and WPS write them in.
HEADING_NAME = regex.compile(r"(?:heading|标题|標題)\s*([1-9])", regex.IGNORECASE)
TITLE_NAME = regex.compile(r"title|标题|標題", regex.IGNORECASE)
CONTENTS_NAME = regex.compile(r"(?:toc|目录|目錄)\s*[1-9]", regex.IGNORECASE)


def whole(element: etree._Element | None, default: int = 0) -> int:
    """The w:val of an element as a whole number, the default where it is missing or no number."""
    try:
        return int(element.get(VAL, "")) if element is not None else default
    except ValueError:
        return default


def switched_on(element: etree._Element | None) -> bool:
    """Whether an on/off property (w:vanish) is on."""
    return element is not None and element.get(VAL, "1").lower() not in OFF


@dataclass(frozen=True, slots=True)
class NumberReference:
    """Which list a paragraph or style belongs to; -1 where not said here. List 0 takes a paragraph out of its list."""

    number: int = -1
    level: int = -1


NOT_LISTED = NumberReference()


def number_reference(element: etree._Element | None) -> NumberReference:
    """What a w:numPr says."""
    if element is None:
        return NOT_LISTED
    return NumberReference(whole(element.find(f"{W}numId"), -1), whole(element.find(f"{W}ilvl"), -1))


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; ``outline`` is 0 for the first heading level, 9 for body text, -1 where not said."""

    id: str
    name: str
    parent: str
    outline: int
    hidden: bool | None
    reference: NumberReference


@dataclass(frozen=True, slots=True)
class Properties:
    """What a paragraph says of itself (w:pPr); ``mark_gone``: its end is deleted or hidden, the next goes on there."""

    style: str
    reference: NumberReference = NOT_LISTED
    outline: int = -1
    mark_gone: bool = False


class Styles:
    """All styles, asked by id.

    >>> Styles(None).level("Heading1")
    0
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        for element in root.iterchildren(f"{W}style") if root is not None else ():
            style = _style(element)
            self._styles.setdefault(style.id, style)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default", "0") not in OFF:
                self.default = self.default or style.id
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._plain = Properties(self.default)

    def properties(self, paragraph: etree._Element) -> Properties:
        """The properties of a paragraph."""
        element = properties_of(paragraph, PPR)
        if element is None:
            return self._plain
        style, reference, outline, gone = self.default, NOT_LISTED, -1, False
        for child in element:
            tag = child.tag
            if tag == PSTYLE:
                style = child.get(VAL, "")
            elif tag == NUMPR:
                reference = number_reference(child)
            elif tag == OUTLINE:
                outline = whole(child, -1)
            elif tag == RPR:
                gone = any(mark.tag in GONE or (mark.tag == VANISH and switched_on(mark)) for mark in child)
        return Properties(style, reference, outline, gone)

    def chain(self, style_id: str) -> tuple[Style, ...]:
        """The style and those that it is based on, nearest first."""
        known = self._chains.get(style_id)
        if known is None:
            known = self._chains[style_id] = self._follow(style_id)
        return known

    def _follow(self, style_id: str) -> tuple[Style, ...]:
        found: list[Style] = []
        while style_id in self._styles and self._styles[style_id] not in found:
            found.append(self._styles[style_id])
            style_id = found[-1].parent
        return tuple(found)

    def level(self, style_id: str) -> int:
        """The heading level that a style gives, 0 for body text."""
        for style in self.chain(style_id):
            if style.outline >= 0:
                return style.outline + 1 if style.outline < 9 else 0
            named = HEADING_NAME.fullmatch(style.name)
            if named:
                return int(named[1])
            if TITLE_NAME.fullmatch(style.name):
                return 1
        return 0

    def hidden(self, style_id: str) -> bool:
        """Whether text of the style is hidden."""
        return next((s.hidden for s in self.chain(style_id) if s.hidden is not None), False)

    def in_contents(self, style_id: str) -> bool:
        """Whether the style is that of a table of contents."""
        return any(CONTENTS_NAME.fullmatch(s.name) for s in self.chain(style_id)[:1])

    def reference(self, style_id: str) -> tuple[NumberReference, str]:
        """The list that a style belongs to and the style that says so."""
        for style in self.chain(style_id):
            if style.reference.number >= 0:
                return style.reference, style.id
        return NOT_LISTED, ""


def _style(element: etree._Element) -> Style:
    name, parent = element.find(f"{W}name"), element.find(f"{W}basedOn")
    properties, vanish = element.find(f"{W}pPr"), element.find(f"{W}rPr/{W}vanish")
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    return Style(
        element.get(f"{W}styleId", ""),
        name.get(VAL, "") if name is not None else "",
        parent.get(VAL, "") if parent is not None else "",
        whole(outline, -1),
        None if vanish is None else switched_on(vanish),
        number_reference(properties.find(NUMPR) if properties is not None else None),
    )
