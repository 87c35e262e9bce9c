"""Which documents a store holds, in which shard, and whether they still count: one SQLite file, one writer.

A shard counts from the moment that its row here is on the disk, its documents with it; parts without a row are swept.
A document is *current*; *superseded* where its path has other bytes now; *dropped* where its source has it no more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extractor.errors import GoujiError
from extractor.store.columns import SCHEMA

NAME, LOCK = "state.sqlite", "lock.sqlite"
TABLES = """
create table if not exists settings (name text primary key, value text not null);
create table if not exists shards (shard integer primary key, rules text not null, documents integer not null);
create table if not exists documents (
  report text primary key, path text not null, scope text not null, shard integer not null, place integer not null,
  status text not null, seen integer not null) without rowid;
create index if not exists paths on documents (path);
"""
Life = Literal["current", "superseded", "dropped"]


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a shard: its key, its path, and the source argument that it was found in."""

    report: str
    path: str
    scope: str


class State:
    """The state of the store in a folder; only one program may write it at a time. Raises ``GoujiError``."""

    def __init__(self, folder: Path, shard_size: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = sqlite3.connect(folder / LOCK, isolation_level=None, timeout=0)
        try:
            self._lock.execute("begin exclusive")
        except sqlite3.OperationalError:
            raise GoujiError(f"另一个程序正在写 {folder}，请等它结束后重试。") from None
        self._base = sqlite3.connect(folder / NAME, isolation_level=None, check_same_thread=False)
        self._base.execute("pragma synchronous = full")
        self._base.executescript(TABLES)
        settings = {"schema": SCHEMA, "shard_size": str(shard_size), "run": "0"}
        self._base.executemany("insert or ignore into settings values (?, ?)", settings.items())
        if (found := self._setting("schema")) != SCHEMA:
            raise GoujiError(f"{folder} 是另一版本（{found}）的库，本版本只写 {SCHEMA}。请另选目录。")
        self.shard_size = int(self._setting("shard_size"))
        self.run = int(self._setting("run")) + 1
        self._base.execute("update settings set value = ? where name = 'run'", (str(self.run),))

    def _setting(self, name: str) -> str:
        (value,) = self._base.execute("select value from settings where name = ?", (name,)).fetchone()
        return str(value)

    def shards(self) -> dict[int, str]:
        """The shards in order, and the rules that each was read by."""
        return dict(self._base.execute("select shard, rules from shards order by shard"))

    def knows(self, report: str) -> bool:
        """Whether a document was read, be it current or not."""
        return self._base.execute("select 1 from documents where report = ?", (report,)).fetchone() is not None

    def commit(self, shard: int, rules: str, members: Sequence[Member]) -> None:
        """Count a shard whose parts are on the disk; older documents of its paths are superseded."""
        rows = [(m.report, m.path, m.scope, shard, place, self.run) for place, m in enumerate(members)]
        with self._writing():
            self._base.execute("insert into shards values (?, ?, ?)", (shard, rules, len(members)))
            self._base.executemany("insert into documents values (?, ?, ?, ?, ?, 'current', ?)", rows)
            self._supersede(m.path for m in members)

    def renew(self, shard: int, rules: str) -> None:
        """Count a shard's parts of other rules in place of the old."""
        with self._writing():
            self._base.execute("update shards set rules = ? where shard = ?", (rules, shard))

    def see(self, members: Sequence[Member]) -> None:
        """Note that known documents are still there: they count again where they did not."""
        with self._writing():
            self._base.executemany(
                "update documents set seen = ?, scope = ?, status = 'current' where report = ?",
                [(self.run, m.scope, m.report) for m in members],
            )
            self._supersede(m.path for m in members)

    def _supersede(self, paths: Iterable[str]) -> None:
        self._base.executemany(
            "update documents set status = 'superseded' where path = ? and seen < ? and status = 'current'",
            [(path, self.run) for path in paths],
        )

    def drop(self, scopes: Sequence[str], unread: Sequence[str]) -> int:
        """Drop what these sources have no more, but for what lies in places that could not be opened; returns how many."""
        found = self._base.execute(
            f"select report, path from documents where status = 'current' and seen < ? and scope in ({','.join('?' * len(scopes))})",
            (self.run, *scopes),
        ).fetchall()
        closed = tuple(f"{place}{mark}" for place in unread for mark in ("/", "!/")) + tuple(unread)
        gone = [(report,) for report, path in found if not (closed and path.startswith(closed))]
        with self._writing():
            self._base.executemany("update documents set status = 'dropped' where report = ?", gone)
        return len(gone)

    def documents(self) -> Iterator[tuple[str, str, int, int, Life]]:
        """Key, path, shard, place and state of every document in order."""
        return documents(self._base)

    def _writing(self) -> _Writing:
        return _Writing(self._base)

    def close(self) -> None:
        """Let others write."""
        self._base.close()
        self._lock.close()


class _Writing:
    """One transaction: all of it is on the disk at the end, or nothing."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __enter__(self) -> None:
        self._base.execute("begin immediate")

    def __exit__(self, kind: object, *_: object) -> None:
        self._base.execute("commit" if kind is None else "rollback")


def documents(base: sqlite3.Connection) -> Iterator[tuple[str, str, int, int, Life]]:
    """Key, path, shard, place and state of every document, in order of shards and places."""
    yield from base.execute("select report, path, shard, place, status from documents order by shard, place")


def look(folder: Path) -> sqlite3.Connection:
    """The state opened to be read only, also while a run writes it; raises ``GoujiError`` where there is none."""
    path = folder / NAME
    if not path.is_file():
        raise GoujiError(f"{folder} 里没有库；请先用 gouji run 来源 --store {folder} 建立。")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
