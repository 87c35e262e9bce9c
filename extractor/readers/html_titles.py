"""The report's title: of headings, metadata and first lines the one that names a report, a subject and a year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractor.readers.html_evidence import POINT, is_chrome, plain
from extractor.readers.html_flows import Piece
from lexicons.reading.web_pages import PageWords, ReportWords

LONGEST = 80
YEAR = regex.compile(r"(?:19|20)\d\d|[二2２][〇○零Ｏ0０]..年")
UNTITLED = regex.compile(r"[。；;！？]")


def titleness(text: str, words: ReportWords) -> int:
    """How much of a title a line has: kind of document, subject, year; 0 without a kind.

    >>> from lexicons.reading.web_pages import page_words
    >>> [titleness(t, page_words().report) for t in ("某局2024年政府信息公开工作年度报告", "年度报告", "某县人民政府")]
    [3, 1, 0]
    """
    line = plain(text)
    if not line or len(line) > LONGEST or UNTITLED.search(line) or POINT.match(line):
        return 0
    if not any(word in line for word in words.title_kind) and not line.endswith(words.title_end):
        return 0
    return 1 + any(word in line for word in words.title_subject) + (YEAR.search(line) is not None)


def shortened(title: str, words: ReportWords) -> str:
    """A page's <title> without the names of site and column after it.

    >>> from lexicons.reading.web_pages import page_words
    >>> shortened("某局2024年政府信息公开工作年度报告-某县政府网 | 年报", page_words().report)
    '某局2024年政府信息公开工作年度报告'
    """
    parts = [title]
    for mark in words.title_breaks:
        parts = [piece for part in parts for piece in part.split(mark)]
    best = max(parts, key=lambda part: titleness(part, words))
    return best.strip() if titleness(best, words) >= titleness(title, words) else title.strip()


def page_title(
    pieces: Sequence[Piece], body: Sequence[Piece], declared: Sequence[tuple[str, str]], words: PageWords
) -> Piece | None:
    """The title as a piece with its place: headings first, then what the page declares, then the body's first lines.

    ``declared`` are path and text of titles in metadata, the likeliest first.

    >>> from lexicons.reading.web_pages import page_words
    >>> page = [Piece("/h1", "某某网", 1), Piece("/h2", "某局2024年度政府信息公开年报", 2)]
    >>> page_title(page, [], [("/meta", "年报")], page_words()).path
    '/h2'
    >>> page_title([], [], [], page_words()) is None
    True
    """
    headings = [piece for piece in pieces if piece.level and not piece.cells and not is_chrome(piece, words)]
    start = next((n for n, piece in enumerate(pieces) if body and piece is body[0]), 0)
    above = [piece for piece in reversed(pieces[:start]) if not piece.cells and not is_chrome(piece, words)]
    lines = [piece for piece in body[:5] if not piece.cells]
    named = [Piece(path, shortened(text, words.report), 1) for path, text in declared if text.strip()]
    candidates = [*headings, *_joined(headings), *named, *lines, *_joined(lines), *above]
    best = max(candidates, key=lambda piece: titleness(piece.text, words.report), default=None)
    if best is not None and titleness(best.text, words.report):
        return best
    return next(iter([piece for piece in headings if piece.level == 1] + named), None)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Titles that stand on two lines."""
    return [
        Piece(one.path, one.text + two.text, one.level)
        for one, two in pairwise(pieces)
        if one.level == two.level and plain(one.text) != plain(two.text)
    ]


def stands_in(title: str, pieces: Sequence[Piece]) -> bool:
    """Whether the first lines of a body already hold the title, on one line or on several."""
    return plain(title) in plain("".join(piece.text for piece in pieces[:6] if not piece.cells))
