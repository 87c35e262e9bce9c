"""A worker process: takes messages of some documents and answers document by document.

Workers are forked from a server that has loaded everything once (``preloads``), so that a fresh one costs little; where
systems cannot fork they start from nothing. A worker ends when its parent is gone.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING

from extractor.batch.limits import Limits, bound_memory, bound_time, end, resident
from extractor.diagnostics import Diagnostic, diagnostic
from extractor.errors import GoujiError

if TYPE_CHECKING:
    import pyarrow

Work = Callable[[Iterable["pyarrow.RecordBatch"]], Iterator["pyarrow.RecordBatch"]]
READY = b"ready"
#: Seconds that a worker may take to load everything.
STARTING = 300.0
#: Seconds between two looks at a worker's memory.
LOOK = 0.1
_starting = threading.Lock()


class Stopped(Exception):
    """A document was stopped, and the worker with it; ``reason`` completes with the document's path."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self._code, self._values = code, values

    def reason(self, path: str) -> Diagnostic:
        """The diagnostic of the document that was at hand."""
        return diagnostic(self._code, None, path=path, **self._values)


def serve(connection: Connection, work: Work, limits: Limits) -> None:
    """What a worker process runs: until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends its workers
    bound_memory(limits.megabytes)
    with contextlib.suppress(EOFError, OSError):
        connection.send_bytes(READY)
        while True:
            message = connection.recv_bytes()
            for row in work(_one_by_one(message, limits)):
                connection.send_bytes(row.serialize())


def _one_by_one(message: bytes, limits: Limits) -> Iterator[pyarrow.RecordBatch]:
    """The documents of a message, each with its own time."""
    from pyarrow import ipc

    with ipc.open_stream(message) as stream:
        for batch in stream:
            for place in range(batch.num_rows):
                bound_time(limits.seconds)
                yield batch.slice(place, 1)
    bound_time(0)


def start_method() -> BaseContext:
    """How processes are started here, everything loaded beforehand where that can be."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["extractor.batch.preloads"])
    return context


class Worker:
    """A worker process, from the parent's side. Raises ``GoujiError`` where none can be started."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self._limits = limits
        context = start_method()
        with _starting:
            self._connection, other = context.Pipe()
            self._process = context.Process(target=serve, args=(other, work, limits), daemon=True)  # type: ignore[attr-defined]
            self._process.start()
            other.close()
        self.documents = 0
        try:
            ready = self._connection.poll(STARTING) and self._connection.recv_bytes() == READY
        except (EOFError, OSError):
            ready = False
        if not ready:
            self.end()
            raise GoujiError("读取进程无法启动，批处理已停止。请先用 gouji extract 单独读一份文件，确认程序安装完好。")

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid or 0

    @property
    def spent(self) -> bool:
        """Whether a fresh worker should take its place: it read many documents, or kept much of their memory."""
        return self.documents >= self._limits.renewed or resident(self.pid) * 4 > self._limits.megabytes * 3

    def send(self, message: bytes) -> None:
        """Give it documents; that it is gone is seen when it is asked for the answer."""
        with contextlib.suppress(OSError):
            self._connection.send_bytes(message)

    def receive(self) -> bytes:
        """The row of the next document; raises ``Stopped`` where it takes too long or too much, or the worker is gone."""
        deadline = time.monotonic() + self._limits.seconds
        while not self._connection.poll(LOOK):
            if resident(self.pid) > self._limits.megabytes:
                raise Stopped("input.memory", megabytes=str(self._limits.megabytes))
            if time.monotonic() > deadline:
                raise Stopped("input.timeout", seconds=f"{self._limits.seconds:g}")
        try:
            row = self._connection.recv_bytes()
        except (EOFError, OSError):
            raise Stopped("input.crashed", note=self._ending()) from None
        self.documents += 1
        return row

    def _ending(self) -> str:
        self._process.join(1)
        code = self._process.exitcode
        return "原因不明" if code is None else f"信号 {-code}" if code < 0 else f"退出码 {code}"

    def stop(self) -> None:
        """Stop the process, whatever it is doing; whoever waits for its answer hears of it."""
        if self.pid and self._process.is_alive():
            end(self.pid)

    def end(self) -> None:
        """Be done with it."""
        self._connection.close()
        self.stop()
        self._process.join(5)
