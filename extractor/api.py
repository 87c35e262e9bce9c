"""What a program calls: read, extract, audit, and the record of each.

Every function takes one document; whatever is wrong with it ends in its diagnostics, so that a batch goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.auditing.across import audit_world
from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import Audit, Coverage
from extractor.auditing.run import audit as run_checks
from extractor.conversion import convert, needs_conversion
from extractor.diagnostics import CATALOGUE, Diagnostic, diagnostic
from extractor.errors import UnreadableInput
from extractor.exports.as_records import Record
from extractor.exports.as_records import to_record as record_of
from extractor.model import Document, Report, Source
from extractor.readers import read as read_bytes
from extractor.recognition import image_format, is_pdf, recognise
from extractor.reports import extract as extract_report
from extractor.series.entries import entry_of
from extractor.series.manifests import Manifest
from extractor.series.worlds import World, world_of
from extractor.sources import Columns, Input, inputs


@dataclass(frozen=True, slots=True)
class Audited:
    """A report with its findings."""

    report: Report
    audit: Audit


@dataclass(frozen=True, slots=True)
class AuditedWorld:
    """Reports with their findings, who is compared with whom, and the findings between them, held ones last."""

    reports: tuple[Audited, ...]
    world: World
    cross: tuple[CrossFinding, ...]


def extract(path: str | Path) -> Report:
    """Everything read from one file; a file that cannot be read gives a report with a diagnostic."""
    return extract_input(next(iter(inputs([str(path)])), Input(str(path))))


def audit(path: str | Path) -> Audited:
    """The report of one file with its findings."""
    return audited(extract(path))


def audit_text(text: str, path: str = "text.txt") -> Audited:
    """The report of a text with its findings; ``path`` names it and, by its suffix, its format.

    >>> audit_text("今天天气好。").report.diagnostics[-1].code
    'input.not_report'
    """
    return audited(extract_input(Input(path, text.encode("utf-8"))))


def audited(report: Report, codes: frozenset[str] | None = None) -> Audited:
    """A report held against itself; by the checks of these codes only, where any are given (see ``auditing.across.chosen``).

    Should a check fail, the report is kept and the failure told.
    """
    try:
        return Audited(report, run_checks(report, codes))
    except Exception as error:  # one report's audit must not end a batch
        note = diagnostic("audit.failed", note=f"{type(error).__name__}: {error}")
        return Audited(report, Audit((), (), Coverage(), (note,)))


def audit_many(paths: Sequence[str], manifest: Manifest | None = None) -> AuditedWorld:
    """The reports of all documents found in the paths, each with its findings, and the findings between them.

    ``manifest`` is what is known of the reports beside themselves (see ``series.manifests.read_manifest``).

    >>> audit_many([]).cross
    ()
    """
    results = tuple(audited(report) for report in extract_many(paths))
    world = world_of((entry_of(r.report) for r in results), manifest)
    return AuditedWorld(results, world, audit_world(world))


def extract_many(paths: Sequence[str], columns: Columns | None = None) -> Iterator[Report]:
    """The reports of all documents found in the paths, one at a time; ``columns`` names the columns of feeds."""
    for source in inputs(paths, columns):
        yield extract_input(source)


def extract_input(source: Input) -> Report:
    """The report of some bytes; every failure becomes a diagnostic of its own report."""
    found = parse_input(source)
    return found if isinstance(found, Report) else extract_document(found)


def parse_input(source: Input) -> Document | Report:
    """The document of some bytes; where there is none, a report that says why."""
    if source.failure is not None:
        return _empty(source, source.failure)
    try:
        document = document_of(source)
    except UnreadableInput as failure:
        return unreadable(source, failure.code, str(failure))
    except Exception as error:  # the batch goes on; the record says what failed
        return unreadable(source, "input.failed", f"{type(error).__name__}: {error}")
    if source.metadata:
        document = replace(document, metadata=tuple((dict(document.metadata) | dict(source.metadata)).items()))
    return document


def extract_document(document: Document) -> Report:
    """The report of a document that was parsed; a failure becomes a diagnostic of a report without text."""
    try:
        return extract_report(document)
    except Exception as error:  # the batch goes on; the record says what failed
        note = diagnostic("input.failed", note=f"{type(error).__name__}: {error}")
        return report_of_nothing(Document(Source(document.source.path, "", document.source.sha256, ""), "", ()), note)


def document_of(source: Input) -> Document:
    """The document of some bytes: old formats converted, pictures of pages recognised; raises ``UnreadableInput``."""
    data, path = source.data, source.path
    suffix = source.suffix or Path(path).suffix.lower()
    if image_format(data):
        return recognise(data, path)
    if needs_conversion(data, suffix):
        return read_bytes(convert(data, suffix), path)
    try:
        return read_bytes(data, path, suffix)
    except UnreadableInput as failure:
        if failure.code != "input.scanned" or not is_pdf(data):
            raise
        return recognise(data, path)


def unreadable(source: Input, code: str, note: str = "") -> Report:
    """The report of an input that could not be read: no text, one diagnostic."""
    known = code if code in CATALOGUE else "input.failed"
    values = {"path": source.path, "note": note, "encoding": "", "share": ""}
    needed = {name: value for name, value in values.items() if f"{{{name}}}" in CATALOGUE[known]}
    return _empty(source, Diagnostic(known, tuple(needed.items())))


def _empty(source: Input, note: Diagnostic) -> Report:
    digest = hashlib.sha256(source.data).hexdigest() if source.data else ""
    return report_of_nothing(Document(Source(source.path, "", digest, ""), "", ()), note)


def report_of_nothing(document: Document, note: Diagnostic) -> Report:
    """A report of which nothing was read, and why."""
    return Report(document, None, None, None, (), (), (), (), (), (), (note,))


def to_record(subject: Report | Audited, held: bool = False) -> Record:
    """The record of a report, with its findings when it was audited."""
    if isinstance(subject, Audited):
        return record_of(subject.report, subject.audit, held)
    return record_of(subject)
