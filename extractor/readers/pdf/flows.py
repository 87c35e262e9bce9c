"""Pages -> the blocks of the document: lines gathered into paragraphs, table parts into grids, additions set apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.model import BlockKind, Origin
from extractor.readers.assembly import Assembly, RawCell
from extractor.readers.pdf.contents import Page
from extractor.readers.pdf.frames import Box, Frame
from extractor.readers.pdf.joining import is_continued, join
from extractor.readers.pdf.layouts import Layout, TablePart, lay_out, settle
from extractor.readers.pdf.lines import Line, glue
from extractor.readers.pdf.noise import Additions, find_additions
from extractor.readers.pdf.paragraphs import Column, find_columns, goes_on
from extractor.readers.pdf.tolerances import DEFAULT, Tolerances
from lexicons.printing import shape_of

#: A heading is no longer than this.
LONGEST_HEADING = 80


@dataclass(slots=True)
class Paragraph:
    """Lines that run on, with the position in the pages of each."""

    lines: list[Line]
    pages: list[int]
    kind: BlockKind = "paragraph"

    @property
    def text(self) -> str:
        """The lines glued together."""
        text = self.lines[0].text
        for line in self.lines[1:]:
            text = glue(text, line.text)
        return text


@dataclass(slots=True)
class Table:
    """The parts of a table on following pages."""

    parts: list[TablePart] = field(default_factory=list)


def assemble(pages: Sequence[Page], assembly: Assembly, tolerances: Tolerances = DEFAULT) -> None:
    """Append the blocks of all pages to the assembly."""
    layouts = settle([lay_out(page, tolerances) for page in pages], tolerances)
    columns = find_columns(layouts, tolerances)
    frames = {layout.number: layout.frame for layout in layouts}
    for block in find_blocks(layouts, columns, find_additions(layouts, tolerances), tolerances):
        if isinstance(block, Table):
            _append_grid(block, frames, assembly, tolerances)
        else:
            page = block.pages[0]
            box = _around([line.box for line, at in zip(block.lines, block.pages) if at == page])
            kind, level = block.kind, 0
            if kind == "paragraph" and _is_heading(block, columns[page], tolerances):
                kind, level = "heading", 1
            number = layouts[page].number
            assembly.paragraph(block.text, _origin(number, layouts[page].frame, box), kind, level)


def find_blocks(
    layouts: Sequence[Layout], columns: Sequence[Column], additions: Additions, tolerances: Tolerances = DEFAULT
) -> list[Paragraph | Table]:
    """Paragraphs and tables in reading order; page numbers are left out, a running head comes once, as noise."""
    blocks: list[Paragraph | Table] = []
    last: Paragraph | Table | None = None
    heads: set[str] = set()
    for page, index, item in _body(layouts, additions):
        if isinstance(item, TablePart):
            if isinstance(last, Table) and is_continued(last.parts[-1], item, tolerances):
                last.parts.append(item)
                continue
            last = Table([item])
            blocks.append(last)
            continue
        text = "".join(item.text.split())
        if (page, index) in additions.running_heads:
            if text not in heads:
                blocks.append(Paragraph([item], [page], "noise"))
            heads.add(text)
        elif shape_of("continued", item.text):
            blocks.append(Paragraph([item], [page], "noise"))
        elif isinstance(last, Paragraph) and goes_on(
            last.lines[-1], item, columns[last.pages[-1]], columns[page], len(last.lines) == 1, tolerances
        ):
            last.lines.append(item)
            last.pages.append(page)
        else:
            last = Paragraph([item], [page])
            blocks.append(last)
    return blocks


def _body(layouts: Sequence[Layout], additions: Additions) -> Iterator[tuple[int, int, Line | TablePart]]:
    for page, layout in enumerate(layouts):
        for index, item in enumerate(layout.items):
            if (page, index) not in additions.page_numbers:
                yield page, index, item


def _is_heading(block: Paragraph, column: Column, tolerances: Tolerances) -> bool:
    larger = block.lines[0].size >= tolerances.heading * column.size
    return larger and not block.lines[0].columnar and sum(line.count for line in block.lines) <= LONGEST_HEADING


def _append_grid(table: Table, frames: dict[int, Frame], assembly: Assembly, tolerances: Tolerances) -> None:
    cells = [
        RawCell(
            joined.cell.text,
            joined.place.row,
            joined.place.column,
            joined.place.row_end - joined.place.row,
            joined.place.column_end - joined.place.column,
            _origin(joined.page, frames[joined.page], joined.box),
        )
        for joined in join(table.parts, tolerances)
    ]
    part = table.parts[0]
    assembly.grid(cells, _origin(part.page, frames[part.page], part.box))


def _around(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _origin(number: int, frame: Frame, box: Box) -> Origin:
    left, bottom, right, top = (round(value, 2) for value in frame.source(box))
    return Origin(f"page {number}", number, (left, bottom, right, top))
