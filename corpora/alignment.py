"""Two lists in reading order brought together: which expected entry is which found one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any


def number(value: object) -> Decimal | None:
    """A decimal without trailing zeros, None for what is no number.

    >>> number("12.50") == number("12.5"), number(None), number("若干")
    (True, None, None)
    """
    try:
        return None if value is None else Decimal(str(value)).normalize()
    except InvalidOperation:
        return None


def align(gold: Sequence[Any], found: Sequence[Any], weight: Callable[[Any, Any], int]) -> list[tuple[int, int]]:
    """The heaviest pairs of two sequences that keep the order of both; a weight of 0 forbids a pair.

    >>> align("abca", "xac", lambda a, b: int(a == b))
    [(0, 1), (2, 2)]
    """
    best = [[0] * (len(found) + 1) for _ in range(len(gold) + 1)]
    weights = [[weight(g, f) for f in found] for g in gold]
    for i in range(len(gold) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            both = best[i + 1][j + 1] + weights[i][j] if weights[i][j] else 0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(gold) and j < len(found):
        if weights[i][j] and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
