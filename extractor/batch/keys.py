"""What a result is keyed by: the document's own key, and the rules that it was read by."""

from __future__ import annotations

import hashlib
from importlib.metadata import version

import msgspec

from extractor.diagnostics import Diagnostic
from extractor.sources.inputs import suffix_of
from lexicons.loading import digest

SIZE = 16


def report_key(
    path: str,
    data: bytes,
    suffix: str = "",
    metadata: tuple[tuple[str, str], ...] = (),
    failure: Diagnostic | None = None,
) -> str:
    """The key of a document: of its bytes, its path, what its source says of it, and why it has no bytes.

    >>> report_key("a.txt", b"1") == report_key("a.txt", b"1", ".txt") != report_key("b.txt", b"1")
    True
    """
    said = "" if suffix == suffix_of(path) else suffix
    content = hashlib.sha256(data).digest()
    parts = msgspec.msgpack.encode((path, content, said, metadata, failure))
    return hashlib.blake2b(parts, digest_size=SIZE).hexdigest()


def rules_digest() -> str:
    """The digest of the program's version and of all lexicons: where it changes, stored texts are read again."""
    return hashlib.blake2b(f"{version('gouji')}\0{digest()}".encode(), digest_size=SIZE).hexdigest()
