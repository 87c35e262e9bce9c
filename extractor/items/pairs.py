"""Which measure answers which problem: as written together, by order where the lists are as long, by likeness otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from extractor.items.drafts import Draft
from extractor.language import segment
from lexicons.reports.disclosure.item_lexicon import words

#: Shares of words and topics two points must have in common to be a pair; the best problem of a measure always needs this much.
LEAST_LIKENESS = Fraction(1, 10)
#: A second problem is answered too where it is nearly as like as the best.
NEARLY = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared: a point's telling words and its topics."""

    words: frozenset[str]
    topics: frozenset[str]


def subject_of(text: str, topics: tuple[str, ...]) -> Subject:
    """The telling words (two characters or more) of a point, with its topics."""
    common = words("common")
    found = frozenset(word.text for word in segment(text) if len(word.text) > 1 and word.text not in common)
    return Subject(found, frozenset(topics))


def likeness(one: Subject, other: Subject) -> Fraction:
    """Dice of topics and of words, in equal parts.

    >>> a = Subject(frozenset({"解读", "形式"}), frozenset({"interpretation"}))
    >>> likeness(a, a), likeness(a, Subject(frozenset(), frozenset()))
    (Fraction(1, 1), Fraction(0, 1))
    """

    def dice(a: frozenset[str], b: frozenset[str]) -> Fraction:
        return Fraction(2 * len(a & b), len(a) + len(b)) if a and b else Fraction(0)

    return (dice(one.words, other.words) + dice(one.topics, other.topics)) / 2


def pair(drafts: tuple[Draft, ...], subject: Callable[[int], Subject]) -> tuple[tuple[int, ...], ...]:
    """For each draft the indexes of the problems it answers; problems answer nothing.

    ``subject`` gives that of a draft by its index; it is asked only where likeness decides.
    """
    answers: list[tuple[int, ...]] = [()] * len(drafts)
    for problem_role, measure_roles in _sides(drafts):
        problems = [i for i, d in enumerate(drafts) if d.role == problem_role]
        measures = [i for i, d in enumerate(drafts) if d.role in measure_roles]
        free_measures = []
        for m in measures:
            bonded = tuple(p for p in problems if drafts[m].bond and drafts[p].bond == drafts[m].bond)
            if bonded:
                answers[m] = bonded
            else:
                free_measures.append(m)
        done = [m for m in free_measures if drafts[m].role == "improvement"]
        if len(done) == len(problems) > 1 and 0 < len(done) < len(free_measures):
            answers[:] = [(problems[done.index(m)],) if m in done else answers[m] for m in range(len(drafts))]
            alike = _alike(problems, [m for m in free_measures if m not in done], subject)
            for m, found in alike.items():
                answers[m] = found
            continue
        taken = {p for m in measures for p in answers[m]}
        free_problems = [p for p in problems if p not in taken]
        for m, found in _matched(free_problems, free_measures, subject).items():
            answers[m] = found
    return tuple(answers)


def _sides(drafts: tuple[Draft, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Last year's problems with what was done; this year's with what will be, or was, done where last year's are not told."""
    roles = {draft.role for draft in drafts}
    if "previous_problem" in roles:
        return ("previous_problem", ("improvement",)), ("current_problem", ("next_measure",))
    if "next_measure" in roles and not any(d.bond and d.role == "improvement" for d in drafts) and _apart(drafts):
        return (("current_problem", ("next_measure",)),)
    return (("current_problem", ("improvement", "next_measure")),)


def _apart(drafts: tuple[Draft, ...]) -> bool:
    """Whether what was done stands before this year's problems, and so answers others."""
    first = next((i for i, d in enumerate(drafts) if d.role == "current_problem"), len(drafts))
    done = [i for i, d in enumerate(drafts) if d.role == "improvement"]
    return bool(done) and max(done) < first


def _matched(problems: list[int], measures: list[int], subject: Callable[[int], Subject]) -> dict[int, tuple[int, ...]]:
    if not problems or not measures:
        return {}
    if len(problems) == len(measures):
        return {m: (p,) for m, p in zip(measures, problems)}
    if len(problems) == 1 or len(measures) == 1:
        return {m: tuple(problems) for m in measures}
    return _alike(problems, measures, subject)


def _alike(problems: list[int], measures: list[int], subject: Callable[[int], Subject]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for m in measures:
        scores = {p: likeness(subject(m), subject(p)) for p in problems}
        best = max(scores.values())
        if best >= LEAST_LIKENESS:
            found[m] = tuple(p for p in problems if scores[p] >= best * NEARLY)
    return found
