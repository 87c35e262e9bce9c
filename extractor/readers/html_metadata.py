"""What a page says of itself (title, publisher, date, address) in meta elements, bylines and index tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

import regex

from extractor.readers.html_evidence import is_byline, plain
from extractor.readers.html_flows import Piece
from lexicons.reading.web_pages import FIELDS, Meta, PageWords

DATE = regex.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"
)
ADDRESS = regex.compile(r"https?://[^\s\"'<>（）()，。]+")
SAVED_FROM = regex.compile(r"saved from url=\(\d+\)(\S+)", regex.IGNORECASE)
MIRRORED = regex.compile(r"Mirrored from (\S+) by", regex.IGNORECASE)
LONGEST = 60


def iso_date(text: str) -> str | None:
    """The first date of a text that exists in the calendar, as year-month-day.

    >>> iso_date("2024年1月5日 10:20"), iso_date("20240105"), iso_date("2024-13-40"), iso_date("昨天")
    ('2024-01-05', '2024-01-05', None, None)
    """
    for match in DATE.finditer(text):
        year, month, day = (int(group) for group in match.groups() if group is not None)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return None


def metadata(
    root: Any, pieces: Sequence[Piece], title: str, words: PageWords
) -> tuple[tuple[str, str], ...]:
    """Pairs of title, publisher, published and address, those that are there, in this order."""
    found: dict[str, str] = {"title": title} if title else {}
    declared = [(field, value, meta.last) for field, value, meta, _ in _metas(root, words)]
    early = [(field, value) for field, value, last in declared if not last]
    late = [(field, value) for field, value, last in declared if last]
    for field, value in (*early, *_addresses(root), *_printed(pieces, words), *late):
        kept = _valid(field, value)
        if kept and field not in found:
            found[field] = kept
        elif field == "publisher" and "address" not in found and (match := ADDRESS.search(value)):
            found["address"] = match[0]
    return tuple((field, found[field]) for field in FIELDS if field in found)


def declared_titles(root: Any, words: PageWords) -> list[tuple[str, str]]:
    """Path and text of the titles in a page's head, the likeliest first."""
    tree = root.getroottree()
    named = [(tree.getpath(meta), value) for field, value, _, meta in _metas(root, words) if field == "title"]
    titles = [(tree.getpath(element), " ".join((element.text or "").split())) for element in root.iter("title")]
    return [*named, *titles]


def _metas(root: Any, words: PageWords) -> Iterator[tuple[str, str, Meta, Any]]:
    by_name: dict[str, list[Any]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        by_name.setdefault(name, []).append(meta)
    for entry in words.metas:
        for name in entry.names:
            for meta in by_name.get(name, ()):
                yield entry.field, " ".join((meta.get("content") or "").split()), entry, meta


def _addresses(root: Any) -> Iterator[tuple[str, str]]:
    """Addresses in links rel=canonical and in the comments that browsers and mirroring programs leave."""
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield "address", link.get("href") or ""
    for comment in root.xpath("//comment()"):
        text = str(comment.text or "")
        saved, mirrored = SAVED_FROM.search(text), MIRRORED.search(text)
        if saved:
            yield "address", saved[1]
        if mirrored:
            yield "address", f"http://{mirrored[1]}" if "://" not in mirrored[1] else mirrored[1]


def _printed(pieces: Sequence[Piece], words: PageWords) -> Iterator[tuple[str, str]]:
    """Labels and values of bylines, and neighbouring cells of index tables."""
    for piece in pieces:
        if not piece.cells and is_byline(piece.text, words):
            yield from labelled(piece.text, words)
        for one, two in zip(piece.cells, piece.cells[1:], strict=False):
            label = plain(one.text).strip("：【】[]")
            field = words.field(label)
            if field and one.row == two.row and words.field(plain(two.text).strip("：")) is None:
                yield field, two.text


def labelled(line: str, words: PageWords) -> Iterator[tuple[str, str]]:
    """Fields and values of a line, each value up to the next label.

    >>> from lexicons.reading.web_pages import page_words
    >>> list(labelled("发布时间:2022-01-20 10:12来源：办公室阅读次数：9次", page_words()))
    [('published', '2022-01-20 10:12'), ('publisher', '办公室')]
    >>> list(labelled("无标签", page_words()))
    []
    """
    marks = _label_pattern(tuple(word for label in words.labels for word in label.words))
    found = list(marks.finditer(line))
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(line)
        field = words.field("".join(match[1].split()))
        if field:
            yield field, line[match.end() : end].strip(" \u3000\xa0|[]【】")


@cache
def _label_pattern(names: tuple[str, ...]) -> regex.Pattern[str]:
    """Any of the labels, longest first, blanks allowed between their characters, with its colon."""
    spaced = (r"[ \u3000\xa0]*".join(map(regex.escape, name)) for name in sorted(names, key=len, reverse=True))
    return regex.compile("(" + "|".join(spaced) + ")[ \u3000]*[：:]")


def _valid(field: str, value: str) -> str | None:
    """A value as kept, None where it cannot be what the field says."""
    value = " ".join(value.split())
    if field == "published":
        return iso_date(value)
    if field == "address":
        match = ADDRESS.match(value)
        return match[0] if match else None
    if not value or len(value) > LONGEST or ADDRESS.search(value):
        return None
    return value
