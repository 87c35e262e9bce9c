"""How the program stands to one generated report: false errors in a clean one, a planted error found, its cells among the suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import extractor
from corpora.alignment import number
from corpora.generation.drawing import Drawn
from corpora.generation.errors import AGREEING, Error
from corpora.golds import gold
from corpora.records import plant
from corpora.rendering import Flattening, render
from corpora.score import match_findings


@dataclass(frozen=True, slots=True)
class Judged:
    """What the program said of a document.

    ``found``: at least one finding that the planted error must give came; ``whole``: all of them did; ``false``: messages of errors
    that neither are expected nor touch what was changed; ``listed``: every changed cell is among the suggestions with its true value
    (None where no cell was changed).
    """

    document: str
    found: bool
    whole: bool
    false: tuple[str, ...]
    listed: bool | None


def judge(drawn: Drawn, error: Error | None = None, flattening: Flattening = "pipes") -> Judged:
    """The program's verdict on a drawn report, or on it with an error planted."""
    report = plant(drawn.report, error.variant) if error else drawn.report
    record = extractor.to_record(extractor.audit_text(render(report, flattening), f"{report.id}.txt"))
    expected = gold(drawn.report, error.variant if error else None, flattening)
    missed, surplus = match_findings(expected, record)
    named = f"{report.id} {error.kind}" if error else report.id
    changed = [c for c in error.changes if _is_cell(c.where)] if error and error.kind not in AGREEING else []
    false = [f for f in surplus if not _touches(f, error, record)]
    listed = _listed(changed, record) if changed else None
    return Judged(
        named, len(missed) < len(expected["findings"]), not missed, tuple(f"{f['check']} {f['message']}" for f in false), listed
    )  # fmt: skip


def _is_cell(where: str) -> bool:
    return ":" not in where and "." in where


def _touches(finding: dict[str, Any], error: Error | None, record: dict[str, Any]) -> bool:
    """Whether a finding is about a changed cell, or a changed figure of the prose."""
    if error is None:
        return False
    changed = {c.where for c in error.changes}
    raws = {f["raw"] for f in record["facts"] if f["id"] in finding.get("facts", ())}
    printed = {c.printed for c in error.changes}
    return bool(changed & set(finding.get("cells", ())) or printed & raws or finding["check"] in error.checks)


def _listed(changed: list[Any], record: dict[str, Any]) -> bool:
    suggestions = [s for f in record["findings"] if f["verdict"] == "broken" for s in f.get("suggestions", ())]
    answers = {(s.get("cell"), number(s["value"])) for s in suggestions}
    return all((c.where, number(c.true)) in answers for c in changed)
