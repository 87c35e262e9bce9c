"""A figure of the prose against the cell, or the sum of cells, that it must equal.

Every admissible reading of the figure is tried before it is called different; where none fits, the cell or sum that would explain
the figure is looked for and named.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.auditing.agreement import digits_slip, interval_of
from extractor.auditing.claims import Claim, Reading, claims, money_slip
from extractor.auditing.findings import Check, Finding, Sentence, Severity, Verdict
from extractor.auditing.ledger import Ledger, name_of, spans_of
from extractor.auditing.slips import likeliest
from extractor.model import Fact
from extractor.values import decimal_text
from lexicons.reports.disclosure.forms import cell_names

CHECK = Check(
    code="text.table",
    title="正文与表格不一致",
    severity="error",
    meaning="正文中的数字应与法定表格中对应的格（或若干格之和）相等；凡说得通的口径都试过，均不相等时报告。",
    template="正文“{label}{raw}”，表格“{cells}”为 {tabled}{hint}。",
    advice="核对正文与表格，以原始台账为准。",
    basis="《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号 年度报告格式",
    examples=(("正文“予以公开 46 件”，表格 46", "held"), ("正文“予以公开 64 件”，表格 46", "broken")),
)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a figure that has cells to equal."""
    for claim in claims(ledger):
        if claim.fact.denial and not claim.fits and claim.decided:
            continue  # claim.zero speaks
        if not claim.fits and claim.decided and money_slip(claim):
            continue  # unit.money speaks
        yield _finding(ledger, claim)


def _finding(ledger: Ledger, claim: Claim) -> Finding:
    fact, nearest = claim.fact, claim.nearest
    verdict: Verdict = "held" if claim.fits else "broken" if claim.decided else "undecided"
    hint = "" if verdict == "held" else _explanation(ledger, claim)
    if verdict == "undecided":
        hint = "（表格未能完整读出，无法判定）"
    severity: Severity = CHECK.severity if verdict == "broken" else "notice"
    doubtful = fact.quantity.qualifier != "exact" or fact.section == "problems" or not fact.sure or _is_one_cell(claim)
    doubtful = doubtful or (not fact.firm and not _is_slip(claim))
    if verdict == "broken" and doubtful:
        severity = "warning"
    return Finding(
        CHECK.code, verdict, severity, Sentence(_message, (fact, nearest, hint)), (fact.span, *spans_of(nearest.sum.cells)),
        decimal_text(nearest.value), decimal_text(fact.quantity.value), nearest.sum.names, (fact.id,),
    )  # fmt: skip


def _is_slip(claim: Claim) -> bool:
    """Whether one slip of the pen lies between the figure and its cells: what looks so much alike is hardly of another thing."""
    stated, tabled = decimal_text(claim.fact.quantity.value), decimal_text(claim.nearest.value)
    long = min(len(stated), len(tabled)) > 1  # of one digit every figure is one slip from every other
    return long and (digits_slip(stated, tabled) or likeliest(claim.fact.quantity.value, claim.nearest.value).kind != "other")


def _is_one_cell(claim: Claim) -> bool:
    """Whether the figure is one of the totals that the sum is made of: its words may mean that one, though we read them as all."""
    cells, stated = claim.nearest.sum.cells, interval_of(claim.fact.quantity)
    return len(cells) > 1 and any(c.id.endswith(".total") and c.value is not None and stated.holds(c.value) for c in cells)


def _message(fact: Fact, nearest: Reading, hint: str) -> str:
    cells = name_of(nearest.sum.cells) if nearest.sum.cells else nearest.expression
    return CHECK.template.format(label=fact.label, raw=fact.quantity.raw, cells=cells, tabled=decimal_text(nearest.value), hint=hint)


def _explanation(ledger: Ledger, claim: Claim) -> str:
    """The cell of the same rows that holds the stated figure: another column, or one row of the block."""
    stated = interval_of(claim.fact.quantity)
    rows = {c.id.rsplit(".", 1)[0] for c in claim.nearest.sum.cells}
    for cell in ledger.report.cells:
        if cell.id.rsplit(".", 1)[0] in rows and cell.value and cell.value != Decimal(0) and stated.holds(cell.value):
            return f"；正文数字与“{cell_names().get(cell.id, cell.id)}”一格相同"
    return ""
