"""How much of what must be found is found: right, of and given, per kind, over many documents.

In go pairs of gold (``golds.gold``) and record (the program's dictionary about one report); out come tallies and, one
line a miss, what went wrong. A document without a record counts with everything it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from corpora.alignment import align, number

IDENTITIES = ("table.balance", "table.results_total", "table.row_total", "table.review_total")


@dataclass(slots=True)
class Tally:
    """Counts of one kind: ``right`` of ``of`` expected, and of ``given`` by the program."""

    right: int = 0
    of: int = 0
    given: int = 0

    @property
    def recall(self) -> Decimal | None:
        return Decimal(self.right) / self.of if self.of else None

    @property
    def precision(self) -> Decimal | None:
        return Decimal(self.right) / self.given if self.given else None


@dataclass(slots=True)
class Score:
    """The tallies of a set of documents by kind, the errors that nothing expects, the misses as tab-separated lines."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    false_errors: int = 0
    misses: list[str] = field(default_factory=list)

    def kind(self, name: str) -> Tally:
        return self.tallies.setdefault(name, Tally())

    def miss(self, document: str, what: str, *details: object) -> None:
        self.misses.append("\t".join([document, what, *map(str, details)]))


def score(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any] | None]]) -> Score:
    """The score of documents, each a gold and the record that the program made of it (None: it made none)."""
    result = Score()
    for gold, record in pairs:
        name = str(gold["id"])
        if record is None:
            result.miss(name, "no record")
        known = record or {}
        for key in ("agency", "year", "form"):
            tally = result.kind(key)
            tally.of, tally.given = tally.of + 1, tally.given + (known.get(key) is not None)
            if known.get(key) in (gold[key], *gold.get(f"{key}_also", ())):
                tally.right += 1
            else:
                result.miss(name, key, gold[key], f"read as {known.get(key)}")
        _score_cells(gold, known, result)
        _score_facts(gold, known, result)
        _score_items(gold, known, result)
        _score_findings(gold, known, result)
        _score_clean(gold, record, result)
    return result


def _score_cells(gold: Mapping[str, Any], record: Mapping[str, Any], result: Score) -> None:
    """Cells by id; one that a flattening leaves open is not asked for, but counts when read wrongly as certain."""
    found = {cell["cell"]: cell for cell in record.get("cells", ())}
    tally, name = result.kind("cells"), str(gold["id"])
    for cell, value in gold["cells"].items():
        entry = found.pop(cell, None)
        have = number(entry.get("value")) if entry else None
        unclear = cell in gold["ambiguous"]
        blank = gold["blank_zeros"] and number(value) == 0 and entry is not None and have is None
        right = blank or have == number(value)
        if unclear and (right or have is None or (entry or {}).get("state") != "read"):
            continue
        tally.of += not unclear
        tally.given += blank or have is not None
        tally.right += right
        if not right:
            result.miss(name, "cell", cell, f"{value} read as {have}")
    for cell in found:
        tally.given += found[cell].get("value") is not None
        result.miss(name, "cell of no such form", cell)


def _same(gold: Mapping[str, Any], fact: Mapping[str, Any]) -> bool:
    values = {number(gold.get(key)) for key in ("value", "low", "high")} - {None}
    given = {number(fact.get(key)) for key in ("value", "low", "high")} - {None}
    if given == values == {Decimal(0)}:
        return True  # a denial names no unit
    if not values & given:
        return False
    bare = "optional" in gold and not fact.get("unit")  # "粉丝突破120万" prints no unit
    return bare or _unit(gold.get("unit")) == _unit(fact.get("unit"))


def _unit(unit: object) -> str:
    return "百分点" if unit == "个百分点" else str(unit or "")


