"""Sheets of a workbook: rows appended in order, the limits of Excel minded, full sheets continued on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from extractor.exports.notes import AUTHOR
from extractor.exports.workbook.styles import FILLED, Styles
from extractor.exports.workbook.values import Link, Value, decimals_of, fits, is_hostile, safe_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

#: Rows of a sheet, links of a sheet, characters of an address that Excel takes.
MAX_ROWS, MAX_LINKS, MAX_ADDRESS = 1_048_576, 65_530, 2_000
#: Columns of CJK text in a comment's box and its measures in pixels.
NOTE_COLUMNS, NOTE_WIDTH, NOTE_LINE, NOTE_HEIGHT = 24, 340, 19, 420
A4 = 9
#: A row of several lines: points a line, and so many at most.
LINE_POINTS, MAX_LINES = 15, 20


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading, its width in characters, and the style of its cells."""

    title: str
    width: float
    style: str = "text"


@dataclass(slots=True)
class Sheet:
    """One name and the worksheets that its rows fill; ``columns`` make it a list with a heading, a filter and a pane.

    ``row`` is the next free one. Rows are only ever appended: in a workbook of many reports they leave memory at once.
    """

    book: Workbook
    styles: Styles
    name: str
    columns: tuple[Column, ...] = ()
    max_rows: int = MAX_ROWS
    max_links: int = MAX_LINKS
    row: int = 0
    _parts: list[Worksheet] = field(default_factory=list)
    _links: int = 0

    def __post_init__(self) -> None:
        self._begin()

    @property
    def part(self) -> Worksheet:
        """The worksheet that is being filled."""
        return self._parts[-1]

    def _begin(self) -> None:
        number = len(self._parts) + 1
        self._close()
        part = self.book.add_worksheet(self.name if number == 1 else f"{self.name} ({number})")
        self._parts.append(part)
        self.row, self._links = 0, 0
        part.set_landscape()
        part.set_paper(A4)
        part.fit_to_pages(1, 0)
        part.set_margins(0.4, 0.4, 0.6, 0.6)
        part.set_footer("&C&\"微软雅黑\"&9&A　第 &P 页，共 &N 页")
        if self.columns:
            for index, column in enumerate(self.columns):
                part.set_column(index, index, column.width)
            part.set_row(0, 30)
            for index, column in enumerate(self.columns):
                self.put(0, index, column.title, "head")
            part.freeze_panes(1, min(2, len(self.columns)))
            part.repeat_rows(0)
            self.row = 1

    def _close(self) -> None:
        if self._parts and self.columns:
            self.part.autofilter(0, 0, max(self.row - 1, 1), len(self.columns) - 1)

    def close(self) -> None:
        """Nothing more comes: the filter is set over all rows."""
        self._close()

    def append(self, values: Sequence[Value], styles: Sequence[str] = ()) -> int:
        """Append a row of a list, in its columns' styles where no others are given; the row that it got."""
        if self.row >= self.max_rows:
            self._begin()
        row, self.row = self.row, self.row + 1
        high = max((lines_of(v, c.width - 2) for v, c in zip(values, self.columns) if c.style == "wrap" and isinstance(v, str)), default=1)
        if high > 1:  # not every program makes rows as high as their text
            self.part.set_row(row, min(high, MAX_LINES) * LINE_POINTS)
        for index, value in enumerate(values):
            given = styles[index] if index < len(styles) else ""
            self.put(row, index, value, given or self.columns[index].style)
        return row

    def room(self, rows: int) -> None:
        """Begin a new worksheet where a block of so many rows no longer fits."""
        if self.row + rows > self.max_rows:
            self._begin()

    def put(self, row: int, column: int, value: Value, style: str) -> None:
        """Write one cell: text as text, whatever it begins with; numbers as numbers where Excel keeps their digits."""
        if isinstance(value, Link):
            self._link(row, column, value, style)
        elif isinstance(value, int):
            self.part.write_number(row, column, value, self.styles.get(style, 0))
        elif isinstance(value, Decimal) and fits(value):
            self.part.write_number(row, column, float(value), self.styles.get(style, decimals_of(value)))
        elif value is None or value == "":
            if style in FILLED:
                self.part.write_blank(row, column, None, self.styles.get(style))
        else:
            text = safe_text(format(value, "f") if isinstance(value, Decimal) else value)
            self.part.write_string(row, column, text, self.styles.get(style, quoted=is_hostile(text)))

    def _link(self, row: int, column: int, link: Link, style: str) -> None:
        text = safe_text(link.text)[:255]
        if not link.url or len(link.url) > MAX_ADDRESS or self._links >= self.max_links:
            self.part.write_string(row, column, text, self.styles.get("text", quoted=is_hostile(text)))
            return
        self._links += 1
        self.part.write_url(row, column, _address(link.url, text), self.styles.get(style, quoted=is_hostile(text)), text)

    def comment(self, row: int, column: int, text: str) -> None:
        """A comment on a cell, its box as large as its text needs."""
        text = safe_text(text)
        lines = sum(1 + len(line) // NOTE_COLUMNS for line in text.split("\n"))
        options: dict[str, Any] = {
            "author": AUTHOR, "width": NOTE_WIDTH, "height": min(NOTE_HEIGHT, NOTE_LINE * (lines + 1)),
            "font_name": "微软雅黑", "font_size": 9, "color": "#FFFFE1",
        }  # fmt: skip
        self.part.write_comment(row, column, text, options)

    def merge(self, row: int, column: int, last_row: int, last_column: int, value: Value, style: str) -> None:
        """One cell over several; only in a workbook of few reports, whose rows stay in memory."""
        if (row, column) == (last_row, last_column):
            self.put(row, column, value, style)
            return
        self.part.merge_range(row, column, last_row, last_column, "", self.styles.get(style))
        self.put(row, column, value, style)

    def place(self, row: int, column: int) -> str:
        """The address of a cell of the worksheet that is being filled, for a link to it."""
        name = self.part.get_name().replace("'", "''")
        return f"internal:'{name}'!{column_letters(column)}{row + 1}"


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many characters: one of CJK is as wide as two others.

    >>> lines_of("正文46件", 9), lines_of("正文46件", 6), lines_of("甲\\n乙", 8), lines_of("", 8)
    (1, 2, 2, 1)
    """
    wide = (sum(1 if char < "\u0250" else 2 for char in line) for line in text.split("\n"))
    return sum(max(1, ceil(taken / max(1.0, width - 1))) for taken in wide)


def _address(url: str, text: str) -> Any:
    """A link as XlsxWriter takes it; to other files with the slashes of the web, which every program follows on every system."""
    if not url.startswith("external:"):
        return url
    try:
        from xlsxwriter.url import Url
    except ImportError:  # an older one, which takes text alone and turns the slashes round
        return url

    class Forward(Url):  # type: ignore[misc]
        def _target(self) -> str:
            return str(super()._target()).replace("\\", "/")

    made = Forward(url)
    made.text = text  # its own goes before what is given with it
    return made


def column_letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
