"""A region of the document as one reads it: without white space, page numbers and broken lines, every character in its place.

Text out of PDF breaks lines inside sentences, markdown puts stars and hashes around words, typists mix full and half width. The
items are sought in a view where all that is gone; ``View.span`` leads back to the canonical text, which is never edited. A line
end that is a real paragraph end stays in the view as "\\n".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from extractor.spans import Span

#: Half-width marks that end or part Chinese clauses, and the full-width marks they stand for.
_MARKS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", "｡": "。", "﹒": ".", "．": "."}
_WIDTH = {ord(full): chr(ord(full) - 0xFEE0) for full in "０１２３４５６７８９"}
_FOLD = _WIDTH | {ord(half): full for half, full in _MARKS.items()}
_TERMINAL = regex.compile(r"[。；：！？.;:!?…”’」）)】]$")
_PAGE_NUMBER = regex.compile(r"[-—–_·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／]\s*(?:共\s*)?\d{1,3}\s*页?)?[-—–_·\s]*")
_TABLE_ROW = regex.compile(r"\s*\|.*\|\s*|[^|｜]*(?:[|｜][^|｜]*){3,}")
#: What may not stand in the view as it is, or only folded by what stands beside it; all else is folded a run at a time.
_SPECIAL = regex.compile(r"[\s\x1c-\x1f\u200b\ufeff#*|.．﹒\u2e80-\u2fdf]")
_NARROW = regex.compile(r"[\x00-\u2e7f]")
_OPENING = regex.compile(
    r"\s*(?:#|[-*●•◆■□▪○◇★➢✓√►▶※]\s*\S|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[(（]?\d{1,2}[)）、]|\d{1,2}[.．](?!\d)|[①-⑳]"
    r"|[一二三四五六七八九十]是|第[一二三四五六七八九十]+[，,、]|20\d\d\s*年[^，。]{0,4}(?:[，,]|存在))"
)
_GAP_MARK = regex.compile(r"(?:[一二三四五六七八九十]{1,2}是|[(（][一二三四五六七八九十]{1,2}[)）]|20\d\d年(?:度)?[，,])")
#: Narrower than this (in half-width columns) no text is wrapped.
_LEAST_WIDTH, _FULL_SHARE = 36, (4, 5)


@dataclass(frozen=True, slots=True)
class View:
    """Folded text and, for each of its characters, the offset in the canonical text.

    >>> v = view_of("一是 解读\\n  不够; 二是（略）", (Span(0, 17),))
    >>> v.text
    '一是解读\\n不够；\\n二是（略）'
    >>> v.span(2, 7)
    Span(start=3, end=10)
    >>> view_of("", ()).text
    ''
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The canonical span of a piece of the view that is not empty."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    width: int


def _lines(text: str, pieces: Iterable[Span]) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    for piece in pieces:
        group: list[_Line] = []
        position = piece.start
        for raw in piece.of(text).split("\n"):
            stripped = raw.strip()
            if stripped and not _PAGE_NUMBER.fullmatch(stripped) and not _TABLE_ROW.fullmatch(stripped):
                width = 2 * len(stripped) - len(_NARROW.findall(stripped))
                group.append(_Line(position, position + len(raw), width))
            position += len(raw) + 1
        if group:
            groups.append(group)
    return groups


def _is_soft(text: str, line: _Line, following: _Line, full: int) -> bool:
    """Whether a line end falls inside a sentence."""
    content = text[line.start : line.end].strip()
    if _OPENING.match(text[following.start : following.end]) or content.startswith("#"):
        return False
    if content.endswith(("，", ",", "、")):
        return True
    return not _TERMINAL.search(content) and full >= _LEAST_WIDTH and line.width * _FULL_SHARE[1] >= full * _FULL_SHARE[0]


def _fold(text: str, line: _Line, first: bool) -> tuple[str, list[int]]:
    """The characters of a line that are kept, folded, and their offsets."""
    raw = text[line.start : line.end]
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _SPECIAL.finditer(raw):
        at = match.start()
        if position < at:
            kept.append(raw[position:at].translate(_FOLD))
            offsets.extend(range(line.start + position, line.start + at))
        position = at + 1
        folded = _folded(raw, at, kept[-1][-1] if kept else "", first)
        if folded:
            kept.append(folded)
            offsets.append(line.start + at)
    kept.append(raw[position:].translate(_FOLD))
    offsets.extend(range(line.start + position, line.end))
    return "".join(kept), offsets


def _folded(raw: str, at: int, last: str, first: bool) -> str:
    """What a special character becomes after the last one kept: "" is left out, a blank before an enumerator a paragraph end."""
    char = raw[at]
    if char.isspace() or char in "\u200b\ufeff":
        parts = raw.startswith("\u3000\u3000", at) or _GAP_MARK.match(raw, at + 1)
        return "\n" if last not in ("", "\n") and parts else ""
    if char == "#" or (char == "*" and (raw[at : at + 2] == "**" or raw[at - 1 : at + 1] == "**")):
        return ""
    # PDF fonts give radicals (⼀, ⼯) for the characters that look like them
    folded = unicodedata.normalize("NFKC", char) if "\u2e80" <= char <= "\u2fdf" else char.translate(_FOLD)
    if folded == "." and last > "\u4e00" and not (raw[at + 1 : at + 2].isascii() and raw[at + 1 :].strip()):
        return "。"
    return "" if folded == "|" and first and not last else folded


def view_of(text: str, pieces: tuple[Span, ...]) -> View:
    """The view of a region given as pieces in reading order (a region that a table cuts has several)."""
    kept: list[str] = []
    offsets: list[int] = []
    for group in _lines(text, pieces):
        full = max(line.width for line in group)
        if offsets:
            kept.append("\n")
            offsets.append(group[0].start)
        for number, line in enumerate(group):
            folded, places = _fold(text, line, number == 0)
            kept.append(folded)
            offsets.extend(places)
            if number + 1 < len(group) and not _is_soft(text, line, group[number + 1], full):
                kept.append("\n")
                offsets.append(line.end)
    return View("".join(kept), tuple(offsets))
