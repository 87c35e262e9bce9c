"""Findings -> cards of the page: the worst first, the arithmetic written out, every place named.

Also which state each fact and cell has: the worst verdict of the findings that rest on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from extractor.auditing.baselines import fingerprint
from extractor.auditing.findings import Audit, Finding
from extractor.exports.html.labels import Labels
from extractor.exports.verdicts import GRADES, VERDICTS, ranked
from extractor.model import Cell, Fact, Report
from extractor.spans import Span
from extractor.values import decimal_text

#: A place that is neither a fact nor a cell is named by its first words.
EXCERPT = 14
HUNDREDTH = Decimal("0.01")
#: The facts that touch a span.
Near = Callable[[Span], list[Fact]]
#: So many characters stand on each side of a place of the prose where it is quoted.
CONTEXT = 18


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding rests: its key on the page, the offset it begins at, its name, and the words around it in the prose."""

    key: str
    start: int
    name: str
    raw: str
    quote: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """A change after which everything holds."""

    target: str
    before: str
    after: str
    unique: bool
    cause: str
    start: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """One finding as the page shows it.

    ``kind`` is the grade of a broken one and the verdict of others: the filters go by it. ``sum`` is the
    arithmetic where it is known, ``gap`` the difference.
    """

    number: int
    kind: str
    finding: Finding
    title: str
    verdict: str
    grade: str
    sum: str
    gap: str
    places: tuple[Place, ...]
    advice: tuple[Advice, ...]
    fingerprint: str


def states(audit: Audit) -> tuple[dict[str, str], dict[str, str]]:
    """The state of every fact and of every cell that a finding rests on: broken before undecided before held."""
    facts: dict[str, str] = {}
    cells: dict[str, str] = {}
    for finding in ranked((*audit.findings, *audit.held)):
        for id in finding.facts:
            facts.setdefault(id, finding.verdict)
        for id in finding.cells:
            cells.setdefault(id, finding.verdict)
    for id in audit.coverage.unbound:
        facts.setdefault(id, "unbound")
    return facts, cells


def suspects(audit: Audit) -> frozenset[str]:
    """The cells that a suggestion of a broken finding would change."""
    return frozenset(
        s.cell for f in audit.findings if f.verdict == "broken" for s in f.suggestions if s.cell is not None
    )


def deal(report: Report, audit: Audit, labels: Labels) -> tuple[Card, ...]:
    """The cards of all findings, the worst first."""
    facts = {f.id: f for f in report.facts}
    cells = {c.id: c for c in report.cells}
    near = _touching(report)
    cards: list[Card] = []
    for number, finding in enumerate(ranked(audit.findings)):
        summed = [cells[i] for i in finding.cells if i in cells and cells[i].state not in {"blank", "placeholder"}]
        cards.append(
            Card(
                number,
                finding.severity if finding.verdict == "broken" else finding.verdict,
                finding,
                labels.check(finding.check),
                VERDICTS[finding.verdict],
                GRADES[finding.severity],
                _arithmetic(finding, [c.value for c in summed], [facts[i] for i in finding.facts if i in facts]),
                difference(finding.expected, finding.actual),
                tuple(_place(f"{number}.{k}", s, finding, near, report, labels) for k, s in enumerate(finding.spans)),
                _advices(finding, facts, cells, labels),
                fingerprint(report, finding),
            )
        )
    return tuple(cards)


def _touching(report: Report) -> Near:
    """The facts that touch a span, in their order: a long report has thousands, and hundreds of places are looked up."""
    known = [(f.span.start, f.span.end, f) for f in report.facts]
    return lambda span: [fact for start, end, fact in known if start <= span.end and span.start <= end]


def _place(key: str, span: Span, finding: Finding, near: Near, report: Report, labels: Labels) -> Place:
    for fact in near(span):
        if fact.span == span or (len(span) and fact.span.overlaps(span) and len(span) <= 2 * len(fact.span)):
            return Place(key, span.start, fact.label or "正文", fact.quantity.raw, _quote(fact.span, report))
    here = [c for c in report.cells if c.span == span]
    for cell in sorted(here, key=lambda c: c.id not in finding.cells):  # unread cells of a row share its span
        return Place(key, span.start, labels.cell_text(cell.id), _printed(cell))
    words = " ".join(span.of(report.document.text).split())
    if not words:
        return Place(key, span.start, "应在此处", "")
    quote = None if any(t.span.overlaps(span) for t in report.tables) else _quote(span, report)
    return Place(key, span.start, "原文", words if len(words) <= EXCERPT else words[: EXCERPT - 1] + "…", quote)


def _quote(span: Span, report: Report) -> tuple[str, str, str]:
    """The words of a place between those before and after it on its line."""
    text = report.document.text
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - CONTEXT)
    stop = text.find("\n", span.end)
    end = min(stop if stop >= 0 else len(text), span.end + CONTEXT)
    before, after = text[start : span.start].lstrip(), text[span.end : end].rstrip()
    more = start > 0 and text[start - 1] != "\n"
    return ("…" if more else "") + before, span.of(text), after + ("…" if end < len(text) and text[end] != "\n" else "")


