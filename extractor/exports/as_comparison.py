"""Comparison and cross findings -> one self-contained page with two reports side by side, and a few lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from markupsafe import Markup

from extractor.auditing.crossing import CrossFinding
from extractor.exports.html.labels import Labels
from extractor.exports.html.parts import part, policy_of, template
from extractor.exports.layouts import plain
from extractor.exports.tongues import CHINESE, Tongue
from extractor.exports.verdicts import GRADE_NAMES, Grade, grade_of
from extractor.series.differences import Change, Comparison, Match
from extractor.series.entries import Entry
from extractor.spans import Span
from extractor.values import decimal_text

SUFFIX = ".html"
FATES = {"same": "逐字相同", "changed": "相近", "new": "新增", "gone": "不再列出"}
#: The same fates where last year's problems are told again, and where its measures are answered for.
RETOLD = {"same": "逐字重述", "changed": "重述", "new": "另有", "gone": "未重述"}
ANSWERED = {"same": "逐字重述", "changed": "有交代", "new": "另有", "gone": "未见交代"}
PARTS = {"disclosure": "主动公开", "applications": "依申请公开", "review": "复议诉讼", "statistics": "统计表"}


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of both years as it is printed on the page; ``tone`` is "up", "down" or ""."""

    label: str
    id: str
    before: str
    after: str
    difference: str
    rate: str
    tone: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one part: those of the total column, those of the other columns, how many are 0 in both years."""

    name: str
    rows: tuple[Row, ...]
    others: tuple[Row, ...]
    zeros: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text; ``number`` is that of the passage taken over, 0 where it is none."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of both reports, paragraph by paragraph, tables left out."""

    title: str
    before: tuple[tuple[Mark, ...], ...]
    after: tuple[tuple[Mark, ...], ...]


def render(
    comparison: Comparison, findings: Sequence[CrossFinding], labels: Labels, head: str = "", bar: str = ""
) -> str:
    """The page: findings, figures, points, chapters; the same input gives the same page.

    ``head`` and ``bar`` are what a server of the page adds to its head and on top of it: such a page names no policy, its server does.
    """
    blocks = (
        ("上年问题 → 本年的重述", comparison.recalled, RETOLD),
        ("上年措施 → 本年的改进情况", comparison.kept, ANSWERED),
        ("两年的问题", comparison.problems, FATES),
        ("两年的措施", comparison.measures, FATES),
    )
    return template("comparison.html.j2").render(
        earlier=comparison.earlier,
        later=comparison.later,
        files=tuple(PurePosixPath(e.path.replace("\\", "/")).name for e in (comparison.earlier, comparison.later)),
        findings=[(_grade(f), GRADE_NAMES[_grade(f)], labels.check(f.check), f) for f in findings if f.verdict != "held"],
        held=[f for f in findings if f.verdict == "held"],
        sheets=tuple(_sheets(comparison, labels)),
        figures=tuple(_row(c, labels.indicators.get(c.id, c.label), c.label) for c in comparison.figures),
        blocks=tuple((title, matches, names) for title, matches, names in blocks if _both(matches)),
        chapters=tuple(_chapters(comparison)),
        passages=comparison.passages,
        percent=comparison.copied_percent,
        style=Markup(inline_style()),
        policy=policy_of(inline_style()),
        head=Markup(head),
        bar=Markup(bar),
    )


def inline_style() -> str:
    """The style that stands in every page of a comparison."""
    return part("page.css") + part("comparison.css")


def summary(comparison: Comparison, findings: Sequence[CrossFinding], tongue: Tongue = CHINESE) -> tuple[str, ...]:
    """What the terminal says: who, the figures that moved, the fate of the points, what was taken over, the findings."""
    return tuple(plain(line) for line in _told(comparison, findings, tongue))


def _told(comparison: Comparison, findings: Sequence[CrossFinding], tongue: Tongue) -> Iterator[str]:
    earlier, later, say = comparison.earlier, comparison.later, tongue.say
    yield say("{}：{} → {}", later.agency, earlier.year, later.year)
    yield say("表格：{} 格有数，其中 {} 格有变化", len(comparison.cells), sum(bool(c.difference) for c in comparison.cells))
    both = sum(c.difference is not None for c in comparison.figures)
    yield say("正文指标：{} 个，两年都有的 {} 个", len(comparison.figures), both)
    for name, matches in (("问题", comparison.problems), ("措施", comparison.measures)):
        counts = say("，").join(f"{say(FATES[fate])} {sum(m.fate == fate for m in matches)}" for fate in FATES)
        yield say("{}：{}", say(name), counts)
    yield say("沿用上年文字：{} 处，占正文 {}%", len(comparison.passages), comparison.copied_percent)
    shown = [f for f in findings if f.verdict != "held"]
    yield say("年度之间：{} 条待核，{} 条一致", len(shown), len(findings) - len(shown))
    for finding in shown:
        yield f"  [{say(GRADE_NAMES[_grade(finding)])}] {tongue.cross(finding, {e.path: e for e in (earlier, later)})}"


