"""What stands beside documents and is none: debris of systems and editors, attachments of saved pages.

Names alone decide, and the names beside them; what is left out here is never said. A file that is given by its own path
is never asked.
"""

from __future__ import annotations

from collections.abc import Collection

from extractor.sources.inputs import suffix_of
from lexicons.reading.source_words import source_words


def is_leftover(name: str, beside: Collection[str], folder: bool = False) -> bool:
    """Whether a file or folder is no document, judged by its name and the names in the same folder.

    >>> is_leftover("~$年报.docx", ()), is_leftover("年报_files", {"年报.html"}, folder=True)
    (True, True)
    >>> is_leftover("年报_files", {"年报.docx"}, folder=True), is_leftover("年报.docx", ())
    (False, False)
    """
    words, low = source_words(), name.lower()
    debris = words.debris
    if low.startswith(debris.starts) or low in debris.names or low.endswith(debris.ends):
        return True
    attachments = words.attachments
    if folder:
        if low in attachments.folder_names:
            return _has_page(beside)
        return any(_saved_with(name, end, beside) for end in attachments.folder_ends if low.endswith(end))
    kind = suffix_of(name)[1:]
    return kind in attachments.suffixes or (kind in attachments.pictures and _has_page(beside))


def _has_page(beside: Collection[str]) -> bool:
    return any(suffix_of(name)[1:] in source_words().attachments.pages for name in beside)


def _saved_with(name: str, end: str, beside: Collection[str]) -> bool:
    stem = name[: -len(end)].lower()
    pages = {f"{stem}.{page}" for page in source_words().attachments.pages}
    return any(other.lower() in pages for other in beside)
