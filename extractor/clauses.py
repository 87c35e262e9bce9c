"""Prose -> paragraphs, sentences, and for every quantity the words that are its own.

A quantity's own words reach back to the last comma, colon, enumeration comma or quantity, and forward to the next; brackets that
close before it are skipped (其他处理（含撤回）341件), brackets around it hold it in. The clause is wider (enumeration commas do not
end it), the sentence wider still. Nothing here knows an indicator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from extractor.channel_lists import BLANK, without_lists_of_channels
from extractor.model import Document, Section, SectionId
from extractor.spans import Span
from extractor.values import Quantity
from lexicons.language.clause_words import clause_words

OPENING, CLOSING = "（(〔【[「“《", "）)〕】]」”》"
ENUMERATED = regex.compile(
    r"\s*(?:[#*]+\s*)?(?:[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|[一二三四五六七八九十]{1,3}\s*[、.．是要]|第[一二三四五六七八九十]|\d{1,2}\s*[、.．]|[①-⑩]|[首其再]先|\|)"
)
#: Words after a figure that speak of it no more.
OUTCOME = regex.compile(r"(?<=.)(?:的?结果|信息)?均")
VERB = regex.compile(r"所?涉及|配发|配套|同步|包含|包括|共|收取|覆盖|惠及|的结果|均|全部")
STOPS = "，,。；;：:、／（(）)！？!?"
CLAUSE_STOPS = "，,。；;：:／"
ROUND = regex.compile("[（(）)]")
SENTENCE_END = regex.compile(r"[。！？!?]|(?<=[^\d])\.(?=\s|$)")
#: A line of at least this many characters that does not end a sentence goes on in the next line.
WRAPPED = 16
#: A line wider than a heading by so many half-width characters does not go on with it.
MUCH_WIDER = 10
BULLET = regex.compile("[●○◆◇■□▪▶➤★]")
#: Half-width marks that do not stand between two digits, and the marks that Chinese prose has for them.
HALF_WIDTH = regex.compile(r"(?<!\d)[,;:!?()]|[,;:!?()](?!\d)")
MARKS = str.maketrans(",;:!?()", "，；：！？（）")


def punctuated(text: str) -> str:
    """A text with the marks of Chinese prose, character for character.

    >>> punctuated("收到1,284件,其中(当面)3件:12:30")
    '收到1,284件，其中（当面）3件：12:30'
    """
    return HALF_WIDTH.sub(lambda m: m[0].translate(MARKS), text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of prose inside one section."""

    span: Span
    section: SectionId


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity and its words.

    ``left``/``right`` are its own, ``clause`` reaches back over enumeration commas, ``since`` to the figure
    before, ``before`` to the start of the sentence, ``after`` to its end, ``heading`` is what stands over the paragraph and leads it in; all without
    white space. ``depth`` counts open brackets, ``sentence``/``paragraph`` number them."""

    quantity: Quantity
    left: str
    right: str
    clause: str
    since: str
    before: str
    after: str
    heading: str
    depth: int
    sentence: int
    paragraph: int
    section: SectionId
    sentence_span: Span
    bracket: int = -1


def prose(document: Document, sections: Sequence[Section], skip: Sequence[Span]) -> tuple[Paragraph, ...]:
    """The paragraphs of all sections, tables left out, lines broken inside a sentence joined."""
    found: list[Paragraph] = []
    for section in sections:
        for piece in _without(section.span, skip):
            found += [Paragraph(span, section.id) for span in _paragraphs(document.text, piece)]
    return tuple(found)


def _without(span: Span, skip: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for hole in sorted(skip):
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            yield Span(start, hole.start)
        start = max(start, hole.end)
    if start < span.end:
        yield Span(start, span.end)


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    start: int | None = None
    end = position = span.start
    for line in span.of(text).split("\n"):
        stripped = line.strip()
        line_start, line_end = position, position + len(line)
        position += len(line) + 1
        if not stripped:
            continue
        if start is not None and not _continues(text[start:end], stripped):
            yield Span(start, end)
            start = None
        if start is None:
            start = line_start + line.index(stripped[0])
        end = line_end - (len(line) - len(line.rstrip()))
    if start is not None:
        yield Span(start, end)


def _continues(previous: str, line: str) -> bool:
    last_line = previous.rsplit("\n", 1)[-1].strip()
    if previous.rstrip()[-1:] in tuple("。；！？：;:!?|") or len(last_line) < WRAPPED:
        return False
    if ENUMERATED.match(last_line) and last_line == previous.strip() and _width(line) > _width(last_line) + MUCH_WIDER:
        return False  # a long heading: a line that wraps is as wide as the next
    return not ENUMERATED.match(line) and not BULLET.match(line) and not last_line.startswith("#")


def _width(line: str) -> int:
    """How wide a line stands, in half-width characters."""
    return sum(1 if ch.isascii() else 2 for ch in line)


def sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of a paragraph, full stop included.

    >>> [s.of("甲。乙；丙。") for s in sentences("甲。乙；丙。", Span(0, 6))]
    ['甲。', '乙；丙。']
    """
    found: list[Span] = []
    start = paragraph.start
    for match in SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
        found.append(Span(start, match.end()))
        start = match.end()
    if start < paragraph.end and text[start : paragraph.end].strip():
        found.append(Span(start, paragraph.end))
    return tuple(found)


