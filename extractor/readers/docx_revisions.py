"""Tracked changes and hidden text: what is no longer to be seen (all changes are taken as accepted)."""

from __future__ import annotations

from lxml import etree

from extractor.readers.docx_places import W, properties_of
from extractor.readers.docx_styles import RPR, VAL, VANISH, Styles, switched_on

RSTYLE = f"{W}rStyle"


def row_gone(row: etree._Element) -> bool:
    """Whether a table row has been deleted or is hidden."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    return properties.find(f"{W}del") is not None or switched_on(properties.find(f"{W}hidden"))


def run_hidden(run: etree._Element, styles: Styles, by_paragraph: bool) -> bool:
    """Whether a run is hidden, by itself, its style, or the style of its paragraph."""
    properties = properties_of(run, RPR)
    if properties is None:
        return by_paragraph
    hidden = by_paragraph
    for child in properties:
        tag = child.tag
        if tag == VANISH:
            return switched_on(child)
        if tag == RSTYLE:
            hidden = hidden or styles.hidden(child.get(VAL, ""))
    return hidden
