"""Sources -> store: read what is new, read again what the rules have changed, and leave the rest alone.

Shards are written in the order of the sources and counted one by one, so that a run that was killed is taken up where it stood, and
ends with the same bytes as one that was not, however many workers there are. Nothing is held but the shard at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.batch.crossings import write_cross
from extractor.batch.limits import Limits
from extractor.batch.listings import Listing
from extractor.batch.pools import Job, Pool
from extractor.batch.work import read_batches
from extractor.batch.workers import Work
from extractor.errors import GoujiError
from extractor.sources import Columns
from extractor.store.catalogue import write_catalogue
from extractor.store.parts import Parts
from extractor.store.states import Member, State
from extractor.store.tables import results_only, tables_of

if TYPE_CHECKING:
    import pyarrow

#: Documents of a shard, and bytes of its rows at which it ends early.
SHARD, SHARD_BYTES = 500, 1 << 28


@dataclass(frozen=True, slots=True)
class Plan:
    """How a store is filled; ``work`` and ``rules`` are the program's own but in tests and on purpose.

    ``cross``: hold the reports against each other as well, once all are read.
    """

    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    columns: Columns = field(default_factory=Columns)
    shard_size: int = SHARD
    work: Work = read_batches
    rules: str = ""
    cross: bool = False


@dataclass(slots=True)
class Tally:
    """What a run has done so far. ``findings`` counts what is broken, ``failed`` documents without text."""

    read: int = 0
    renewed: int = 0
    failed: int = 0
    readable: int = 0
    errors: int = 0
    warnings: int = 0
    notices: int = 0
    shards: int = 0
    unchanged: int = 0
    listed: int = 0
    dropped: int = 0
    crossed: int | None = None
    missing: list[str] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)

    @property
    def findings(self) -> int:
        """All that is broken."""
        return self.errors + self.warnings + self.notices

    def count(self, row: pyarrow.RecordBatch) -> None:
        """Count one row."""
        for name in ("errors", "warnings", "notices"):
            setattr(self, name, getattr(self, name) + row[name][0].as_py())
        status = row["status"][0].as_py()
        self.failed += status == "failed"
        self.readable += status != "failed"


Tell = Callable[[Tally], None]


def run(sources: Sequence[str], folder: Path, plan: Plan, tell: Tell = lambda _: None) -> Tally:
    """Fill the store in a folder; ``tell`` hears of every document. Raises ``GoujiError``, with the store as far as it came."""
    state = State(folder, plan.shard_size)
    try:
        return _Run(state, Parts(folder), plan, tell).run(sources)
    finally:
        state.close()


class _Run:
    def __init__(self, state: State, parts: Parts, plan: Plan, tell: Tell) -> None:
        self._state, self._parts, self._plan, self._tell = state, parts, plan, tell
        self._tally = Tally()

    def run(self, sources: Sequence[str]) -> Tally:
        shards = self._state.shards()
        if not shards and self._parts.present():
            raise GoujiError(f"{self._parts.folder} 里有数据而没有状态文件（state.sqlite）。请另选目录，或恢复该文件。")
        self._parts.sweep(shards)
        for shard, rules in shards.items():
            if rules != self._plan.rules:
                self._renew(shard, rules)
        listing = Listing(sources, self._plan.columns, self._state)
        self._read_new(listing, max(shards, default=-1) + 1)
        tally = self._tally
        tally.unchanged, tally.missing = listing.unchanged, listing.missing
        tally.dropped = self._state.drop(sources, (*listing.unread, *listing.missing))
        if self._plan.cross:
            tally.crossed = write_cross(self._parts.folder)
        write_catalogue(self._parts, self._state)
        return tally

    def _read_new(self, listing: Listing, shard: int) -> None:
        batches: list[pyarrow.RecordBatch] = []
        members: list[Member] = []
        size = 0

        def finish() -> None:
            nonlocal shard, size
            self._parts.write(tables_of(batches), shard, self._plan.rules)
            self._state.commit(shard, self._plan.rules, members)
            listing.committed(members)
            self._tally.shards += 1
            shard, size = shard + 1, 0
            batches.clear()
            members.clear()

        for job, row, weight in self._rows(listing.jobs()):
            batches.append(row)
            members.append(job.about)
            size += weight
            self._tally.read += 1
            self._tally.listed, self._tally.unchanged = listing.listed, listing.unchanged
            self._tell(self._tally)
            if len(batches) >= self._state.shard_size or size >= SHARD_BYTES:
                finish()
        if batches:
            finish()

    def _renew(self, shard: int, rules: str) -> None:
        """Read a shard's stored documents again; its files are not asked for."""
        texts = self._parts.read("texts", shard, rules)
        jobs = (Job(row) for batch in texts.to_batches(64) for row in batch.to_pylist())
        batches = []
        for _, row, _ in self._rows(jobs):
            batches.append(row)
            self._tally.renewed += 1
            self._tell(self._tally)
        self._parts.write(results_only(tables_of(batches)), shard, self._plan.rules)
        self._state.renew(shard, self._plan.rules)
        self._parts.sweep(self._state.shards())

    def _rows(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, pyarrow.RecordBatch, int]]:
        pool = Pool(self._plan.work, self._plan.workers, self._plan.limits)
        for job, row, weight in pool.rows(jobs):
            self._tally.count(row)
            yield job, row, weight
        self._tally.peak = [max(pair) for pair in zip(pool.peak, self._tally.peak or pool.peak, strict=True)]
