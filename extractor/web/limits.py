"""How much the application takes: bytes, files, documents, seconds."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request, one upload and one document may be; sizes in bytes, times in seconds.

    ``workspace`` bounds what all uploads together take on the disk, ``documents`` how many reports are kept.
    """

    request: int = 256 * MEGABYTE
    files: int = 500
    small_request: int = MEGABYTE // 16
    documents: int = 20_000
    workspace: int = 4096 * MEGABYTE
    opening_seconds: float = 120
    document_seconds: float = 120
    reason: int = 500


def amount(size: int) -> str:
    """A size for people.

    >>> amount(256 * MEGABYTE), amount(2048)
    ('256 MB', '2 KB')
    """
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{size // 1024} KB"
