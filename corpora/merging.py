"""The printed rows of a form -> cells with row and column spans, as the official templates merge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpora.forms import Row


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell and the rectangle it fills; ``row`` and ``column`` count from 0."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    figure: bool


def merged(form: Sequence[Row], printed: Sequence[Row]) -> tuple[Merged, ...]:
    """The cells of a table in reading order: ``form`` says where figures stand, ``printed`` what is printed.

    A covered place of a row of heads belongs to the label above where one begins there, else to the cell at its left; beside
    figures, to the label at its left, where there is one.

    >>> form = (("甲", "乙", None), (None, "丙", "丁"), ("戊", "{a.b}", "{a.c}"))
    >>> [(m.text, m.row_span, m.column_span) for m in merged(form, (*form[:2], ("戊", "1", "2")))]
    [('甲', 2, 1), ('乙', 1, 2), ('丙', 1, 1), ('丁', 1, 1), ('戊', 1, 1), ('1', 1, 1), ('2', 1, 1)]
    """
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(form):
        for c, cell in enumerate(row):
            owners[r, c] = (r, c) if cell is not None else _owner(form, owners, r, c)
    found = []
    for r, row in enumerate(printed):
        for c, text in enumerate(row):
            if text is not None:
                own = [place for place, owner in owners.items() if owner == (r, c)]
                rows, columns = {p[0] for p in own}, {p[1] for p in own}
                if len(own) != len(rows) * len(columns):
                    raise ValueError(f"{text}: the places it covers are no rectangle")
                found.append(Merged(text, r, c, len(rows), len(columns), _is_figure(form[r][c])))
    return tuple(found)


def _owner(form: Sequence[Row], owners: dict[tuple[int, int], tuple[int, int]], r: int, c: int) -> tuple[int, int]:
    above, left = owners.get((r - 1, c)), owners.get((r, c - 1))
    beside_figures = any(_is_figure(cell) for cell in form[r])
    if above and not beside_figures and above[1] == c and not _is_figure(form[above[0]][c]):
        return above
    if left and left[0] == r:
        return left
    if above is None:
        raise ValueError(f"row {r}: nothing covers column {c}")
    return above


def _is_figure(cell: str | None) -> bool:
    return cell is not None and cell.startswith("{")
