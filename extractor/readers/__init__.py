"""Bytes -> Document: sniff, choose the reader, check that every block points at its text.

Each format is one module with ``NAME``, ``SUFFIXES``, ``claims(data, suffix)`` and ``read(data, source)``; the modules are
found by walking the package. Heavy libraries are imported by the reader that needs them, when it reads.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from functools import cache
from pathlib import PurePosixPath
from typing import Protocol, cast

from extractor.errors import UnreadableInput
from extractor.model import Document, Source


class Reader(Protocol):
    """What a format's module offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def claims(self, data: bytes, suffix: str) -> int:
        """How surely the bytes are of this format: 0 not at all … 100 certain."""
        ...

    def read(self, data: bytes, source: Source) -> Document:
        """The document; raises ``UnreadableInput``."""
        ...


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, sorted by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name.startswith("from_"))
    return tuple(cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in names)


def read(data: bytes, path: str, suffix: str = "") -> Document:
    """Read one file's bytes; ``suffix`` names the format where the path does not.

    Raises ``UnreadableInput`` with the diagnostic code where the bytes hold no document.

    >>> read("一、总体情况".encode(), "a.txt").source.format
    'txt'
    """
    if not data.strip():
        raise UnreadableInput("input.empty", f"{path}: the file is empty. Check that it was downloaded completely.")
    suffix = suffix or PurePosixPath(path.replace("\\", "/")).suffix.lower()
    ranked = sorted(readers(), key=lambda r: (-r.claims(data, suffix), r.NAME))
    best = ranked[0]
    if best.claims(data, suffix) <= 0:
        raise UnreadableInput(
            "input.binary", f"{path}: not a format that can be read. Save it as text, HTML, DOCX or PDF and try again."
        )
    name = "md" if best.NAME == "txt" and suffix in {".md", ".markdown"} else best.NAME
    document = best.read(data, Source(path, name, hashlib.sha256(data).hexdigest()))
    end = len(document.text)
    for block in document.blocks:
        if block.span.end > end:
            raise AssertionError(f"{path}: block {block.origin.path} ends at {block.span.end}, the text at {end}")
    return document
