"""Tracked changes and hidden text: what is no longer, or not yet, to be seen (the view in which all changes are accepted)."""

from __future__ import annotations

from lxml import etree

from extractor.readers.docx_places import W
from extractor.readers.docx_styles import VAL, Styles, switched_on

#: Wrappers of text that has been deleted or moved elsewhere.
GONE = frozenset({f"{W}del", f"{W}moveFrom"})


def mark_gone(paragraph: etree._Element) -> bool:
    """Whether the paragraph's end has been deleted or hidden, so that the next paragraph goes on in its line."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is None:
        return False
    return any(mark.find(tag) is not None for tag in GONE) or switched_on(mark.find(f"{W}vanish"))


def row_gone(row: etree._Element) -> bool:
    """Whether a table row has been deleted or is hidden."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    return properties.find(f"{W}del") is not None or switched_on(properties.find(f"{W}hidden"))


def cell_gone(cell: etree._Element) -> bool:
    """Whether a table cell has been deleted."""
    return cell.find(f"{W}tcPr/{W}cellDel") is not None


def run_hidden(run: etree._Element, styles: Styles, by_paragraph: bool) -> bool:
    """Whether a run is hidden, by itself, its style, or the style of its paragraph."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return by_paragraph
    direct = properties.find(f"{W}vanish")
    if direct is not None:
        return switched_on(direct)
    style = properties.find(f"{W}rStyle")
    return by_paragraph or (style is not None and styles.hidden(style.get(VAL, "")))
