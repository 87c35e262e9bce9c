"""A file that can be read from its start, wherever it stands: on the disk or inside an archive; and how much is taken."""

from __future__ import annotations

import contextlib
import csv
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

#: The largest report seen unpacks to a tenth of this (scanned pages); a larger document is refused.
MAX_DOCUMENT = 128 * 1024 * 1024
#: An archive or a feed inside an archive is unpacked to the disk up to this size.
MAX_INNER = 2 * 1024 * 1024 * 1024
#: Text packs to a tenth, pages of one site to a fiftieth; what packs to less than this share was made to burst.
MAX_RATIO, ALWAYS_FINE = 300, 16 * 1024 * 1024
#: A copy is kept in memory up to this size, then on the disk.
IN_MEMORY = 4 * 1024 * 1024
HEAD = 4096
#: Everything that damaged archives and feeds raise in the libraries that open them.
DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, struct.error, csv.Error, EOFError, OSError,
    ValueError, RuntimeError, NotImplementedError, LookupError, AttributeError, ArithmeticError, TypeError, MemoryError,
)  # fmt: skip


class Oversized(Exception):
    """More came out than is taken; its text, in Chinese, says how much."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An open file under the path that it is shown by; read it before the next one is asked for.

    ``given`` where the user named it; else it was found in a folder or an archive.
    """

    path: str
    file: IO[bytes]
    given: bool = False
    depth: int = 0

    def head(self) -> bytes:
        """Its first bytes; the file stands at its start again."""
        start = self.file.read(HEAD)
        self.file.seek(0)
        return start


def too_large(size: int, packed: int) -> bool:
    """Whether a size is out of all proportion to the bytes that it was packed in.

    >>> too_large(10 * 1024 * 1024, 1), too_large(2 * 1024**3, 1024**2), too_large(2 * 1024**3, 200 * 1024**2)
    (False, True, False)
    """
    return size > ALWAYS_FINE and size > MAX_RATIO * max(packed, 1)


def read_bounded(file: IO[bytes], limit: int = MAX_DOCUMENT) -> bytes:
    """All bytes of a file; raises ``Oversized`` where they are more than the limit."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise Oversized(f"超过 {megabytes(limit)}")
    return data


@contextlib.contextmanager
def as_text(file: IO[bytes], encoding: str, newline: str | None = None) -> Iterator[io.TextIOWrapper]:
    """The characters of a file, what cannot be decoded marked; the file itself stays open."""
    reader = io.TextIOWrapper(file, encoding, errors="replace", newline=newline)
    try:
        yield reader
    finally:
        with contextlib.suppress(ValueError):  # closed already
            reader.detach()


@contextlib.contextmanager
def copied(file: IO[bytes], limit: int = MAX_INNER) -> Iterator[IO[bytes]]:
    """A copy of a file that can be read in any order; raises ``Oversized``. It is gone afterwards."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY, prefix="gouji-") as copy:
        while piece := file.read(1024 * 1024):
            if copy.tell() + len(piece) > limit:
                raise Oversized(f"超过 {megabytes(limit)}")
            copy.write(piece)
        copy.seek(0)
        yield copy


def megabytes(size: int) -> str:
    """A size for people.

    >>> megabytes(128 * 1024 * 1024), megabytes(0)
    ('128 MB', '0 MB')
    """
    return f"{size // (1024 * 1024)} MB"
