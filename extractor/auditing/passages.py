"""The prose of a report for checks of wording: matches outside the statutory tables, and findings about them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import regex

from extractor.auditing.findings import Check, Finding, Severity
from extractor.auditing.ledger import Ledger
from extractor.spans import Span


def passages(ledger: Ledger, pattern: regex.Pattern[str], sections: Collection[str] = ()) -> Iterator[regex.Match[str]]:
    """Matches in the prose, in order; in the named sections only, where any are named.

    Text before the first and after the last section (navigation, attachments) is no prose of the report.
    """
    text = ledger.report.document.text
    for section in ledger.report.sections:
        if sections and section.id not in sections:
            continue
        for match in pattern.finditer(text, section.span.start, section.span.end):
            start, end = match.span()
            if end > start and not ledger.in_table(start, end):
                yield match


def mentions(ledger: Ledger, pattern: regex.Pattern[str], sections: Collection[str] = ()) -> bool:
    """Whether the prose says any of the words."""
    return next(passages(ledger, pattern, sections), None) is not None


def span_of(match: regex.Match[str], group: str | int = 0) -> Span:
    """Where a match, or one of its groups, stands."""
    return Span(match.start(group), match.end(group))


def words_of(text: str, longest: int = 40) -> str:
    """Words of the report for a message: on one line, and not endless.

    >>> words_of("一、 总体\\n情况"), words_of("很长的一句话", 3)
    ('一、总体情况', '很长的…')
    """
    line = "".join(text.split())
    return line if len(line) <= longest else line[:longest] + "…"


def broken(
    check: Check, *spans: Span, severity: Severity | None = None, cells: tuple[str, ...] = (), facts: tuple[str, ...] = (),
    expected: str | None = None, actual: str | None = None, **values: Any
) -> Finding:  # fmt: skip
    """A finding of a check, its message made from the check's template; ``values`` are the template's fields."""
    message = check.template.format(**values)
    return Finding(check.code, "broken", severity or check.severity, message, spans, expected, actual, cells, facts)


def held(check: Check, *spans: Span, cells: tuple[str, ...] = (), facts: tuple[str, ...] = (), **values: Any) -> Finding:
    """What a check found in order; its message is the template's as well."""
    return Finding(check.code, "held", "notice", check.template.format(**values), spans, cells=cells, facts=facts)
