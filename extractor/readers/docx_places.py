"""Where things stand in a DOCX: one way of counting, for reading and for writing comments back.

"document.xml p[14]" is the fourteenth paragraph that stands in no table, in document order, those in text boxes
included (a box comes after the paragraph that it is anchored in). "document.xml tbl[2] r[5] c[3]" is the third w:tc of
the fifth w:tr of the second table; all tables count, nested ones too. A paragraph of a cell adds "p[1]". The older twin
of a drawing (mc:Fallback beside an mc:Choice) is never counted nor read. All counts start at 1 and are of the elements
as stored, deleted ones included.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P, TBL, TR, TC, R = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r"
ALTERNATE, CHOICE, FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
#: Elements that only wrap others of the same level: what they hold is read as if they were not there.
WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "dir", "bdo")
)
PATH = regex.compile(r"document\.xml (?:p\[(\d+)\]|tbl\[(\d+)\](?: r\[(\d+)\](?: c\[(\d+)\](?: p\[(\d+)\])?)?)?)")


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of an mc:AlternateContent that is read: the first mc:Choice, else the mc:Fallback."""
    branch = alternate.find(CHOICE)
    return branch if branch is not None else alternate.find(FALLBACK)


def unread(element: etree._Element, within: etree._Element | None = None) -> bool:
    """Whether an element stands in a branch that is not read (up to ``within``)."""
    for ancestor in element.iterancestors():
        if ancestor is within:
            return False
        if ancestor.tag == FALLBACK:
            parent = ancestor.getparent()
            if parent is not None and chosen(parent) is not ancestor:
                return True
    return False


def properties_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The child that holds an element's properties (w:pPr, w:rPr, w:tcPr): the first, in all but odd files."""
    if not len(element):
        return None
    first = element[0]
    return first if first.tag == tag else next(element.iterchildren(tag), None)


def children(element: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """The children of the wanted tags, seen through wrappers."""
    for child in element:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in WRAPPERS:
            yield from children(child, *wanted)
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from children(branch, *wanted)


def places(root: etree._Element) -> dict[etree._Element, str]:
    """The path of every table, and of every paragraph outside tables, in document order.

    >>> cell = "<w:tc><w:p/></w:tc>"
    >>> body = etree.fromstring(f'<b xmlns:w="{W[1:-1]}"><w:p/><w:tbl><w:tr>{cell}</w:tr></w:tbl><w:p/></b>')
    >>> list(places(body).values())
    ['document.xml p[1]', 'document.xml tbl[1]', 'document.xml p[2]']
    """
    twins = next(root.iter(FALLBACK), None) is not None
    found: dict[etree._Element, str] = {}
    paragraphs = tables = 0
    for element in root.iter(P, TBL):
        if twins and unread(element):
            continue
        if element.tag == TBL:
            tables += 1
            found[element] = f"document.xml tbl[{tables}]"
        elif next(element.iterancestors(TBL), None) is None:
            paragraphs += 1
            found[element] = f"document.xml p[{paragraphs}]"
    return found


def cell_path(table: str, row: int, column: int) -> str:
    """The path of a cell from its table's, counting from 1.

    >>> cell_path("document.xml tbl[2]", 5, 3)
    'document.xml tbl[2] r[5] c[3]'
    """
    return f"{table} r[{row}] c[{column}]"


def element_at(root: etree._Element, path: str) -> etree._Element | None:
    """The element that a path names, in any tree of the same document; None where there is none.

    >>> body = etree.fromstring(f'<b xmlns:w="{W[1:-1]}"><w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></b>')
    >>> element_at(body, "document.xml tbl[1] r[1] c[1]").tag == TC
    True
    >>> element_at(body, "document.xml p[2]")
    """
    match = PATH.fullmatch(path)
    if match is None:
        return None
    head = path.split(" r[")[0]
    element = next((e for e, place in places(root).items() if place == head), None)
    for tag, number in zip((TR, TC, P), match.groups()[2:], strict=True):
        if element is None or number is None:
            break
        found = list(children(element, tag))
        element = found[int(number) - 1] if int(number) <= len(found) else None
    return element
