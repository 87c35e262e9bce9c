"""The culprit search against cases, drawn mutations, and an exhaustive search that knows nothing of its method."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest

from corpora.mutations import CLAIMS, COLUMNS, figures, mutated, report
from corpora.mutations import doubted as with_doubt
from extractor.auditing.culprit import reading_doubts, suggest
from extractor.auditing.findings import Finding, Suggestion
from extractor.auditing.ledger import Ledger
from extractor.auditing.programmes import programme_repairs
from extractor.auditing.puzzles import Form, Number, Puzzle, Relation, Variable, holds
from extractor.auditing.repairs import GivenUp, Repair, repairs
from extractor.auditing.run import audit
from extractor.auditing.slips import Source, likeliest, variants
from extractor.model import Report

CORPUS = tomllib.loads((Path(__file__).parents[1] / "corpora/audit/culprit.toml").read_text("utf-8"))
ZEROS = dict.fromkeys(figures(Random("any")), 0)
BASE = ZEROS | CORPUS["base"]


def told(drawn: Report) -> tuple[Finding, ...]:
    return suggest(Ledger(drawn), audit(drawn).findings)


def suggestions(drawn: Report) -> list[Suggestion]:
    return list(dict.fromkeys(s for f in told(drawn) for s in f.suggestions))


def test_the_base_of_the_cases_is_a_known_form() -> None:
    assert set(CORPUS["base"]) <= set(ZEROS)
    assert all(f.verdict == "held" for f in audit(report(BASE)).findings)


@pytest.mark.parametrize("case", CORPUS["case"], ids=lambda c: c["name"])
def test_a_case_is_explained(case: dict) -> None:  # type: ignore[type-arg]
    found = suggestions(report(BASE | case.get("printed", {}), BASE | case.get("stated", {})))
    answers = {(s.cell, s.fact, s.value) for s in found}
    expected = {(e.get("cell"), e.get("fact"), e["value"]) for e in case["expect"]}
    assert expected <= answers
    assert not case.get("only") or answers == expected
    for suggestion in found:
        if (suggestion.cell, suggestion.fact, suggestion.value) in expected:
            assert suggestion.unique == case["unique"]
            assert case.get("cause", "") in suggestion.cause


def test_findings_keep_their_order_and_everything_else() -> None:
    drawn = report(BASE | {"applications.granted.natural_person": 13})
    before = audit(drawn).findings
    after = suggest(Ledger(drawn), before)
    assert [(f.check, f.message, f.cells) for f in after] == [(f.check, f.message, f.cells) for f in before]
    assert suggest(Ledger(drawn), ()) == ()
    assert suggest(Ledger(drawn), before) == after


def test_every_finding_of_one_disagreement_names_the_same_cell() -> None:
    broken = told(report(BASE | {"applications.total.natural_person": 56}))
    assert {f.check for f in broken} == {"table.balance", "table.results_total", "table.row_total"}
    assert [[s.cell for s in f.suggestions] for f in broken] == [["applications.total.natural_person"]] * 3


@pytest.mark.parametrize("count", [1, 2, 3])
def test_slips_are_found_again(count: int) -> None:
    right = 0
    for case in range(40):
        chance = Random(f"test {count} {case}")
        cells = figures(chance)
        changes = mutated(cells, count, chance)
        answers = {(s.cell, s.value) for s in suggestions(report(cells | changes, cells))}
        right += all((cell, str(cells[cell])) in answers for cell in changes)
    assert right >= 38


def test_many_wrong_cells_are_found_or_nothing_is_said() -> None:
    for case in range(3):
        chance = Random(f"many {case}")
        cells = figures(chance)
        wrong = {"granted.natural_person": 11, "partial.natural_person": 11, "refused_query.business": 7, "other_other.business": 7}
        changes = {f"applications.{place}": cells[f"applications.{place}"] + by for place, by in wrong.items()}
        answers = {(s.cell, s.value) for s in suggestions(report(cells | changes, cells)) if s.cell}
        assert {(c, str(cells[c])) for c in changes} <= answers


# -- an oracle: every set of figures and every value, nothing clever --


def small(chance: Random, rows: int, columns: int) -> Puzzle:
    """A table with row and column totals and some claims, two or three of its figures wrong."""
    grid = [[chance.randint(0, 3) for _ in range(columns)] for _ in range(rows)]
    for row in grid:
        row.append(sum(row))
    grid.append([sum(row[c] for row in grid) for c in range(columns + 1)])
    place = {(r, c): r * (columns + 1) + c for r in range(rows + 1) for c in range(columns + 1)}
    values = [value for row in grid for value in row]
    facts = chance.sample(sorted(place.values()), 2)
    values += [values[cell] for cell in facts]
    for wrong in chance.sample(range(len(values)), chance.choice((1, 2, 2))):
        values[wrong] += chance.choice((1, 2, 3))
    relations = [
        Relation("row", (Form((*((place[r, c], 1) for c in range(columns)), (place[r, columns], -1))),)) for r in range(rows + 1)
    ]
    relations += [
        Relation("column", (Form((*((place[r, c], 1) for r in range(rows)), (place[rows, c], -1))),)) for c in range(columns + 1)
    ]
    first = len(place)
    relations += [Relation("claim", (Form(((cell, 1), (first + n, -1))),), first + n) for n, cell in enumerate(facts)]
    return Puzzle(tuple(Variable(str(i), v, i >= first) for i, v in enumerate(values)), tuple(relations))


def price(puzzle: Puzzle):  # type: ignore[no-untyped-def]
    def cost(variable: int, value: Number) -> int:
        return 1 if abs(value - puzzle.variables[variable].value) <= 1 else 3

    return cost


def exhaustive(puzzle: Puzzle, top: int, most: int) -> set[tuple[tuple[int, Number], ...]]:
    """All cheapest of the smallest sets of changes, by trying them all."""
    now = [v.value for v in puzzle.variables]
    cost = price(puzzle)
    for count in range(most + 1):
        found: dict[tuple[tuple[int, Number], ...], int] = {}
        for chosen in combinations(range(len(now)), count):
            loose = [r for r in puzzle.relations if not r.variables & set(chosen)]
            if not all(holds(r, now) for r in loose):
                continue
            bound = [r for r in puzzle.relations if r.variables & set(chosen)]
            for values in product(range(top + 1), repeat=count):
                trial = list(now)
                for variable, value in zip(chosen, values, strict=True):
                    trial[variable] = value
                if all(trial[v] != now[v] for v in chosen) and all(holds(r, trial) for r in bound):
                    found[tuple(zip(chosen, values, strict=True))] = sum(cost(*c) for c in zip(chosen, values, strict=True))
        if found:
            return {changes for changes, total in found.items() if total == min(found.values())}
    return set()


def oracle_cases() -> Iterator[tuple[int, int, int]]:
    yield from ((seed, 3, 2) for seed in range(12))
    yield from ((seed, 4, 3) for seed in range(4))


@pytest.mark.parametrize(("seed", "rows", "columns"), list(oracle_cases()))
def test_the_search_is_as_good_as_trying_everything(seed: int, rows: int, columns: int) -> None:
    puzzle = small(Random(f"oracle {seed}"), rows, columns)
    best = exhaustive(puzzle, 40 if rows == 3 else 24, 2)
    assert best
    assert {r.changes for r in repairs(puzzle, price(puzzle))} == best


@pytest.mark.parametrize("seed", range(6))
def test_the_programme_finds_what_the_search_finds(seed: int) -> None:
    puzzle = small(Random(f"programme {seed}"), 4, 3)
    searched, solved = repairs(puzzle, price(puzzle)), programme_repairs(puzzle, price(puzzle))
    assert searched
    assert solved in {searched, ()} or {r.changes for r in solved} <= {r.changes for r in searched}
    assert solved or len(searched) > 1


def test_three_changes_of_a_tiny_form_are_the_best_of_all() -> None:
    values = {"a": 4, "x": 9, "c": 1, "y": 7, "d": 5, "z": 0, "t": 10}
    pairs = (((0, 1), (1, -1)), ((2, 1), (3, -1)), ((4, 1), (5, -1)), ((0, 1), (2, 1), (4, 1), (6, -1)))
    relations = tuple(Relation(str(i), (Form(pair),)) for i, pair in enumerate(pairs))
    puzzle = Puzzle(tuple(Variable(name, value) for name, value in values.items()), relations)
    found = {r.changes for r in repairs(puzzle, price(puzzle))}
    assert found == exhaustive(puzzle, 10, 3)
    assert ((1, 4), (3, 1), (5, 5)) in found


def test_no_change_gives_a_negative_figure() -> None:
    row = Relation("sum", (Form(((0, 1), (1, 1), (2, -1))),))
    puzzle = Puzzle((Variable("a", 5), Variable("b", 1), Variable("t", 2)), (row,))
    assert {r.changes for r in repairs(puzzle, lambda _variable, _value: 1)} == {((0, 1),), ((2, 6),)}


def test_an_endless_search_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.auditing.repairs.MOST_STEPS", 3)
    puzzle = small(Random("oracle 1"), 4, 3)
    with pytest.raises(GivenUp):
        repairs(puzzle, price(puzzle))


def test_where_both_searches_give_up_nothing_is_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.auditing.repairs.MOST_STEPS", 0)
    monkeypatch.setattr("extractor.auditing.programmes.LARGEST", 0)
    assert suggestions(report(BASE | {"applications.granted.natural_person": 13})) == []


def test_a_repair_ranks_by_number_then_by_cost() -> None:
    assert Repair(((0, 1),), 6).rank < Repair(((0, 1), (1, 1)), 2).rank


# -- misread or misprinted --


def moved_row() -> tuple[str, list[int]]:
    values = [BASE[f"applications.granted.{c}"] for c in COLUMNS]
    return "applications.granted", [0, *values[:-1]]


def test_a_doubtful_row_that_holds_once_moved_is_a_reading_doubt() -> None:
    row, values = moved_row()
    values = [values[1], 0, values[2], *values[3:-1], BASE["applications.granted.total"]]
    drawn = with_doubt(report(BASE), row, values)
    doubts = reading_doubts(Ledger(drawn), audit(drawn).findings)
    assert [d.code for d in doubts] == ["table.row_misread"]
    assert "予以公开" in doubts[0].message()
    assert [s for f in told(drawn) if set(f.cells) & {f"{row}.{c}" for c in COLUMNS} for s in f.suggestions] == []


def test_a_row_read_beyond_doubt_is_no_reading_doubt() -> None:
    row, values = moved_row()
    values = [values[1], 0, values[2], *values[3:-1], BASE["applications.granted.total"]]
    printed = {f"{row}.{c}": v for c, v in zip(COLUMNS, values, strict=True)}
    drawn = report(BASE | printed, BASE)
    assert reading_doubts(Ledger(drawn), audit(drawn).findings) == ()
    assert {("applications.granted.business", "8"), ("applications.granted.research", "0")} <= {
        (s.cell, s.value) for s in suggestions(drawn)
    }


def test_a_doubtful_row_that_moving_does_not_mend_is_no_reading_doubt() -> None:
    drawn = with_doubt(report(BASE), "applications.granted", [31, 9, 0, 0, 0, 0, 39])
    assert reading_doubts(Ledger(drawn), audit(drawn).findings) == ()


# -- slips --


@pytest.mark.parametrize(
    ("printed", "value", "kind"),
    [
        ("45", "54", "swapped"), ("215486", "2154086", "dropped"), ("2154086", "215486", "added"), ("157", "158", "replaced"),
        ("199", "200", "off_by_ten"), ("0", "17", "emptied"), ("12.5", "1.25", "point"), ("12", "120000", "unit"),
        ("3", "871", "other"), ("0", "4", "replaced"), ("45", "45.5", "other"), ("1000", "1", "other"),
    ],
)  # fmt: skip
def test_the_likeliest_slip(printed: str, value: str, kind: str) -> None:
    assert likeliest(Decimal(printed), Decimal(value)).kind == kind


def test_a_figure_that_stands_elsewhere_was_copied() -> None:
    sources = (Source("stale", Decimal(77)), Source("neighbour", Decimal(12), "商业企业"))
    assert likeliest(Decimal(77), Decimal(301), sources).kind == "stale"
    assert "商业企业" in likeliest(Decimal(12), Decimal(301), sources).words
    assert likeliest(Decimal(13), Decimal(301), sources).kind == "other"


@pytest.mark.parametrize("value", ["7", "45", "2154086", "12.5"])
def test_every_variant_is_a_slip(value: str) -> None:
    found = list(variants(Decimal(value)))
    assert found == sorted(set(found))
    assert Decimal(value) not in found
    assert all(likeliest(Decimal(value), v).kind != "other" for v in found)
    assert len(found) > 10


def test_the_prose_states_what_the_mutations_say() -> None:
    drawn = report(BASE)
    assert len(drawn.facts) == len(CLAIMS)
    assert all(f.span.of(drawn.document.text) == f.quantity.raw for f in drawn.facts)
    assert all(c.span.of(drawn.document.text) == c.raw for c in drawn.cells)