def _grade(finding: CrossFinding) -> Grade:
    return grade_of(finding.verdict, finding.severity)


def _both(matches: Sequence[Match]) -> bool:
    """Whether either list can be held against the other: both years have one."""
    return any(m.before for m in matches) and any(m.after for m in matches)


def _sheets(comparison: Comparison, labels: Labels) -> Iterator[Sheet]:
    for sheet, name in PARTS.items():
        changes = [c for c in comparison.cells if c.id.split(".")[0] == sheet]
        telling = [c for c in changes if c.before or c.after]
        main = [c for c in telling if sheet != "applications" or c.id.endswith(".total")]
        others = [c for c in telling if c not in main]
        if changes:
            rows, rest = (tuple(_row(c, labels.cell_text(c.id)) for c in listed) for listed in (main, others))
            yield Sheet(name, rows, rest, len(changes) - len(telling))


def _row(change: Change, label: str, detail: str = "") -> Row:
    difference, rate = change.difference, change.rate
    tone = "" if not difference else "up" if difference > 0 else "down"
    shown = f"{label}（{detail}）" if detail and detail != label else label
    points = "个百分点" if change.unit == "%" and difference else ""
    return Row(
        shown, change.id, _shown(change.before, change.unit), _shown(change.after, change.unit),
        "" if difference is None else _signed(difference) + points, "" if rate is None else f"{_signed(rate)}%", tone,
    )  # fmt: skip


def _shown(value: Decimal | None, unit: str) -> str:
    """A figure with its unit; nothing printed is a dash.

    >>> _shown(Decimal("12.50"), "万元"), _shown(None, "件")
    ('12.5万元', '—')
    """
    return "—" if value is None else decimal_text(value) + unit


def _signed(value: Decimal) -> str:
    """A figure with its sign.

    >>> _signed(Decimal(3)), _signed(Decimal("-2.5")), _signed(Decimal(0))
    ('+3', '-2.5', '0')
    """
    return f"+{decimal_text(value)}" if value > 0 else decimal_text(value)


def _chapters(comparison: Comparison) -> Iterator[Chapter]:
    """Chapters of both reports in order of the later; a chapter that one of them lacks has one empty side."""
    earlier, later = comparison.earlier, comparison.later
    origins = [p.origin for p in comparison.passages]
    copies = [p.span for p in comparison.passages]
    ids = dict.fromkeys((*(s.id for s in later.sections), *(s.id for s in earlier.sections)))
    for id in ids:
        title = next((s.title for e in (later, earlier) for s in e.sections if s.id == id and s.title), "引言")
        before, after = _paragraphs(earlier, id, origins), _paragraphs(later, id, copies)
        if before or after:
            yield Chapter(title, before, after)


def _paragraphs(entry: Entry, id: str, passages: Sequence[Span]) -> tuple[tuple[Mark, ...], ...]:
    found = []
    for section in (s for s in entry.sections if s.id == id):
        for span in _lines(entry.text, section.span):
            if not any(table.span.overlaps(span) for table in entry.tables):
                found.append(tuple(_marked(entry.text, span, passages)))
    return tuple(found)


def _lines(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    for line in within.of(text).split("\n"):
        end = start + len(line)
        if line.strip():
            yield Span(start, end)
        start = end + 1


def _marked(text: str, line: Span, passages: Sequence[Span]) -> Iterator[Mark]:
    """A line cut where passages begin and end."""
    at = line.start
    inside = sorted((span.start, span.end, number) for number, span in enumerate(passages, 1) if span.overlaps(line))
    for start, end, number in inside:
        if start > at:
            yield Mark(text[at:start])
        yield Mark(text[max(start, at) : min(end, line.end)], number)
        at = max(at, min(end, line.end))
    if at < line.end:
        yield Mark(text[at : line.end])
