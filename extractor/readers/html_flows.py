"""The light tree of a page -> its lines and grids in reading order, white space as a browser would show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.readers.assembly import RawCell
from extractor.readers.html_elements import BREAK, KEPT_BLANK, KEPT_TAB, Element
from extractor.readers.html_grids import TALLEST, WIDEST, SourceCell, asked_span, is_layout, place, table_rows

#: Zero-width characters, the soft hyphen and marks of direction: never seen, and they part numbers.
ZERO_WIDTH = regex.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
#: A line end of the source between two Chinese characters is no blank (CSS Text 3, 4.1.3: segment breaks).
CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·]"
WRAPPED = regex.compile(rf"(?<={CHINESE})[ \t\r\f]*\n[ \t\n\r\f]*(?={CHINESE})")
BLANKS = regex.compile(r"[ \t\n\r\f]+")
KEPT_BACK = str.maketrans({KEPT_BLANK: " ", KEPT_TAB: "\t"})
HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}
LONGEST_LINK = 120
STRUCTURE = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or a grid of the page; ``linked`` counts the characters that are links, ``level`` is that of a heading."""

    path: str
    text: str
    level: int = 0
    linked: int = 0
    cells: tuple[RawCell, ...] = ()

    def size(self) -> int:
        """Characters that print."""
        return len("".join(self.text.split()))


def lines_of(characters: str) -> list[str]:
    """Lines as a browser shows them: white space collapsed, zero-width characters gone, wrapped Chinese joined.

    >>> lines_of("  收到\\n申请 12\\n件 " + BREAK + "\\u200b其中")
    ['收到申请 12 件', '其中']
    >>> lines_of(" \\n ")
    []
    """
    whole = WRAPPED.sub("", ZERO_WIDTH.sub("", characters))
    lines = (BLANKS.sub(" ", line).strip(" ").translate(KEPT_BACK) for line in whole.split(BREAK))
    return [line for line in lines if line.strip()]


def pieces(element: Element) -> tuple[Piece, ...]:
    """Every line and grid in an element.

    >>> from extractor.readers.html_elements import full_tree, visible_tree
    >>> table = "<table><tr><td>规章<td><p>1<tr><td>许可<td>2</table>"
    >>> page = visible_tree(full_tree(f"<h2>甲</h2>乙<a href=x>丙</a><br>丁{table}"))
    >>> [(p.text, p.level, p.linked, len(p.cells)) for p in pieces(page)]
    [('甲', 2, 0, 0), ('乙丙', 0, 1, 0), ('丁', 0, 0, 0), ('规章 1 许可 2', 0, 0, 4)]
    """
    return tuple(_Flow().run(element, element.path, 0))


class _Flow:
    """Walks a tree and lets its lines out at every block boundary."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, bool]] = []

    def run(self, element: Element, path: str, level: int, link: bool = False) -> Iterator[Piece]:
        """Lines and grids of an element's parts; the last line is let out at the end."""
        yield from self._parts(element.parts, path, level, link)
        yield from self._flush(path, level)

    def _parts(self, parts: Sequence[Element | str], path: str, level: int, link: bool) -> Iterator[Piece]:
        for part in parts:
            if isinstance(part, str):
                self._waiting.append((part, link))
            elif part.tag == "a":
                yield from self._parts(part.parts, path, level, link or _is_link(part))
            else:
                yield from self._flush(path, level)
                yield from self._block(part, HEADING_LEVELS.get(part.tag, level), link)

    def _block(self, element: Element, level: int, link: bool) -> Iterator[Piece]:
        if element.tag != "table":
            yield from self.run(element, element.path, level, link)
            return
        yield from self._loose(element, element.path, level, link)
        yield from self._flush(element.path, level)
        rows = table_rows(element)
        if is_layout(element):
            for row in rows:
                for cell in row:
                    yield from self.run(cell, cell.path, level, link)
            return
        yield _grid(element.path, rows)

    def _loose(self, element: Element, path: str, level: int, link: bool) -> Iterator[Piece]:
        """What stands in a table but in none of its cells: its caption, and what careless markup left there."""
        for part in element.parts:
            if isinstance(part, str):
                self._waiting.append((part, link))
            elif part.tag in {"td", "th"}:
                continue
            elif part.tag in STRUCTURE:
                yield from self._loose(part, path, level, link)
            elif not any(True for _ in _tagged(part, STRUCTURE)):
                yield from self._flush(path, level)
                yield from self._block(part, HEADING_LEVELS.get(part.tag, level), link)

    def _flush(self, path: str, level: int) -> Iterator[Piece]:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        lines = lines_of("".join(text for text, _ in waiting))
        if not lines:
            return
        total = sum(len("".join(text.split())) for text, _ in waiting)
        share = sum(len("".join(text.split())) for text, link in waiting if link) / max(total, 1)
        for line in lines:
            yield Piece(path, line, level, round(share * len("".join(line.split()))))


def _is_link(element: Element) -> bool:
    """Whether an anchor leads elsewhere; one around much text was never closed, and its text is no menu."""
    return "href" in element.attributes and len(element.text()) <= LONGEST_LINK


def _tagged(element: Element, tags: frozenset[str]) -> Iterator[Element]:
    for child in element.elements():
        if child.tag in tags:
            yield child
        yield from _tagged(child, tags)


def _grid(path: str, rows: Sequence[Sequence[Element]]) -> Piece:
    read = [[(cell, pieces(cell)) for cell in row] for row in rows]
    source = [[_cell(cell, inner) for cell, inner in row] for row in read]
    linked = sum(piece.linked for row in read for _, inner in row for piece in inner)
    text = " ".join(cell.text for row in source for cell in row if cell.text)
    return Piece(path, text, 0, linked, place(source))


def _cell(element: Element, inner: Sequence[Piece]) -> SourceCell:
    return SourceCell(
        " ".join(piece.text for piece in inner),
        element.path,
        asked_span(element, "colspan", WIDEST),
        asked_span(element, "rowspan", TALLEST),
    )
