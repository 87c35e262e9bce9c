"""Two records -> the cells in which they differ, with the difference where both are figures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from extractor.values import decimal_text

Row = dict[str, str | None]


def compared(left: Mapping[str, Any], right: Mapping[str, Any], names: Mapping[str, str]) -> list[Row]:
    """The cells that differ, in the order of the first report; a cell that one of them has not printed is None there.

    >>> a = {"cells": [{"cell": "x.total", "value": "3", "state": "read"}, {"cell": "y.total", "value": "1", "state": "read"}]}
    >>> b = {"cells": [{"cell": "x.total", "value": "5", "state": "read"}, {"cell": "y.total", "value": "1", "state": "read"}]}
    >>> compared(a, b, {"x.total": "总计"})
    [{'cell': 'x.total', 'name': '总计', 'a': '3', 'b': '5', 'difference': '2'}]
    """
    sides = [{c["cell"]: c["value"] for c in record["cells"]} for record in (left, right)]
    rows: list[Row] = []
    for cell in dict.fromkeys([*sides[0], *sides[1]]):
        one, other = (side.get(cell) for side in sides)
        if one != other:
            gap = "" if one is None or other is None else decimal_text(Decimal(other) - Decimal(one))
            rows.append({"cell": cell, "name": names.get(cell, cell), "a": one, "b": other, "difference": gap or None})
    return rows
