"""A report of the corpora as the texts that crawlers leave of such pages: one prose, five flattenings of its tables."""

from __future__ import annotations

from typing import Literal

from corpora.forms import Row, applications_table, disclosure_table, review_table
from corpora.marks import read_marks
from corpora.records import Report

Flattening = Literal["pipes", "lines", "bare", "markdown", "glued"]
FLATTENINGS: tuple[Flattening, ...] = ("pipes", "lines", "bare", "markdown", "glued")
SUFFIXES: dict[Flattening, str] = {"pipes": ".txt", "lines": ".txt", "bare": ".txt", "markdown": ".md", "glued": ".txt"}


def flattenings(report: Report) -> tuple[Flattening, ...]:
    """Those that keep what the report prints: without bars, cells left blank would vanish."""
    return ("pipes", "lines", "markdown") if report.blank_zeros else FLATTENINGS


def render(report: Report, flattening: Flattening) -> str:
    """The text of a report; its prose is plain, its tables as the flattening leaves them."""
    marked = flattening == "markdown"
    paragraphs = [f"# {line}" if marked else line for line in report.title.splitlines()[:1]]
    paragraphs += report.title.splitlines()[1:]
    paragraphs += _lines(report.preamble)
    printed = tables(report)
    for name, prose in report.sections:
        paragraphs.append(f"## {prose.title}" if marked else prose.title)
        paragraphs += _lines(prose.text)
        if name in printed:
            paragraphs.append(_flatten(printed[name], flattening))
    paragraphs += report.signature.splitlines()
    return ("\n\n" if marked else "\n").join(paragraphs) + "\n"


def plain_text(marked: str) -> str:
    """A passage as printed: its marks taken off, without the space around it."""
    return read_marks(marked)[0].strip()


def _lines(marked: str) -> list[str]:
    return plain_text(marked).splitlines()


def tables(report: Report) -> dict[str, tuple[Row, ...]]:
    """The tables of sections two to four as printed."""
    cells = dict(report.cells)

    def fill(cell: str | None) -> str | None:
        if cell is None or not cell.startswith("{"):
            return cell
        value = cells[cell[1:-1]]
        return "" if report.blank_zeros and value == "0" and cell.startswith("{applications.") else value

    return {
        name: tuple(tuple(fill(cell) for cell in row) for row in rows) for name, rows in form_tables(report).items()
    }


def form_tables(report: Report) -> dict[str, tuple[Row, ...]]:
    """The tables of the report's form, with cell ids in braces where figures are printed."""
    return {
        "disclosure": disclosure_table(report.form),
        "applications": applications_table(report.form),
        "review": review_table(),
    }


def _flatten(rows: tuple[Row, ...], flattening: Flattening) -> str:
    if flattening == "markdown":
        return _as_markdown(rows)
    if flattening == "pipes":
        return "\n".join(_as_pipes(row) for row in rows)
    kept = [[cell for cell in row if cell is not None] for row in rows]
    if flattening == "lines":
        return "\n".join(_as_lines(row) for row in rows)
    return ("\n" if flattening == "bare" else "").join(cell for row in kept for cell in row)


def _as_pipes(row: Row) -> str:
    """The cells that are printed, then a bar for each place that a spanning cell covers.

    >>> _as_pipes(("信息内容", "本年处理决定数量", None, None))
    '信息内容 | 本年处理决定数量 | ||'
    >>> _as_pipes(("规章", "0", "", "0"))
    '规章 | 0 |  | 0 |'
    """
    cells = [cell for cell in row if cell is not None]
    covered = len(row) - len(cells)
    return " | ".join(cells) + " |" + (" " + "|" * covered if covered else "")


def _as_lines(row: Row) -> str:
    """One cell a line, each with its bar; the bars of covered places stand together on a line of their own.

    A single covered place leaves nothing: its bar alone would say that a cell was printed and is blank.

    >>> _as_lines(("行政许可", "46", None, None))
    '行政许可 |\\n46 |\\n||'
    """
    lines = [f"{cell} |".lstrip() for cell in row if cell is not None]
    covered = sum(cell is None for cell in row)
    return "\n".join([*lines, "|" * covered] if covered > 1 else lines)


def _as_markdown(rows: tuple[Row, ...]) -> str:
    lines = ["| " + " | ".join(cell or "" for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)
