"""由N个部分组成 against the parts that are listed with it, or the headings that follow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, held, passages, span_of, words_of
from lexicons.reports.disclosure.forms import section_titles

CHECK = Check(
    code="structure.parts_declared",
    title="所称部分数与实际不符",
    severity="notice",
    meaning="引言称报告由几个部分组成，应与所列名称、实际标题的个数相符。",
    template="正文称“{words}”，{where} {count} 个。",
    advice="核对部分的个数。",
    basis="报告自身的表述",
    examples=(("由甲、乙、丙三个部分组成", "held"), ("由甲、乙、丙六个部分组成", "broken")),
)
NUMERALS = {ch: n for n, ch in enumerate("一二三四五六七八九十", 1)} | {str(n): n for n in range(3, 11)}
DECLARED = regex.compile(
    r"""(?:(?:由|包括|包含|分为)(?P<list>[^。\n]{0,260}?)\s*(?:等|共|共计)?|(?:全文|报告)共(?:分|分为|有|包括)?)\s*
    (?P<count>[三四五六七八九十]|[3-9]|10)\s*个?(?:大)?部分(?:组成|构成|内容)?
    (?P<after>[：:][^。\n]{6,260}|)""",
    regex.VERBOSE,
)
#: A list begins at the last of these words: 由某局编制…全文包括…六部分.
OPENER = regex.compile(r"由|包括|包含|分为")
#: What a heading joins under one name, however it is worded.
JOINED = regex.compile(
    r"复议(?:、|和|及|与|以及)*(?:被?提起)?(?:行政)?诉讼|问题(?:、|和|及|与|以及)(?=[^、，]{0,6}(?:改进|整改|措施|对策|打算|建议|下一步))"
)
ORDINAL = regex.compile(r"(?:[一二三四五六七八九十]{1,2}|\d)\s*[、.．是]")
HEADING = regex.compile(r"(?m)^[ \t\u3000#*]*第?(?P<ordinal>[一二三四五六七八九十])\s*(?:、|[.．]|部分)")


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a declared number of parts."""
    text = ledger.report.document.text
    for match in passages(ledger, DECLARED, {"preamble"}):
        declared = NUMERALS[match["count"]]
        listed = _listed(match["list"] or "") or _listed(match["after"].lstrip("：:"))
        count, where = (listed, "所列名称为") if listed else (_headings(ledger), "实际标题为")
        if count < 3:
            continue
        last = span_of(match, "count")
        words = words_of(regex.match(r".\d?\s*个?大?部分(?:组成|构成|内容)?", text[last.start : last.end + 8])[0])  # type: ignore[index]
        verdict = held if count == declared else broken
        yield verdict(CHECK, last, words=words, where=where, count=count)


def _listed(words: str) -> int:
    """How many parts a list names; 0 where it is none, or an open one."""
    if not words.strip():
        return 0
    ordinals = len(ORDINAL.findall(words))
    if ordinals >= 3:
        return ordinals
    flat = JOINED.sub("部", OPENER.split("".join(words.split()))[-1])
    flat = _titles().sub("部", flat)
    parts = [p for p in regex.split(r"[、，,；;和及]", flat) if p]
    return len(parts) if len(parts) >= 3 and not flat.endswith(("等", "主要")) else 0


@cache
def _titles() -> regex.Pattern[str]:
    titles = {variant for t in section_titles() for name in t.titles for variant in _with_commas(name)}
    return regex.compile("|".join(map(regex.escape, sorted(titles, key=len, reverse=True))))


def _with_commas(title: str) -> Iterator[str]:
    yield title
    yield title.replace("行政复议行政诉讼", "行政复议、行政诉讼").replace("行政复议提起", "行政复议、提起")


def _headings(ledger: Ledger) -> int:
    """The highest ordinal of the headings, where they run from 一 without a gap; else 0."""
    text = ledger.report.document.text
    holes = [t.span for t in ledger.report.tables]
    places = [m for m in HEADING.finditer(text) if not any(h.start <= m.start() < h.end for h in holes)]
    found = {NUMERALS[m["ordinal"]] for m in places}
    top = max(found, default=0)
    sections = len({s.id for s in ledger.report.sections if len(s.title_span)})
    return top if found == set(range(1, top + 1)) and sections >= top - 1 else 0
