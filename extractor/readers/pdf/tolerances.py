"""Every distance that a stage of the PDF reader decides by, in one place.

``*_em`` are in units of the character size, the others in points.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tolerances:
    """Distances and shares; the defaults fit office programs and browsers alike."""

    # rules
    slant: float = 1.0  #: a stroke deviating no more than this is horizontal or vertical
    thin: float = 3.2  #: a filled box no thicker than this is a line
    snap: float = 2.0  #: parallel strokes this near are one rule
    gap: float = 3.5  #: dashes and cell borders this near in one direction are one rule
    shortest: float = 5.0  #: a rule shorter than this is no rule
    most_rules: int = 1500  #: a page with more is a drawing, not a table
    # grids
    touch: float = 3.5  #: a horizontal and a vertical rule this near meet
    boundary: float = 4.0  #: rows and columns are no narrower than this
    cover: float = 0.5  #: share of a cell's side that a rule must cover to be its wall
    # lines
    baseline_em: float = 0.3  #: characters whose baselines differ by no more stand on one line
    raised_em: float = 0.75  #: characters at most this size may be raised or lowered marks of the line
    double_em: float = 0.25  #: the same character again this near is printed twice to look bold
    word_em: float = 0.18  #: between letters and digits, a wider gap is a blank
    figure_em: float = 0.18  #: between two digits, a wider gap is a blank
    cell_figure_em: float = 0.45  #: the same in a table cell, which holds one number
    wide_em: float = 0.9  #: beside a Chinese character, a wider gap is a blank
    column_em: float = 1.6  #: a wider gap parts two columns of a table without rules
    # paragraphs
    indent_em: float = 0.8  #: a line starting further right begins a paragraph
    slack_em: float = 0.6  #: what a full line may leave free after the next unit would not have fitted
    leading: float = 1.35  #: a distance this many times the usual one between lines parts paragraphs
    heading: float = 1.15  #: letters this many times the usual size make a heading
    # noise
    margin: float = 0.12  #: share of the page's height at top and bottom where page numbers and running heads stand
    # pages
    same_edge: float = 5.0  #: two parts of a table have the same left and right edge
    image_share: float = 0.5  #: a picture covering this share of the page makes it a scan


DEFAULT = Tolerances()
