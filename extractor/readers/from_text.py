"""Plain text and Markdown, as crawlers leave them -> Document.

Every line with something in it is a paragraph; bars inside lines are left for the table reader, which reads by labels. Line
ends are normalised to "\\n" before the text becomes canonical; nothing else is touched.
"""

from __future__ import annotations

import regex

from extractor.diagnostics import Diagnostic, diagnostic
from extractor.errors import UnreadableInput
from extractor.model import Block, Document, Origin, Source
from extractor.readers.encodings import decode, odd_share
from extractor.spans import Span

NAME = "txt"
SUFFIXES = (".txt", ".text", ".md", ".markdown")
MARKDOWN_HEADING = regex.compile(r"\s*(#{1,6})\s+\S")
#: Above this share of unreadable characters a file is no text at all; above the second it is mojibake and said so.
BINARY_SHARE, MOJIBAKE_SHARE = 0.10, 0.01


def sniff(data: bytes) -> bool:
    """Whether the bytes can be read as text at all."""
    return b"\x00" not in data[:4096] or data[:2] in {b"\xff\xfe", b"\xfe\xff"} or _utf16_like(data)


def _utf16_like(data: bytes) -> bool:
    sample = data[:400]
    return len(sample) > 20 and (sample[1::2].count(0) > len(sample) / 8 or sample[::2].count(0) > len(sample) / 8) and (
        b"\x00\x00\x00" not in sample
    )


def claims(data: bytes, suffix: str) -> int:
    """Any readable text, by name or by its bytes; other formats that are text (HTML) claim more."""
    if not sniff(data):
        return 0
    return 40 if suffix in SUFFIXES else 10


def read(data: bytes, source: Source) -> Document:
    """A document of lines.

    >>> d = read("一、总体情况\\r\\n\\n规章 | 0 |".encode(), Source("a.txt", "txt", ""))
    >>> [b.span.of(d.text) for b in d.blocks]
    ['一、总体情况', '规章 | 0 |']
    """
    if not sniff(data):
        raise UnreadableInput("input.binary", f"{source.path}: no readable text. Save it as text, HTML, DOCX or PDF.")
    text, encoding = decode(data)
    share = odd_share(text)
    if share > BINARY_SHARE:
        raise UnreadableInput("input.binary", f"{source.path}: no readable text. Save it as text, HTML, DOCX or PDF.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    notes: tuple[Diagnostic, ...] = ()
    if share > MOJIBAKE_SHARE:
        notes = (diagnostic("input.mojibake", share=f"{share * 100:.1f}"),)
    blocks: list[Block] = []
    position = 0
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped[0])
            heading = MARKDOWN_HEADING.match(line)
            blocks.append(
                Block(
                    "heading" if heading else "paragraph",
                    Span(start, start + len(stripped)),
                    Origin(f"line {number}"),
                    level=len(heading[1]) if heading else 0,
                )
            )
        position += len(line) + 1
    named = Source(source.path, source.format, source.sha256, encoding)
    return Document(named, text, tuple(blocks), diagnostics=notes)
