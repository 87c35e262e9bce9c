"""Findings between reports on the terminal, and what could not be compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.auditing.across import printed
from extractor.auditing.crossing import CrossFinding
from extractor.exports.as_terminal import STYLES, plain
from extractor.exports.verdicts import GRADES, VERDICTS
from extractor.series.worlds import World
from lexicons.reports.disclosure.forms import cell_names

#: So many documents are named under a finding; a region has hundreds.
NAMED = 4


def print_cross(console: Console, world: World, findings: Sequence[CrossFinding]) -> None:
    """Print what holds between reports; nothing at all where there was nothing to compare."""
    told = printed(findings)
    if not (findings or world.unplaced):
        return
    pairs = len(world.pairs())
    head = Text("报告之间", "bold").append(f"  相邻年度 {pairs} 对，汇总 {len(world.groups)} 组", "dim")
    console.print(head)
    if told:
        console.print(_table(told))
    if not any(f.verdict == "broken" for f in findings):
        held = sum(f.verdict == "held" for f in findings)
        console.print(Text("  未发现不一致", "green") + Text(f"（核对一致 {held} 处）", "dim"))
    for trouble in world.unplaced:
        paths = "、".join(_name(p) for p in trouble.paths[:NAMED]) + ("等" if len(trouble.paths) > NAMED else "")
        console.print(Padding(Text(f"比较说明：{plain(trouble.message)}（{plain(paths)}）", "dim"), (0, 0, 0, 2)))
    console.print()


def _table(findings: Sequence[CrossFinding]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1))
    table.add_column("级别", no_wrap=True, width=6)
    table.add_column("说明", ratio=1, overflow="fold")
    for finding in findings:
        undecided = finding.verdict == "undecided"
        grade = VERDICTS["undecided"] if undecided else GRADES[finding.severity]
        table.add_row(Text(grade, STYLES["undecided" if undecided else finding.severity]), _said(finding))
    return table


def _said(finding: CrossFinding) -> Text:
    said = Text(f"{finding.check}\n", "dim").append(plain(finding.message), "default")
    names = "、".join(_name(p) for p in finding.between[:NAMED]) + ("等" if len(finding.between) > NAMED else "")
    said.append(f"\n文件：{plain(names)}", "dim")
    for s in finding.suggestions:
        only = "唯一" if s.change.unique else "非唯一"
        cell = cell_names().get(s.change.cell or "", s.change.cell or s.change.fact or "")
        said.append(f"\n建议：{plain(_name(s.path))} {cell} → {plain(s.change.value)}（{only}，{plain(s.change.cause)}）", "green")
    return said


def _name(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name
