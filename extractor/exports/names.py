"""The Chinese names that people read, from the catalogues: handed to every view."""

from __future__ import annotations

from extractor.auditing.across import all_checks
from extractor.diagnostics import CATALOGUE
from extractor.exports.as_items import topic_labels
from extractor.exports.html.labels import Labels
from lexicons.reports.disclosure.forms import cell_names
from lexicons.reports.disclosure.indicator_lexicon import indicator_labels


def labels() -> Labels:
    """The Chinese names that pages use."""
    return Labels(
        checks={code: check.title for code, check in all_checks().items()},
        cells=cell_names(),
        indicators=indicator_labels(),
        diagnostics={code: code for code in CATALOGUE},
        topics=topic_labels(),
    )
