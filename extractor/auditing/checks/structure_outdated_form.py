"""The tables of another year's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held

CHECK = Check(
    code="structure.outdated_form",
    title="表格版本与年度不符",
    severity="warning",
    meaning="2021 年度起用 2021 年格式的表格，2019、2020 年度用 2019 年试行格式的表格。",
    template="{year} 年度报告的表格是 {found} 年格式，应为 {due} 年格式。",
    advice="按当年适用的格式重新填报。",
    basis="国办公开办函〔2021〕30号；国办公开办函〔2019〕60号",
    examples=(("2022 年度，2021 年格式", "held"), ("2022 年度，2019 年格式", "broken")),
)
#: First year of each form, newest first.
SINCE = ((2021, "2021"), (2019, "2019"))


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a report that has statutory tables and a year."""
    report = ledger.report
    due = next((form for year, form in SINCE if report.year and report.year >= year), None)
    tables = [t for t in report.tables if t.form == report.form and t.part != "review"]
    if due is None or report.form is None or not tables:
        return
    values: dict[str, Any] = {"year": report.year, "found": report.form, "due": due}
    yield (held if report.form == due else broken)(CHECK, *(t.span for t in tables), **values)
