"""The files of ``corpora/samples``: reports to try the program on, rendered from the tuned set and kept as they are."""

from __future__ import annotations

from collections.abc import Iterator

from corpora import FOLDER, load_reports
from corpora.records import plant
from corpora.rendering import SUFFIXES, Flattening, render

SAMPLES = FOLDER / "samples"

# report, planted variant (empty: the report is consistent and the program must be silent), flattening
_CHOSEN: tuple[tuple[str, str, Flattening], ...] = (
    ("guitang-2024", "", "markdown"),
    ("junze-resources-2023", "several", "pipes"),
    ("lanting-2024", "", "pipes"),
    ("yanchuan-2023", "several", "pipes"),
)


def samples() -> Iterator[tuple[str, str]]:
    """File name and text of every sample."""
    reports = {report.id: report for report in load_reports("tuned")}
    for name, variant, flattening in _CHOSEN:
        report = reports[name]
        planted = next((plant(report, v) for v in report.planted if v.id == variant), report)
        yield name + SUFFIXES[flattening], render(planted, flattening)


def write_samples() -> None:
    """Writes the samples anew; to be run when a report or the rendering changes."""
    for name, text in samples():
        (SAMPLES / name).write_text(text, "utf-8")
