"""全部办结 against requests carried over to the next year.

已全部按期答复 is no such claim: requests still inside their time limit are answered in time too.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger, spans_of
from extractor.spans import Span
from extractor.values import decimal_text

CHECK = Check(
    code="claim.all_done",
    title="“全部办结”与结转下年矛盾",
    severity="error",
    meaning="正文称申请已全部办结，而表格结转下年度继续办理不为零。",
    template="正文称“{words}”，{where}为 {value}。",
    advice="核对结转下年度数；如指到期申请均已办结，请写明。",
    basis="国办公开办函〔2021〕30号 年度报告格式 三",
    examples=(("申请已全部办结；结转下年 0", "held"), ("申请已全部办结；结转下年 3", "broken")),
)
DONE = regex.compile(
    r"(?P<all>全部|均|都|所有[^，。；]{0,14}?(?:均|都|全部)?)[^，。；]{0,8}?(?P<done>办结|办理完毕|办理完成|办理完结|处理完毕)(?![率中])"
)
#: Words that make the claim one about time limits, or about something else than applications.
NOT_ALL = regex.compile(r"到期|按期|按时|期限内|时限内|如期|建议|提案|留言|信件|诉求|工单|热线|来信|复议|诉讼|案件(?!申请)|投诉")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a statement that all applications are done."""
    carried = _carried_out(ledger)
    if carried is None:
        return
    value, where, place_of_value, cells, facts = carried
    text = ledger.report.document.text
    holes = [t.span for t in ledger.report.tables]
    for match in DONE.finditer(text):
        span = Span(match.start(), match.end())
        section = next((s.id for s in ledger.report.sections if s.span.covers(span)), None)
        if section is None or section == "problems" or any(h.overlaps(span) for h in holes):
            continue
        place = ledger.sentence(span)
        words = place.of(text)
        clause_start = max(text.rfind(ch, place.start, span.start) for ch in "，；,;") + 1
        clause = text[max(clause_start, place.start) : span.end]
        about = "申请" in clause or ("申请" in words and section in {"overview", "applications"})
        if not about or NOT_ALL.search(clause):
            continue
        fits = value == 0
        message = CHECK.template.format(words="".join(match[0].split()), where=where, value=decimal_text(value))
        yield Finding(
            CHECK.code, "held" if fits else "broken", "notice" if fits else CHECK.severity, message, (span, *place_of_value),
            "0", decimal_text(value), cells, facts,
        )  # fmt: skip


Carried = tuple[Decimal, str, tuple[Span, ...], tuple[str, ...], tuple[str, ...]]


def _carried_out(ledger: Ledger) -> Carried | None:
    """How many go over to the next year, by the table or, where it could not be read, by the prose; and where that stands."""
    cell = ledger.cells.get("applications.carried_out.total")
    if cell is not None and cell.value is not None:
        return cell.value, "表格“结转下年度继续办理 · 总计”", spans_of((cell,)), (cell.id,), ()
    for fact in ledger.report.facts:
        if fact.indicator == "applications.carried_out":
            return fact.quantity.value, f"正文“{fact.label}”", (fact.span,), (), (fact.id,)
    return None
