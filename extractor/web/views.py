"""Jobs and findings as the API tells them: plain values, one function a schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from extractor.auditing.baselines import Dismissal
from extractor.web import messages
from extractor.web.jobs import Job

KEPT = ("error", "warning", "notice", "undecided")
Value = dict[str, Any]


def report_view(job: Job, entries: Mapping[str, Dismissal]) -> Value:
    """One report of the list: its state, and counts of what it says without what is set aside."""
    view: Value = {"id": job.id, "name": job.document.name, "state": job.state, "note": job.note, "number": job.number}
    summary = job.summary
    if summary is None:
        return view
    view |= {"agency": summary.agency, "year": summary.year, "form": summary.form}
    view["coverage"] = {"quantities": summary.quantities, "bound": summary.bound, "held": summary.held}
    view["counts"] = counts(summary.marks, entries)
    return view


def finding_view(mark: messages.Mark, entry: Dismissal | None) -> Value:
    """A finding with what was decided on it: only what is broken can be set aside."""
    known = entry if mark.verdict == "broken" else None
    return {
        "fingerprint": mark.fingerprint,
        "check": mark.check,
        "title": mark.title,
        "verdict": mark.verdict,
        "severity": mark.severity,
        "message": mark.message,
        "decision": known.verdict if known else None,
        "reason": known.reason if known else "",
    }


def counts(marks: Iterable[messages.Mark], entries: Mapping[str, Dismissal]) -> dict[str, int]:
    """How many findings of each kind are to be looked at, and how many are set aside.

    >>> mark = messages.Mark("00ff", "text.sum", "", "broken", "error", "")
    >>> counts([mark], {"00ff": Dismissal("00ff", "口径不同", "", "dismissed")})
    {'error': 0, 'warning': 0, 'notice': 0, 'undecided': 0, 'dismissed': 1}
    """
    found = dict.fromkeys((*KEPT, "dismissed"), 0)
    for mark in marks:
        entry = entries.get(mark.fingerprint) if mark.verdict == "broken" else None
        kind = mark.severity if mark.verdict == "broken" else "undecided"
        found["dismissed" if entry and entry.verdict == "dismissed" else kind] += 1
    return found


def crossed_view(answer: messages.Crossed) -> Value:
    """Findings between reports."""
    findings = [
        {
            "check": f.check, "title": f.title, "verdict": f.verdict, "severity": f.severity, "message": f.message,
            "between": list(f.between), "expected": f.expected, "actual": f.actual,
        }
        for f in answer.findings
    ]  # fmt: skip
    return {"compared": answer.compared, "findings": findings}


def entry_view(entry: Dismissal) -> Value:
    """An entry of the baseline."""
    return {"fingerprint": entry.fingerprint, "verdict": entry.verdict, "reason": entry.reason, "finding": entry.finding}