def _printed(cell: Cell) -> str:
    return "未读出" if cell.state == "unreadable" else cell.raw or "空"


def _advices(
    finding: Finding, facts: Mapping[str, Fact], cells: Mapping[str, Cell], labels: Labels
) -> tuple[Advice, ...]:
    advices: list[Advice] = []
    for s in finding.suggestions:
        fact, cell = facts.get(s.fact or ""), cells.get(s.cell or "")
        target = labels.cell_text(s.cell) if s.cell else f"正文{fact.label}" if fact else ""
        before = fact.quantity.raw if fact else _printed(cell) if cell else ""
        place = fact.span if fact else cell.span if cell else None
        advices.append(Advice(target, before, s.value, s.unique, s.cause, place.start if place else None))
    return tuple(advices)


def _arithmetic(finding: Finding, cells: list[Decimal | None], facts: list[Fact]) -> str:
    """How the expected value comes about, from the cells or from the figures of the prose."""
    stated = tuple(f.quantity.value for f in facts)
    of_cells = written_out(finding.expected, finding.actual, tuple(cells))
    return of_cells or written_out(finding.expected, finding.actual, stated) or worked_out(finding.expected, finding.actual, stated)


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation:
        return None


def difference(expected: str | None, actual: str | None) -> str:
    """How far the two values are apart, where both are plain numbers.

    >>> difference("46", "64"), difference("0.1", "0.3"), difference("46", "无")
    ('18', '0.2', '')
    """
    left, right = _number(expected), _number(actual)
    return "" if left is None or right is None else decimal_text(abs(left - right))


def written_out(expected: str | None, actual: str | None, values: tuple[Decimal | None, ...]) -> str:
    """The sum behind the expected value, where the finding's cells in their order do add up to it.

    Nothing is written that is not so: the terms are the cells, with the printed result among them or not, on one
    side of the identity or on both.

    >>> d = tuple(map(Decimal, (42, 2, 1, 64)))
    >>> written_out("45", "64", d)
    '42 + 2 + 1 = 45 ≠ 64'
    >>> written_out("90", "91", tuple(map(Decimal, (86, 4, 87, 4))))
    '86 + 4 = 90 ≠ 87 + 4 = 91'
    >>> written_out("7", "64", d), written_out("45", "64", (*d, None))
    ('', '')
    """
    left, right = _number(expected), _number(actual)
    terms = [v for v in values if v is not None]
    if left is None or right is None or len(terms) < max(2, len(values)):
        return ""
    sign = "=" if left == right else "≠"
    if sum(terms) == left:
        return f"{_sum(terms)} {sign} {decimal_text(right)}"
    for index, term in enumerate(terms):
        rest = terms[:index] + terms[index + 1 :]
        if term == right and len(rest) > 1 and sum(rest) == left:
            return f"{_sum(rest)} {sign} {decimal_text(right)}"
    for cut in range(1, len(terms)):
        sides = (terms[:cut], terms[cut:])
        for one, other in (sides, sides[::-1]):
            if sum(one) == left and sum(other) == right:
                return f"{_sum(one)} {sign} {_sum(other)}"
    return ""


def worked_out(expected: str | None, actual: str | None, values: tuple[Decimal, ...]) -> str:
    """The change behind the expected value, where the claim, this year's figure and last year's do give it.

    >>> d = tuple(map(Decimal, (30, 127, 104)))
    >>> worked_out("23", "30", d), worked_out("22.12", "30", d), worked_out("7", "30", d)
    ('127 − 104 = 23 ≠ 30', '（127 − 104）÷ 104 = 22.12% ≠ 30%', '')
    """
    left, right = _number(expected), _number(actual)
    if left is None or right is None or left == right or len(values) != 3 or values[0] != right:
        return ""
    now, base = values[1:]
    high, low = decimal_text(max(now, base)), decimal_text(min(now, base))
    if abs(now - base) == left:
        return f"{high} − {low} = {decimal_text(left)} ≠ {decimal_text(right)}"
    if base and (abs(now - base) * 100 / base).quantize(HUNDREDTH) == left:
        return f"（{high} − {low}）÷ {decimal_text(base)} = {decimal_text(left)}% ≠ {decimal_text(right)}%"
    return ""


def _sum(terms: list[Decimal]) -> str:
    """A sum as it is written on paper: zeros say nothing, as long as two terms are left.

    >>> _sum([Decimal(15), Decimal(0), Decimal(2)]), _sum([Decimal(15), Decimal(0)]), _sum([Decimal(3)])
    ('15 + 2 = 17', '15 + 0 = 15', '3')
    """
    total = decimal_text(sum(terms, Decimal(0)))
    said = [t for t in terms if t] if sum(map(bool, terms)) > 1 else terms
    return f"{' + '.join(decimal_text(t) for t in said)} = {total}" if len(terms) > 1 else total
