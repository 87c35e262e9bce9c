"""Two records -> one page with both years side by side, as ``gouji compare`` writes it; in the application with its links on top."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from pathlib import Path

from extractor.auditing.across import audit_world
from extractor.exports.as_comparison import render
from extractor.exports.folder import labels
from extractor.series.differences import compare
from extractor.series.entries import Entry, entry_from_record
from extractor.series.worlds import world_of
from extractor.web import messages

PAGE = messages.Made(".html", "text/html; charset=utf-8")
#: What the application adds to the head of the page; the links themselves are the page's ``bar``.
HEAD = '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/static/desk.css">'


def make(task: messages.Compare) -> messages.Made:
    """Write the page to its place, the earlier year first."""
    found = [(id, entry_from_record(json.loads(Path(file).read_bytes()))) for id, file in task.records]
    sides = sorted(found, key=lambda side: side[1].year or 0)
    (_, earlier), (_, later) = sides
    # Two uploads may have one name: among themselves they go by their ids.
    findings = audit_world(world_of([replace(entry, path=id) for id, entry in sides]))
    head, bar = (HEAD, _bar(sides)) if task.framed else ("", "")
    Path(task.target).write_text(render(compare(earlier, later), findings, labels(), head, bar), "utf-8")
    return PAGE


def _bar(sides: list[tuple[str, Entry]]) -> str:
    links = [("/", "← 全部报告")]
    links += [(f"/reports/{id}", f"{entry.agency or entry.path} {entry.year}") for id, entry in sides]
    links.append(("/api/compare/page?" + "&".join(f"{side}={id}" for side, (id, _) in zip("ab", sides)) + "&download", "另存网页"))
    written = "".join(f'<a href="{escape(to)}">{escape(words)}</a>' for to, words in links)
    return f'<nav class="desk-bar" aria-label="应用">{written}</nav>'
