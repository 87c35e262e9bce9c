"""Runs cut so that one begins and one ends where a comment does; their formatting goes with every part."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from extractor.exports.word.traces import Letter, is_text
from extractor.readers.docx_places import P, R
from extractor.readers.docx_runs import SPACE
from extractor.readers.docx_styles import RPR


def around(first: Letter, last: Letter) -> tuple[etree._Element, etree._Element]:
    """The elements that begin with the first character and end with the last; runs are cut where they hold more.

    >>> w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    >>> p = etree.fromstring(f'<w:p xmlns:w="{w}"><w:r><w:rPr><w:b/></w:rPr><w:t>共46件</w:t></w:r></w:p>')
    >>> text = p[0][1]
    >>> start, end = around(Letter(text, 1), Letter(text, 2))
    >>> start is end, ["".join(r.itertext()) for r in p], len(p.findall(f".//{{{w}}}b"))
    (True, ['共', '46', '件'], 3)
    """
    before = holder(first.element)
    end = _ends_with(last)
    start = _begins_with(first)
    return start, start if end is before else end


def holder(element: etree._Element) -> etree._Element:
    """The outermost run that an element stands in within its paragraph, else the paragraph's child that holds it."""
    run, top = None, element
    for ancestor in element.iterancestors():
        if ancestor.tag == P:
            break
        top = ancestor
        if ancestor.tag == R:
            run = ancestor
    return top if run is None else run


def _begins_with(letter: Letter) -> etree._Element:
    run = holder(letter.element)
    if letter.element.getparent() is not run or run.tag != R:
        return run
    if letter.offset and is_text(letter.element):
        return _cut(run, letter.element, letter.offset)
    before = letter.element.getprevious()
    return run if before is None or before.tag == RPR else _cut(run, letter.element, 0)


def _ends_with(letter: Letter) -> etree._Element:
    run = holder(letter.element)
    if letter.element.getparent() is not run or run.tag != R:
        return run
    if is_text(letter.element) and letter.offset + 1 < len(letter.element.text or ""):
        _cut(run, letter.element, letter.offset + 1)
        return run
    after = letter.element.getnext()
    if after is not None:
        _cut(run, after, 0)
    return run


def _cut(run: etree._Element, child: etree._Element, offset: int) -> etree._Element:
    """A new run after this one, with its formatting, from this child (from this offset of its text) on."""
    part = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(RPR)
    if properties is not None:
        part.append(deepcopy(properties))
    moved = [child, *child.itersiblings()]
    if offset:
        text = child.text or ""
        rest = deepcopy(child)
        child.text, rest.text = text[:offset], text[offset:]
        for piece in (child, rest):
            piece.set(SPACE, "preserve")
        part.append(rest)
        moved = moved[1:]
    part.extend(moved)
    run.addnext(part)
    return part
