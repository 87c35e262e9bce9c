"""Rows of many reports laid by on the disk until all reports are known: memory holds only where each report's rows are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import msgspec

Row = tuple[str, ...]


class Spill:
    """A nameless file in a folder, gone when it is left."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed by __exit__)

    def __enter__(self) -> Spill:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def put(self, rows: Iterable[Row]) -> tuple[int, int]:
        """Lay rows by; where they are is what ``take`` wants."""
        data = msgspec.msgpack.encode(list(rows))
        self._file.seek(0, 2)
        place = self._file.tell()
        self._file.write(data)
        return place, len(data)

    def take(self, place: tuple[int, int]) -> list[Row]:
        """The rows that were laid by."""
        self._file.seek(place[0])
        return msgspec.msgpack.decode(self._file.read(place[1]), type=list[Row])
