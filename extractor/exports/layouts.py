"""Lines and tables on a terminal; on a pipe, or where colours are not wanted, plain lines that nothing cuts."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

#: Below this width the check's code moves above the message, so that messages keep room to be read.
WIDE = 110
INDENT = "  "

#: The grade of a finding, the code of its check, and what it says.
Row = tuple[Text, str, Text]


def is_plain(console: Console) -> bool:
    """Whether neither frames nor colours are wanted: another program reads, or NO_COLOR is set."""
    return not console.is_terminal or console.no_color


def show(console: Console, line: Text, indent: bool = False) -> None:
    """Print a line: wrapped on a terminal, whole on a pipe."""
    if is_plain(console):
        console.print(Text(INDENT) + line if indent else line, soft_wrap=True, highlight=False)
    else:
        console.print(Padding(line, (0, 0, 0, len(INDENT))) if indent else line, highlight=False)


def show_rows(console: Console, rows: Sequence[Row], grade: str, check: str, said: str, apart: bool = True) -> None:
    """Print findings as a table with these headings, or as lines; ``apart`` gives the codes a column of their own where there is room."""
    if is_plain(console):
        for row in rows:
            _line(console, *row)
        return
    wide = apart and console.width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1))
    table.add_column(grade, no_wrap=True, width=max(6, *(cell_len(g.plain) for g, _, _ in rows)))
    if wide:
        table.add_column(check, no_wrap=True, style="dim")
    table.add_column(said, ratio=1, overflow="fold")
    for name, code, words in rows:
        if wide:
            table.add_row(name, code, words)
        else:
            table.add_row(name, Text(f"{code}\n", "dim") + words)
    console.print(table)


def _line(console: Console, grade: Text, code: str, said: Text) -> None:
    """A finding without a frame: what it says on one line, figures and suggestions on lines of their own below it."""
    first, *rest = said.split("\n")
    console.print(Text(INDENT) + grade + Text(f"{INDENT}{code}{INDENT}") + first, soft_wrap=True, highlight=False)
    for line in rest:
        console.print(Text(INDENT * 3) + line, soft_wrap=True, highlight=False)


def plain(text: str) -> str:
    """The text without control characters: a report must not steer the terminal.

    >>> plain("正文\\x1b[31m 46 件\\n表格 64 件")
    '正文[31m 46 件 表格 64 件'
    """
    return "".join(c for c in text.replace("\n", " ") if c.isprintable() or c == "\u3000")
