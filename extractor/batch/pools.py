"""Documents -> rows, through some workers, in the order of the documents; one that stops its worker costs that document alone.

Each worker has a thread here that hands it a few documents at a time and takes the rows one by one, so that it is known which
document was at hand. A document whose worker dies is tried once more by a fresh one, in case the death was another's fault.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from extractor.batch.limits import Limits, resident
from extractor.batch.workers import Stopped, Work, Worker
from extractor.errors import GoujiError
from extractor.model import Document, Source
from extractor.store.schemas import input_schema, row_schema

if TYPE_CHECKING:
    import pyarrow

#: Documents and bytes in one message.
PARCEL, PARCEL_BYTES = 8, 1 << 20
#: Documents and bytes that are read ahead of the slowest.
WINDOW, WINDOW_BYTES = 512, 1 << 26


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read, as a row of the input; ``about`` is the caller's own."""

    row: dict[str, Any]
    about: Any = None

    @property
    def size(self) -> int:
        """Roughly its bytes."""
        return sum(len(self.row.get(name) or b"") for name in ("content", "document", "text"))


class Pool:
    """Some workers. ``peak`` is the most memory, in megabytes, that each was seen to hold."""

    def __init__(self, work: Work, workers: int, limits: Limits) -> None:
        self._work, self._workers, self._limits = work, workers, limits
        self._tasks: queue.SimpleQueue[list[tuple[int, Job]] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[int, bytes] | GoujiError] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._live: list[Worker | None] = [None] * workers
        self.peak = [0] * workers

    def rows(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, pyarrow.RecordBatch, int]]:
        """Each document with its row, a batch of one, and the bytes of that; raises ``GoujiError`` where workers cannot be started."""
        import pyarrow as pa

        threads = [threading.Thread(target=self._keep, args=(n,), daemon=True) for n in range(self._workers)]
        for thread in threads:
            thread.start()
        try:
            for job, row in self._in_order(iter(jobs)):
                yield job, pa.ipc.read_record_batch(pa.py_buffer(row), row_schema()), len(row)
        finally:
            self._closed.set()
            for worker in self._live:
                if worker is not None:
                    worker.stop()
            for _ in threads:
                self._tasks.put(None)
            for thread in threads:
                thread.join(10)

    def _in_order(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, bytes]]:
        waiting: dict[int, Job] = {}
        ready: dict[int, bytes] = {}
        given = taken = size = 0
        more = True
        while more or waiting:
            while more and len(waiting) < WINDOW and (size < WINDOW_BYTES or not waiting):
                parcel = list(_parcel(jobs))
                more = bool(parcel)
                if parcel:
                    numbered = list(enumerate(parcel, given))
                    given += len(parcel)
                    size += sum(job.size for job in parcel)
                    waiting |= dict(numbered)
                    self._tasks.put(numbered)
            if not waiting:
                return
            answer = self._done.get()
            if isinstance(answer, GoujiError):
                raise answer
            ready[answer[0]] = answer[1]
            while taken in ready:
                job = waiting.pop(taken)
                size -= job.size
                yield job, ready.pop(taken)
                taken += 1

    def _keep(self, number: int) -> None:
        """What a worker's thread does."""
        worker: Worker | None = None
        try:
            while (parcel := self._tasks.get()) is not None and not self._closed.is_set():
                worker = self._read(worker, deque(parcel), number)
        except GoujiError as error:
            self._done.put(error)
        except Exception as error:
            self._done.put(GoujiError(f"批处理出错：{type(error).__name__}: {error}"))
        finally:
            if worker is not None:
                worker.end()

    def _read(self, worker: Worker | None, parcel: deque[tuple[int, Job]], number: int) -> Worker | None:
        """Have a parcel read to its end, whatever happens to the worker; returns the one that is left."""
        tried = -1
        while parcel and not self._closed.is_set():
            worker = self._live[number] = worker or Worker(self._work, self._limits)
            worker.send(_message([job for _, job in parcel]))
            try:
                while parcel:
                    row = worker.receive()
                    self._done.put((parcel.popleft()[0], row))
                self.peak[number] = max(self.peak[number], resident(worker.pid))
            except Stopped as stop:
                worker.end()
                worker = None
                place, job = parcel.popleft()
                again = stop.args[0] != "input.timeout" and tried != place
                tried = place
                parcel.appendleft((place, job if again else _stopped(job, stop)))
        if worker is not None and worker.spent:
            worker.end()
            worker = None
        return worker


def _stopped(job: Job, stop: Stopped) -> Job:
    """A document that was stopped, as one that says why; raises ``GoujiError`` where it does so already."""
    path = job.row["path"]
    if job.row.get("failure"):
        raise GoujiError(f"读取进程反复退出，批处理已停止（{path}）。")
    nothing = Document(Source(path, "", hashlib.sha256(job.row.get("content") or b"").hexdigest(), ""), "", ())
    told = {"content": None, "document": job.row.get("document") or msgspec.msgpack.encode(nothing), "text": None}
    return Job(job.row | told | {"failure": msgspec.msgpack.encode(stop.reason(path))}, job.about)


def _parcel(jobs: Iterator[Job]) -> Iterator[Job]:
    count = size = 0
    while count < PARCEL and size < PARCEL_BYTES and (job := next(jobs, None)) is not None:
        count += 1
        size += job.size
        yield job


def _message(jobs: list[Job]) -> bytes:
    import pyarrow as pa

    batch = pa.RecordBatch.from_pylist([job.row for job in jobs], input_schema())
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    message: bytes = sink.getvalue().to_pybytes()
    return message
