"""Marks that nest, touch and cross cut a text without losing or doubling a character."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extractor.exports.marking import Mark, Marking
from extractor.spans import Span

LENGTH = 24


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, LENGTH))
    return Span(start, draw(st.integers(start, LENGTH)))


@st.composite
def markings(draw: st.DrawFn) -> list[Mark]:
    found = draw(st.lists(spans(), max_size=9))
    return [Mark(draw(st.sampled_from(["fact", "place"])), str(n), span) for n, span in enumerate(found)]


@given(markings(), spans())
def test_segments_of_a_window_are_the_window(marks: list[Mark], window: Span) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(LENGTH))
    segments = Marking(marks).segments(window)
    assert "".join(s.span.of(text) for s in segments) == window.of(text)


@given(markings(), spans())
def test_each_character_knows_exactly_the_marks_over_it(marks: list[Mark], window: Span) -> None:
    for segment in Marking(marks).segments(window):
        for at in range(segment.span.start, segment.span.end):
            assert set(segment.marks) == {m for m in marks if m.span.start <= at < m.span.end}


@given(markings(), spans())
def test_a_mark_opens_once_and_only_where_it_begins(marks: list[Mark], window: Span) -> None:
    opened = [(m, s.span.start) for s in Marking(marks).segments(window) for m in s.opens]
    assert len(opened) == len(set(opened))
    assert all(m.span.start == at for m, at in opened)
    seen = {m for m in marks if window.covers(m.span)}
    assert seen <= {m for m, _ in opened}


@given(markings(), spans())
def test_neighbours_differ_in_their_marks(marks: list[Mark], window: Span) -> None:
    segments = [s for s in Marking(marks).segments(window) if len(s.span)]
    points = {m.span.start for m in marks if not len(m.span)}
    for left, right in pairwise(segments):
        assert left.marks != right.marks or right.span.start in points
