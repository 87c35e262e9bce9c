"""Runs of figures that name a class each (政策法规74条、定点机构183条、…) and that no opener ties to a total.

What ties them is arithmetic alone: a run is held against the figures of its unit stated before it. The check speaks where it adds up,
or where a single slip of the pen keeps it from adding up; any other run may be a selection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.model import Fact, PartList
from extractor.spans import Span

#: Fewer figures than this are no list.
FEWEST = 3
#: A total stands at most this many characters, and this many figures, before its run.
REACH, CANDIDATES = 320, 3
SHARE = regex.compile(r"[，,（(]?\s*(?:约)?占[^，。；;%％]{0,14}?\d+(?:\.\d+)?\s*[%％]\s*[）)]?")
BRACKET = regex.compile(r"[（(][^（()）]*[)）]")
ENUMERATOR = r"(?:\d{1,2}\s*[.、．)）]|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑩])"
GAP = regex.compile(
    rf"\s*(?:[，,、；;]\s*[和及与]?|[和及与]|[；;。]?\s*\n\s*{ENUMERATOR}|[；;。]\s*{ENUMERATOR})\s*(?P<label>[^，,。；;、\d\n：:（()）]{{2,20}})"
)
#: A label that begins a statement of its own.
STATEMENT = regex.compile(
    r"发布|推送|收到|办理|开展|回复|更新|报送|查处|作出|收取|举办|召开|组织|新增|开设|设置|印发|制发|结转|答复率|其中|同比|较上|全年|此外|同时|累计|合计|共计|总计"
)


def listed_runs(text: str, facts: Sequence[Fact], known: Sequence[PartList]) -> tuple[PartList, ...]:
    """The runs, once for each total they may belong to, the nearest first."""
    listed = {part for p in known for part in p.parts}
    plain = [f for f in facts if f.quantity.unit not in {"%", "倍", "百分点"} and not f.denial and not f.made_by.startswith("changes")]
    found: list[PartList] = []
    for run in _runs(text, plain):
        if len(run) < FEWEST or any(f.id in listed for f in run):
            continue
        after = text[run[-1].span.end : run[-1].span.end + 3]
        for total in _candidates(text, plain, run, listed):
            span = Span(total.span.start, run[-1].span.end)
            found.append(PartList(total.id, tuple(f.id for f in run), "等" not in after, span, loose=True, guessed=True))
    return tuple(found)


def _runs(text: str, facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    run: list[Fact] = []
    for fact in facts:
        if run and not _goes_on(text, run[-1], fact):
            yield run
            run = []
        run.append(fact)
    if run:
        yield run


def _goes_on(text: str, before: Fact, fact: Fact) -> bool:
    if before.quantity.unit != fact.quantity.unit or before.section != fact.section or fact.span.start - before.span.end > REACH:
        return False
    gap = BRACKET.sub("", SHARE.sub("", text[before.span.end : fact.span.start]))
    match = GAP.fullmatch(gap)
    return match is not None and not STATEMENT.search(match["label"])


def _candidates(text: str, facts: Sequence[Fact], run: Sequence[Fact], listed: set[str]) -> list[Fact]:
    """The figures before a run that may be its total: greater than each part, of its unit, in its paragraph or the one before."""
    largest = max(f.quantity.value for f in run)
    line = text.rfind("\n", 0, run[0].span.start) + 1
    start = text.rfind("\n", 0, len(text[:line].rstrip())) + 1
    before = [
        f for f in facts
        if max(start, run[0].span.start - REACH) <= f.span.start < run[0].span.start and f.section == run[0].section
        and f.quantity.unit == run[0].quantity.unit and f.quantity.value > largest and f.id not in listed
    ]
    return before[::-1][:CANDIDATES]
