"""What flows through the house: frozen records without methods that think.

bytes -> Document -> Sections -> Cells, Facts, Items -> Report. Every record that was read carries a span of
``Document.text``, and ``text[span.start:span.end] == raw``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.diagnostics import Diagnostic
from extractor.spans import Span
from extractor.values import CellState, Quantity

SectionId = Literal["preamble", "overview", "disclosure", "applications", "review", "problems", "others"]
BlockKind = Literal["paragraph", "heading", "grid", "noise"]
Role = Literal["previous_problem", "improvement", "current_problem", "next_measure"]
PROBLEMS: frozenset[Role] = frozenset({"previous_problem", "current_problem"})
SubstanceName = Literal["action", "object", "amount", "date", "doer", "intent"]
#: From this score on next year's report can be held against a measure.
CHECKABLE = 60


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the source file a block came from, so that a comment or highlight can be put there later.

    ``path`` is the place in the format's own terms: "line 12", "/html/body/div[3]/p[2]", "document.xml p[14]",
    "document.xml tbl[1] r[3] c[2]", "page 4". ``page`` counts from 1; ``box`` is left, bottom, right, top in PDF points.
    """

    path: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a source grid: merged cells are resolved, ``row``/``column`` count from 0 in the resolved rectangle."""

    span: Span
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a table grid or noise (navigation, page number) in reading order.

    In the canonical text a grid stands as its rows, one a line, cells parted by " | "; ``cells`` point into it.
    ``level`` is the heading level where the source has one.
    """

    kind: BlockKind
    span: Span
    origin: Origin
    cells: tuple[GridCell, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Which bytes the document was read from."""

    path: str
    format: str
    sha256: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Document:
    """Canonical text, never edited after reading, and its blocks in order.

    ``metadata`` holds what the source says of itself outside the text: "title", "publisher", "published" (ISO date),
    "address" (URL), as far as it is there. ``confidence`` is below 1 where characters were recognised from an image.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    metadata: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A statutory part of the report: ``title_span`` is its heading, ``span`` everything up to the next heading."""

    id: SectionId
    title: str
    title_span: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a statutory table, as printed in its column's unit.

    ``value`` is None where the state is blank, placeholder or unreadable. ``confidence`` is the reading's, not the
    report's: below 1 where the source was ambiguous.
    """

    id: str
    state: CellState
    value: Decimal | None
    raw: str
    span: Span
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A statutory table found in the text: which form, which part, where, and which rows are printed."""

    part: Literal["disclosure", "applications", "review", "statistics"]
    form: str
    span: Span
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A number in the prose and what it means.

    ``label`` are the words that name it; ``indicator`` the catalogue's id or None; ``period`` a year, "plan", "limit",
    "cumulative" or a span of years as written; ``scope`` whose figure it is as written (全区, 本机关) or "". ``part_of`` is the id of
    the total it belongs to; ``qualifies`` the id of the figure that a rate or a change speaks of, ``base`` of
    the other year's that a change is from, ``numerator``/``denominator`` of those that a rate is of, where the text names them.
    ``sure`` is False where words beside the indicator's own may narrow the figure to a part, ``firm`` where its own words name the
    indicator by a short verb only and the rest is read from around it. ``made_by`` names the rule.
    """

    id: str
    indicator: str | None
    label: str
    quantity: Quantity
    section: SectionId
    period: str = ""
    scope: str = ""
    part_of: str | None = None
    qualifies: str | None = None
    base: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    direction: Literal["up", "down", ""] = ""
    denial: bool = False
    sure: bool = True
    firm: bool = True
    made_by: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.quantity.span


@dataclass(frozen=True, slots=True)
class PartList:
    """A total and the parts listed after it (其中…).

    ``closed`` where the list must add up to the total; ``loose`` where only the order of sentences ties it to that total; ``guessed`` where
    nothing but arithmetic can tell whether it is that total's.
    """

    total: str
    parts: tuple[str, ...]
    closed: bool
    span: Span
    loose: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class SubstancePart:
    """One thing a measure says (an action, its object, an amount, a date, who does it, or an intent) and where."""

    name: SubstanceName
    span: Span


@dataclass(frozen=True, slots=True)
class Substance:
    """How much a measure promises: a score from 0 to 100 and the parts it is the sum of."""

    score: int
    parts: tuple[SubstancePart, ...]

    @property
    def intent_only(self) -> bool:
        """Whether nothing but the intent to go on was found."""
        return all(part.name == "intent" for part in self.parts)

    @property
    def checkable(self) -> bool:
        """Whether next year's report can be held against it."""
        return self.score >= CHECKABLE


@dataclass(frozen=True, slots=True)
class Item:
    """One problem or measure: ``title`` is its title sentence where it has one, ``why`` the reason for its role.

    ``topic_words`` are, topic by topic, the words that decided; ``substance`` is known of measures only.
    """

    id: str
    role: Role
    span: Span
    title: Span | None = None
    year: int | None = None
    topics: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    why: str = ""
    topic_words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    substance: Substance | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything read from one document."""

    document: Document
    agency: str | None
    year: int | None
    form: str | None
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...]
    parts: tuple[PartList, ...]
    items: tuple[Item, ...]
    diagnostics: tuple[Diagnostic, ...]
