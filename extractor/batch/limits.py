"""How much time and memory a document may take, and what a process takes now."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
#: Address space beyond the memory allowed: libraries reserve what they do not use.
SLACK = 1024
#: A worker whose parent is gone ends itself when this many times the seconds allowed are over.
ORPHAN = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and megabytes for one document; ``renewed`` is how many documents a worker reads before a fresh one takes its place."""

    seconds: float = 120.0
    megabytes: int = 1024
    renewed: int = 5000


def resident(pid: int) -> int:
    """Megabytes that a process holds in memory; 0 where the system does not tell."""
    return _pages(pid, 1)


def _pages(pid: int, field: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[field])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // MEGABYTE


def bound_memory(megabytes: int) -> None:
    """Refuse this process address space far beyond what it may use: a net below the watch over its memory, for sudden demands."""
    taken = _pages(os.getpid(), 0)
    if not taken:
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, ((taken + 2 * megabytes + SLACK) * MEGABYTE, hard))


def bound_time(seconds: float) -> None:
    """Have the system end this process by itself after a multiple of the seconds, should nobody be left to do so."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds * ORPHAN)


def end(pid: int) -> None:
    """End a process and what it started (an office program converts old formats)."""
    for one in [pid, *_descendants(pid)]:
        with contextlib.suppress(OSError):
            os.kill(one, getattr(signal, "SIGKILL", signal.SIGTERM))


def _descendants(pid: int) -> Iterator[int]:
    for listing in Path("/proc").glob(f"{pid}/task/*/children"):
        with contextlib.suppress(OSError, ValueError):
            for child in map(int, listing.read_text("ascii").split()):
                yield child
                yield from _descendants(child)
