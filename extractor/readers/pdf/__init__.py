"""A PDF page by page, as a chain of pure functions whose every intermediate result can be looked at.

contents, strokes (the only modules that call PDFium) -> characters, strokes, pictures
  -> frames (everything turned upright) -> lines of text
  -> rules (ruling lines) -> grids (cells with row and column spans), bands (rows that no rule parts)
  -> layouts (one page: lines and table parts from top to bottom) -> noise (page numbers, running heads)
  -> paragraphs and joining (over page breaks) -> flows (the blocks of the document)

Coordinates after ``frames`` are points from the top left corner of the visible page, x to the right, y downwards, as
the page is read. Every stage takes its tolerances from ``Tolerances``.
"""
