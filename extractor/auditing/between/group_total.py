"""A summing report against the reports that it sums up: tables cell by cell, and the figures of the prose that speak of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.auditing.crossing import CrossFinding, CrossSuggestion, Side, cell_side, crossing, named, shown
from extractor.auditing.findings import Check, Severity
from extractor.auditing.sums import Comparison, Gap, compare, culprits
from extractor.auditing.wholes import whole_facts
from extractor.series.entries import Entry
from extractor.series.groups import Group
from extractor.series.worlds import World
from lexicons.reports.disclosure.forms import cell_names

CHECK = Check(
    code="group.total",
    title="汇总数与各单位之和不符",
    severity="error",
    meaning=(
        "汇总报告写明所汇总的单位且各单位报告齐全时，汇总数应等于各单位之和；缺报告或没有写明范围时只作提示。"
        "第二部分可能有联合发文、政府本级文件等情形，列为警告。"
    ),
    template="{parent}“{cell}”为 {printed}，所汇总的 {count} 份报告合计 {sum}（{parts}）{columns}。",
    advice="逐一核对各单位的该项数字，查明漏报、重报或笔误。",
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条",
    examples=(("全区制发 4 件，两个单位分别制发 3 件、1 件", "held"), ("全区制发 4 件，两个单位分别制发 5 件、1 件", "broken")),
)
#: Where so many rows and such a share of them differ, the sets are not the same and no single figure is wrong.
MANY, SHARE = 5, 0.3
LISTED = 6


def judge(world: World) -> Iterator[CrossFinding]:
    """The verdicts about all groups of a world."""
    last_year = {later.path: earlier for earlier, later in world.pairs()}
    for group in world.groups:
        if not group.complete:
            yield _incomplete(group)
            continue
        found = compare(group)
        rows = _rows(found.gaps)
        if len(rows) >= MANY and len(rows) >= SHARE * (len(rows) + len(_held_rows(group, found))):
            yield _apart(group, found, len(rows))
            continue
        for gaps in rows.values():
            yield _row(group, gaps, culprits(group, gaps, last_year))
        if found.held and not found.gaps:
            size = f"{len(found.held)} 格，其中 {len(found.held) - found.zero} 格不为 0"
            words = f"{named(group.parent)}与所汇总的 {len(group.children)} 份报告逐格相符（{size}）。"
            counted = tuple(c for c in found.held if group.parent.cells.value_of(c))
            yield crossing(CHECK, "held", words, Side(group.parent, cells=counted), *map(Side, group.children))
        if found.unknown:
            words = f"{named(group.parent)}有 {len(found.unknown)} 格因本格或所汇总报告的对应格空白、无法读取，未能核对合计。"
            yield crossing(CHECK, "undecided", words, *_sides(group, found.unknown[:LISTED]), severity="notice")
        yield from whole_facts(CHECK, group)


def _incomplete(group: Group) -> CrossFinding:
    here = f"现有 {len(group.children)} 份"
    if group.missing:
        names = "、".join(group.missing[:LISTED]) + ("等" if len(group.missing) > LISTED else "")
        told = f"{named(group.parent)}所汇总的单位中缺少{names}的报告（{here}），未核对合计。"
    else:
        told = f"{named(group.parent)}没有写明所汇总的全部单位（{here}），未核对合计；可在清单（--manifest）中写明上级。"
    spans = (group.words,) if group.words else ()
    return crossing(CHECK, "undecided", told, Side(group.parent, spans), *(Side(c) for c in group.children), severity="notice")


def _rows(gaps: Sequence[Gap]) -> dict[str, list[Gap]]:
    """Differing cells by row of the form, the total column first."""
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        found.setdefault(gap.cell.rpartition(".")[0], []).append(gap)
    for listed in found.values():
        listed.sort(key=lambda g: not g.cell.endswith(".total"))
    return found


def _held_rows(group: Group, found: Comparison) -> set[str]:
    return {c.rpartition(".")[0] for c in found.held if group.parent.cells.value_of(c)}


def _apart(group: Group, found: Comparison, rows: int) -> CrossFinding:
    told = f"{named(group.parent)}与所汇总的 {len(group.children)} 份报告有 {rows} 行合计不等，汇总范围可能不同，请先核对所汇总的单位。"
    cells = tuple(g.cell for g in found.gaps[:LISTED])
    return crossing(CHECK, "broken", told, *_sides(group, cells), severity="warning")


def _row(group: Group, gaps: Sequence[Gap], suggestions: tuple[CrossSuggestion, ...]) -> CrossFinding:
    gap = gaps[0]
    others = [cell_names().get(g.cell, g.cell).split(" · ")[-1] for g in gaps[1:]]
    parts = [f"{_who(c)} {shown(v)}" for c, v in zip(group.children, gap.values, strict=True) if v]
    message = CHECK.template.format(
        parent=named(group.parent), cell=cell_names().get(gap.cell, gap.cell), printed=shown(gap.printed), count=len(group.children),
        sum=shown(gap.sum), parts="，".join(parts[:LISTED]) + (" 等" if len(parts) > LISTED else "") if parts else "均为 0",
        columns=f"；{'、'.join(others)}列也不等" if others else "",
    )  # fmt: skip
    return crossing(
        CHECK, "broken", message, *_sides(group, tuple(g.cell for g in gaps)), severity=_severity(group, gap),
        expected=shown(gap.sum), actual=shown(gap.printed), suggestions=suggestions,
    )  # fmt: skip


def _severity(group: Group, gap: Gap) -> Severity:
    """An error where the set is certain and the figures can only add up; joint documents and bare counts leave room."""
    hard = group.basis != "counted" and not gap.cell.startswith("disclosure.")
    return "error" if hard and (gap.cell.endswith(".total") or gap.cell.startswith("review.")) else "warning"


def _who(entry: Entry) -> str:
    return entry.agency or entry.path


def _sides(group: Group, cells: Sequence[str]) -> tuple[Side, ...]:
    return (cell_side(group.parent, *cells), *(cell_side(c, *cells) for c in group.children))
