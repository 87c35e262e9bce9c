"""Records of several reports -> what does not hold between them: years of one agency, a region and its agencies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from extractor.auditing.across import all_checks, audit_world, printed
from extractor.series.entries import Entry, entry_from_record
from extractor.series.worlds import world_of
from extractor.web import messages


def cross(task: messages.Cross) -> messages.Crossed:
    """Hold the reports against each other; each goes by its id, for two uploads may have one name."""
    world = world_of([_entry(id, Path(file)) for id, file in task.records])
    titles = {code: check.title for code, check in all_checks().items()}
    marks = tuple(
        messages.CrossMark(f.check, titles.get(f.check, f.check), f.verdict, f.severity, f.message, f.between, f.expected, f.actual)
        for f in printed(audit_world(world))
        if f.verdict != "held"
    )
    series = {e.path for s in world.series for e in s.entries if len(s.entries) > 1}
    groups = {e.path for g in world.groups for e in (g.parent, *g.children)}
    return messages.Crossed(marks, len(series | groups))


def _entry(id: str, record: Path) -> Entry:
    return replace(entry_from_record(json.loads(record.read_bytes())), path=id)
