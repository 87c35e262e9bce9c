"""Quantities of a text: numbers with their units, found on characters; and what looks like one and is none."""

from extractor.quantities.grammar import find_quantities, find_refused
from extractor.quantities.refusals import Refused

__all__ = ["Refused", "find_quantities", "find_refused"]
