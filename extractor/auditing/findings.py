"""What an audit says: checks, findings, suggestions, coverage.

A check is a catalogue entry (``Check``) and one generator function; a finding is a check's verdict about one subject, with
typed values, the places it rests on, and what would make it right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from extractor.diagnostics import Diagnostic
from extractor.spans import Span

Verdict = Literal["held", "broken", "undecided"]
Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = ("notice", "warning", "error")


@dataclass(frozen=True, slots=True)
class Check:
    """The catalogue entry of a check.

    ``template`` is one Chinese sentence with fields in braces; ``examples`` are pairs (text, "broken" | "held" | "undecided").
    """

    code: str
    title: str
    severity: Severity
    meaning: str
    template: str
    advice: str
    basis: str
    examples: tuple[tuple[str, Verdict], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One change after which everything holds: of a cell or of a fact, its new value, and why it is likely."""

    value: str
    unique: bool
    cause: str
    cell: str | None = None
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that is written only when somebody asks for it: most of what held is never shown.

    >>> Sentence("{}＝{}".format, (1, 1)).text()
    '1＝1'
    """

    write: Callable[..., str]
    given: tuple[Any, ...]

    def text(self) -> str:
        """The sentence."""
        return self.write(*self.given)


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict about one subject. ``message`` names both places and both values; ``spans`` are the places, claim first."""

    check: str
    verdict: Verdict
    severity: Severity
    said: str | Sentence
    spans: tuple[Span, ...]
    expected: str | None = None
    actual: str | None = None
    cells: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def message(self) -> str:
        """What was said, in words."""
        return self.said if isinstance(self.said, str) else self.said.text()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the prose was held against something; silence means something only beside these counts."""

    quantities: int = 0
    bound: int = 0
    held: int = 0
    broken: int = 0
    undecided: int = 0
    unbound: tuple[str, ...] = ()
    not_assessed: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Audit:
    """All findings about one report.

    What disagrees or could not be decided, what held, the coverage, doubts about our own reading that the arithmetic raised, and
    findings that a baseline sets aside.
    """

    findings: tuple[Finding, ...]
    held: tuple[Finding, ...]
    coverage: Coverage
    diagnostics: tuple[Diagnostic, ...] = ()
    dismissed: tuple[Finding, ...] = ()
