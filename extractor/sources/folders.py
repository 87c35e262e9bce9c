"""A folder -> the files in it that may be documents, in order of name; links to folders are not followed."""

from __future__ import annotations

import os
from collections.abc import Iterator

from extractor.sources.feeds import is_feed
from extractor.sources.leftovers import is_leftover
from extractor.sources.rows import is_own_result

RECORDS, PAGES = "reports.jsonl", "pages"
#: A folder with both is a store of ours (``gouji run``): it holds what was read of other files.
STORE = frozenset({"state.sqlite", "lock.sqlite"})


def files(folder: str) -> Iterator[str | OSError]:
    """Paths of files, subfolders in their place in the order; an error stands for a folder that cannot be listed."""
    try:
        with os.scandir(folder) as listing:
            found = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield error
        return
    beside = {entry.name for entry in found}
    if beside >= STORE:
        return
    results = RECORDS in beside and _is_result(os.path.join(folder, RECORDS))
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            own = results and entry.name == PAGES
            if not own and not is_leftover(entry.name, beside, folder=True):
                yield from files(entry.path)
        elif entry.is_file() and not is_leftover(entry.name, beside) and not (results and is_feed(entry.name)):
            yield entry.path


def _is_result(path: str) -> bool:
    """Whether a file holds records of ours: feeds and pages beside it are views of them."""
    try:
        with open(path, "rb") as file:
            return is_own_result(file.read(100))
    except OSError:
        return False
