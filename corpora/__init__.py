"""How we know that it works: invented reports with all that must be found in them, proven before they are used."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from corpora.consistency import prove
from corpora.records import CorpusError, Report, read_folder

__all__ = ["CorpusError", "Report", "Set", "load_reports"]

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
