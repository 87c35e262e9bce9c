"""What the auditing process does: takes uploads apart, audits documents, makes downloads; ends with its input.

It runs apart from the server, so that a document on which a library hangs or breaks is one report that failed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from typing import BinaryIO, assert_never

import msgspec

from extractor.api import audited, extract_input, to_record
from extractor.auditing.baselines import fingerprint
from extractor.exports.as_html import render
from extractor.exports.as_records import to_line
from extractor.exports.folder import labels
from extractor.exports.verdicts import ranked
from extractor.sources.entries import Entry
from extractor.sources.inputs import Input
from extractor.sources.openings import documents
from extractor.sources.rows import Columns
from extractor.web import crossings, downloads, messages, sides
from extractor.web.names import shown_name
from extractor.web.workspace import PAGE, RECORD

#: Bytes of memory that the process may take; a document that needs more fails alone.
MEMORY = 4 * 1024**3
#: What the application adds to a report's page: buttons on findings, ways back.
DESK = '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/static/desk.css">\n<script src="/static/desk.js" defer></script>'


def main() -> None:
    """Answer the tasks on standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    _bound_memory()
    labels()
    _say(answers, messages.Ready())
    decoder = msgspec.json.Decoder(messages.Task)
    for line in sys.stdin.buffer:
        try:
            answer = perform(decoder.decode(line))
        except Exception as error:  # the next document is another one
            answer = messages.Failed(f"{type(error).__name__}: {error}")
        _say(answers, answer)


def perform(task: messages.Task) -> messages.Answer:
    """Do one task."""
    match task:
        case messages.Open():
            return _open(task)
        case messages.Audit():
            return _audit(task)
        case messages.Make():
            return downloads.make(task)
        case messages.Cross():
            return crossings.cross(task)
        case messages.Compare():
            return sides.make(task)
        case _:
            assert_never(task)


def _open(task: messages.Open) -> messages.Opened:
    found: list[messages.Document] = []
    left_out, room = 0, task.size
    with open(task.file, "rb") as file:
        for source in documents(Entry(task.name, file, given=True), Columns()):
            if len(found) >= task.count or len(source.data) > room:
                left_out += 1
                continue
            room -= len(source.data)
            found.append(_stored(source, Path(task.folder)))
    return messages.Opened(tuple(found), left_out)


def _stored(source: Input, folder: Path) -> messages.Document:
    name = shown_name(source.path)
    if source.failure is not None:
        return messages.Document(name, failure=source.failure.message())
    digest = hashlib.sha256(source.data).hexdigest()
    path = folder / digest
    if not path.exists():
        path.write_bytes(source.data)
    return messages.Document(name, digest, len(source.data), source.suffix, source.metadata)


def _audit(task: messages.Audit) -> messages.Audited:
    result = audited(extract_input(downloads.source_of(task.document, task.file)))
    report, audit = result.report, result.audit
    folder, names = Path(task.folder), labels()
    (folder / RECORD).write_bytes(to_line(to_record(result)))
    (folder / PAGE).write_text(render(report, audit, names, DESK), "utf-8")
    marks = tuple(
        messages.Mark(fingerprint(report, f), f.check, names.check(f.check), f.verdict, f.severity, f.message)
        for f in ranked(audit.findings)
        if f.verdict != "held"
    )
    failure = "" if report.document.text or not report.diagnostics else report.diagnostics[-1].message()
    c = audit.coverage
    return messages.Audited(
        messages.Summary(report.agency, report.year, report.form, c.quantities, c.bound, c.held, marks, failure)
    )


def _say(stream: BinaryIO, answer: messages.Answer) -> None:
    stream.write(msgspec.json.encode(answer) + b"\n")
    stream.flush()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
