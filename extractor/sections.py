"""Document -> the statutory sections, by the words of their headings.

Ordinals are not trusted (they restart, shift, get lost); a heading is a known title at the start of a line, alone on it or
followed by a full stop, or, in text whose line ends were lost, a title after an ordinal at the start of a sentence. Titles inside
the statutory tables (四、结转下年度…) are not headings. Of all candidates the heaviest chain in statutory order is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.model import Document, Section, SectionId
from extractor.patterns import label_pattern, squeezed
from extractor.spans import Span
from lexicons.reports.disclosure.forms import SectionTitle, section_titles

ORDINAL = r"(?:第?[一二三四五六七八九十]{1,3}\s*[、.．,，:：\s]|[1-9]\s*[、.．])"
LINE_START = regex.compile(rf"(?m)^[ \t\u3000#*|｜丨\-]*(?P<ordinal>{ORDINAL})?\s*")
MID_LINE = regex.compile(r"(?<=[。；！？”）)\s\d])(?P<ordinal>[一二三四五六七八九十]{1,2}\s*、)\s*")
SENTENCE_END = regex.compile(r"[。；]")
#: A line that ends the report: a date or a name alone, after the last sentence.
SIGNATURE = regex.compile(
    r"""[ \t\u3000]*(?:[〇○零一二三四五六七八九十\d]{4}\s*年.{1,12}日       # 2025年1月15日
    |[^\s，。；：]{4,30}(?:局|委|厅|府|办|会|处|中心|院|署|公室))[ \t\u3000]*""",
    regex.VERBOSE,
)
#: Weight of a title that stands alone on its line, and of one that an ordinal introduces.
ALONE, NUMBERED = 6, 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A candidate: which section, where, how surely."""

    order: int
    span: Span
    weight: int
    numbered: bool


def find_sections(document: Document, skip: Sequence[Span] = ()) -> tuple[Section, ...]:
    """The sections in text order; ``skip`` are the tables' spans, in which no heading stands.

    >>> from extractor.readers import read
    >>> d = read("某局年度报告\\n本报告依据有关条例规定编制而成。\\n一、总体情况\\n好。\\n五、存在的问题\\n无。".encode(), "a.txt")
    >>> [(s.id, s.span.of(d.text)) for s in find_sections(d)]
    [('preamble', '本报告依据有关条例规定编制而成。'), ('overview', '好。'), ('problems', '无。')]
    >>> d = read("某局年度报告\\n一、总体情况\\n好。\\n五、政务信息工作存在主要问题和改进思路\\n无。".encode(), "a.txt")
    >>> [s.title_span.of(d.text) for s in find_sections(d)]
    ['一、总体情况', '五、政务信息工作存在主要问题和改进思路']
    """
    text = document.text
    chain = _chain(_candidates(text, skip))
    titles = section_titles()
    sections: list[Section] = []
    end = _end_of_report(text)
    first = chain[0].span.start if chain else end
    preamble = _preamble(text, first)
    if preamble:
        sections.append(Section("preamble", "", Span(preamble.start, preamble.start), preamble))
    for number, heading in enumerate(chain):
        stop = chain[number + 1].span.start if number + 1 < len(chain) else max(end, heading.span.end)
        entry = titles[heading.order]
        body = _trim(text, heading.span.end, stop)
        sections.append(Section(_section_id(entry), entry.title, heading.span, body))
    return tuple(sections)


def _section_id(entry: SectionTitle) -> SectionId:
    return entry.id  # type: ignore[return-value]  # the lexicon's ids are the model's


@cache
def _titles() -> dict[str, tuple[tuple[int, regex.Pattern[str]], ...]]:
    """The listed titles by their first character, the longest first."""
    every = [(order, t) for order, entry in enumerate(section_titles()) for t in entry.titles]
    found: dict[str, tuple[tuple[int, regex.Pattern[str]], ...]] = {}
    for order, title in sorted(every, key=lambda pair: -len(pair[1])):
        found[title[0]] = (*found.get(title[0], ()), (order, label_pattern(title)))
    return found


