"""The outline of a region: prose and listings, listings of points, points with their own prose and listings inside.

Which list a mark belongs to is decided by the text, not by its looks: what stands between two members of a list is nested in the
first of them; a number that starts again opens a new list; the last point ends where a paragraph, a lead-in or a closing begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from extractor.items.enumerators import UNORDERED, Mark


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of a view without enumerators of its level."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """One member of a listing: ``start`` is after its enumerator."""

    mark: Mark
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Points numbered in one series."""

    points: tuple[Point, ...]


Part = Prose | Listing
#: Whether a sentence opens a new block; whether a point's first words are a heading.
OpensBlock = Callable[[str], bool]
#: 一、 and （一） are never nested in a list of another kind by its heading alone.
OUTER = 2
_HEAD, HEAD_END = regex.compile(r"[^。；：\n]+"), regex.compile(r"[。；：\n]")
_SENTENCE = regex.compile(r"[^。；！？\n]+[。；！？\n]*")


def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Sentences as half-open ranges, each with the marks that end it; brackets and quotation marks are never cut.

    >>> [("A；（b；c）。\\nD")[s:e] for s, e in sentences("A；（b；c）。\\nD", 0, 10)]
    ['A；', '（b；c）。\\n', 'D']
    """
    found: list[tuple[int, int]] = []
    open_from: int | None = None
    for match in _SENTENCE.finditer(text, start, end):
        begin = match.start() if open_from is None else open_from
        piece = text[begin : match.end()]
        whole = match.end() == end or "\n" in match[0]
        if not whole and any(piece.count(a) > piece.count(b) for a, b in ("（）", "《》", "“”")):
            open_from = begin
            continue
        found.append((begin, match.end()))
        open_from = None
    return tuple(found)


def paragraph_end(text: str, ranges: tuple[tuple[int, int], ...], index: int, opens: OpensBlock) -> int:
    """Where the sentences that share a paragraph with the one at ``index``, and lead in nothing new, end.

    >>> paragraph_end("甲。乙。\\n丙。", ((0, 2), (2, 5), (5, 7)), 0, lambda s: False)
    5
    """
    end = ranges[index][1]
    for start, stop in ranges[index + 1 :]:
        if text[end - 1] == "\n" or opens(text[start:stop]):
            break
        end = stop
    return end


def outline(text: str, start: int, end: int, marks: tuple[Mark, ...], opens: OpensBlock, heads: OpensBlock) -> tuple[Part, ...]:
    """The parts of a range of the view, in order.

    >>> from extractor.items.enumerators import find_marks
    >>> t = "不足：一是慢；二是少。\\n措施：一是快。"
    >>> parts = outline(t, 0, len(t), find_marks(t), lambda s: s.startswith("措施"), lambda s: False)
    >>> [t[p.start : p.end] if isinstance(p, Prose) else [t[q.start : q.end] for q in p.points] for p in parts]
    ['不足：', ['慢；', '少。\\n'], '措施：', ['快。']]
    """
    inside = [mark for mark in marks if start <= mark.start < end]
    parts: list[Part] = []
    position = start
    while inside:
        first = inside[0]
        if text[position : first.start].strip():
            parts.append(Prose(position, first.start))
        members, boundary = _members(text, inside, end, opens, heads)
        last_end = boundary
        if not _is_heading(text, members[-1], boundary, heads):
            last_end = _last_end(text, members, boundary, opens, frozenset(mark.start for mark in inside))
        edges = [mark.start for mark in members[1:]] + [last_end]
        parts.append(Listing(tuple(Point(m, m.end, max(m.end, edge)) for m, edge in zip(members, edges))))
        position = max(last_end, members[-1].end)
        inside = [mark for mark in inside if mark.start >= position]
    if text[position:end].strip():
        parts.append(Prose(position, end))
    return tuple(parts)


def _members(text: str, marks: list[Mark], end: int, opens: OpensBlock, heads: OpensBlock) -> tuple[list[Mark], int]:
    """The members of the listing that the first mark opens, and where it ends at the latest."""
    members = [marks[0]]
    for index, mark in enumerate(marks[1:], 1):
        if mark.kind == members[0].kind:
            if mark.number != UNORDERED and (mark.number < members[-1].number or mark.number == 1):
                return members, mark.start
            if mark.kind == "bullet" and _has_opening(text, members[-1].end, mark.start, opens):
                return members, mark.start
            members.append(mark)
        elif mark.rank > members[0].rank or _continues(members[-1], marks[index + 1 :]):
            continue
        elif mark.rank <= OUTER or not _is_heading(text, members[-1], mark.start, heads):
            return members, mark.start
    return members, end


def _is_heading(text: str, mark: Mark, end: int, heads: OpensBlock) -> bool:
    """Whether a point begins with a heading (改进措施), so that what follows stands under it."""
    head = _HEAD.match(text, mark.end, end)
    return head is not None and heads(head[0])


def _continues(member: Mark, later: list[Mark]) -> bool:
    """Whether the listing goes on after what stands between."""
    for mark in later:
        if mark.kind == member.kind:
            return mark.number == UNORDERED or mark.number > member.number
    return False


def _paragraphs(text: str, start: int, end: int) -> int:
    return len([p for p in text[start:end].split("\n") if p.strip()])


def _last_end(text: str, members: list[Mark], boundary: int, opens: OpensBlock, starts_of_marks: frozenset[int]) -> int:
    """Where the last point ends: before a lead-in, a closing or a paragraph that no sister has (a heading holds all after it)."""
    last = members[-1]
    starts = [mark.end for mark in members]
    bodies = [_paragraphs(text, a, b.start) for a, b in zip(starts, members[1:])]
    allowed = max(bodies, default=1)
    paired = any(_has_opening(text, a, b.start, opens) for a, b in zip(starts, members[1:]))
    paragraphs, fresh = 1, False
    for number, (begin, stop) in enumerate(sentences(text, last.end, boundary)):
        piece = text[begin:stop]
        if fresh:
            paragraphs += 1
            titled = paragraphs == 2 and not regex.search("[。；]", text[last.end : begin].strip("\n"))
            if paragraphs > allowed and not titled and begin not in starts_of_marks:
                return begin
        if number and opens(piece.strip("\n")) and not (paired and not fresh):
            return begin
        if stop == boundary and piece.endswith("：") and not number:
            cut = max(piece.rfind("，"), piece.rfind("。"))
            if cut > 0 and opens(piece[cut + 1 :]):
                return begin + cut + 1
        fresh = piece.endswith("\n")
    return boundary


def _has_opening(text: str, start: int, end: int, opens: OpensBlock) -> bool:
    return any(opens(text[b:e].strip("\n")) for b, e in sentences(text, start, end)[1:])
