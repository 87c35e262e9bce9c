"""A paragraph or cell of a DOCX -> its characters as shown, each with the element and the offset it came from.

The same code that reads the text tells where it stands, so that what is hidden, deleted or a field's instruction is no
part of either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from extractor.exports.anchors import Letters
from extractor.readers.docx_fields import Fields
from extractor.readers.docx_places import TBL, TC, P, unread
from extractor.readers.docx_runs import SPACE, T, read_line, shown_text
from extractor.readers.docx_styles import Styles

BLANKS = " \t\r\n"


class Letter(NamedTuple):
    """One character: its element (w:t, w:sym …) and its offset in that element's text."""

    element: etree._Element
    offset: int


def letters_of(element: etree._Element, styles: Styles) -> Letters[Letter]:
    """The characters of a paragraph, with those of paragraphs that it runs on into, or of a cell."""
    paragraphs = _of_cell(element) if element.tag == TC else _joined(element, styles)
    return Letters(character for p in paragraphs for character in _characters(p, styles))


def _of_cell(cell: etree._Element) -> Iterator[etree._Element]:
    """All paragraphs of a cell, those in its text boxes included, those in tables within it left out."""
    table = next(cell.iterancestors(TBL), None)
    for paragraph in cell.iter(P):
        if next(paragraph.iterancestors(TBL), None) is table and not unread(paragraph, cell):
            yield paragraph


def _joined(paragraph: etree._Element, styles: Styles) -> Iterator[etree._Element]:
    yield paragraph
    following = paragraph.itersiblings(P)
    while styles.properties(paragraph).mark_gone:
        after = next(following, None)
        if after is None:
            return
        paragraph = after
        yield paragraph


def _characters(paragraph: etree._Element, styles: Styles) -> Iterator[tuple[str, Letter]]:
    line = read_line(paragraph, styles, Fields(), styles.hidden(styles.properties(paragraph).style))
    for text, element in zip(line.pieces, line.elements, strict=True):
        start = 0
        if element.tag == T and element.get(SPACE) != "preserve":
            start = len(element.text or "") - len((element.text or "").lstrip(BLANKS))
        for offset, char in enumerate(text, start):
            yield char, Letter(element, offset)


def is_text(element: etree._Element) -> bool:
    """Whether an element is a w:t whose characters can be parted.

    >>> is_text(etree.fromstring('<w:t xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">46</w:t>'))
    True
    """
    return bool(element.tag == T and shown_text(element))
