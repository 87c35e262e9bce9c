"""About how many documents the sources hold, without reading them: for the remaining time that people are told."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence

from extractor.sources import arguments, folders
from extractor.sources.feeds import JSON, PARQUET
from extractor.sources.inputs import suffix_of
from extractor.sources.parquet_rows import is_installed

PIECE = 1 << 20


def about(sources: Sequence[str]) -> int | None:
    """The number of files, entries of zips and rows of feeds; None where the list of sources comes from standard input.

    >>> about(["no/such/place"])
    1
    """
    if "-" in sources:
        return None
    return sum(_held(path) for path in arguments.paths(sources) if isinstance(path, str))


def _held(path: str) -> int:
    if os.path.isdir(path):
        return sum(_in_file(file) for file in folders.files(path) if isinstance(file, str))
    return _in_file(path)


def _in_file(path: str) -> int:
    suffix = suffix_of(path)
    try:
        if suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                return sum(not name.endswith("/") for name in archive.namelist())
        if suffix in JSON:
            return max(_lines(path), 1)
        if suffix in PARQUET and is_installed():
            from pyarrow import parquet

            return int(parquet.read_metadata(path).num_rows)
    except (OSError, ValueError, zipfile.BadZipFile):
        return 1
    return 1


def _lines(path: str) -> int:
    with open(path, "rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(PIECE), b""))
