"""Bytes of a web page -> characters: which encoding is declared, and whether to believe it."""

from __future__ import annotations

import codecs

import regex

from extractor.readers.encodings import BOMS, decode

DECLARED = regex.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.:-]+)",
    regex.IGNORECASE,
)
#: Labels that mean a wider encoding in practice (WHATWG Encoding, 4.2).
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
#: A declared encoding is kept while no more than this share of characters fails in it (files cut off, stray bytes).
FAILING = 0.005


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page declares near its start, None where it names none that is known.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb18030'
    >>> declared_encoding(b"<p>") is None, declared_encoding(b"<meta charset=klingon>") is None
    (True, True)
    """
    match = DECLARED.search(data[:8192])
    if match is None:
        return None
    label = (match[1] or match[2]).decode("ascii", "replace").lower()
    label = WIDER.get(label, label)
    try:
        info = codecs.lookup(label)
    except LookupError:
        return None
    return label if info._is_text_encoding and not label.startswith(("utf-16", "utf-32", "utf16", "utf32")) else None


def characters(data: bytes) -> tuple[str, str]:
    """Text and encoding; bytes that are UTF-8 are read as such whatever they declare (crawlers re-encode).

    >>> characters("<meta charset=gbk>年报".encode("gb18030"))
    ('<meta charset=gbk>年报', 'gb18030')
    >>> characters("<meta charset=gbk>年报".encode())
    ('<meta charset=gbk>年报', 'utf-8')
    """
    if any(data.startswith(mark) for mark, _ in BOMS):
        return decode(data)
    declared = declared_encoding(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if declared:
        text = data.decode(declared, errors="replace")
        if text.count("�") <= FAILING * len(text):
            return text, declared
    return decode(data)
