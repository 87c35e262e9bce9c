"""An open file -> the documents in it: itself, the entries of an archive, the rows of a feed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from extractor.sources import archives, feeds
from extractor.sources.entries import DAMAGE, Entry, Oversized, copied, read_bounded
from extractor.sources.inputs import Input, refused, suffix_of
from extractor.sources.rows import Columns

#: Archives inside an archive are opened to this depth.
DEEPEST = 1
INNER = "压缩包中的这一份已损坏，请重新下载。"


def documents(entry: Entry, columns: Columns) -> Iterator[Input]:
    """Every document in a file, archives inside archives one level deep; what cannot be read says why."""
    try:
        head = entry.head()
        with _in_any_order(entry, head) as opened:
            kind = archives.archive_kind(opened, head)
            if kind is not None:
                yield from _archive(opened, kind, head, columns)
            elif feeds.is_feed(entry.path) and head.strip():
                yield from feeds.inputs(opened, columns)
            else:
                yield _document(opened)
    except Oversized as error:
        yield refused(entry.path, "input.oversized", note=str(error))
    except DAMAGE:
        yield refused(entry.path, "input.damaged", note=INNER if entry.depth else "请检查文件是否完整。")


@contextlib.contextmanager
def _in_any_order(entry: Entry, head: bytes) -> Iterator[Entry]:
    """An archive inside an archive is unpacked first: it is read from its end."""
    if entry.depth and archives.looks_packed(entry.path, head):
        with copied(entry.file) as file:
            yield replace(entry, file=file)
    else:
        yield entry


def _archive(entry: Entry, kind: archives.ArchiveKind, head: bytes, columns: Columns) -> Iterator[Input]:
    if entry.depth > DEEPEST:
        yield refused(entry.path, "input.nested")
        return
    empty = True
    for member in archives.members(replace(entry, depth=entry.depth + 1), kind, head):
        found = iter((member,)) if isinstance(member, Input) else documents(member, columns)
        for one in found:
            empty = False
            yield one
    if empty:
        yield refused(entry.path, "input.no_documents", kind="压缩包")


def _document(entry: Entry) -> Input:
    return Input(entry.path, read_bounded(entry.file), suffix=suffix_of(entry.path))
