"""均获维持, 零败诉 against the outcomes of section four.

A claim about some of the cases only (其中, 已审结的, a number that is not the block's total) is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import regex

from extractor.auditing.findings import Check, Finding, Severity
from extractor.auditing.ledger import Ledger, Sum, name_of, spans_of
from extractor.auditing.passages import broken, held, passages, span_of, words_of
from extractor.values import decimal_text

CHECK = Check(
    code="claim.upheld",
    title="“均获维持”与复议诉讼表矛盾",
    severity="error",
    meaning="正文称复议、诉讼结果均为维持或没有败诉、没有被纠错，而表格结果纠正（或尚未审结）不为零。",
    template="正文称“{words}”，表格“{where}”为 {value}。",
    advice="核对复议诉讼结果；只指已审结案件的，请写明。",
    basis="国办公开办函〔2021〕30号 年度报告格式 四",
    examples=(("复议 3 件，均获维持；结果纠正 0", "held"), ("复议 3 件，均获维持；结果纠正 1", "broken")),
)
ALL_UPHELD = r"(?P<upheld>(?:均|全部|全|都)(?:被|获|获得|予以|予|得到|为|是|结果)?(?:结果)?维持)(?!秩序|运转|稳定|在)"
NONE_LOST = r"(?P<unbeaten>零败诉|零纠错|无败诉|(?:均未|无一|没有|未)(?:件|例)?(?:被)?(?:败诉|纠错|纠正|撤销)|(?:均|全部)胜诉)"
CLAIM = regex.compile(f"{ALL_UPHELD}|{NONE_LOST}")
#: What a claim is about, the last such word before it: the longer names first, for 复议后起诉 is no 复议.
BLOCKS = (
    (regex.compile(r"未经复议(?:而)?直接(?:提起|起诉)(?:行政诉讼)?|直接起诉"), ("litigation_direct",)),
    (regex.compile(r"(?:经)?复议后(?:再)?(?:提起|起诉)(?:行政诉讼)?"), ("litigation_after_review",)),
    (regex.compile(r"诉讼|败诉|胜诉|应诉|起诉"), ("litigation_direct", "litigation_after_review")),
    (regex.compile(r"复议|纠错"), ("review",)),
)
#: Words that make the claim one about some cases, a wish, or another year.
NARROW = regex.compile(
    r"其中|已审结|审结的|已结|办结的|本级|部分|剩余|其余|另|个别|力争|争取|确保|努力|目标|实现|将|下一步|不断|率|往年|上年|去年|一审|二审|截至|除"
)
NUMBER = regex.compile(r"(\d+)\s*(?:件|起|宗|例|案)")
PLACES = ("overview", "applications", "review", "others")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a claim about cases that section four counts."""
    text = ledger.report.document.text
    for match in passages(ledger, CLAIM, PLACES):
        claim = span_of(match)
        place = ledger.sentence(claim)
        start = max((text.rfind(ch, place.start, claim.start) for ch in "；;"), default=-1) + 1
        words = text[max(start, place.start) : claim.end]
        blocks = _about(words, len(words) - len(claim) if match["upheld"] else len(words))
        if not blocks or NARROW.search(words) or _other_year(ledger, words):
            continue
        if not _counts_all(ledger, words, blocks):
            continue
        yield from _verdict(ledger, match, words, blocks)


def _verdict(ledger: Ledger, match: regex.Match[str], words: str, blocks: tuple[str, ...]) -> Iterator[Finding]:
    outcomes: list[tuple[str, Severity]] = [("corrected", CHECK.severity)]
    if match["upheld"]:
        outcomes.append(("pending", "warning"))
    claim = span_of(match)
    for outcome, severity in outcomes:
        total = _sum(ledger, blocks, outcome)
        if total.state not in {"known", "inferred"}:
            return
        values: dict[str, Any] = {"words": words_of(words[-30:]), "where": name_of(total.cells), "value": decimal_text(total.value)}
        if total.value > 0:
            sure = severity if total.state == "known" else "warning"
            yield broken(
                CHECK, claim, *spans_of(total.cells), severity=sure, cells=total.names, expected="0",
                actual=decimal_text(total.value), **values,
            )  # fmt: skip
            return
        if outcome == outcomes[-1][0]:
            yield held(CHECK, claim, cells=total.names, **values)


def _sum(ledger: Ledger, blocks: tuple[str, ...], outcome: str) -> Sum:
    return ledger.printed_sum([f"review.{block}.{outcome}" for block in blocks])


def _about(words: str, reach: int) -> tuple[str, ...]:
    """The blocks of the table that a claim speaks of: the last named; none where nothing is named."""
    best: tuple[int, int, tuple[str, ...]] = (-1, 0, ())
    for rank, (pattern, blocks) in enumerate(BLOCKS):
        for match in pattern.finditer(words, 0, reach):
            covered = any(p.search(words[max(0, match.start() - 6) : match.end()]) for p, _ in BLOCKS[:2]) if rank > 1 else False
            if not covered and match.end() > best[0]:
                best = (match.end(), rank, blocks)
    return best[2]


def _counts_all(ledger: Ledger, words: str, blocks: tuple[str, ...]) -> bool:
    """Whether the number of cases that the claim gives, if any, is that of the whole block."""
    numbers = NUMBER.findall(words)
    total = _sum(ledger, blocks, "total")
    return not numbers or (total.state == "known" and Decimal(numbers[-1]) == total.value)


def _other_year(ledger: Ledger, words: str) -> bool:
    years = regex.findall(r"20\d\d(?=\s*年)", words)
    return bool(years) and str(ledger.report.year) not in years

