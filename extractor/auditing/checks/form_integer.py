"""Cases that are no whole numbers, or fewer than none."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger, name_of
from extractor.auditing.passages import broken

CHECK = Check(
    code="form.integer",
    title="件数不是非负整数",
    severity="error",
    meaning="申请情况表和复议诉讼表填写件数，应为零或正整数。",
    template="表格“{where}”为“{raw}”，件数应为非负整数。",
    advice="核对该格。",
    basis="国办公开办函〔2021〕30号 年度报告格式 三、四",
    examples=(("自然人 3", "held"), ("自然人 3.5", "broken"), ("自然人 -3", "broken")),
)
PRINTED = regex.compile(r"\s*[-−－]?\d+(?:\.\d+)?\s*")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One finding a cell that was read beyond doubt."""
    for cell in ledger.report.cells:
        if cell.value is None or (cell.value >= 0 and cell.value == cell.value.to_integral_value()):
            continue
        counted = cell.id.startswith(("applications.", "review.")) and cell.state == "read" and cell.confidence >= 1
        if counted and PRINTED.fullmatch(cell.raw):
            yield broken(CHECK, cell.span, cells=(cell.id,), actual=str(cell.value), where=name_of((cell,)), raw=cell.raw.strip())
