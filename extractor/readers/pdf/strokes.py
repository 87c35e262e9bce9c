"""Path objects of a page -> straight strokes, filled boxes and pictures, in the file's coordinates.

Path segments are read one by one, because some producers draw a whole table as one path; form objects are entered with
their matrices.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdf

from extractor.readers.pdf.frames import Box, Stroke
from extractor.readers.pdf.tolerances import DEFAULT

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: Forms within forms, and path segments a page, beyond which a file is a drawing or means harm.
DEEPEST, MOST_SEGMENTS = 8, 60000
FARTHEST = 1e5


@dataclass(slots=True)
class Marks:
    """What is found on the way through a page's objects."""

    strokes: list[Stroke] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    paths: int = 0
    segments: int = 0


def compose(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first.

    >>> compose((2, 0, 0, 2, 1, 0), (1, 0, 0, 1, 10, 20))
    (2, 0, 0, 2, 11, 20)
    """
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point through a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def page_marks(page: Any) -> Marks:
    """The marks of a page given as a raw PDFium handle."""
    marks = Marks()
    for index in range(pdf.FPDFPage_CountObjects(page)):
        _visit(pdf.FPDFPage_GetObject(page, index), IDENTITY, marks, 0)
    return marks


def mostly_invisible(page: Any) -> bool:
    """Whether most of a page's text objects draw nothing, as recognised text over a scan."""
    texts = invisible = 0
    for index in range(pdf.FPDFPage_CountObjects(page)):
        item = pdf.FPDFPage_GetObject(page, index)
        if pdf.FPDFPageObj_GetType(item) == pdf.FPDF_PAGEOBJ_TEXT:
            texts += 1
            invisible += pdf.FPDFTextObj_GetTextRenderMode(item) == pdf.FPDF_TEXTRENDERMODE_INVISIBLE
    return invisible * 2 > texts


def _visit(item: Any, outer: Matrix, marks: Marks, depth: int) -> None:
    kind = pdf.FPDFPageObj_GetType(item)
    if kind == pdf.FPDF_PAGEOBJ_PATH:
        marks.paths += 1
        if marks.segments < MOST_SEGMENTS:
            _path(item, compose(_matrix(item), outer), marks)
    elif kind == pdf.FPDF_PAGEOBJ_IMAGE:
        matrix = compose(_matrix(item), outer)
        corners = [apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        marks.pictures.append(_bounds(corners))
    elif kind == pdf.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        matrix = compose(_matrix(item), outer)
        for index in range(max(pdf.FPDFFormObj_CountObjects(item), 0)):
            _visit(pdf.FPDFFormObj_GetObject(item, index), matrix, marks, depth + 1)


def _matrix(item: Any) -> Matrix:
    matrix = pdf.FS_MATRIX()
    if not pdf.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _bounds(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _path(item: Any, matrix: Matrix, marks: Marks) -> None:
    """Stroked paths give their straight segments; filled ones that are thin boxes give a line, others a fill."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdf.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    outlines = [outline for outline in _outlines(item, matrix, marks) if len(outline) > 1]
    boxes = [_bounds(outline) for outline in outlines]
    ringed = {k for k in range(1, len(boxes)) if not stroke.value and _ring(boxes[k - 1], boxes[k])}
    for index, (outline, box) in enumerate(zip(outlines, boxes)):
        left, bottom, right, top = box
        if index in ringed or index + 1 in ringed:
            marks.strokes.extend(_edges(box))
        elif min(right - left, top - bottom) <= DEFAULT.thin and (fill.value or len(outline) > 2):
            marks.strokes.extend(_thin(left, bottom, right, top))
        elif stroke.value:
            marks.strokes.extend(Stroke(*a, *b) for a, b in pairwise(outline))
        elif len(outline) <= 6:
            marks.fills.append(box)


def _ring(outer: Box, inner: Box) -> bool:
    """Whether two filled boxes make a thin frame, as browsers draw a cell's border.

    >>> _ring((0, 0, 50, 20), (1, 1, 49, 19)), _ring((0, 0, 50, 20), (0, 30, 50, 50))
    (True, False)
    """
    margins = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    return all(abs(margin) <= DEFAULT.thin for margin in margins) and len({m > 0 for m in margins if m}) == 1


def _edges(box: Box) -> list[Stroke]:
    left, bottom, right, top = box
    return [
        Stroke(left, bottom, right, bottom),
        Stroke(left, top, right, top),
        Stroke(left, bottom, left, top),
        Stroke(right, bottom, right, top),
    ]


def _thin(left: float, bottom: float, right: float, top: float) -> list[Stroke]:
    """The middle line of a thin box; a dot is a piece of a line either way."""
    x, y = (left + right) / 2, (bottom + top) / 2
    across, down = Stroke(left, y, right, y), Stroke(x, bottom, x, top)
    if max(right - left, top - bottom) <= DEFAULT.thin:
        return [across, down]
    return [across] if right - left > top - bottom else [down]


def _outlines(item: Any, matrix: Matrix, marks: Marks) -> list[list[tuple[float, float]]]:
    """The subpaths as corner points; a subpath that curves is cut at its curves."""
    outlines: list[list[tuple[float, float]]] = []
    current: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    count = min(pdf.FPDFPath_CountSegments(item), MOST_SEGMENTS - marks.segments)
    marks.segments += max(count, 0)
    for index in range(count):
        segment = pdf.FPDFPath_GetPathSegment(item, index)
        pdf.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = apply(matrix, x.value, y.value)
        if not all(math.isfinite(v) and abs(v) < FARTHEST for v in point):
            current = []
            continue
        kind = pdf.FPDFPathSegment_GetType(segment)
        if kind == pdf.FPDF_SEGMENT_LINETO and current:
            current.append(point)
        else:  # a move, or a curve, of which only the end is kept as a new beginning
            current = [point]
            outlines.append(current)
        if pdf.FPDFPathSegment_GetClose(segment) and len(current) > 2 and current[0] != current[-1]:
            current.append(current[0])
    return outlines
