"""Rules (规章) in the table of a body that cannot make any."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.auditing.agencies import makes_no_rules
from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger, name_of, spans_of
from extractor.auditing.passages import broken, held
from extractor.values import decimal_text

CHECK = Check(
    code="form.rulemaker",
    title="无规章制定权的机关填报了规章",
    severity="warning",
    meaning="乡镇、街道和县级机关没有规章制定权，“规章”一行的制发件数和现行有效件数应为零。",
    template="“{agency}”的表格“{where}”为 {value}；{kind}级机关没有规章制定权。",
    advice="核对是否误将规范性文件或所执行的规章计入。",
    basis="《中华人民共和国立法法》（2023 年修正）第九十一条、第九十三条",
    examples=(("镇政府，规章 0", "held"), ("镇政府，规章现行有效 6", "broken")),
)
#: Not 对外公开总数量 of the 2019 form, which may count others' rules that are published.
CELLS = ("disclosure.regulations.made", "disclosure.regulations.valid", "disclosure.regulations.new_made")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a report of a body whose name says that it makes no rules."""
    kind = makes_no_rules(ledger.report.agency)
    cells = [c for i in CELLS if (c := ledger.cells.get(i)) is not None and c.state == "read" and c.value is not None]
    if not kind or not cells:
        return
    wrong = [c for c in cells if c.value]
    verdict = broken if wrong else held
    shown = wrong or cells
    values = "、".join(decimal_text(c.value) for c in shown if c.value is not None)
    yield verdict(
        CHECK, *spans_of(shown), cells=tuple(c.id for c in shown), agency=ledger.report.agency, where=name_of(shown), value=values, kind=kind
    )
