"""Comments in the tree of a DOCX: what is said, and the marks around what it is said of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import regex
from lxml import etree

from extractor.exports.anchors import home_of
from extractor.exports.notes import AUTHOR, INITIALS
from extractor.exports.word.runs import around
from extractor.exports.word.traces import letters_of
from extractor.model import Document
from extractor.readers.docx_places import TC, P, R, W, element_at
from extractor.readers.docx_runs import SPACE
from extractor.readers.docx_styles import PPR, RPR, VAL, Styles
from extractor.spans import Span

#: How near a comment got to its place: its characters, the beginning of its paragraph or cell, or nowhere.
Aim = Literal["exact", "near", "lost"]
COMMENT, START, END, REFERENCE = (
    W + name for name in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
)
IDENTIFIER = f"{W}id"
DATE = regex.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z?")
#: Half points. Comments take the document's default style, which in official papers is large and indented.
FONT_SIZE = "20"


class Commenting:
    """Writes comments into a main part and a comments part, which are changed in place.

    They are dated by the file's own last change, not by the clock: the same file gives the same comments. A file that
    does not say when it was saved gives comments without a date.
    """

    def __init__(
        self, document: Document, root: etree._Element, styles: Styles, comments: etree._Element, date: str
    ) -> None:
        self._document = document
        self._date = date
        self._body = next(root.iter(f"{W}body"))
        self._styles = styles
        self._comments = comments
        taken = [int(c.get(IDENTIFIER, "")) for c in comments if c.get(IDENTIFIER, "").isdecimal()]
        self._next = max(taken, default=-1) + 1

    def put(self, place: Span, heading: str, lines: Sequence[str]) -> Aim:
        """A comment at a place of the canonical text; "lost" where the file has no such place, and nothing is written."""
        home = home_of(self._document, place)
        element = element_at(self._body, home.origin.path) if home is not None else None
        if home is None or element is None:
            return "lost"
        letters = letters_of(element, self._styles)
        found = letters.find(home.text, home.piece)
        if found is None:
            self._at_beginning(element, self._said(heading, lines))
            return "exact" if not home.text else "near"
        start, end = around(letters.owners[found[0]], letters.owners[found[-1]])
        identifier = self._said(heading, lines)
        start.addprevious(_mark(START, identifier))
        closing = _mark(END, identifier)
        end.addnext(closing)
        closing.addnext(_reference(identifier))
        return "exact"

    def put_first(self, heading: str, lines: Sequence[str]) -> None:
        """A comment before all text."""
        first = next(self._body.iter(P), None)
        if first is None:
            first = etree.Element(P)
            self._body.insert(0, first)
        self._at_beginning(first, self._said(heading, lines))

    def _at_beginning(self, element: etree._Element, identifier: str) -> None:
        """The marks before a paragraph's text, or that of the first one in a cell."""
        paragraph = next(element.iter(P), None) if element.tag == TC else element
        if paragraph is None:
            paragraph = etree.SubElement(element, P)
        marks = (_mark(START, identifier), _mark(END, identifier), _reference(identifier))
        at = 1 if len(paragraph) and paragraph[0].tag == PPR else 0
        for offset, mark in enumerate(marks):
            paragraph.insert(at + offset, mark)

    def _said(self, heading: str, lines: Sequence[str]) -> str:
        """Write a comment; its number."""
        identifier, self._next = str(self._next), self._next + 1
        attributes = {IDENTIFIER: identifier, f"{W}author": AUTHOR, f"{W}initials": INITIALS}
        if DATE.fullmatch(self._date):
            attributes[f"{W}date"] = self._date
        comment = etree.SubElement(self._comments, COMMENT, attributes)
        for number, line in enumerate((heading, *lines)):
            comment.append(_line(line, bold=number == 0))
        return identifier


def _mark(tag: str, identifier: str) -> etree._Element:
    mark = etree.Element(tag)
    mark.set(IDENTIFIER, identifier)
    return mark


def _reference(identifier: str) -> etree._Element:
    run = etree.Element(R)
    run.append(_mark(REFERENCE, identifier))
    return run


def _line(text: str, bold: bool) -> etree._Element:
    paragraph = etree.Element(P)
    properties = etree.SubElement(paragraph, PPR)
    spacing = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}
    etree.SubElement(properties, f"{W}spacing", {W + name: value for name, value in spacing.items()})
    indent = dict.fromkeys(("left", "right", "firstLine", "firstLineChars"), "0")
    etree.SubElement(properties, f"{W}ind", {W + name: value for name, value in indent.items()})
    etree.SubElement(properties, f"{W}jc", {VAL: "left"})
    run = etree.SubElement(paragraph, R)
    form = etree.SubElement(run, RPR)
    if bold:
        etree.SubElement(form, f"{W}b")
    for name in ("sz", "szCs"):
        etree.SubElement(form, W + name, {VAL: FONT_SIZE})
    words = etree.SubElement(run, f"{W}t", {SPACE: "preserve"})
    words.text = text
    return paragraph
