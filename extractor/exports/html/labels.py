"""Names that people read, handed to the views by whoever has loaded the lexicons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Parts the label of a cell into row and column: "一、本年新收 · 自然人".
LABEL_BREAK = " · "


@dataclass(frozen=True, slots=True)
class Labels:
    """Chinese names by id: titles of checks, labels of cells and indicators, titles of diagnostics, names of topics.

    An id without a name stands for itself.

    >>> labels = Labels(cells={"applications.new.total": "一、本年新收 · 总计"})
    >>> labels.cell("applications.new.total")
    ('一、本年新收', '总计')
    >>> labels.cell("fees.amount"), labels.check("text.table")
    (('fees', 'amount'), 'text.table')
    """

    checks: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    diagnostics: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)

    def cell(self, id: str) -> tuple[str, str]:
        """Row and column of a cell, in words."""
        named = self.cells.get(id)
        row, _, column = named.rpartition(LABEL_BREAK) if named is not None else id.rpartition(".")
        return row, column

    def cell_text(self, id: str) -> str:
        """Row and column of a cell as one label."""
        return self.cells.get(id, id)

    def check(self, code: str) -> str:
        """The title of a check."""
        return self.checks.get(code, code)

    def topic(self, id: str) -> str:
        """The name of a topic."""
        return self.topics.get(id, id)
