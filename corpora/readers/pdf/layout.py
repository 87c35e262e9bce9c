"""Paragraphs and merged tables laid out on numbered pages, as office programs print them."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.merging import Merged
from corpora.readers.pdf.writing import Sheet, width_of, write

LEFT, RIGHT, TOP, BOTTOM = 50.0, 545.0, 780.0, 70.0
SIZE, LEADING = 10.5, 18.0
SMALL, ROW_LEADING, PADDING = 8.0, 10.0, 3.0
#: The share of a table's width that its label columns take together, by how many columns it has.
LABELS = {10: (0.1, 0.16, 0.24), 4: (0.3,)}


class Pages:
    """Pages that fill from the top; what no longer fits goes on on the next one."""

    def __init__(self) -> None:
        self.sheets = [Sheet()]
        self.y = TOP

    def room(self, height: float) -> None:
        """Begins a page where so much no longer fits on this one."""
        if self.y - height < BOTTOM:
            self.sheets.append(Sheet())
            self.y = TOP

    def line(self, text: str, size: float = SIZE, align: str = "left") -> None:
        """One line; a long one is wrapped."""
        for part in wrapped(text, RIGHT - LEFT, size):
            self.room(LEADING)
            slack = RIGHT - LEFT - width_of(part, size)
            x = LEFT + {"left": 0.0, "center": slack / 2, "right": slack}[align]
            self.y -= LEADING if size <= SIZE else size * 1.6
            self.sheets[-1].text(x, self.y, part, size)

    def paragraph(self, text: str) -> None:
        """Text with two blank places before its first line."""
        indent = 2 * SIZE
        lines = wrapped(text, RIGHT - LEFT, SIZE, indent)
        for number, part in enumerate(lines):
            self.room(LEADING)
            self.y -= LEADING
            self.sheets[-1].text(LEFT if number else LEFT + indent, self.y, part, SIZE)

    def table(self, cells: Sequence[Merged]) -> None:
        """A ruled table, its labels wrapped; it breaks between rows, a merged cell's frame goes on with it."""
        edges = _edges(max(c.column + c.column_span for c in cells))
        heights = _heights(cells, edges)
        self.y -= 6
        row = 0
        while row < len(heights):
            self.room(heights[row])
            last, room = row, self.y - BOTTOM
            while last < len(heights) and sum(heights[row : last + 1]) <= room:
                last += 1
            last = max(last, row + 1)
            self._rows(cells, edges, heights, row, last)
            row = last
        self.y -= 6

    def _rows(self, cells: Sequence[Merged], edges: list[float], heights: list[float], first: int, last: int) -> None:
        sheet, tops = self.sheets[-1], [self.y]
        for height in heights[first:last]:
            tops.append(tops[-1] - height)
        for one in cells:
            top, bottom = max(one.row, first), min(one.row + one.row_span, last)
            if top >= bottom:
                continue
            x0, x1 = edges[one.column], edges[one.column + one.column_span]
            y1, y0 = tops[top - first], tops[bottom - first]
            for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                sheet.line(*line)
            lines = wrapped(one.text, x1 - x0 - 2 * PADDING, SMALL) if one.row >= first else []
            y = (y0 + y1) / 2 + len(lines) * ROW_LEADING / 2
            for part in lines:
                y -= ROW_LEADING
                x = x0 + PADDING if not one.figure else (x0 + x1 - width_of(part, SMALL)) / 2
                sheet.text(x, y + 2, part, SMALL)
        self.y = tops[-1]

    def bytes(self, title: str) -> bytes:
        """The file, its pages numbered at the foot."""
        for number, sheet in enumerate(self.sheets, 1):
            sheet.text(280, 40, f"— {number} —", 9)
        return write(self.sheets, title)


def wrapped(text: str, width: float, size: float, indent: float = 0.0) -> list[str]:
    """The lines of a text; numbers and words in Latin letters are kept whole where a line can hold them.

    >>> wrapped("共公开信息1286条", 50, 10)
    ['共公开信息', '1286条']
    >>> wrapped("", 50, 10)
    []
    """
    units: list[str] = []
    for ch in text:
        whole = bool(units) and ch.isascii() and units[-1][-1].isascii() and width_of(units[-1] + ch, size) <= width
        units[-1:] = [units[-1] + ch] if whole else [*units[-1:], ch]
    lines: list[str] = []
    room = width - indent
    for unit in units:
        if lines and width_of(lines[-1] + unit, size) <= (room if len(lines) == 1 else width):
            lines[-1] += unit
        else:
            lines.append(unit)
    return lines


def _edges(count: int) -> list[float]:
    """The places of the vertical rules: label columns wide, the others equal."""
    shares = LABELS.get(count, ())
    rest = (1 - sum(shares)) / (count - len(shares))
    edges = [LEFT]
    for share in (*shares, *(rest,) * (count - len(shares))):
        edges.append(edges[-1] + share * (RIGHT - LEFT))
    return edges


def _heights(cells: Sequence[Merged], edges: list[float]) -> list[float]:
    """Rows as high as their cells need; a merged cell that needs more lengthens its last row."""
    heights = [16.0] * max(c.row + c.row_span for c in cells)
    for one in sorted(cells, key=lambda c: c.row_span):
        width = edges[one.column + one.column_span] - edges[one.column] - 2 * PADDING
        needed = len(wrapped(one.text, width, SMALL)) * ROW_LEADING + 2 * PADDING
        last = one.row + one.row_span
        heights[last - 1] += max(0.0, needed - sum(heights[one.row : last]))
    return heights
