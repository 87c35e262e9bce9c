"""The form's identities as equations between the printed cells of a table."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.tables.outcomes import LINE
from extractor.tables.solving import Equation
from lexicons.reports.disclosure.forms import Form, Identity, identities


def equations(part: str, this: Form, printed: Sequence[str]) -> list[Equation]:
    """The identities of a part as equations between printed places."""
    found: list[Equation] = []
    columns = [c.id for c in this.columns if c.part == part]
    for identity in identities():
        if identity.part != part:
            continue
        if part == "review":
            for block in this.rows_of("review"):
                row = LINE if LINE in printed else block.id
                left_, right_ = ([(row, f"{block.id}.{c}") for c in side] for side in (identity.left, identity.right))
                if row in printed:
                    found.append(Equation(tuple(left_), tuple(right_)))
        elif identity.across == "rows":
            for row in printed:
                found.append(Equation(tuple((row, c) for c in identity.left), tuple((row, c) for c in identity.right)))
        else:
            left, right = spread(identity.left, printed), spread(identity.right, printed)
            if _complete(identity, printed, this):
                for column in columns:
                    found.append(Equation(tuple((r, column) for r in left), tuple((r, column) for r in right)))
    return found


def _complete(identity: Identity, printed: Sequence[str], this: Form) -> bool:
    """Whether every row that an identity sums up is printed: with a row missing it tells nothing of the others."""
    for name in (*identity.left, *identity.right):
        if not name.endswith("_*"):
            if name not in printed:
                return False
            continue
        children = [r.id for r in this.rows_of(identity.part) if r.parent == name[:-2]]
        if not set(children) <= set(printed) and name[:-2] not in printed:
            return False
    return True


def spread(names: Sequence[str], printed: Sequence[str]) -> tuple[str, ...]:
    """Rows that names stand for among the printed ones: refused_* is the group's children, or its single row.

    >>> spread(("granted", "other_*"), ("granted", "other", "total"))
    ('granted', 'other')
    """
    rows: list[str] = []
    for name in names:
        if not name.endswith("_*"):
            rows += [r for r in printed if r == name]
            continue
        children = [r for r in printed if r.startswith(name[:-1])]
        rows += children or [r for r in printed if r == name[:-2]]
    return tuple(rows)
