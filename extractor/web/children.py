"""The auditing process as the server sees it: a task in, its answer out within a time; killed and started anew otherwise."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path

import msgspec

from extractor.web import messages

#: Loading dictionaries and lexicons takes seconds on a cold disk.
START_SECONDS = 120.0
ROOT = Path(__file__).resolve().parents[2]


class TooSlow(Exception):
    """The task did not end in time; the process is gone."""


class Died(Exception):
    """The process ended while it worked on the task."""


class Child:
    """One auditing process, started with its first task. One thread at a time may ask."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._decoder = msgspec.json.Decoder(messages.Answer)

    def ask(self, task: messages.Task, seconds: float) -> messages.Answer:
        """The answer to a task; raises ``TooSlow`` or ``Died``."""
        running = self._running
        if running is None or running.poll() is not None:
            running = self._start()
        try:
            _write(running, msgspec.json.encode(task) + b"\n")
        except OSError:
            self.close()
            raise Died from None
        return self._hear(seconds)

    def close(self) -> None:
        """End the process and whatever it started."""
        running, self._running = self._running, None
        if running is None:
            return
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(running.pid, signal.SIGKILL)
            else:
                running.kill()
        running.wait()
        for stream in (running.stdin, running.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
        running = subprocess.Popen(
            [sys.executable, "-P", "-m", "extractor.web.tasks"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True,
        )  # fmt: skip
        self._running, self._lines = running, queue.Queue()
        threading.Thread(target=_listen, args=(running, self._lines), daemon=True).start()
        self._hear(START_SECONDS)
        return running

    def _hear(self, seconds: float) -> messages.Answer:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            self.close()
            raise TooSlow from None
        if not line:
            self.close()
            raise Died
        answer: messages.Answer = self._decoder.decode(line)
        return answer


def _listen(running: subprocess.Popen[bytes], lines: queue.Queue[bytes]) -> None:
    """Pass on every line the process says, and an empty one when it ends."""
    with contextlib.suppress(ValueError, OSError):  # closed from the other side
        for line in running.stdout or ():
            lines.put(line)
    lines.put(b"")


def _write(running: subprocess.Popen[bytes], line: bytes) -> None:
    if running.stdin is None:
        raise AssertionError("the process was started without its input")
    running.stdin.write(line)
    running.stdin.flush()
