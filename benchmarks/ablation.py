"""What segmentation is worth: the same corpora read without it, with jieba's own dictionary, and with ours.

    python -m benchmarks.ablation [--set tuned] [--only PART]

Prints a Markdown table. "Indicators" and "items" are those of the reports of the set, in every flattening and planted
variant; "false errors" are errors reported where none was planted; "torn" and "whole" are sentences of
corpora/language.toml, in which a cue is torn out of longer words, or is a word. Time is processor time of the reading,
dictionary loaded before, the least of the rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from corpora import load_reports
from corpora.__main__ import documents, record_of
from corpora.golds import document_name, gold
from corpora.language import load_sentences, read_sentence
from corpora.score import Score, score
from extractor import language
from extractor.facts import linking, subjects


def always(_text: str, _start: int, _end: int) -> bool:
    """Stands in for the hook: characters alone decide."""
    return True


def clear() -> None:
    """Forget every word and what was seen in words, so that another dictionary or hook can take the place."""
    for function in (language.cutter, language._own, language._words_of, language._is_word, subjects.subjects_in):
        function.cache_clear()


@contextmanager
def variant(*, hook: bool = True, own_words: bool = True, fast: bool = True) -> Iterator[None]:
    """The program with a part of it taken out."""
    with ExitStack() as stack:
        if not hook:
            stack.enter_context(patch.object(linking, "stands", always))
            stack.enter_context(patch.object(subjects, "stands", always))
        if not own_words:
            stack.enter_context(patch.object(language, "dictionary", tuple))
        if not fast:
            stack.enter_context(patch.object(language, "fast_cutter", absent))
        clear()
        language.segment("年度报告")
        yield
    clear()


def absent(_words: object) -> Callable[[str], list[str]]:
    """Stands in for rjieba where it is not installed."""
    raise ImportError


def read_set(which: str, only: str) -> tuple[Score, float]:
    """The score of a set, or of those of its documents whose name holds ``only``, and the processor seconds a document."""
    reports = load_reports("tuned" if which == "tuned" else "unseen")
    wanted = [(r, f, p) for r in reports for f, p in documents(r) if only in document_name(r, p, f)]
    golds = [gold(report, planted, flattening) for report, flattening, planted in wanted]
    records, seconds = [], 0.0
    for report, flattening, planted in wanted:
        language._words_of.cache_clear()  # the documents are much alike, and other people's are not
        subjects.subjects_in.cache_clear()
        started = time.process_time()
        records.append(record_of(report, flattening, planted))
        seconds += time.process_time() - started
    return score(zip(golds, records, strict=True)), seconds / len(wanted)


def measure(which: str, rounds: int, only: str) -> str:
    """One row of the table, without its first cell."""
    read = [read_set(which, only) for _ in range(rounds)]
    result, seconds = read[0][0], min(s for _, s in read)
    sentences = load_sentences()
    right = {s.text: read_sentence(s) == s.indicators for s in sentences}
    torn, whole = ([s for s in sentences if s.control is c] for c in (False, True))
    cells = [
        *(f"{result.tallies[k].right}/{result.tallies[k].of}" for k in ("indicators", "items")),
        str(result.false_errors),
        *(f"{sum(right[s.text] for s in group)}/{len(group)}" for group in (torn, whole)),
        f"{seconds:.3f}",
    ]
    return " | ".join(cells)


def main() -> None:
    """Measure every variant in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("tuned", "unseen"), default="tuned")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="those documents whose name holds this")
    options = parser.parse_args()
    read_set(options.set, options.only)  # once unmeasured: lexicons, patterns and libraries are loaded
    print(
        "| variant | indicators | items | false errors | torn | whole | s a document |\n|---|---|---|---|---|---|---|"
    )
    for name, settings in {
        "characters alone (hook off)": {"hook": False},
        "hook, jieba's own dictionary": {"own_words": False},
        "hook, our dictionary": {},
        "the same, jieba in place of rjieba": {"fast": False},
    }.items():
        with variant(**settings):
            print(f"| {name} | {measure(options.set, options.rounds, options.only)} |", flush=True)


if __name__ == "__main__":
    main()
