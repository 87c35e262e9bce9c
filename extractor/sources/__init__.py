"""Paths -> the bytes of documents: files, folders, archives and feeds, each inner document under its own path.

The only place below the command line that reads documents from the disk. Whatever cannot be read is an input that says
why, and never stops the others; nothing is held but the document at hand.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence

from extractor.sources import arguments, folders
from extractor.sources.entries import Entry, copied
from extractor.sources.inputs import Input as Input
from extractor.sources.inputs import refused, shown_path
from extractor.sources.openings import documents
from extractor.sources.rows import Columns as Columns

__all__ = ["Columns", "Input", "inputs"]


def inputs(paths: Sequence[str], columns: Columns | None = None) -> Iterator[Input]:
    """Every document of the paths in a fixed order: "-" and "@list.txt" name lists of paths, folders are walked.

    ``columns`` names the columns of feeds. Documents in archives and feeds have paths like ``a.zip!/b.txt`` and
    ``feed.jsonl!/12``.

    >>> [i.failure.code for i in inputs(["no/such/place.txt"])]
    ['input.missing']
    """
    for path in arguments.paths(paths):
        if isinstance(path, Input):
            yield path
        elif os.path.isdir(path):
            yield from _folder(path, columns or Columns())
        else:
            yield from _file(path, columns or Columns(), given=True)


def _folder(folder: str, columns: Columns) -> Iterator[Input]:
    empty = True
    for path in folders.files(folder):
        found = _unopened(folder, path) if isinstance(path, OSError) else _file(path, columns, given=False)
        for one in found:
            empty = False
            yield one
    if empty:
        yield refused(shown_path(folder), "input.no_documents", kind="文件夹")


def _file(path: str, columns: Columns, given: bool) -> Iterator[Input]:
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(open(path, "rb"))
            seekable = file if file.seekable() else stack.enter_context(copied(file))
        except FileNotFoundError:
            yield refused(shown_path(path), "input.missing")
            return
        except (OSError, ValueError) as error:
            yield from _unopened(path, error)
            return
        yield from documents(Entry(shown_path(path), seekable, given), columns)


def _unopened(path: str, error: OSError | ValueError) -> Iterator[Input]:
    reason = getattr(error, "strerror", "") or "路径无效"
    yield refused(shown_path(path), "input.damaged", note=f"{reason}，请检查路径和文件权限。")
