"""A temporary folder with everything of one run: uploads under their digests, records and pages under their ids.

It is removed when the server ends. Nothing that was uploaded is ever given out again from here as it is.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
from pathlib import Path
from typing import IO

CHUNK = 1024 * 1024
#: What lies in the folder of a report.
RECORD, PAGE = "record.json", "page.html"


class Workspace:
    """The folder of one run. Its bytes are counted: ``used`` says how many uploads and documents take."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="gouji-serve-"))  # readable by its owner alone
        self.uploads = self.root / "uploads"
        self._reports = self.root / "reports"
        self._made = self.root / "made"
        for folder in (self.uploads, self._reports, self._made):
            folder.mkdir()
        self._lock = threading.Lock()
        self._numbers = 0
        self._sizes: dict[str, int] = {}
        self._used = 0

    def store(self, file: IO[bytes]) -> tuple[str, int]:
        """Digest and size of an upload, which is kept under its digest."""
        digest, size = hashlib.sha256(), 0
        with tempfile.NamedTemporaryFile(dir=self.root, delete=False) as copy:
            while piece := file.read(CHUNK):
                digest.update(piece)
                size += len(piece)
                copy.write(piece)
        Path(copy.name).replace(self.upload(digest.hexdigest()))
        self.count(digest.hexdigest(), size)
        return digest.hexdigest(), size

    def upload(self, digest: str) -> Path:
        """Where the bytes of this digest lie."""
        return self.uploads / digest

    def report(self, id: str) -> Path:
        """The folder of one report's record and page."""
        folder = self._reports / id
        folder.mkdir(exist_ok=True)
        return folder

    def target(self) -> Path:
        """A new place for a download."""
        with self._lock:
            self._numbers += 1
            return self._made / str(self._numbers)

    def count(self, digest: str, size: int) -> None:
        """Take note of a file in the folder of uploads; the same bytes again take no more room."""
        with self._lock:
            self._used += size - self._sizes.get(digest, 0)
            self._sizes[digest] = size

    def used(self) -> int:
        """The bytes that uploads and their documents take."""
        return self._used

    def remove(self) -> None:
        """Take everything away."""
        shutil.rmtree(self.root, ignore_errors=True)
