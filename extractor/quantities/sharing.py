"""One unit for several numbers: 3、5、7件 and 分别为12和15件 count things with each number."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.quantities.acceptance import Reading

_JOINT = regex.compile(r" ?(?:、|和|及|与|以及|、和) ?")


def share_units(folded: str, readings: list[Reading]) -> list[Reading]:
    """The readings, where a number without unit takes that of the next number of its list."""
    shared: list[Reading] = []
    for reading in reversed(readings):
        after = shared[-1] if shared else None
        if _takes(folded, reading, after):
            assert after is not None
            unit = after.measure.unit if after.measure else after.unit
            reading = replace(reading, unit=unit, made_by="shared_unit")
        shared.append(reading)
    shared.reverse()
    return shared


def _takes(folded: str, reading: Reading, after: Reading | None) -> bool:
    if after is None or reading.measure is not None or reading.number.hanzi or after.number.hanzi:
        return False
    if not (after.unit or (after.measure and after.measure.kind != "duration")):
        return False
    joint = _JOINT.match(folded, reading.end)
    return joint is not None and joint.end() == after.start