def _accepted(gold: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(gold["indicator"]) if isinstance(gold["indicator"], list) else (gold["indicator"],)


def _score_facts(gold: Mapping[str, Any], record: Mapping[str, Any], result: Score) -> None:
    """Quantities in reading order by value and unit, and the indicator of those that have one."""

    def weight(expected: Mapping[str, Any], fact: Mapping[str, Any]) -> int:
        if not _same(expected, fact):
            return 0
        return 1000 + 10 * ("optional" not in expected) + (fact.get("indicator") in _accepted(expected))

    facts, name = gold["facts"], str(gold["id"])
    found = sorted(record.get("facts", ()), key=lambda fact: fact.get("start") or 0)
    pairs = dict(align(facts, found, weight))
    quantities, indicators = result.kind("quantities"), result.kind("indicators")
    for i, expected in enumerate(facts):
        hit = found[pairs[i]] if i in pairs else None
        if "optional" in expected:
            continue
        quantities.of += 1
        quantities.right += hit is not None
        if hit is None:
            result.miss(name, "quantity missed", expected["near"], expected["value"], expected["unit"])
        if expected["indicator"] is None:
            continue
        indicators.of += 1
        given = hit.get("indicator") if hit else None
        indicators.given += given is not None
        if given in _accepted(expected):
            indicators.right += 1
        elif hit:
            result.miss(name, "indicator", expected["near"], _accepted(expected)[0], f"read as {given}")
    optional = {j for i, j in pairs.items() if "optional" in facts[i]}
    zeros = [found[j].get("start") or 0 for j in pairs.values() if number(found[j].get("value")) == 0]
    for j, fact in enumerate(found):
        at = fact.get("start") or 0
        twin = number(fact.get("value")) == 0 and any(abs(at - zero) <= 40 for zero in zeros)
        if j in optional or (twin and j not in pairs.values()):  # one denial of two things is one fact or two
            continue
        quantities.given += 1
        if j not in pairs.values():
            result.miss(name, "quantity invented", fact.get("section"), fact.get("raw"), fact.get("label"))


def _bare(text: object) -> str:
    return "".join(character for character in str(text or "") if character.isalnum())


def _score_items(gold: Mapping[str, Any], record: Mapping[str, Any], result: Score) -> None:
    """Problems and measures in order, by role and by text; punctuation and an enumerator more or less do not matter."""

    def weight(item: Mapping[str, Any], found: Mapping[str, Any]) -> int:
        ratio = SequenceMatcher(None, _bare(item["text"]), _bare(found.get("text")), autojunk=False).ratio()
        return int(ratio * 100) if ratio >= 0.8 else 0

    items, found, name = gold["items"], list(record.get("items", ())), str(gold["id"])
    tally = result.kind("items")
    tally.of, tally.given = tally.of + len(items), tally.given + len(found)
    pairs = dict(align(items, found, weight))
    for i, item in enumerate(items):
        if i not in pairs:
            result.miss(name, "item missed", item["role"], item["text"])
        elif found[pairs[i]].get("role") == item["role"]:
            tally.right += 1
        else:
            result.miss(name, "item role", item["role"], f"read as {found[pairs[i]].get('role')}", item["text"])
    for j, other in enumerate(found):
        if j not in pairs.values():
            result.miss(name, "item invented", other.get("role"), other.get("text"))


def expects(gold: Mapping[str, Any], finding: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Whether a finding of the program is the one that a gold finding describes."""
    if gold["check"] != finding.get("check"):
        return False
    if gold["check"] in IDENTITIES:
        return set(gold["cells"]) == set(finding.get("cells", ()))
    if "value" not in gold:
        return True
    named = set(finding.get("facts", ()))
    values = {number(finding.get("expected")), number(finding.get("actual"))}
    values |= {number(fact.get("value")) for fact in record.get("facts", ()) if fact.get("id") in named}
    return number(gold["value"]) in values


def match_findings(gold: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """The expected findings that the record lacks, and its errors that nothing expects."""
    broken = [f for f in record.get("findings", ()) if f.get("verdict") == "broken"]
    missed: list[Any] = []
    for expected in gold["findings"]:
        hit = next((finding for finding in broken if expects(expected, finding, record)), None)
        if hit is None:
            missed.append(expected)
        else:
            broken.remove(hit)
    return missed, [finding for finding in broken if finding.get("severity") == "error"]


def _score_findings(gold: Mapping[str, Any], record: Mapping[str, Any], result: Score) -> None:
    missed, false = match_findings(gold, record)
    for expected in gold["findings"]:
        tally = result.kind(expected["check"])
        tally.of += 1
        if expected in missed:
            subject = expected.get("where") or expected.get("value")
            result.miss(str(gold["id"]), "finding missed", expected["check"], subject)
        else:
            tally.right, tally.given = tally.right + 1, tally.given + 1
    for finding in false:
        result.kind(str(finding.get("check"))).given += 1
        result.miss(str(gold["id"]), "false error", finding.get("check"), finding.get("message"))
    result.false_errors += len(false)


def _score_clean(gold: Mapping[str, Any], record: Mapping[str, Any] | None, result: Score) -> None:
    if gold["clean"]:
        clean = result.kind("clean")
        clean.of += 1
        clean.right += record is not None and not match_findings(gold, record)[1]
