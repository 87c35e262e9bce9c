"""A PDF page by page, as a chain of pure functions whose every intermediate result can be looked at.

contents (the only module that calls PDFium) -> glyphs and strokes
  -> frames (turned upright) -> lines of text
  -> rules (ruling lines) -> grids (cells with row and column spans)
  -> layouts (one page: lines and grids in reading order) -> noise (page numbers, running heads)
  -> paragraphs and joining (over page breaks).

Coordinates after ``frames`` are points from the top left corner of the visible page, x to the right, y downwards,
as the
page is read. Every stage takes its tolerances from ``Tolerances``.
"""
