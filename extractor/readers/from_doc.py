"""Formats older than DOCX (DOC, WPS, RTF, ODT): known by their bytes, read only after conversion.

The reader claims them so that no other takes their bytes for text, and says what to do; ``conversion`` turns them
into DOCX.
"""

from __future__ import annotations

from extractor.errors import UnreadableInput
from extractor.model import Document, Source

NAME = "doc"
SUFFIXES = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott", ".fodt")
COMPOUND_START = bytes.fromhex("d0cf11e0a1b11ae1")
#: Names of streams in a compound file say what it holds; they are stored in UTF-16.
WORD_STREAM, ENCRYPTED_STREAM, *OTHER_STREAMS = (
    name.encode("utf-16-le") for name in ("WordDocument", "EncryptedPackage", "Workbook", "PowerPoint Document")
)
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
WORD_XML = (b'progid="Word.Document"', b"schemas.microsoft.com/office/word/2003/wordml")
BLANK = b"\xef\xbb\xbf \t\r\n"


def is_old_format(data: bytes, suffix: str) -> bool:
    """Whether the bytes are of an old word processing format, whatever the file is called.

    A DOCX called .doc is none, nor is a page of HTML called .doc; a workbook would gain nothing by conversion.

    >>> is_old_format(b"{\\\\rtf1\\\\ansi}", ".doc"), is_old_format(b"<html>", ".doc")
    (True, False)
    >>> is_old_format(b"", ".doc")
    False
    """
    if data.startswith(COMPOUND_START):
        if WORD_STREAM in data or ENCRYPTED_STREAM in data:
            return True
        return suffix.lower() in SUFFIXES and not any(stream in data for stream in OTHER_STREAMS)
    head = data[:4096]
    if head.startswith(b"PK\x03\x04"):
        return head[30:38] == b"mimetype" and head[38:].startswith(OPEN_TEXT)
    head = head.lstrip(BLANK)
    if head.startswith(b"{\\rtf"):
        return True
    return head.startswith(b"<?xml") and (OPEN_TEXT in head or any(mark in head for mark in WORD_XML))


def is_protected(data: bytes) -> bool:
    """Whether the bytes are a DOCX wrapped in a compound file by a password."""
    return data.startswith(COMPOUND_START) and ENCRYPTED_STREAM in data and WORD_STREAM not in data


def claims(data: bytes, suffix: str) -> int:
    """Certain for the old formats.

    >>> claims(b"{\\\\rtf1\\\\ansi}", ".txt"), claims(b"text", ".doc")
    (90, 0)
    """
    return 90 if is_old_format(data, suffix) else 0


def read(data: bytes, source: Source) -> Document:
    """Never a document: raises ``UnreadableInput`` (input.format) that says what to do."""
    if is_protected(data):
        raise UnreadableInput("input.format", f"{source.path}: protected by a password. Remove it and try again.")
    raise UnreadableInput(
        "input.format",
        f"{source.path}: an old format that has to be converted. Install LibreOffice Writer, or save the file as DOCX, "
        "and try again.",
    )
