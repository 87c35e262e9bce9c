"""Findings that somebody has looked at: a baseline (JSON) of fingerprints with reasons; most are set aside, some confirmed.

A fingerprint holds what a finding is about, not where it stands: agency, year, check, the words of the claim without white space and
punctuation, the cells and the values. A report that is laid out anew keeps its fingerprints; a figure that changes gets another. What is
found between reports has agency and year of each of them, so that files may be moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import msgspec

from extractor.auditing.crossing import CrossFinding, named
from extractor.auditing.findings import Audit, Finding
from extractor.errors import WrongCall
from extractor.model import Report
from extractor.patterns import squeezed
from extractor.series.entries import Entry
from extractor.values import decimal_text

LENGTH = 16


class Dismissal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One finding set aside: its fingerprint, why, and, for the reader of the file, which finding it was.

    A confirmed one was looked at and stands: it is kept in the file and goes on being listed.
    """

    fingerprint: str
    reason: str
    finding: str = ""
    verdict: Literal["dismissed", "confirmed"] = "dismissed"


def fingerprint(report: Report, finding: Finding) -> str:
    """Sixteen hexadecimal digits that stay the same when a report is laid out anew."""
    meant = set(finding.facts)
    labels = {f.id: squeezed(f.label) for f in report.facts if f.id in meant}
    claim = finding.spans[0].of(report.document.text) if finding.spans else ""
    parts = (
        squeezed(report.agency or ""), str(report.year or ""), finding.check, squeezed(claim), "+".join(sorted(finding.cells)),
        "+".join(labels.get(i, "") for i in finding.facts), finding.expected or "", finding.actual or "",
    )  # fmt: skip
    return _digest(parts)


def cross_fingerprint(finding: CrossFinding, entries: Mapping[str, Entry]) -> str:
    """The fingerprint of a finding between reports; ``entries`` are all that were compared, by path."""
    who = "+".join(f"{squeezed(entries[p].agency or '')} {entries[p].year or ''}" if p in entries else p for p in finding.between)
    words = "+".join(_claims(finding, entries))
    return _digest(("between", finding.check, who, words, "+".join(sorted(finding.cells)), finding.expected or "", finding.actual or ""))


def _claims(finding: CrossFinding, entries: Mapping[str, Entry]) -> Iterator[str]:
    """What each report prints in the cells, and the words that a finding without cells rests on."""
    for path, spans in zip(finding.between, finding.spans, strict=True):
        entry = entries.get(path)
        if entry is not None:
            values = [entry.cells.value_of(cell) for cell in finding.cells]
            yield ",".join("" if v is None else decimal_text(v) for v in values)
            yield "" if finding.cells else squeezed("".join(span.of(entry.text) for span in spans))


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:LENGTH]


def read_baseline(data: bytes, name: str = "baseline") -> dict[str, str]:
    """The reasons of what is set aside by fingerprint; ``WrongCall`` where the bytes are no baseline or name a finding twice.

    >>> read_baseline('[{"fingerprint": "00ff00ff00ff00ff", "reason": "口径不同"}]'.encode())
    {'00ff00ff00ff00ff': '口径不同'}
    >>> read_baseline('[{"fingerprint": "00ff00ff00ff00ff", "reason": "属实", "verdict": "confirmed"}]'.encode())
    {}
    """
    return {e.fingerprint: e.reason for e in read_entries(data, name) if e.verdict == "dismissed"}


def read_entries(data: bytes, name: str = "baseline") -> tuple[Dismissal, ...]:
    """All entries in the order of the file; ``WrongCall`` where the bytes are no baseline or name a finding twice.

    >>> read_entries(b"[]")
    ()
    """
    try:
        entries = msgspec.json.decode(data, type=list[Dismissal])
    except msgspec.DecodeError as error:
        raise WrongCall(f"{name} 不是基线文件（fingerprint、reason 的列表）：{error}") from None
    found: set[str] = set()
    for entry in entries:
        if entry.fingerprint in found:
            raise WrongCall(f"{name}：{entry.fingerprint} 出现两次，请删去一条。")
        found.add(entry.fingerprint)
    return tuple(entries)


def entries_of(report: Report, audit: Audit, reasons: Mapping[str, str]) -> Iterator[Dismissal]:
    """The entries of one report: every broken finding, dismissed ones included; reasons already given are kept, new ones are left blank."""
    for finding in (*audit.findings, *audit.dismissed):
        if finding.verdict == "broken":
            mark = fingerprint(report, finding)
            about = f"{report.agency or ''} {report.year or ''} {finding.check} {finding.message}"
            yield Dismissal(mark, reasons.get(mark, ""), about.strip())


def cross_entries_of(findings: Iterable[CrossFinding], entries: Sequence[Entry], reasons: Mapping[str, str]) -> Iterator[Dismissal]:
    """The entries of what is broken between reports; reasons already given are kept."""
    by_path = {entry.path: entry for entry in entries}
    for finding in findings:
        if finding.verdict == "broken":
            mark = cross_fingerprint(finding, by_path)
            who = by_path.get(finding.between[0]) if finding.between else None
            yield Dismissal(mark, reasons.get(mark, ""), f"{named(who) if who else ''} {finding.check} {finding.message}".strip())


def cross_dismissed(
    findings: Sequence[CrossFinding], entries: Sequence[Entry], baseline: Mapping[str, str]
) -> tuple[tuple[CrossFinding, ...], int]:
    """The findings between reports without those of a baseline, and how many those are; undecided ones stay."""
    by_path = {entry.path: entry for entry in entries}
    kept = tuple(f for f in findings if f.verdict != "broken" or cross_fingerprint(f, by_path) not in baseline)
    return kept, len(findings) - len(kept)


def to_baseline(entries: Iterable[Dismissal], known: Iterable[Dismissal] = ()) -> bytes:
    """A baseline of entries, each finding once; what is known to be confirmed stays so.

    >>> read_entries(to_baseline([Dismissal("00ff00ff00ff00ff", "口径不同")]))[0].reason
    '口径不同'
    """
    once = {entry.fingerprint: entry for entry in known if entry.verdict == "confirmed"}
    for entry in entries:
        once.setdefault(entry.fingerprint, entry)
    return write_entries(once.values())


def write_entries(entries: Iterable[Dismissal]) -> bytes:
    """The file of some entries, in the order of what they tell."""
    ordered = sorted(entries, key=lambda e: (e.finding, e.fingerprint))
    return msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n"


def dismiss(report: Report, audit: Audit, baseline: Mapping[str, str]) -> Audit:
    """The audit without the findings of a baseline, which it counts as dismissed; undecided ones stay."""
    known = [f for f in audit.findings if f.verdict == "broken" and fingerprint(report, f) in baseline]
    return replace(audit, findings=_without(audit.findings, known), dismissed=(*audit.dismissed, *known))


def _without(findings: Sequence[Finding], known: Sequence[Finding]) -> tuple[Finding, ...]:
    gone = {id(f) for f in known}
    return tuple(f for f in findings if id(f) not in gone)
