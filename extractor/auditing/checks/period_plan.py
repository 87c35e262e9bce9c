"""A plan for a year that is over: 2023年，我局将进一步… in the report for 2023.

Plans are told by 将 with a word that only the future has; 将…纳入考核 of what was done is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held, passages, span_of, words_of

CHECK = Check(
    code="period.plan",
    title="下一步计划的年份疑为旧稿遗留",
    severity="warning",
    meaning="报告的下一步计划应是报告年度的下一年；计划年份等于或早于报告年度的，疑为旧稿遗留。",
    template="下一步计划“{words}”的年份为 {found}，报告年度为 {year}。",
    advice="核对年份，一般应为报告年度的下一年。",
    basis="报告自身的年度",
    examples=(("2023 年报告：2024年，将进一步加强…", "held"), ("2023 年报告：2023年，将进一步加强…", "broken")),
)
FUTURE = (
    "进一步|继续|着力|着重|重点(?:做好|抓好|从|围绕|推进|在|开展|加强)|从以下|围绕|坚持|按照|深入|不断|持续|认真|切实|加大|加强|严格|主动(?!公开)|积极|全面|努力|大力|扎实|紧紧|做好|抓好|推动|推进|突出"
    "|聚焦|立足"
)
#: 将…纳入考核, 将…作为抓手 is what was done with something.
NOT_OBJECT = r"(?![^，。；\n]{0,30}(?:作为|纳入|列入|列为|摆在|摆上|放在|融入|贯穿|落到|结合|与|同))"
PLAN = regex.compile(
    rf"""(?:^|(?<=[。；！\n:：、）)]))\s*(?:在|下一步[,，]?)?\s*(?P<year>20\d\d)\s*年(?:度)?(?:里|中|，|,|\s)*
    (?:(?:我们?|本|全|各)?[\u4e00-\u9fff]{{0,10}}?)(?:将(?:{FUTURE}){NOT_OBJECT}|将在[^，。；]{{1,14}}(?:方面|工作|基础上)|拟(?:从|重点|进一步)|计划(?:从|重点|进一步)|打算从)""",
    regex.VERBOSE | regex.MULTILINE,
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a plan that names its year."""
    year = ledger.report.year
    if year is None:
        return
    for match in passages(ledger, PLAN, {"problems", "others"}):
        found = int(match["year"])
        values: dict[str, Any] = {"words": words_of(match[0].strip()), "found": found, "year": year}
        if found > year:
            yield held(CHECK, span_of(match, "year"), **values)
        else:
            yield broken(CHECK, span_of(match, "year"), expected=str(year + 1), actual=str(found), **values)
