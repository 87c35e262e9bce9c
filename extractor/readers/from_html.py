"""Saved web pages -> Document: the report's body with its title, its metadata, and its tables as grids.

Navigation, scripts, hidden text and footers stay out; what is kept stands as a reader of the page sees it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import regex

from extractor.diagnostics import Diagnostic, diagnostic
from extractor.errors import UnreadableInput
from extractor.model import Document, Origin, Source
from extractor.readers.assembly import Assembly
from extractor.readers.encodings import odd_share
from extractor.readers.from_text import BINARY_SHARE, MOJIBAKE_SHARE, sniff
from extractor.readers.html_bodies import body, strength
from extractor.readers.html_characters import characters
from extractor.readers.html_elements import full_tree, visible_tree
from extractor.readers.html_embedded import MARKUP, embedded
from extractor.readers.html_flows import Piece, pieces
from extractor.readers.html_metadata import declared_titles, metadata
from extractor.readers.html_titles import page_title, stands_in, titleness
from lexicons.reading.web_pages import PageWords, page_words

NAME = "html"
SUFFIXES = (".html", ".htm", ".shtml", ".shtm", ".xhtml", ".jsp", ".jspx", ".asp", ".aspx", ".php", ".do", ".action")
PAGE = regex.compile(r"<!doctype\s+html|<html[\s>]", regex.IGNORECASE)
TAG = regex.compile(
    r"</?(?:p|div|span|br|table|tbody|tr|td|th|font|a|ul|ol|li|h[1-6]|strong|b|section|body|head|meta)"
    r"(?:\s[^<>]{0,2000})?/?>",
    regex.IGNORECASE,
)
#: Tags that make a fragment, the share of its lines that hold one, and how far one looks.
FRAGMENT_TAGS, FRAGMENT_LINES, LOOKED_AT = 6, 0.5, 65536
#: So few words of the statutory form on the visible page mean that the report may be elsewhere in the file.
WEAK = 3


def claims(data: bytes, suffix: str) -> int:
    """Pages by their opening or by name and tags; fragments by the share of their lines that hold tags.

    >>> claims(b"<!DOCTYPE html><p>x", ".txt"), claims(b"<p>x</p>", ".htm"), claims(b"a < b, <p> is a tag", ".txt")
    (90, 90, 0)
    """
    if not sniff(data) or data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return 0
    text = characters(data[:LOOKED_AT])[0]
    tags = len(TAG.findall(text))
    if PAGE.search(text[:4096]) and text.lstrip("\ufeff \t\r\n")[:1] == "<":
        return 90
    if suffix in SUFFIXES and tags:
        return 90
    lines = [line for line in text.splitlines() if line.strip()]
    tagged = sum(1 for line in lines if TAG.search(line))
    return 60 if tags >= FRAGMENT_TAGS and tagged >= FRAGMENT_LINES * len(lines) else 0


def read(data: bytes, source: Source) -> Document:
    """A document of the report on a page; raises ``UnreadableInput`` where the page shows no text.

    >>> page = "<ul><li><a href=/>首页</a></ul><h1>某局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
    >>> document = read(page.encode(), Source("a.html", "html", ""))
    >>> document.text.splitlines(), document.metadata
    (['某局2024年政府信息公开工作年度报告', '一、总体情况'], (('title', '某局2024年政府信息公开工作年度报告'),))
    """
    if not sniff(data):
        raise UnreadableInput("input.binary", f"{source.path}: no readable text. Save the page again as HTML.")
    text, encoding = characters(data)
    root = full_tree(text)
    if root is None:
        raise UnreadableInput("input.empty", f"{source.path}: the page holds no text. Save it once it is fully shown.")
    words = page_words()
    page, chosen = _report(root, words)
    if not chosen:
        pictured = next(root.iter("img", "iframe", "embed", "object"), None) is not None
        code = "input.scanned" if pictured else "input.empty"
        raise UnreadableInput(code, f"{source.path}: the page shows no text. Save the attachment or the full page.")
    title = page_title(page, chosen, declared_titles(root, words), words)
    about = metadata(root, page, title.text if title else "", words)
    assembly = Assembly()
    for piece in _headed(chosen, title, words):
        _append(assembly, piece)
    document = assembly.document(replace(source, encoding=encoding), about)
    return replace(document, diagnostics=_doubts(document.text, source))


def _report(root: Any, words: PageWords) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """All pieces of the page, and those of the report: as shown, else as hidden or carried in the file."""
    tree = visible_tree(root)
    page = pieces(tree)
    chosen = body(page, words)
    best = strength(chosen, words)
    if any(len(MARKUP.findall(piece.text)) > 2 for piece in chosen):
        best = 0  # what is shown is markup that was escaped once too often
    elif best >= WEAK:
        return page, chosen
    readings = [pieces(visible_tree(root, reveal=True))]
    for path, characters_held in embedded(root, tree):
        inner = full_tree(characters_held)
        if inner is not None:
            readings.append(tuple(replace(p, path=f"{path}!{p.path}") for p in pieces(visible_tree(inner))))
    for reading in readings:
        report = body(reading, words)
        if any(len(MARKUP.findall(piece.text)) > 2 for piece in report):
            continue
        found = strength(report, words)
        if found >= WEAK and found > best:
            chosen, best = report, found
    return page, chosen


def _headed(chosen: tuple[Piece, ...], title: Piece | None, words: PageWords) -> list[Piece]:
    """The report with its title first, and its title lines marked as headings."""
    marked = [
        replace(piece, level=piece.level or 1) if number < 5 and titleness(piece.text, words.report) > 2 else piece
        for number, piece in enumerate(chosen)
    ]
    if title is None or not titleness(title.text, words.report) or stands_in(title.text, marked):
        return marked
    return [replace(title, level=title.level or 1), *marked]


def _append(assembly: Assembly, piece: Piece) -> None:
    if piece.cells:
        assembly.grid(piece.cells, Origin(piece.path))
    elif piece.level:
        assembly.paragraph(piece.text, Origin(piece.path), "heading", piece.level)
    else:
        assembly.paragraph(piece.text, Origin(piece.path))


def _doubts(text: str, source: Source) -> tuple[Diagnostic, ...]:
    share = odd_share(text)
    if share > BINARY_SHARE:
        raise UnreadableInput("input.binary", f"{source.path}: no readable text. Save the page again as HTML.")
    return (diagnostic("input.mojibake", share=f"{share * 100:.1f}"),) if share > MOJIBAKE_SHARE else ()