def mentions(text: str, paragraphs: Sequence[tuple[Paragraph, Sequence[Quantity]]]) -> tuple[Mention, ...]:
    """Every quantity with its words, in reading order."""
    found: list[Mention] = []
    text = without_lists_of_channels(_generic().sub(lambda m: BLANK * len(m[0]), text))
    sentence_number = 0
    heading = ""
    for number, (paragraph, quantities) in enumerate(paragraphs):
        body = flat(paragraph.span.of(text))
        if ENUMERATED.match(body) and "。" not in body and "；" not in body:
            heading = body
        lead = body.partition("。")[0] if ENUMERATED.match(body) else ""
        for sentence in sentences(text, paragraph.span):
            inside = [q for q in quantities if sentence.start <= q.span.start < sentence.end]
            for index, quantity in enumerate(inside):
                previous = inside[index - 1].span.end if index else sentence.start
                following = inside[index + 1].span.start if index + 1 < len(inside) else sentence.end
                found.append(
                    _mention(
                        text, sentence, quantity, previous, following, heading + lead, sentence_number, number, paragraph.section
                    )
                )
            sentence_number += 1
    return tuple(found)


def _mention(
    text: str,
    sentence: Span,
    quantity: Quantity,
    previous: int,
    following: int,
    heading: str,
    number: int,
    paragraph: int,
    section: SectionId,
) -> Mention:
    start = quantity.span.start
    depth, bracket = _depth(text, sentence.start, start)
    words = _backwards(text, previous, start)
    left, clause = _after_title(words.rpartition("、")[2]), _after_title(words)
    right = _forwards(text, quantity.span.end, following)
    before = text[sentence.start : start]
    return Mention(
        quantity, flat(left), flat(right), flat(clause), flat(text[previous:start]), flat(before),
        flat(text[quantity.span.end : sentence.end]), heading, depth, number, paragraph, section, sentence, bracket,
    )  # fmt: skip


def _depth(text: str, start: int, at: int) -> tuple[int, int]:
    """How many round brackets are open at a place, and where the innermost opens."""
    stack: list[int] = []
    for bracket in ROUND.finditer(text, start, at):
        if bracket[0] in "（(":
            stack.append(bracket.start())
        elif stack:
            stack.pop()
    return len(stack), stack[-1] if stack else -1


def _backwards(text: str, limit: int, at: int) -> str:
    """The words before a place up to the end of another clause, brackets that close on the way left out."""
    kept: list[str] = []
    closed = 0
    position = at
    while position > 0:
        position -= 1
        ch = text[position]
        if ch in "）)":
            closed += 1
            continue
        if ch in "（(":
            if closed == 0:
                break
            closed -= 1
            continue
        if closed:
            continue
        if position < limit or ch in CLAUSE_STOPS:
            break
        kept.append(ch)
    return "".join(reversed(kept))


def _after_title(words: str) -> str:
    """Words after a quoted title, when they name something themselves: of 《…建议办理情况》及政协提案 the last is meant."""
    tail = words.rpartition("》")[2]
    return tail if strip_connectives(flat(tail)) else words


def _forwards(text: str, at: int, following: int) -> str:
    """The words after a place up to punctuation; when they run on into the next quantity, only those before a verb."""
    end = at
    while end < following and text[end] not in STOPS:
        end += 1
    if end < following or end >= len(text) or text[end] in STOPS:
        outcome = OUTCOME.search(text[at:end])
        return text[at : at + outcome.start()] if outcome else text[at:end]
    verb = VERB.search(text[at:end])
    return text[at : at + verb.start()] if verb else ""


def flat(text: str) -> str:
    """A text without its white space.

    >>> flat("12 件\\n申请")
    '12件申请'
    """
    return "".join(text.split())


@cache
def _generic() -> regex.Pattern[str]:
    words = sorted(clause_words().generic, key=len, reverse=True)
    return regex.compile(f"(?:{'|'.join(map(regex.escape, words))})(?!分别)")  # there each is told apart


@cache
def _connectives() -> regex.Pattern[str]:
    words = sorted(clause_words().connectives, key=len, reverse=True)
    whole = "|".join(map(regex.escape, clause_words().whole))
    return regex.compile(f"^(?:(?!{whole})(?:" + "|".join(map(regex.escape, words)) + r")|20\d\d年(?:度)?|[\s\"“”‘’《》])+")


def label_of(mention: Mention) -> str:
    """The words that name a figure: its own words before it without connectives, else those after it.

    Empty when the clause names nothing.
    """
    left = strip_connectives(mention.left)
    if left:
        return left[-24:]
    right = strip_connectives(mention.right)
    return (right or strip_connectives(mention.clause))[:24]


@lru_cache(4096)
def strip_connectives(words: str) -> str:
    """Words without the connectives that open them.

    >>> strip_connectives("其中政务动态类"), strip_connectives("其中共")
    ('政务动态类', '')
    """
    return _connectives().sub("", words)
