"""Characters of HTML -> a light tree of what a reader sees: blocks and links as elements, everything inline dissolved.

Because ``<font>``, ``<span>`` and the like leave no trace in the tree, a number that is split over them is whole again
by construction. Paths are those of the file's full tree, so that a mark can be put there later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import regex
from lxml import etree

from extractor.readers.html_visibility import BLOCKS, UNSEEN, hidden_selectors, hides, is_block, keeps_space

#: A line break inside a block, and blanks that white-space:pre keeps; the source's own control characters go.
BREAK, KEPT_BLANK, KEPT_TAB = "\v", "\x1f", "\x1e"
KEPT = str.maketrans({"\n": BREAK, " ": KEPT_BLANK, "\t": KEPT_TAB})
#: Blocks nested deeper than this are read as lines of the block around them.
DEEPEST = 80
CONTROLS = regex.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
SELF_BREAKING = frozenset({"br", "hr"})


@dataclass(frozen=True, slots=True)
class Element:
    """A block or a link: its tag, its place in the file, and what it holds in order."""

    tag: str
    path: str
    attributes: dict[str, str]
    parts: tuple[Element | str, ...]

    def elements(self) -> Iterator[Element]:
        """Its child elements."""
        return (part for part in self.parts if isinstance(part, Element))

    def text(self) -> str:
        """All characters in it, as they stand in the file.

        >>> visible_tree(full_tree("<p><font>12</font><span>3</span>件</p>")).text()
        '123件'
        """
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)


@dataclass(slots=True)
class _Frame:
    """An element being read; ``holder`` is the frame that its text goes to."""

    path: str
    counts: Counter[str]
    seen: Counter[str] = field(default_factory=Counter)
    holder: _Frame | None = None
    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Element | str] = field(default_factory=list)
    keeps_space: bool = False
    depth: int = 0
    breaks: bool = False


def full_tree(characters: str) -> Any:
    """The file's element tree, or None where there is no element at all.

    >>> full_tree("<p>甲").tag
    'html'
    >>> full_tree("") is None
    True
    """
    clean = CONTROLS.sub("", characters)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, recover=True, remove_pis=True)
    try:
        return etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def style_rules(root: Any) -> frozenset[str]:
    """Selectors that the page's own style sheets hide."""
    return hidden_selectors("\n".join(element.text or "" for element in root.iter("style")))


def visible_tree(root: Any, reveal: bool = False) -> Element:
    """The light tree of a page; with ``reveal`` also what is hidden by style.

    >>> tree = visible_tree(full_tree("<div>甲<p hidden>乙</p><p>丙</p></div>"))
    >>> [e.path for e in next(next(next(tree.elements()).elements()).elements()).elements()]
    ['/html/body/div/p[2]']
    """
    hidden = frozenset() if reveal else style_rules(root)
    top = _Frame("", Counter([root.tag]), tag="page")
    stack = [top]
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start":
            frame = _open(element, stack[-1], hidden, reveal)
            if frame is None:
                walk.skip_subtree()
                frame = _Frame("", Counter(), tag="unseen")
            elif element.text:
                _add(frame, element.text)
            stack.append(frame)
            continue
        if event == "end":
            _close(stack.pop(), stack[-1])
        if element.tail and stack:
            _add(stack[-1], element.tail)
    return Element("page", "", {}, tuple(top.parts))


def _open(element: Any, parent: _Frame, hidden: frozenset[str], reveal: bool) -> _Frame | None:
    """The frame of an element that begins, None where nothing of it is seen."""
    tag = str(element.tag).lower()
    parent.seen[element.tag] += 1
    number = f"[{parent.seen[element.tag]}]" if parent.counts[element.tag] > 1 else ""
    attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
    style = attributes.get("style", "")
    if tag in UNSEEN or (not reveal and hides(tag, style, attributes, hidden)):
        return None
    counts: Counter[str] = Counter(child.tag for child in element if isinstance(child.tag, str))
    frame = _Frame(f"{parent.path}/{element.tag}{number}", counts)
    frame.keeps_space = parent.keeps_space or keeps_space(tag, style)
    frame.breaks = tag in SELF_BREAKING or is_block(tag, style)
    frame.depth = parent.depth + frame.breaks
    frame.holder = parent.holder or parent
    if tag not in SELF_BREAKING and (frame.breaks or tag == "a") and frame.depth <= DEEPEST:
        frame.tag = tag if tag in BLOCKS or tag == "a" else "div"
        frame.attributes = attributes
        frame.holder = None
    elif frame.breaks:
        _add(frame, BREAK)
    return frame


def _close(frame: _Frame, parent: _Frame) -> None:
    if frame.tag == "unseen":
        return
    if frame.holder is None:
        element = Element(frame.tag, frame.path, frame.attributes, tuple(frame.parts))
        (parent.holder or parent).parts.append(element)
    elif frame.breaks and frame.parts is not None:
        _add(frame, BREAK)


def _add(frame: _Frame, text: str) -> None:
    (frame.holder or frame).parts.append(text.translate(KEPT) if frame.keeps_space else text)
