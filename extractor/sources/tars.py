"""A tar (plain, or packed with gzip, bzip2 or xz) -> its entries in their order; a packed file that is no tar -> that file.

The headers are read twice, once for the names, once for the bytes; nothing is held. A tar that is cut off gives what stands
before the cut, then says that it is cut off.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, cast

from extractor.sources.entries import ALWAYS_FINE, DAMAGE, MAX_RATIO, Entry, Oversized
from extractor.sources.inputs import Input, refused, shown_name, suffix_of
from extractor.sources.trees import Tree

GZIP, BZIP2, XZ, LZMA_SUFFIX = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", ".lzma"
MAGIC, MAGIC_AT, BLOCK = b"ustar", 257, 512
#: xz files may ask for gigabytes of memory; the strongest usual setting takes 65 MB.
XZ_MEMORY = 256 * 1024 * 1024
BURST = "展开后与压缩前的大小不成比例，疑似压缩炸弹"
SUFFIXES = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


def is_packed(head: bytes) -> bool:
    """Whether the bytes begin as gzip, bzip2 or xz do."""
    return head.startswith((GZIP, XZ)) or (head.startswith(BZIP2) and head[4:10] in {b"1AY&SY", b"\x17rE8P\x90"})


def is_tar(head: bytes) -> bool:
    """Whether the bytes begin as a tar does.

    >>> is_tar(b"\\0" * 257 + b"ustar"), is_tar(b"ustar")
    (True, False)
    """
    return head[MAGIC_AT : MAGIC_AT + len(MAGIC)] == MAGIC


class Metered(io.RawIOBase):
    """A file that raises ``Oversized`` where more than a budget is read from it; seeking back is free."""

    def __init__(self, file: IO[bytes], budget: int) -> None:
        self._file, self._budget = file, budget

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer, as far as the budget goes."""
        view = memoryview(cast(bytearray, buffer))
        data = self._file.read(len(view))
        if self._file.tell() > self._budget:
            raise Oversized(BURST)
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place; going forward unpacks, so the budget holds here too."""
        target = offset + (self._file.tell() if whence == 1 else 0)
        if target > self._budget:
            raise Oversized(BURST)
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._file.tell()


def unpacked(file: IO[bytes], head: bytes) -> IO[bytes]:
    """The unpacked bytes, read as they are asked for; raises ``Oversized`` where they are out of proportion."""
    size = file.seek(0, 2)
    file.seek(0)
    if head.startswith(XZ):
        _allow_memory(head)
        opened: IO[bytes] = cast(IO[bytes], lzma.LZMAFile(file))  # noqa: SIM115
    elif head.startswith(GZIP):
        opened = cast(IO[bytes], gzip.GzipFile(fileobj=file, mode="rb"))
    else:
        opened = cast(IO[bytes], bz2.BZ2File(file))
    return io.BufferedReader(Metered(opened, ALWAYS_FINE + MAX_RATIO * size))


def _allow_memory(head: bytes) -> None:
    try:
        lzma.LZMADecompressor(memlimit=XZ_MEMORY).decompress(head, max_length=1)
    except lzma.LZMAError as error:
        if "emory" in str(error):
            raise Oversized(BURST) from None


def members(entry: Entry, head: bytes) -> Iterator[Entry | Input]:
    """The entries that may be documents; raises one of ``DAMAGE`` or ``Oversized`` where nothing can be opened."""
    if not is_packed(head):
        yield from _entries(entry, entry.file)
        return
    file = unpacked(entry.file, head)
    start = file.peek(BLOCK)[:BLOCK] if isinstance(file, io.BufferedReader) else b""
    name = entry.path.rpartition("/")[2]
    suffix = suffix_of(name)
    inner = name[: -len(suffix)] + SUFFIXES.get(suffix, "") if suffix else name
    if is_tar(start) or suffix_of(inner) == ".tar":
        yield from _entries(entry, file)
    else:
        yield replace(entry, path=f"{entry.path}!/{inner}", file=file, given=False)


def _entries(entry: Entry, file: IO[bytes]) -> Iterator[Entry | Input]:
    # Names as bytes in disguise: tar says nothing of their encoding.
    with tarfile.open(fileobj=file, mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        listed: list[tarfile.TarInfo] = []
        whole, oversized = _list(archive, file, listed)
        found = [(_name(info), info) for info in listed if info.isreg()]
        tree = Tree(name for name, _ in found)
        for name, info in found:
            if tree.is_leftover(name):
                continue
            path = f"{entry.path}!/{tree.unique(name)}"
            extracted = archive.extractfile(info)
            if extracted is not None:
                with extracted:
                    yield replace(entry, path=path, file=extracted, given=False)
    if oversized:
        raise Oversized(BURST)
    if not whole:
        yield refused(entry.path, "input.damaged", note="压缩包不完整，只读出了前面的部分，请重新下载。")


def _list(archive: tarfile.TarFile, file: IO[bytes], listed: list[tarfile.TarInfo]) -> tuple[bool, bool]:
    """List all headers; whether the archive has its end, and whether more came out than is taken."""
    reached = -1
    try:
        while (info := archive.next()) is not None:
            if archive.offset <= reached:  # a negative size leads back
                return False, False
            reached = archive.offset
            listed.append(info)
        file.seek(archive.offset)
        last = file.read(BLOCK)
    except Oversized:
        return False, True
    except DAMAGE:
        return False, False
    # A broken header ends the list as quietly as the blocks of zeros that should.
    return len(last) == BLOCK and not last.strip(b"\0"), False


def _name(info: tarfile.TarInfo) -> str:
    return shown_name(info.name.encode("utf-8", "surrogateescape")).lstrip("/").removeprefix("./")
