"""Paths -> the bytes of documents: files and folders, each inner file under its own name.

The only place below the command line that touches the file system. A path that cannot be read is yielded as a failure and never
stops the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UnreadableInput

#: Files that are never reports: hidden files, results of ours, style sheets and scripts beside saved pages.
IGNORED_SUFFIXES = frozenset({".json", ".jsonl", ".css", ".js", ".py", ".toml", ".lock", ".csv", ".tsv", ".xlsx", ".parquet"})


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of one document under the path it was given by, or the reason why there are none."""

    path: str
    data: bytes = b""
    failure: UnreadableInput | None = None


def inputs(paths: Sequence[str]) -> Iterator[Input]:
    """Every document of the paths, folders walked in order of name.

    >>> [i.failure.code for i in inputs(["no/such/place.txt"])]
    ['input.missing']
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for child in sorted(path.rglob("*")):
                hidden = any(part.startswith((".", "~$")) for part in child.relative_to(path).parts)
                if child.is_file() and not hidden and child.suffix.lower() not in IGNORED_SUFFIXES:
                    yield _file(child)
        else:
            yield _file(path)


def _file(path: Path) -> Input:
    try:
        return Input(str(path), path.read_bytes())
    except FileNotFoundError:
        return Input(str(path), failure=UnreadableInput("input.missing", f"{path}: no such file. Check the path."))
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        return Input(str(path), failure=UnreadableInput("input.damaged", f"{path}: {reason}. Check the file's rights."))
