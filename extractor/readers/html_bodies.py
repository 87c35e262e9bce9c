"""The pieces of a page that are its report: found by what they say and where they stand together, by no class name."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.readers.html_evidence import is_chrome, is_signature, plain, statutory, weight
from extractor.readers.html_flows import Piece
from lexicons.reading.web_pages import PageWords

#: The share of all evidence that a part of the page must hold for the rest to be left behind.
ENOUGH = 0.85
#: A run of lines that says again what stood before is a copy from this length on.
COPY_LINES, COPY_LENGTH = 3, 200
#: A copy is noticed at a line of this length; so many short lines before it (title, headings) are copies as well.
COPY_LINE, BACK = 15, 6
#: So many unmarked lines after the last evidence still belong to it (无, a signature, a closing line).
TAIL = 6
NUMBER = regex.compile(r"\[\d+\]")


def body(pieces: Sequence[Piece], words: PageWords) -> tuple[Piece, ...]:
    """The report's pieces in reading order; a page without evidence keeps all that is no furniture.

    >>> from lexicons.reading.web_pages import page_words
    >>> places = [("/b/ul/li", "首页"), ("/b/div/p[1]", "一、总体情况"), ("/b/div/p[2]", "无"), ("/b/p", "分享到：")]
    >>> page = [Piece(path, text) for path, text in places]
    >>> [piece.text for piece in body(page, page_words())]
    ['一、总体情况', '无']
    """
    weights = [weight(piece, words) for piece in pieces]
    if not any(weights):
        return tuple(piece for piece in pieces if not is_chrome(piece, words))
    place = _place(pieces, weights, words)
    inside = [n for n, piece in enumerate(pieces) if _steps(piece)[: len(place)] == place]
    telling = [n for n in inside if weights[n] or (is_signature(pieces[n]) and any(weights[:n]))]
    first, last = _widened(pieces, inside, telling, words)
    kept = [
        pieces[n]
        for n in inside
        if first <= n <= last and not is_chrome(pieces[n], words, telling[0] < n < telling[-1])
    ]
    return _without_copies(kept)


def _steps(piece: Piece) -> tuple[str, ...]:
    """The path of the element around a piece."""
    return tuple(piece.path.split("/")[:-1])


def _shape(piece: Piece) -> str:
    """That path without the numbers: paragraphs of one article share it even where each has a wrapper of its own."""
    return NUMBER.sub("", piece.path.rpartition("/")[0])


def _place(pieces: Sequence[Piece], weights: Sequence[float], words: PageWords) -> tuple[str, ...]:
    """The path of the smallest element that holds the report; paragraphs beside its parts are part of it."""
    here = [(_steps(piece), share, piece) for piece, share in zip(pieces, weights, strict=True) if share]
    depth = 0
    while True:
        shares: dict[str, float] = {}
        for steps, share, _ in here:
            step = steps[depth] if len(steps) > depth else ""
            shares[step] = shares.get(step, 0.0) + share
        best = max(shares, key=lambda step: shares[step])
        here_path = here[0][0][:depth]
        if (best == "" and depth > 0) or shares[best] < ENOUGH * sum(shares.values()):
            return here_path
        inner = [entry for entry in here if len(entry[0]) > depth and entry[0][depth] == best]
        outer = [entry for entry in here if len(entry[0]) <= depth or entry[0][depth] != best]
        if not inner or any(len(steps) == depth or _speaks_of_it(piece, words) for steps, _, piece in outer):
            return here_path
        here, depth = inner, depth + 1


def _speaks_of_it(piece: Piece, words: PageWords) -> bool:
    """Whether a piece must not be left behind: it has statutory words or speaks of the report's subject."""
    return bool(statutory(piece, words)) or any(word in piece.text for word in words.report.topical)


def _widened(
    pieces: Sequence[Piece], inside: Sequence[int], telling: Sequence[int], words: PageWords
) -> tuple[int, int]:
    """First and last piece: neighbours of the outermost evidence in the same element come along up to any furniture."""
    first, last = telling[0], telling[-1]
    for n in reversed([n for n in inside if n < first]):
        if is_chrome(pieces[n], words):
            continue
        if _steps(pieces[n]) != _steps(pieces[first]):
            break
        first = n
    for n in [n for n in inside if n > last][:TAIL]:
        if is_chrome(pieces[n], words) or _shape(pieces[n]) != _shape(pieces[last]):
            break
        last = n
    return first, last


def _without_copies(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without runs that repeat, line by line, a run that stood before (copies for screen readers)."""
    texts = [plain(piece.text) for piece in pieces]
    first: dict[str, int] = {}
    copied = [False] * len(pieces)
    n = 0
    while n < len(texts):
        earlier = first.setdefault(texts[n], n)
        start, end = _run(texts, earlier, n) if earlier < n and len(texts[n]) >= COPY_LINE else (n, n)
        if end - start >= COPY_LINES and sum(len(text) for text in texts[start:end]) >= COPY_LENGTH:
            copied[start:end] = [True] * (end - start)
            n = end
        else:
            n += 1
    return tuple(piece for piece, gone in zip(pieces, copied, strict=True) if not gone)


def _run(texts: Sequence[str], earlier: int, later: int) -> tuple[int, int]:
    """Start and end of the run around ``later`` that equals the one around ``earlier``."""
    start, end = later, later
    while end < len(texts) and earlier + end - later < later and texts[earlier + end - later] == texts[end]:
        end += 1
    lag = later - earlier
    while start > later - BACK and start > lag and texts[start - lag - 1] == texts[start - 1]:
        start -= 1
    return max(start, earlier + 1), end


def strength(pieces: Sequence[Piece], words: PageWords) -> int:
    """How many different words of the statutory form the pieces hold."""
    return len(frozenset().union(*(statutory(piece, words) for piece in pieces)))
