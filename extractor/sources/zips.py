"""A zip -> its entries in the order in which they are listed, names decoded as their writer meant them.

What is encrypted, packed to burst or packed in a way that nobody here knows is an input that says so.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from extractor.sources.entries import DAMAGE, Entry, megabytes, too_large
from extractor.sources.inputs import Input, refused, shown_name
from extractor.sources.trees import Tree
from lexicons.reading.source_words import source_words

STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ENCRYPTED, UTF8 = 0x1, 0x800
#: Info-ZIP's extra field with the name in UTF-8, beside a name in the writer's own encoding.
UNICODE_PATH = 0x7075


def is_document(file: IO[bytes]) -> bool:
    """Whether a sound zip is a document (DOCX, workbook, OFD …) by the entries at its root."""
    try:
        with zipfile.ZipFile(file) as archive:
            markers = source_words().packages.markers
            return any(name.replace("\\", "/").lower() in markers for name in archive.namelist())
    except DAMAGE:
        return False
    finally:
        file.seek(0)


def members(entry: Entry) -> Iterator[Entry | Input]:
    """The entries that may be documents; raises one of ``DAMAGE`` where the list itself cannot be read."""
    with zipfile.ZipFile(entry.file) as archive:
        listed = [(entry_name(info), info) for info in archive.infolist()]
        tree = Tree(name for name, _ in listed)
        spent, size = 0, _size(entry.file)
        for name, info in listed:
            if name.endswith("/") or not name or tree.is_leftover(name):
                continue
            path = f"{entry.path}!/{tree.unique(name)}"
            spent += 0 if too_large(info.file_size, info.compress_size) else info.file_size
            if too_large(spent, size):
                note = f"压缩包展开后超过 {megabytes(spent)}，疑似压缩炸弹"
                yield refused(entry.path, "input.oversized", note=note)
                return
            yield from _member(archive, info, replace(entry, path=path, given=False))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, entry: Entry) -> Iterator[Entry | Input]:
    if info.flag_bits & ENCRYPTED:
        yield refused(entry.path, "input.encrypted")
    elif too_large(info.file_size, info.compress_size):
        yield refused(entry.path, "input.oversized", note=f"展开后有 {megabytes(info.file_size)}，疑似压缩炸弹")
    else:
        try:
            file = archive.open(info)
        except NotImplementedError:
            yield refused(entry.path, "input.archive_format")
            return
        except DAMAGE:
            yield refused(entry.path, "input.damaged", note="压缩包中的这一份已损坏，请重新下载。")
            return
        with file:
            yield replace(entry, file=file)


def entry_name(info: zipfile.ZipInfo) -> str:
    """An entry's name: UTF-8 where it is said or valid, else GB18030.

    >>> info = zipfile.ZipInfo("年报.txt".encode("gbk").decode("cp437"))
    >>> entry_name(info)
    '年报.txt'
    >>> entry_name(zipfile.ZipInfo("a/b.txt"))
    'a/b.txt'
    """
    stored = info.orig_filename
    if not info.flag_bits & UTF8:
        try:
            raw = stored.encode("cp437")
        except UnicodeEncodeError:  # made by this program, not read from bytes
            return stored
        stored = _unicode_path(info.extra, raw) or shown_name(raw)
    return stored.partition("\0")[0].replace("\\", "/").lstrip("/")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in an entry's extra field, "" where there is none or it belongs to another name."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == UNICODE_PATH and len(field) > 5 and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return shown_name(field[5:])
    return ""


def _size(file: IO[bytes]) -> int:
    here = file.tell()
    size = file.seek(0, 2)
    file.seek(here)
    return size
