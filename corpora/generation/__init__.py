"""Reports without end, invented and consistent, each the same for the same seed and number; and errors planted in them."""

from corpora.generation import series
from corpora.generation.drawing import Drawn, draw

__all__ = ["Drawn", "draw", "series"]
