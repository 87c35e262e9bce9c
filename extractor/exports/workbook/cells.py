"""One report's cells as the sheets show them: value or state, style, and the comment of what does not agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.auditing.findings import Audit
from extractor.exports.as_html import CELL_STATES
from extractor.exports.html.cards import states
from extractor.exports.notes import Note
from extractor.exports.workbook.values import Value
from extractor.model import Cell, Report

#: What stands in a cell that has no value of its own to show.
UNREAD = "未读出"
#: The findings written out in one comment; more are counted.
WRITTEN_OUT = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """What one cell of a sheet shows."""

    value: Value
    style: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class CellViews:
    """The cells of one report by id, the verdict on each, and the notes that speak of each."""

    cells: Mapping[str, Cell]
    verdicts: Mapping[str, str]
    notes: Mapping[str, Sequence[Note]]

    def show(self, id: str) -> Shown:
        """What the sheet shows of a cell; one whose row is not printed is absent, never 0."""
        cell = self.cells.get(id)
        if cell is None:
            return Shown(None, "absent")
        verdict = self.verdicts.get(id, "")
        style = {"broken": "broken", "undecided": "doubtful"}.get(verdict, cell.state)
        return Shown(_value(cell), style, self._comment(cell))

    def _comment(self, cell: Cell) -> str:
        notes = self.notes.get(cell.id, ())
        said = [note.text for note in notes[:WRITTEN_OUT]]
        if len(notes) > WRITTEN_OUT:
            said.append(f"另有 {len(notes) - WRITTEN_OUT} 处，见“不一致”表。")
        if cell.state in {"inferred", "unreadable"}:
            raw = f"：{cell.raw}" if cell.raw.strip() else ""
            said.append(f"{CELL_STATES[cell.state]}（原文{raw or '没有这一格的文字'}）")
        return "\n\n".join(said)


def cell_views(report: Report, audit: Audit, notes: Sequence[Note], cells_of: Sequence[Sequence[str]]) -> CellViews:
    """The cells of a report; ``cells_of`` gives, note by note, the ids that a finding rests on."""
    about: dict[str, list[Note]] = {}
    for note, ids in zip(notes, cells_of, strict=True):
        for id in dict.fromkeys(ids):
            about.setdefault(id, []).append(note)
    return CellViews({cell.id: cell for cell in report.cells}, states(audit)[1], about)


def _value(cell: Cell) -> Value:
    if cell.state == "unreadable":
        return UNREAD
    if cell.value is not None:
        return cell.value
    return cell.raw.strip() if cell.state == "placeholder" else None
