"""The sieve before linking: what it drops never fits, and it drops most."""

from __future__ import annotations

import pytest

from corpora import Report, load_reports
from corpora.rendering import render
from extractor.clauses import mentions, prose
from extractor.facts.candidates import candidates
from extractor.facts.linking import _score
from extractor.facts.topics import subjects_of
from extractor.facts.wordings import pieces, wording
from extractor.quantities import find_quantities
from extractor.readers import read
from extractor.sections import find_sections
from lexicons.reports.disclosure.indicator_lexicon import indicators


@pytest.mark.parametrize("report", load_reports("tuned")[:6], ids=lambda r: r.id)
def test_what_the_sieve_drops_never_fits(report: Report) -> None:
    document = read(render(report, "markdown").encode("utf-8"), "a.md")
    paragraphs = prose(document, find_sections(document), ())
    found = mentions(document.text, [(p, find_quantities(document.text, p.span)) for p in paragraphs])
    weighed = 0
    for mention, about in zip(found, subjects_of(document.text, paragraphs, found), strict=True):
        for subject in about:
            passed = candidates(mention, subject)
            fitting = [e.id for e in indicators() if _score(e, mention, subject, report.year) is not None]
            assert set(fitting) <= {e.id for e in passed}
            assert [e for e in indicators() if e in passed] == passed
            weighed += len(passed)
    assert found
    assert weighed < len(found) * len(indicators()) / 4


def test_every_piece_stands_in_what_its_wording_matches() -> None:
    assert pieces("结转〔next〕|<新…申请|=共") == ("结转", "申请", "共")
    for entry in indicators():
        for group in entry.near:
            assert all(pieces(group)), (entry.id, group)  # an empty piece would let everything through


def test_wordings_without_a_year_are_compiled_once_for_all_years() -> None:
    assert wording("新收申请", 2019) is wording("新收申请", 2024)
    assert wording("结转〔next〕", 2019) is not wording("结转〔next〕", 2020)