@cache
def _composed() -> tuple[tuple[int, regex.Pattern[str]], ...]:
    """Per section that has them: its cores with what may stand before and after them."""
    found: list[tuple[int, regex.Pattern[str]]] = []
    for order, entry in enumerate(section_titles()):
        if entry.cores:
            before, cores, after = (_any_of(words) for words in (entry.before, entry.cores, entry.after))
            found.append((order, regex.compile(rf"(?:{before})?(?:{cores})(?:\s*(?:以及|[及和与、])?\s*(?:{after}))?")))
    return tuple(found)


def _any_of(words: Sequence[str]) -> str:
    return "|".join(label_pattern(word).pattern for word in sorted(words, key=lambda w: -len(w)))


def _candidates(text: str, skip: Sequence[Span]) -> list[Heading]:
    found: list[Heading] = []
    for opening, own_line in ((LINE_START, True), (MID_LINE, False)):
        for match in opening.finditer(text):
            start = match.end()
            if any(s.start <= start < s.end for s in skip):
                continue
            heading = _title_at(text, match, start, own_line)
            if heading:
                found.append(heading)
    return sorted(found, key=lambda h: (h.span.start, -h.weight))


def _title_at(text: str, opening: regex.Match[str], start: int, own_line: bool) -> Heading | None:
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    numbered = bool(opening["ordinal"])
    for order, match in _titled(text, start):
        title = squeezed(match[0])
        rest = text[match.end() : line_end].strip(" \t\u3000:：*#|｜。")
        alone = own_line and not rest
        if not alone and not (numbered and (not own_line or len(rest) > 0)):
            continue
        if not alone and own_line and len(title) < 6:
            continue
        from_ordinal = opening.start("ordinal") if numbered else start
        weight = len(title) + ALONE * alone + NUMBERED * numbered
        return Heading(order, Span(from_ordinal, _after_colon(text, match.end(), line_end)), weight, numbered)
    return None


def _titled(text: str, start: int) -> list[tuple[int, regex.Match[str]]]:
    """The titles that stand at a place, listed or composed of the words of a section's titles, the longest first."""
    patterns = (*_titles().get(text[start : start + 1], ()), *_composed())
    found = [(order, m) for order, pattern in patterns if (m := pattern.match(text, start))]
    return sorted(found, key=lambda f: -len(f[1][0]))


def _after_colon(text: str, at: int, line_end: int) -> int:
    while at < line_end and text[at] in ":： \t\u3000。":
        at += 1
    return at


def _chain(found: Sequence[Heading]) -> list[Heading]:
    """The heaviest chain in statutory order; a section that may repeat (problems, plans) follows itself when numbered."""
    repeats = {order for order, entry in enumerate(section_titles()) if entry.repeats}
    best: list[int] = []
    previous: list[int] = []
    for j, heading in enumerate(found):
        weight, link = 0, -1
        for i in range(j):
            earlier = found[i]
            again = earlier.order == heading.order and heading.order in repeats and heading.numbered
            follows = earlier.order < heading.order or again
            if follows and earlier.span.end <= heading.span.start and best[i] > weight:
                weight, link = best[i], i
        best.append(weight + heading.weight)
        previous.append(link)
    at = max(range(len(best)), key=lambda i: (best[i], -i), default=-1)
    chain: list[Heading] = []
    while at >= 0:
        chain.append(found[at])
        at = previous[at]
    return chain[::-1]


def _preamble(text: str, first: int) -> Span | None:
    """What stands between the title and the first heading: from the first line that is a sentence."""
    position = 0
    for line in text[:first].splitlines(keepends=True):
        if SENTENCE_END.search(line) and len(squeezed(line)) > 12:
            span = _trim(text, position, first)
            return span if len(span) else None
        position += len(line)
    return None


def _end_of_report(text: str) -> int:
    """The end of the last sentence: trailing lines that only sign and date the report belong to no section."""
    end = len(text.rstrip())
    while True:
        start = text.rfind("\n", 0, end) + 1
        if start == 0 or not SIGNATURE.fullmatch(text[start:end]):
            return end
        end = len(text[:start].rstrip())


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
