"""Shares of one list that should add up to a hundred per cent.

A list is closed by its last member (其他占…) or by as many figures that add up to their total; 等, hedged figures and changes keep it open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held, passages
from extractor.spans import Span
from extractor.values import decimal_text

CHECK = Check(
    code="text.shares",
    title="占比之和不为 100%",
    severity="warning",
    meaning="同一总数的各项占比已全部列出，其和应为 100%，允许四舍五入的误差。",
    template="所列 {count} 项占比之和为 {sum}%（{parts}），应为 100%。",
    advice="核对各项占比；未列全的请加“等”或“主要”。",
    basis="正文自身的算术关系",
    examples=(("甲占 50%、乙占 30%、其他占 20%", "held"), ("甲占 50%、乙占 30%、其他占 25%", "broken")),
)
SECTIONS = frozenset({"overview", "disclosure", "applications", "review", "others"})
#: Fewer shares are no list.
LEAST = 3
SENTENCE = regex.compile(r"[^。！？\n]+")
SHARE = regex.compile(
    r"占(?:比|[^，。；、\d%％]{0,12}?)(?:为|达|达到)?\s*(?P<rate>\d{1,3}(?:\.\d+)?)\s*[%％](?!以上|以下|左右)"
)
OTHERS = regex.compile(r"(?:^|[，；、,;])\s*(?:及|和)?(?:其他|其它|其余)(?!处理)[^，；、,;]{0,14}?(?:\d[\d,，]*[^，；、\d]{1,3}[，、]?)?\s*[（(]?$")
OPEN = regex.compile(r"等(?!级|候|待)|主要|约|近|超|同比|较|比上年|提高|下降|上升|前三|最多")
#: Each share may be off by one step of its last digit: rounding is half of one, and some cut instead of rounding.
SLACK = Decimal(1)


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a closed list of three or more shares in a sentence."""
    text = ledger.report.document.text
    for match in passages(ledger, SENTENCE, SECTIONS) if text.count("占") >= LEAST else ():
        words = match[0]
        if words.count("占") < LEAST:
            continue
        shares = list(SHARE.finditer(words))
        if len(shares) < LEAST or OPEN.search(words) or not _closed(ledger, words, shares, match.start()):
            continue
        rates = [Decimal(s["rate"]) for s in shares]
        if any(_whole(rates[i:j]) for i in range(len(rates)) for j in range(i + 2, len(rates) + 1) if j - i < len(rates)):
            continue  # several lists in one sentence
        total = sum(rates, Decimal(0))
        spans = tuple(Span(match.start() + s.start("rate"), match.start() + s.end()) for s in shares)
        verdict = held if _whole(rates) else broken
        yield verdict(CHECK, *spans, count=len(rates), sum=decimal_text(total), parts="＋".join(map(decimal_text, rates)))


def _whole(rates: Sequence[Decimal]) -> bool:
    room = sum((SLACK.scaleb(int(r.as_tuple().exponent)) for r in rates), Decimal(0))
    return abs(sum(rates, Decimal(0)) - 100) <= room


def _closed(ledger: Ledger, words: str, shares: Sequence[regex.Match[str]], start: int) -> bool:
    """Whether the list names all of its whole: it ends with the others, or its figures, as many, add up."""
    before = words[shares[-2].end() : shares[-1].start()]
    if OTHERS.search(before):
        return True
    place = Span(start, start + len(words))
    facts = [f for f in ledger.facts_in(place) if f.quantity.unit != "%"]
    for number, total in enumerate(facts):
        parts = [f for f in facts[number + 1 :] if f.quantity.unit == total.quantity.unit]
        if len(parts) == len(shares) and sum((f.quantity.value for f in parts), Decimal(0)) == total.quantity.value:
            return True
    return False
