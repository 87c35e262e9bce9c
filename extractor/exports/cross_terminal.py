"""Findings between reports on the terminal, and what could not be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from rich.console import Console
from rich.text import Text

from extractor.auditing.across import printed
from extractor.auditing.crossing import CrossFinding
from extractor.exports.as_terminal import STYLES, grade_name, suggested
from extractor.exports.layouts import plain, show, show_rows
from extractor.exports.tongues import CHINESE, Tongue
from extractor.series.entries import Entry
from extractor.series.worlds import World

#: So many documents are named under a finding; a region has hundreds.
NAMED = 4


def print_cross(console: Console, world: World, findings: Sequence[CrossFinding], tongue: Tongue = CHINESE) -> None:
    """Print what holds between reports; nothing at all where there was nothing to compare."""
    told = printed(findings)
    if not (findings or world.unplaced):
        return
    compared = tongue.say("相邻年度 {} 对，汇总 {} 组", len(world.pairs()), len(world.groups))
    show(console, Text(tongue.say("报告之间"), "bold").append(f"  {compared}", "dim"))
    entries = {e.path: e for e in world.entries}
    if told:
        rows = [(_grade(f, tongue), f.check, _said(f, entries, tongue)) for f in told]
        show_rows(console, rows, tongue.say("级别"), tongue.say("检查"), tongue.say("说明"), apart=False)
    if not any(f.verdict == "broken" for f in findings):
        held = tongue.say("（核对一致 {} 处）", sum(f.verdict == "held" for f in findings))
        show(console, Text(tongue.say("未发现不一致"), "green") + Text(held, "dim"), indent=True)
    for trouble in world.unplaced:
        said = tongue.say("比较说明：{}（{}）", plain(tongue.told(trouble.message)), plain(_names(trouble.paths, tongue)))
        show(console, Text(said, "dim"), indent=True)
    console.print()


def _grade(finding: CrossFinding, tongue: Tongue) -> Text:
    grade = "undecided" if finding.verdict == "undecided" else finding.severity
    return Text(grade_name(grade, tongue), STYLES[grade])


def _said(finding: CrossFinding, entries: Mapping[str, Entry], tongue: Tongue) -> Text:
    said = Text(plain(tongue.cross(finding, entries)))
    said.append(f"\n{tongue.say('文件：{}', plain(_names(finding.between, tongue)))}", "dim")
    for s in finding.suggestions:
        cell = tongue.cell(s.change.cell) if s.change.cell else s.change.fact or ""
        said.append(f"\n{suggested(f'{plain(_name(s.path))} {cell}', s.change, tongue)}", "green")
    return said


def _names(paths: Sequence[str], tongue: Tongue) -> str:
    names = tongue.say("、").join(_name(p) for p in paths[:NAMED])
    return tongue.say("{}等", names) if len(paths) > NAMED else names


def _name(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name
