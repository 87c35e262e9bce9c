"""Small worlds of many shapes, in mixed formats: what holds is let be, what is planted is found."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest

from corpora.shapes import FILE, Case, World, files, shapes
from corpora.worlds import Expected
from extractor.api import extract_input
from extractor.auditing.across import audit_world
from extractor.auditing.crossing import CrossFinding
from extractor.series.entries import Entry, entry_of
from extractor.series.manifests import read_manifest
from extractor.series.worlds import world_of
from extractor.sources import Input

CASES = [(world, case) for world in shapes() for case in (None, *world.case)]
#: Words in common are no errors of these worlds: the small reports say little besides what is asked.
ASIDE = {"years.paragraphs_copied", "group.shared_text"}


@cache
def entry(name: str, data: bytes) -> Entry:
    return entry_of(extract_input(Input(name, data)))


def stem(path: str) -> str:
    return path.rpartition(".")[0]


def found(world: World, case: Case | None) -> list[CrossFinding]:
    given = world.manifest if case is None or case.manifest is None else case.manifest
    manifest = read_manifest(given.encode()) if given else None
    entries = [entry(name, data) for name, data in files(world, case).items()]
    return [f for f in audit_world(world_of(entries, manifest)) if f.verdict != "held" and f.check not in ASIDE]


def fits(finding: CrossFinding, wanted: Expected) -> bool:
    between = tuple(map(stem, finding.between))
    return (
        (finding.check, finding.verdict) == (wanted.check, wanted.verdict)
        and between[0] == wanted.between[0]
        and set(wanted.between) <= set(between)
        and wanted.severity in {"", finding.severity}
        and all(words in finding.message for words in wanted.words)
    )


@pytest.mark.parametrize(("world", "case"), CASES, ids=[f"{w.name}: {c.name if c else 'clean'}" for w, c in CASES])
def test_a_world_says_what_is_planted_and_nothing_else(world: World, case: Case | None) -> None:
    findings = found(world, case)
    wanted = case.expect if case else world.expect
    told = [f"{f.check} {f.verdict} {f.severity} {f.between} {f.message}" for f in findings]
    assert len(findings) == len(wanted), told
    for one in wanted:
        matching = [f for f in findings if fits(f, one)]
        assert matching, (one, told)
        if one.culprit:
            assert [stem(s.path) for f in matching for s in f.suggestions if s.change.unique] == [one.culprit]


CLAIMS = tomllib.loads((FILE.parent / "claims.toml").read_text("utf-8"))


@pytest.mark.parametrize("claim", CLAIMS["claim"], ids=lambda claim: claim["right"] + " / " + claim["wrong"])
def test_changes_in_any_words_are_held_against_last_year(claim: dict[str, str]) -> None:
    assert claims(claim["right"]) <= {("held", "notice")}
    assert claims(claim["wrong"]) == {("broken", claim.get("severity", "error"))}


@pytest.mark.parametrize("words", CLAIMS["silent"])
def test_what_is_no_change_since_last_year_is_let_be(words: str) -> None:
    assert claims(words) <= {("held", "notice")}


def claims(words: str) -> set[tuple[str, str]]:
    """The verdicts on 44 applications of 2024, of which something is said, after 35 in 2023."""
    texts = {"2023.txt": CLAIMS["last"], "2024.txt": CLAIMS["now"].format(words=words)}
    world = world_of([entry(name, text.encode()) for name, text in texts.items()])
    return {(f.verdict, f.severity) for f in audit_world(world) if f.check == "years.change_claim"}
