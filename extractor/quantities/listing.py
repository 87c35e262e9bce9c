"""Lists of bare figures after one that has its unit: 新收26件。申请方式：网上平台15、信函9、当面2.

The list stands behind a colon or in a bracket, every figure right behind a name of its own; two figures at least. The unit is that of
the last thing counted before it in its line. Marks and grades (得分95、评价92), numbered names (附件1、表2) and dates are no such lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractor.quantities.acceptance import Reading

#: What stands between two figures of a list, and what leads to the first: a name each.
NAME = r"(?P<name>[一-鿿“”]{2,12})"
NEXT = regex.compile(rf"[、,]{NAME}")
FIRST = regex.compile(rf"[:(](?:其中|按[^,。:]{{2,10}}分,?)?{NAME}$")
#: What follows the last.
END = regex.compile(r"等?(?:[,。;)、\n]|$)")
NUMBERED = regex.compile("(?:第|附件|附表|附录|表|图|条|款|项|栏|号|年|月|日|时|类|级|版|课题|任务|阶段|表格|案例|专题|部分)$")
NO_COUNTS = regex.compile(
    "分值|得分|评分|总分|满分|均分|打分|测评|评价|排名|名次|指数|率|占|同比|增|减|降|升|电话|邮编|传真|房间|地址|编号|号码"
)
#: Things counted, which parts of them are counted in, too.
UNITS = frozenset("件条篇个项份则期次场家处名人户宗起")
REACH, FEWEST = 120, 2


def list_units(folded: str, readings: list[Reading]) -> list[Reading]:
    """The readings, bare figures of a list with the unit of what was counted before it."""
    result = list(readings)
    at = 0
    while at < len(result):
        run = _run(folded, result, at)
        unit = _unit_before(folded, result, at) if len(run) >= FEWEST else ""
        if unit and _is_of_things(folded, result, run):
            for index in run:
                result[index] = replace(result[index], unit=unit, made_by="listed_unit")
        at += max(len(run), 1)
    return result


def _run(folded: str, readings: Sequence[Reading], first: int) -> list[int]:
    if not _is_bare(readings[first]) or not FIRST.search(folded, max(0, readings[first].start - 30), readings[first].start):
        return []
    run = [first]
    for index in range(first + 1, len(readings)):
        gap = folded[readings[run[-1]].end : readings[index].start]
        if readings[index].number.hanzi and readings[index].measure is None:
            continue  # the 一 of 一图读懂 is of the name
        if not _is_bare(readings[index]) or not NEXT.fullmatch(gap):
            break
        run.append(index)
    return run if END.match(folded, readings[run[-1]].end) else []


def _is_bare(reading: Reading) -> bool:
    number = reading.number
    return reading.measure is None and not reading.unit and not number.hanzi and not number.scaled and number.value == int(number.value)


def _unit_before(folded: str, readings: Sequence[Reading], first: int) -> str:
    start = max(folded.rfind("\n", 0, readings[first].start), readings[first].start - REACH)
    for reading in reversed(readings[:first]):
        if reading.start < start:
            break
        if reading.measure is not None and reading.measure.unit in UNITS:
            return reading.measure.unit
    return ""


def _is_of_things(folded: str, readings: Sequence[Reading], run: Sequence[int]) -> bool:
    """Whether every figure has a name of its own that is of things, each another."""
    lead = folded[max(0, readings[run[0]].start - 30) : readings[run[0]].start]
    names = [(FIRST.search(lead) or [""])[0]]
    names += [folded[readings[a].end : readings[b].start] for a, b in pairwise(run)]
    told = [name.strip(":(、,") for name in names]
    statement = regex.split("[。;\n]", lead)[-1]
    return len(set(told)) == len(told) and not NO_COUNTS.search(statement + "".join(told)) and not any(NUMBERED.search(n) for n in told)
