"""The documents of the sources that were not read yet, as jobs, in the order of the sources.

A document is known by its key: bytes are read and hashed, never parsed. What is known is noted as seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import msgspec

from extractor.batch.keys import report_key
from extractor.batch.pools import Job
from extractor.sources import Columns, Input, inputs
from extractor.store.states import Member, State

#: Known documents that are noted at once.
AT_ONCE = 1000


class Listing:
    """The documents of some sources against what a store knows.

    After ``jobs`` has ended: ``unread`` are places that could not be opened, ``missing`` the arguments that do not exist.
    """

    def __init__(self, sources: Sequence[str], columns: Columns, state: State) -> None:
        self._sources, self._columns, self._state = sources, columns, state
        self._pending: set[str] = set()
        self._known: list[Member] = []
        self.unread: list[str] = []
        self.missing: list[str] = []
        self.unchanged = 0
        self.listed = 0

    def jobs(self) -> Iterator[Job]:
        """What is to be read; ``about`` says as which member of a shard."""
        for scope, source in self._found():
            failure = source.failure
            if failure is not None:
                (self.missing if failure.code == "input.missing" else self.unread).append(source.path)
            report = report_key(source.path, source.data, source.suffix, source.metadata, failure)
            if report in self._pending:
                continue
            self.listed += 1
            member = Member(report, source.path, scope)
            if self._state.knows(report):
                self._note(member)
                continue
            self._pending.add(report)
            yield Job(_row(source, report), member)
        self._note(None)

    def committed(self, members: Sequence[Member]) -> None:
        """These are in the store now."""
        self._pending.difference_update(m.report for m in members)

    def _found(self) -> Iterator[tuple[str, Input]]:
        places: set[str] = set()
        for scope in self._sources:
            place = os.path.abspath(scope)
            if place not in places:
                places.add(place)
                for source in inputs([scope], self._columns):
                    yield scope, source

    def _note(self, member: Member | None) -> None:
        """Note a known document, some at a time; None notes those that wait."""
        if member is not None:
            self.unchanged += 1
            self._known.append(member)
        if self._known and (member is None or len(self._known) >= AT_ONCE):
            self._state.see(self._known)
            self._known = []


def _row(source: Input, report: str) -> dict[str, object]:
    return {
        "path": source.path,
        "content": source.data,
        "suffix": source.suffix,
        "metadata": [{"name": name, "value": value} for name, value in source.metadata],
        "report": report,
        "failure": msgspec.msgpack.encode(source.failure) if source.failure else None,
    }
