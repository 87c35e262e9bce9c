"""Summaries -> columns of small numbers, for a script to count: ten thousand reports are some hundred kilobytes and their names.

Names, checks and topics stand once, in lists; a report has places in them. What it has many times (findings, topics) stands in one
long column, and ``from`` says where each report's part begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractor.exports.catalogue import FAMILIES
from extractor.exports.corpus.summaries import Crossing, Summary
from extractor.exports.html.labels import Labels
from extractor.exports.verdicts import ALL_GRADES, GRADE_NAMES
from extractor.series.bodies import find_bodies

LEVELS = {
    "national": "国家", "province": "省级", "prefecture": "地级", "county": "县级", "township": "乡级", "unknown": "层级未识别",
}  # fmt: skip
KINDS = {
    "government": "政府", "government_office": "政府办公室", "department": "部门", "vertical": "垂直管理单位", "township": "乡镇",
    "subdistrict": "街道", "zone": "开发区", "institution": "事业单位", "ministry": "部委", "party": "党委部门", "unknown": "类别未识别",
}  # fmt: skip
STATUSES = {"read": "", "not_report": "不是年度报告", "failed": "没有读出文字"}
NAMELESS = "机关未识别"
Packed = dict[str, Any]


def pack(summaries: Sequence[Summary], crossings: Sequence[Crossing], labels: Labels) -> Packed:
    """The data of the page; the order of the summaries does not matter."""
    ordered = sorted(summaries, key=lambda s: (s.path, s.page))
    names = _names(ordered)
    agencies = _places(sorted(set(names.values())))
    found = {check for s in ordered for check, _, _ in s.findings}
    checks = _places(sorted(found | {c.check for c in crossings}))
    topics = _places(sorted({topic for s in ordered for topic, _ in s.problems}))
    paths = {s.path: place for place, s in reversed(list(enumerate(ordered)))}
    return {
        "grades": list(GRADE_NAMES.values()),
        "levels": list(LEVELS.values()),
        "kinds": list(KINDS.values()),
        "statuses": list(STATUSES.values()),
        "agencies": list(agencies),
        "nameless": agencies[NAMELESS],
        "checks": [[code, labels.check(code), FAMILIES.get(code.partition(".")[0], "")] for code in checks],
        "topics": [labels.topic(id) for id in topics],
        "reports": {
            "path": [s.path for s in ordered],
            "page": [s.page for s in ordered],
            "agency": [agencies[names[s.agency]] for s in ordered],
            "level": [_place(LEVELS, s.level) for s in ordered],
            "kind": [_place(KINDS, s.kind) for s in ordered],
            "year": [s.year or 0 for s in ordered],
            "status": [_place(STATUSES, s.status) for s in ordered],
            **{
                name: [getattr(s.coverage, name) for s in ordered]
                for name in ("quantities", "bound", "held", "broken", "undecided", "unbound")
            },
            "findings": _columns(
                [[(checks[check] * len(ALL_GRADES) + ALL_GRADES.index(grade), many) for check, grade, many in s.findings] for s in ordered]
            ),
            "problems": _columns([[(topics[topic], many) for topic, many in s.problems] for s in ordered]),
        },
        "cross": [
            [checks[c.check], ALL_GRADES.index(c.grade), c.message, [paths.get(path, path) for path in c.between]]
            for c in sorted(crossings, key=lambda c: (ALL_GRADES.index(c.grade), c.check, c.between, c.message))
        ],
    }


def _names(summaries: Iterable[Summary]) -> dict[str | None, str]:
    """What an agency is called here: the fullest form of its name, so that its reports stand together."""
    listed = sorted({s.agency for s in summaries if s.agency})
    bodies = find_bodies(listed)
    found: dict[str | None, str] = {None: NAMELESS, "": NAMELESS}
    for name in listed:
        body = bodies.of(name)
        found[name] = body.key if body else name
    return found


def _places(listed: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(listed)}


def _place(names: Mapping[str, str], id: str) -> int:
    listed = list(names)
    return listed.index(id) if id in names else listed.index("unknown")


def _columns(listed: Sequence[Sequence[tuple[int, int]]]) -> dict[str, list[int]]:
    """Lists of pairs as three columns.

    >>> _columns([[(5, 1), (6, 2)], [], [(5, 3)]])
    {'from': [0, 2, 2, 3], 'what': [5, 6, 5], 'many': [1, 2, 3]}
    """
    starts = [0]
    for pairs in listed:
        starts.append(starts[-1] + len(pairs))
    flat = [pair for pairs in listed for pair in pairs]
    return {"from": starts, "what": [what for what, _ in flat], "many": [many for _, many in flat]}
