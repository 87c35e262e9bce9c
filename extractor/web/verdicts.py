"""The baseline file as the application keeps it: verdicts are added and taken back one at a time, written whole or not at all.

The file is read again before each change, so that what others wrote into it stays.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from pathlib import Path

from extractor.auditing.baselines import Dismissal, read_entries, write_entries


def default_baseline() -> Path:
    """The user's own baseline, in the folder of the system for data of programs."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return folder / "gouji" / "baseline.json"


class Verdicts:
    """The verdicts in a baseline file; a file that does not exist is an empty one. Raises ``WrongCall`` where it is no baseline."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self.entries()

    def entries(self) -> tuple[Dismissal, ...]:
        """Everything in the file, in its order."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return ()
        return read_entries(data, self.path.name)

    def reasons(self) -> dict[str, str]:
        """Why findings are set aside, by fingerprint; confirmed ones are not among them."""
        return {e.fingerprint: e.reason for e in self.entries() if e.verdict == "dismissed"}

    def give(self, entry: Dismissal) -> None:
        """Put a verdict into the file, in place of an earlier one on the same finding."""
        with self._lock:
            others = [e for e in self.entries() if e.fingerprint != entry.fingerprint]
            self._write([*others, entry])

    def take_back(self, fingerprint: str) -> bool:
        """Take a verdict out of the file; whether there was one."""
        with self._lock:
            entries = self.entries()
            others = [e for e in entries if e.fingerprint != fingerprint]
            if len(others) == len(entries):
                return False
            self._write(others)
            return True

    def _write(self, entries: list[Dismissal]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.path.parent, prefix=".baseline-", delete=False) as file:
            try:
                file.write(write_entries(entries))
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
        os.replace(file.name, self.path)
