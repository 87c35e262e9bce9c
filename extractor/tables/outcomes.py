"""The table of section four: three blocks of five outcomes, mostly in one line of fifteen values.

The head names the outcomes three times and the values follow all three; or each block is a small table of its own; or the head
is torn into pieces, and only a line of exactly fifteen values after 未经复议直接起诉 and 复议后起诉 tells the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractor.spans import Span
from extractor.tables.labels import Anchor
from extractor.tables.letters import Letters
from extractor.tables.regions import TAIL_REACH, Region
from extractor.tables.tokens import read_tokens
from lexicons.reports.disclosure.forms import form

#: The row that holds all three blocks.
LINE = "line"
#: A torn head is at most this long.
HEAD_LENGTH = 500
#: A block's name stands at most this far before its outcomes.
NAME_REACH = 80
SENTENCE = regex.compile(r"[。；]")


def outcome_run() -> str:
    """The five outcomes as the head prints them: 结果维持结果纠正其他结果尚未审结总计."""
    return "".join(c.name for c in form("2021").columns if c.part == "review")


def head_characters() -> frozenset[str]:
    """The characters of the table's head."""
    this = form("2021")
    labels = [label for r in this.rows_of("review") for label in r.labels]
    return frozenset("".join((outcome_run(), *labels)))


def find_review(view: Letters) -> Region | None:
    """The table of section four, or None."""
    runs = [span for span, _ in view.places(outcome_run())]
    if not runs:
        return _torn(view)
    blocks = _blocks(view, runs)
    if blocks:
        return Region("review", "2021", _start(view.text, runs[0].start), blocks)
    last = runs[-1]
    area = Span(last.end, min(len(view.text), last.end + TAIL_REACH))
    return Region("review", "2021", _start(view.text, runs[0].start), ((Anchor(LINE, last, 1), area),))


def _start(text: str, start: int) -> int:
    for label in ("行政复议", "行政诉讼"):
        at = text.rfind(label, max(0, start - 60), start)
        start = at if at >= 0 and not SENTENCE.search(text, at, start) else start
    return start


def _blocks(view: Letters, runs: Sequence[Span]) -> tuple[tuple[Anchor, Span], ...]:
    """Runs that are each followed by values of their own, with the block that the words before it name; else nothing."""
    names = {r.id: r.labels[0] for r in form("2021").rows_of("review")}
    found: list[tuple[Anchor, Span]] = []
    before = max(0, runs[0].start - NAME_REACH)
    for run, following in pairwise([*runs, None]):
        if run is None:
            continue
        end = following.start if following else min(len(view.text), run.end + TAIL_REACH)
        words = view.text[max(before, run.start - NAME_REACH) : run.start]
        places = {block: words.rfind(name) for block, name in names.items()}
        block = max(places, key=lambda b: (places[b], b != "review"))
        values = [t for t in read_tokens(view.text, Span(run.end, end)) if t.kind in {"number", "placeholder"}]
        if places[block] < 0 or not values or len(runs) == 1 or block in {a.row for a, _ in found}:
            return ()
        found.append((Anchor(block, run, 1), Span(run.end, end)))
        before = run.end
    return tuple(found)


def _torn(view: Letters) -> Region | None:
    """A head in pieces: the first line of exactly fifteen values after the two kinds of litigation."""
    text = view.text
    labels = [[s for s, _ in view.places(r.labels[0])] for r in form("2021").rows_of("review")[1:]]
    for direct in labels[0]:
        after = next((s for s in labels[1] if 0 <= s.start - direct.end <= NAME_REACH), None)
        if after is None or SENTENCE.search(text, direct.end, after.start):
            continue
        line_start = text.find("\n", after.end) + 1
        while 0 < line_start <= after.end + HEAD_LENGTH:
            line_end = text.find("\n", line_start)
            line_end = len(text) if line_end < 0 else line_end
            tokens = read_tokens(text, Span(line_start, line_end))
            if len(tokens) == 3 * 5 and all(t.kind in {"number", "placeholder"} for t in tokens):
                anchor = Anchor(LINE, Span(after.end, line_start), 1)
                return Region("review", "2021", _start(text, direct.start), ((anchor, Span(line_start, line_end)),))
            line_start = text.find("\n", line_start) + 1
    return None
