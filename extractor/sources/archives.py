"""Which archive some bytes are, and its entries: zip, tar, and packed single files.

A document that is a zip inside (DOCX, workbook, OFD) is no archive, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from extractor.sources import tars, zips
from extractor.sources.entries import DAMAGE, Entry, Oversized
from extractor.sources.inputs import Input, refused, suffix_of
from lexicons.reading.source_words import source_words

ArchiveKind = Literal["zip", "tar", "other"]
ZIP_SUFFIXES = frozenset({".zip"})
TAR_SUFFIXES = frozenset({".tar", ".tgz", ".tbz", ".tbz2", ".txz"})
#: Archives that are known by their first bytes and not opened: RAR and 7-Zip.
OTHERS = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
OTHER_SUFFIXES = frozenset({".rar", ".7z"})


def looks_packed(path: str, head: bytes) -> bool:
    """Whether a file is an archive or a document that is a zip, by its first bytes."""
    zipped = head.startswith(zips.STARTS) and suffix_of(path)[1:] not in source_words().packages.suffixes
    return zipped or tars.is_packed(head) or tars.is_tar(head)


def archive_kind(entry: Entry, head: bytes) -> ArchiveKind | None:
    """The kind of archive, None where the file is none; its bytes count, and its suffix where they are damaged."""
    suffix = suffix_of(entry.path)
    if head.startswith(OTHERS) or (suffix in OTHER_SUFFIXES and head):
        return "other"
    if suffix[1:] in source_words().packages.suffixes:
        return None
    if head.startswith(zips.STARTS):
        return None if zips.is_document(entry.file) else "zip"
    if tars.is_packed(head) or tars.is_tar(head) or (suffix in TAR_SUFFIXES and head):
        return "tar"
    return "zip" if suffix in ZIP_SUFFIXES and head else None


def members(entry: Entry, kind: ArchiveKind, head: bytes) -> Iterator[Entry | Input]:
    """The entries of an archive that may be documents, each to be read before the next; what cannot be opened says why."""
    if kind == "other":
        yield refused(entry.path, "input.archive_format")
        return
    try:
        yield from zips.members(entry) if kind == "zip" else tars.members(entry, head)
    except Oversized as error:
        yield refused(entry.path, "input.oversized", note=str(error))
    except DAMAGE:
        yield refused(entry.path, "input.damaged", note="压缩包不完整或不是压缩包，请重新下载。")
