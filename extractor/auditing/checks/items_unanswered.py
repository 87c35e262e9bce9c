"""A problem that none of the report's measures takes up.

Which measure answers which problem is our reading, never a proof: the verdict is undecided and a hint at most. A report that lists
only problems, or only measures, is laid out that way and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.model import Item, Role

CHECK = Check(
    code="items.unanswered",
    title="问题未见对应措施",
    severity="notice",
    meaning="报告列出了问题和措施，其中有的问题没有一项措施与之对应。",
    template="{problem}“{words}”未见对应的{measure}。",
    advice="补写对应的改进情况或措施；已在别处写明的请忽略。",
    basis="国办公开办函〔2021〕30号 年度报告格式 五：存在的主要问题及改进情况",
    examples=(
        ("问题：更新慢、解读少；措施：定期更新，制作图解", "held"),
        ("问题：更新慢、解读少；措施：定期更新", "undecided"),
        ("只列问题，不列措施", "held"),
    ),
)
#: Whose problems, what answers them, and the Chinese names of both. What was done answers last year's, or this year's where the
#: report tells of no others.
SIDES: tuple[tuple[Role, tuple[Role, ...], str, str], ...] = (
    ("previous_problem", ("improvement",), "上年问题", "改进情况"),
    ("current_problem", ("next_measure", "improvement"), "本年问题", "措施"),
)
#: Longer problems are quoted up to here.
QUOTED = 40


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a problem without a measure, where the report answers others of its kind."""
    items = ledger.report.items
    answered = {id for item in items for id in item.answers}
    for role, measures, problem, measure in SIDES:
        problems = [i for i in items if i.role == role]
        if not any(i.role in measures and _answers(i, problems) for i in items):
            continue
        for item in problems:
            if item.id not in answered:
                words = _quoted("".join((item.title or item.span).of(ledger.report.document.text).split()))
                message = CHECK.template.format(problem=problem, words=words, measure=measure)
                yield Finding(CHECK.code, "undecided", CHECK.severity, message, (item.span,))


def _answers(measure: Item, problems: list[Item]) -> bool:
    return any(problem.id in measure.answers for problem in problems)


def _quoted(words: str) -> str:
    """The words, cut where they are long.

    >>> _quoted("更新慢"), len(_quoted("慢" * 60))
    ('更新慢', 41)
    """
    return words if len(words) <= QUOTED else f"{words[:QUOTED]}…"
