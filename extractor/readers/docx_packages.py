"""The bytes of a DOCX -> its XML parts, read with care.

A DOCX is a zip of XML files. What is wrong with it (cut off, of another kind, packed to burst, encrypted) is said here
in one sentence; above this module there are only parsed parts. Entities are never resolved and nothing is fetched.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

import regex
from lxml import etree

from extractor.errors import UnreadableInput

#: A report's largest part is far below this; what unpacks to more is no report (a "zip bomb" at worst).
MAX_PART_BYTES = 24 * 1024 * 1024
#: Mark-up packs to a twentieth or so; larger parts that pack to less than this share were made to burst.
MAX_RATIO, ALWAYS_FINE = 150, 2 * 1024 * 1024
ZIP_START = b"PK\x03\x04"
#: Everything zipfile raises over damaged archives.
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
    KeyError, IndexError, AttributeError, OverflowError,
)  # fmt: skip
#: The "strict" variant of the format differs in its namespaces alone.
STRICT_START = b"http://purl.oclc.org/ooxml/"
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
WORD_CONTENT = regex.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)[^\"']*main\+xml")
#: Table styles are the bulk of many style sheets and say nothing of text; cut before parsing.
TABLE_STYLE = regex.compile(rb'<w:style\b[^>]*\bw:type="table"[^>]*>.*?</w:style>', regex.DOTALL)


def damaged(path: str, why: str) -> UnreadableInput:
    """The complaint that the file cannot be opened.

    >>> str(damaged("a.docx", "the archive is cut off"))
    'a.docx: damaged DOCX, the archive is cut off. Open it in Word or WPS, save it again, and try once more.'
    """
    return UnreadableInput(
        "input.damaged", f"{path}: damaged DOCX, {why}. Open it in Word or WPS, save it again, and try once more."
    )


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part; entities stay unresolved, comments and instructions are left out."""
    if STRICT_START in data[:4096]:
        for strict, transitional in STRICT:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    if root is None:  # lxml's answer to a part of nothing but a prologue
        raise ValueError("no root element")
    return root


def open_archive(data: bytes) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]] | None:
    """The archive and its entries by name in small letters with forward slashes; None where it is no sound zip."""
    if not data.startswith(ZIP_START):
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        return archive, {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in archive.infolist()}
    except ZIP_ERRORS:
        return None


def looks_like_docx(data: bytes) -> bool:
    """Whether a sound zip holds a word processing document, or the remains of one.

    >>> looks_like_docx(b"PK\\x03\\x04")
    False
    """
    opened = open_archive(data)
    if opened is None:
        return False
    names = opened[1]
    if "mimetype" in names:  # OpenDocument and EPUB say what they are in this entry
        return False
    if "word/document.xml" in names:
        return True
    return "[content_types].xml" in names and any(name.startswith("word/") for name in names)


class Package:
    """The parts of one DOCX; raises ``UnreadableInput`` (input.damaged) where they cannot be read.

    >>> Package(b"PK\\x03\\x04 and no more", "a.docx")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    extractor.errors.UnreadableInput: a.docx: damaged DOCX, the archive is cut off or not an archive. Open it in ...
    """

    def __init__(self, data: bytes, path: str) -> None:
        opened = open_archive(data)
        if opened is None:
            raise damaged(path, "the archive is cut off or not an archive")
        self._archive, self._entries = opened
        self._path = path
        self._main = self._main_name()
        self._related = self._targets(self._main)

    @property
    def main(self) -> str:
        """The name of the main part, "word/document.xml" in all but odd files."""
        return self._main

    def name_of(self, kind: str) -> str:
        """The name of the part that the main part names as its "styles", "comments" …, or the usual one."""
        return self._related.get(kind) or posixpath.join(posixpath.dirname(self._main), f"{kind}.xml")

    def _bytes(self, name: str) -> bytes | None:
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        packed = max(entry.compress_size, 1)
        if entry.file_size > MAX_PART_BYTES or (entry.file_size > ALWAYS_FINE and entry.file_size / packed > MAX_RATIO):
            raise damaged(
                self._path, f"its part {name} unpacks to far more than a report holds ({entry.file_size} bytes)"
            )
        try:
            with self._archive.open(entry) as file:
                data = file.read(MAX_PART_BYTES)
        except ZIP_ERRORS as error:
            raise damaged(self._path, f"its part {name} cannot be unpacked ({type(error).__name__})") from None
        return data

    def _parse(self, name: str, data: bytes) -> etree._Element:
        try:
            return parse_xml(data)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise damaged(self._path, f"its part {name} is not well-formed XML ({type(error).__name__})") from None

    def _targets(self, part: str) -> dict[str, str]:
        """Kind of relationship -> name of the part it leads to (the first of each kind)."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        data = self._bytes(rels)
        found: dict[str, str] = {}
        for relation in self._parse(rels, data) if data is not None else ():
            kind, target = relation.get("Type", ""), relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                where = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.setdefault(kind.rpartition("/")[2], posixpath.normpath(where))
        return found

    def _main_name(self) -> str:
        types = self._bytes("[Content_Types].xml")
        target = self._targets("").get("officeDocument", "word/document.xml")
        if target.lower() not in self._entries:
            target = "word/document.xml"
        if target.lower() not in self._entries:
            raise damaged(self._path, "its text (word/document.xml) is missing")
        if types is not None and target != "word/document.xml" and not WORD_CONTENT.search(types):
            raise damaged(self._path, "it holds no word processing document")
        return target

    def document(self) -> etree._Element:
        """The root of the main part."""
        data = self._bytes(self._main)
        return self._parse(self._main, data if data is not None else b"")

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the main part names as its "styles", "numbering" …; None where it has none."""
        name = self.name_of(kind)
        data = self._bytes(name)
        if data is None:
            return None
        return self._parse(name, TABLE_STYLE.sub(b"", data) if kind == "styles" else data)

    def title(self) -> str:
        """The title among the file's properties, "" where there is none."""
        return self._property("{http://purl.org/dc/elements/1.1/}title")

    def saved(self) -> str:
        """When the file was last saved by its own account (ISO 8601), "" where it does not say."""
        return self._property("{http://purl.org/dc/terms/}modified")

    def _property(self, name: str) -> str:
        """A property of the file; broken properties break no report."""
        try:
            part = self._targets("").get("core-properties", "docProps/core.xml")
            data = self._bytes(part)
            root = self._parse(part, data) if data is not None else None
        except UnreadableInput:
            return ""
        return (root.findtext(name) or "").strip() if root is not None else ""
