"""The command on a terminal, on a pipe, and cut short: what reaches which stream, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "extractor")


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a command: this checkout, a terminal that can do everything, a language only where one is given."""
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "GOUJI_LANG", "TTY_COMPATIBLE"}}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **more}


@dataclass(frozen=True)
class Shown:
    """What a command wrote: ``screen`` on the terminal, ``piped`` on standard output where that was a pipe."""

    code: int
    screen: str
    piped: str


def on_terminal(*args: str, piped: bool = False, width: int = 100, **more: str) -> Shown:
    """Run the command with standard error, and standard output unless it is piped, on a terminal of some width."""
    import fcntl
    import pty
    import struct
    import termios

    master, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    out = subprocess.PIPE if piped else end
    process = subprocess.Popen([*COMMAND, *args], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=end, env=surroundings(**more))
    os.close(end)
    kept: list[bytes] = []
    reader = threading.Thread(target=lambda: kept.append(process.stdout.read() if process.stdout else b""))
    reader.start()
    screen = b"".join(iter(lambda: _read(master), b""))
    reader.join()
    if process.stdout:
        process.stdout.close()
    os.close(master)
    return Shown(process.wait(), screen.decode("utf-8", "replace"), kept[0].decode("utf-8"))


def _read(master: int) -> bytes:
    """What stands on the terminal next; nothing once nobody writes any more."""
    try:
        return os.read(master, 1 << 16)
    except OSError:
        return b""


def piped(*args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command with all streams piped."""
    return subprocess.run([*COMMAND, *args], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env=surroundings(**more), check=False)
