"""How we know that it works: invented reports with all that must be found in them, proven before they are used."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from corpora.consistency import prove
from corpora.records import CorpusError, Report, read_folder

__all__ = ["CorpusError", "Report", "Set", "load_limits", "load_reports"]

Set = Literal["tuned", "unseen"]
FOLDER = Path(__file__).parent


@cache
def load_reports(which: Set) -> tuple[Report, ...]:
    """The reports of a set, each proven consistent; malformed, doubled or empty ones are refused.

    "tuned" reports were looked at while rules were written, "unseen" ones never.
    """
    reports = read_folder(FOLDER / "reports" / which)
    for report in reports:
        prove(report)
    return reports


@cache
def load_limits() -> dict[tuple[str, str], str]:
    """What is known not to work yet: (report, variant) -> why; the tests complain the day one of them starts to work.

    >>> all(why for why in load_limits().values())
    True
    """
    entries = tomllib.loads((FOLDER / "limits.toml").read_text("utf-8")).get("limit", ())
    limits = {(entry["report"], entry["variant"]): entry["why"] for entry in entries}
    if len(limits) != len(entries):
        raise CorpusError("limits.toml", "", "a variant is listed twice")
    return limits
