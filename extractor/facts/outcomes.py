"""Break-downs without an opener: outcomes of applications, and counts by some dimension (按申请内容分，…; 从申请方式看，…).

The form itself divides 办结 into its outcomes, so a run of outcomes in one sentence adds up to the 办结 of its paragraph, wherever
that stands (办结47件。办理结果为：予以公开…; 予以公开…，共办结47件).
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model import Fact, PartList
from extractor.spans import Span

GROUPS = ("granted", "partial", "refused", "unavailable", "unprocessed", "other")
#: 按申请内容分，… and its like: what follows breaks down a total stated before.
DIMENSION = regex.compile(r"(?:^|[。；\n])\s*(?:按|从|以)[^，。；：\d]{2,12}(?:分|划分|看|来看|统计|区分|分类)\s*[，：,:]")
#: Totals that reports break down this way.
BROKEN_DOWN = frozenset({"applications.new", "applications.handled", "published.total", "published.website", "published.new_media"})
BREAK = regex.compile(r"[。\n]")
#: Fewer outcomes than this are a selection.
FEWEST = 3


def outcome_lists(text: str, facts: Sequence[Fact], known: Sequence[PartList]) -> tuple[PartList, ...]:
    """The runs of outcomes that no opener ties to a total; none where the paragraph states no 办结."""
    listed = {part for p in known for part in p.parts}
    found: list[PartList] = []
    for run in _runs(text, facts):
        if len(run) < FEWEST or any(f.id in listed for f in run):
            continue
        total = _whole(text, facts, run)
        after = text[run[-1].span.end : run[-1].span.end + 3]
        if total is not None:
            span = Span(min(total.span.start, run[0].span.start), max(total.span.end, run[-1].span.end))
            found.append(PartList(total.id, tuple(f.id for f in run), "等" not in after, span))
    return tuple(found)


def _runs(text: str, facts: Sequence[Fact]) -> list[list[Fact]]:
    runs: list[list[Fact]] = []
    for fact in facts:
        group = _group(fact)
        if group is None or fact.quantity.qualifier != "exact":
            continue
        together = bool(runs) and not BREAK.search(text, runs[-1][-1].span.end, fact.span.start)
        if together and group not in [_group(f) for f in runs[-1] if _is_group(f) or _is_group(fact)]:
            runs[-1].append(fact)
        elif not together:
            runs.append([fact])
    return runs


def _group(fact: Fact) -> str | None:
    stem = (fact.indicator or "").removeprefix("applications.")
    if stem == fact.indicator:
        return None
    return next((g for g in GROUPS if stem == g or stem.startswith(f"{g}_")), None)


def _is_group(fact: Fact) -> bool:
    return (fact.indicator or "").removeprefix("applications.") in GROUPS


def _whole(text: str, facts: Sequence[Fact], run: Sequence[Fact]) -> Fact | None:
    """What a run divides, in its paragraph, the nearest before it first: 办结, or the group all of whose rows it names."""
    groups = {_group(f) for f in run}
    indicator = f"applications.{groups.pop()}" if len(groups) == 1 and not _is_group(run[0]) else "applications.total"
    start = text.rfind("\n", 0, run[0].span.start) + 1
    end = text.find("\n", run[-1].span.end)
    inside = [f for f in facts if f.indicator == indicator and start <= f.span.start < (end if end >= 0 else len(text))]
    before = [f for f in inside if f.span.end <= run[0].span.start]
    return before[-1] if before else inside[0] if inside else None


def dimension_lists(text: str, facts: Sequence[Fact], known: Sequence[PartList]) -> tuple[PartList, ...]:
    """Counts by a dimension, as parts of the total stated before; two parts or more of one unit, up to the next stop."""
    listed = {part for p in known for part in p.parts}
    found: list[PartList] = []
    for match in DIMENSION.finditer(text):
        end = min((e for e in (text.find(ch, match.end()) for ch in "。；\n") if e >= 0), default=len(text))
        inside = [f for f in facts if match.end() <= f.span.start < end and f.quantity.unit not in {"%", "倍"} and not f.denial]
        before = [f for f in facts if f.span.end <= match.end() and f.indicator in BROKEN_DOWN and f.id not in listed]
        if len(inside) < 2 or not before or any(f.id in listed for f in inside):
            continue
        total = before[-1]
        alike = {f.quantity.unit for f in inside} == {total.quantity.unit} and text.rfind("\n", 0, match.end()) - total.span.end < 400
        if alike and total.section == inside[0].section:
            closed = not regex.search(r"等|主要|居前|最多|较多|其中", text[match.start() : end + 1])
            span = Span(total.span.start, inside[-1].span.end)
            found.append(PartList(total.id, tuple(f.id for f in inside), closed, span, loose=True))
    return tuple(found)
