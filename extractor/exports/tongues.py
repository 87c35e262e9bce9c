"""In which language people are told: Chinese, as checks and templates have it, or English from the lexicon of messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, Protocol

import regex

from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import Check, Finding
from extractor.diagnostics import Diagnostic
from extractor.exports.english import cell_name, cross_sentence, sentence
from extractor.model import Report
from extractor.series.entries import Entry
from lexicons.messages.message_lexicon import messages, sentences
from lexicons.reports.disclosure.forms import EDITIONS, cell_names, form
from lexicons.reports.disclosure.indicator_lexicon import indicator_labels

Language = Literal["zh", "en"]
HOLE = regex.compile(r"\{\w*\}")
WORD = regex.compile(r"\p{Han}")


class Tongue(Protocol):
    """What views ask of a language."""

    language: Language

    def say(self, template: str, *values: object) -> str:
        """A Chinese template of ours in this language, its holes filled."""
        ...

    def told(self, words: str) -> str:
        """A Chinese sentence that was made below, in this language; as it is where it is not known."""
        ...

    def finding(self, finding: Finding, report: Report) -> str:
        """What a finding says."""
        ...

    def cross(self, finding: CrossFinding, entries: Mapping[str, Entry]) -> str:
        """What a finding between reports says; ``entries`` by path."""
        ...

    def diagnostic(self, note: Diagnostic) -> str:
        """What a diagnostic says."""
        ...

    def cell(self, id: str) -> str:
        """The name of a cell, or of a group of rows."""
        ...

    def indicator(self, id: str) -> str:
        """The name of an indicator."""
        ...

    def check(self, check: Check) -> tuple[str, str, str, str]:
        """Title, meaning, message and advice of a check."""
        ...


class Chinese:
    """The language of the reports."""

    language: Language = "zh"

    def say(self, template: str, *values: object) -> str:
        """The template with its holes filled.

        >>> Chinese().say("报告 {} 份", 3)
        '报告 3 份'
        """
        return template.format(*values)

    def told(self, words: str) -> str:
        """The sentence itself."""
        return words

    def finding(self, finding: Finding, report: Report) -> str:  # noqa: ARG002 (the other language needs it)
        """The finding's own message."""
        return finding.message

    def cross(self, finding: CrossFinding, entries: Mapping[str, Entry]) -> str:  # noqa: ARG002 (the other language needs it)
        """The finding's own message."""
        return finding.message

    def diagnostic(self, note: Diagnostic) -> str:
        """The diagnostic's own message."""
        return note.message()

    def cell(self, id: str) -> str:
        """Row and column as printed."""
        return cell_names().get(id) or _groups().get(id, id)

    def indicator(self, id: str) -> str:
        """The label of the catalogue."""
        return indicator_labels().get(id, id)

    def check(self, check: Check) -> tuple[str, str, str, str]:
        """The header of the check."""
        return check.title, check.meaning, check.template, check.advice


class English:
    """English from the lexicon; words of the reports stay Chinese."""

    language: Language = "en"

    def say(self, template: str, *values: object) -> str:
        """The English template with its holes filled; one that the lexicon lacks stays Chinese.

        >>> English().say("报告 {} 份", 3), English().say("没有这句 {}", 3)
        ('reports: 3', '没有这句 3')
        """
        return sentences().get(template, template).format(*values)

    def told(self, words: str) -> str:
        """The sentence that a template of ours made, else its parts, else itself.

        >>> English().told("“45”与“54”两位数字对调，改后该处关系成立")
        'two digits of “45” and “54” swapped, after which the relation holds'
        >>> English().told("今天天气好，明天也好。")
        '今天天气好，明天也好。'
        """
        whole = self._whole(words)
        if whole is not None:
            return whole
        for comma, between in (("；", "; "), ("，", ", "), ("：", ": ")):
            parts = _joined(words.split(comma), comma)
            said = [self.told(part) for part in parts] if len(parts) > 1 else parts
            if said != parts:
                return between.join(said)
        return words

    def _whole(self, words: str) -> str | None:
        """The name of a cell, or the sentence that one template made; None where it is neither."""
        if words in _names():
            return _names()[words]
        for pattern, english in _patterns():
            match = pattern.fullmatch(words)
            if match:
                return english.format(*map(self.told, match.groups()))
        return None

    def finding(self, finding: Finding, report: Report) -> str:
        """The first sentence of the check whose fields the finding fills."""
        return sentence(finding, report)

    def cross(self, finding: CrossFinding, entries: Mapping[str, Entry]) -> str:
        """The first sentence of the check whose fields the finding fills."""
        return cross_sentence(finding, entries)

    def diagnostic(self, note: Diagnostic) -> str:
        """The English template with the diagnostic's values.

        >>> English().diagnostic(Diagnostic("masthead.year_missing"))
        'The year of the report is not certain.'
        """
        return messages().diagnostics[note.code].format(**{name: self.told(value) for name, value in note.values})

    def cell(self, id: str) -> str:
        """Row and column in English."""
        return cell_name(id)

    def indicator(self, id: str) -> str:
        """The English name of an indicator."""
        return messages().indicators.get(id, id)

    def check(self, check: Check) -> tuple[str, str, str, str]:
        """The header of the check in English; its message is the first sentence."""
        words = messages().checks[check.code]
        return words.title, words.meaning, words.broken[0], words.advice


TONGUES: Mapping[Language, Tongue] = {"zh": Chinese(), "en": English()}
CHINESE = TONGUES["zh"]


@cache
def _names() -> dict[str, str]:
    """English names of cells, rows and columns by the Chinese ones."""
    names = {chinese: cell_name(id) for id, chinese in cell_names().items()}
    for row in (row for edition in EDITIONS for row in form(edition).rows):
        names.setdefault(row.name, cell_name(f"{row.part}.{row.id}"))
    for column in (column for edition in EDITIONS for column in form(edition).columns):
        names.setdefault(column.name, cell_name(f"{column.part}..{column.id}"))
    return names


def _known(words: str) -> bool:
    """Whether a template made the words."""
    return any(pattern.fullmatch(words) for pattern, _ in _patterns())


def _joined(parts: Sequence[str], comma: str) -> list[str]:
    """The parts of a sentence, those joined again that a template with commas of its own made."""
    joined: list[str] = []
    at = 0
    while at < len(parts):
        end = next((e for e in range(len(parts), at, -1) if _known(comma.join(parts[at:e]))), at + 1)
        joined.append(comma.join(parts[at:end]))
        at = end
    return joined


@cache
def _groups() -> dict[str, str]:
    """Chinese names of the groups of rows by part and id."""
    return {f"{row.part}.{row.id}": row.name for row in form("2021").rows if row.group}


@cache
def _patterns() -> tuple[tuple[regex.Pattern[str], str], ...]:
    """Every sentence as a pattern of what it makes, those with most words of their own first; with one alone, anything would fit."""
    telling = [pair for pair in sentences().items() if not HOLE.search(pair[0]) or len(WORD.findall(pair[0])) > 1]
    ordered = sorted(telling, key=lambda pair: -len(HOLE.sub("", pair[0])))
    return tuple((regex.compile("(.*?)".join(map(regex.escape, HOLE.split(zh))), regex.DOTALL), en) for zh, en in ordered)
