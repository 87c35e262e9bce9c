"""The canonical text of a document, put together block by block.

Readers of structured formats (HTML, DOCX, PDF) append paragraphs and grids in reading order; the assembly lays them out as
text, one paragraph a line and one grid row a line with cells parted by " | ", and keeps every block's and cell's span.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.diagnostics import Diagnostic
from extractor.model import Block, BlockKind, Document, GridCell, Origin, Source
from extractor.spans import Span

CELL_BREAK = " | "


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as a reader finds it: its text and its rectangle in the resolved grid."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    origin: Origin | None = None


class Assembly:
    """Collects blocks and builds the document.

    >>> source = Source("a.html", "html", "0" * 64)
    >>> a = Assembly()
    >>> a.paragraph("一、总体情况", Origin("/p[1]"), kind="heading")
    >>> a.grid([RawCell("规章", 0, 0), RawCell("0", 0, 1)], Origin("/table[1]"))
    >>> d = a.document(source)
    >>> d.text
    '一、总体情况\\n规章 | 0'
    >>> [c.span.of(d.text) for c in d.blocks[1].cells]
    ['规章', '0']
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def _append(self, text: str) -> Span:
        span = Span(self._length, self._length + len(text))
        self._pieces.append(text)
        self._length += len(text)
        return span

    def _new_line(self) -> None:
        if self._pieces:
            self._append("\n")

    def paragraph(self, text: str, origin: Origin, kind: BlockKind = "paragraph", level: int = 0) -> None:
        """Append one paragraph; text of white space alone is left out."""
        text = text.strip()
        if not text:
            return
        self._new_line()
        self._blocks.append(Block(kind, self._append(text), origin, level=level))

    def grid(self, cells: Sequence[RawCell], origin: Origin) -> None:
        """Append a grid of cells whose rows and columns are already resolved; line breaks inside cells become blanks."""
        if not cells:
            return
        self._new_line()
        start = self._length
        placed: list[GridCell] = []
        row: int | None = None
        for cell in sorted(cells, key=lambda c: (c.row, c.column)):
            if row is not None:
                self._append("\n" if cell.row != row else CELL_BREAK)
            row = cell.row
            span = self._append(" ".join(cell.text.split()))
            placed.append(GridCell(span, cell.row, cell.column, cell.row_span, cell.column_span, cell.origin))
        self._blocks.append(Block("grid", Span(start, self._length), origin, tuple(placed)))

    def document(
        self,
        source: Source,
        metadata: Sequence[tuple[str, str]] = (),
        diagnostics: Sequence[Diagnostic] = (),
        confidence: float = 1.0,
    ) -> Document:
        """The document so far."""
        return Document(
            source, "".join(self._pieces), tuple(self._blocks), tuple(metadata), tuple(diagnostics), confidence
        )
