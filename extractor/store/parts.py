"""The files of a store: their names, and writing them so that a power cut leaves the old or the new, never half of one.

The bytes of a part depend on its rows and on the version of Arrow alone: one row group, one codec, no clock.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.store.columns import TABLES, TEXTS

if TYPE_CHECKING:
    import pyarrow

#: Beyond any shard: a part is one row group.
ROW_GROUP = 1 << 26
TEMPORARY = ".writing-"


@dataclass(frozen=True, slots=True)
class Parts:
    """The files of the store in a folder."""

    folder: Path

    def path(self, table: str, shard: int, rules: str) -> Path:
        """The part of a table; texts do not depend on the rules.

        >>> Parts(Path("s")).path("cells", 12, "1a2b3c4d9e").as_posix(), Parts(Path("s")).path("texts", 0, "1a").as_posix()
        ('s/cells/part-000012-1a2b3c4d.parquet', 's/texts/part-000000.parquet')
        """
        ending = "" if table == TEXTS else f"-{rules[:8]}"
        return self.folder / table / f"part-{shard:06}{ending}.parquet"

    def write(self, tables: dict[str, pyarrow.Table], shard: int, rules: str) -> None:
        """Writes the parts of a shard; all are on the disk when it returns."""
        for name, table in tables.items():
            write_table(self.path(name, shard, rules), table)

    def read(self, table: str, shard: int, rules: str) -> pyarrow.Table:
        """The rows of one part."""
        from pyarrow import parquet

        return parquet.ParquetFile(self.path(table, shard, rules)).read(use_threads=False)

    def sweep(self, shards: dict[int, str]) -> int:
        """Remove what an interrupted run left: parts of other shards or rules, and halves; returns how many."""
        counted = {self.path(table, shard, rules) for shard, rules in shards.items() for table in TABLES}
        stray = [path for table in TABLES for path in sorted((self.folder / table).glob("*")) if path not in counted]
        stray += sorted(self.folder.glob(f"{TEMPORARY}*"))
        for path in stray:
            path.unlink()
        return len(stray)

    def present(self) -> bool:
        """Whether there is any part."""
        return any(path for table in TABLES for path in (self.folder / table).glob("part-*.parquet"))


def write_table(path: Path, table: pyarrow.Table) -> None:
    """A Parquet file in place of what was there."""
    from pyarrow import parquet

    def write(file: Any) -> None:
        parquet.write_table(table, file, compression="zstd", row_group_size=ROW_GROUP, version="2.6")

    replace_file(path, write)


def replace_file(path: Path, write: Callable[[Any], None]) -> None:
    """Write a file under another name, force it to the disk, and give it its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    other = path.with_name(f"{TEMPORARY}{path.name}")
    with other.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    other.replace(path)
    with _directory(path.parent) as opened:
        if opened is not None:
            os.fsync(opened)


@contextlib.contextmanager
def _directory(folder: Path) -> Iterator[int | None]:
    """A folder opened so that its names can be forced to the disk; None where systems cannot."""
    if os.name != "posix":
        yield None
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        yield opened
    finally:
        os.close(opened)
