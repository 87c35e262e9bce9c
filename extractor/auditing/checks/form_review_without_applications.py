"""Reviews and lawsuits about disclosure where there was no application to dispute."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger, name_of, spans_of
from extractor.auditing.passages import broken, held
from extractor.values import decimal_text

CHECK = Check(
    code="form.review_without_applications",
    title="没有申请却有复议诉讼",
    severity="notice",
    meaning="本年新收和上年结转的申请均为零，而复议诉讼表不为零；可能是往年申请引起的，也可能是口径有误。",
    template="新收和上年结转申请均为 0，表格“{where}”为 {value}。",
    advice="核对是否由往年申请引起，或误计了与政府信息公开无关的案件。",
    basis="国办公开办函〔2021〕30号 年度报告格式 三、四",
    examples=(("新收 1、复议 1", "held"), ("新收 0、上年结转 0、复议 1", "broken")),
)
RECEIVED = ("applications.new.total", "applications.carried_in.total")
DISPUTES = ("review.review.total", "review.litigation_direct.total", "review.litigation_after_review.total")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a report whose tables could be read."""
    received, disputes = ledger.printed_sum(RECEIVED), ledger.printed_sum(DISPUTES)
    if received.state != "known" or disputes.state != "known":
        return
    wrong = tuple(c for c in disputes.cells if c.value)
    if not wrong:
        return
    verdict = held if received.value else broken
    yield verdict(
        CHECK, *spans_of(wrong), cells=tuple(c.id for c in wrong), where=name_of(wrong), value=decimal_text(disputes.value)
    )
