"""Bytes of a PDF or picture -> the pixels of each page, set straight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.errors import UnreadableInput
from extractor.readers.pdf.frames import Box, Frame

#: Pixels a point: 200 dots an inch.
SCALE = 200 / 72
#: A picture is taken for a sheet of A4, in points.
SHORT_SIDE, LONG_SIDE = 595.0, 842.0
#: Pixels of a page beyond which it is drawn coarser, and of a picture's side below which it is no page.
MOST_PIXELS, FEWEST = 4e7, 16
#: Share of the usual brightness that still is paper, and the darkest that paper may be.
PAPER, PALEST = 0.93, 128.0
#: Degrees by which a scan may be turned, and the steps of the search.
STEEPEST, COARSE, FINE = 3.0, 0.5, 0.1
#: Width in pixels at which the slope is searched.
SEARCH_WIDTH = 800


@dataclass(frozen=True, slots=True)
class Raster:
    """A page's grey pixels (an array of bytes, dark is low), pixels a point, and the frame that it fills."""

    number: int
    grey: Any
    scale: float
    frame: Frame


def rasters(data: bytes, path: str) -> Iterator[Raster]:
    """The pages in order, set straight; raises ``UnreadableInput`` (input.damaged)."""
    found = _drawn(data, path) if b"%PDF-" in data[:1024] else _decoded(data, path)
    for raster in found:
        yield Raster(raster.number, straightened(whitened(raster.grey)), raster.scale, raster.frame)


def _drawn(data: bytes, path: str) -> Iterator[Raster]:
    import numpy as np

    from extractor.readers.pdf import contents

    try:
        with contents.opened(data) as opened:
            for index, page in enumerate(contents.pages(opened)):
                if page is None:
                    continue
                left, bottom, right, top = page.frame.box
                scale = min(SCALE, (MOST_PIXELS / ((right - left) * (top - bottom))) ** 0.5)
                sheet = opened[index]
                try:
                    grey = np.array(sheet.render(scale=scale, grayscale=True).to_numpy())
                    turn = sheet.get_rotation() // 90 % 4
                finally:
                    sheet.close()
                yield Raster(index + 1, grey.reshape(grey.shape[:2]), scale, Frame(turn, page.frame.box))
    except contents.Unopened:
        raise UnreadableInput("input.damaged", f"{path}: the PDF is damaged or no PDF. Download it again.") from None


def _decoded(data: bytes, path: str) -> Iterator[Raster]:
    """The pages of a picture file; one that is wider than high is a sheet across."""
    import cv2
    import numpy as np

    try:
        whole, found = cv2.imdecodemulti(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error:
        whole, found = False, ()
    if not whole or not found or any(min(grey.shape[:2]) < FEWEST for grey in found):
        raise UnreadableInput("input.damaged", f"{path}：图片无法打开，请重新下载。")
    for number, grey in enumerate(found, 1):
        height, width = grey.shape[:2]
        across = LONG_SIDE if width > height else SHORT_SIDE
        ratio = min(SCALE * across / width, (MOST_PIXELS / (width * height)) ** 0.5)
        way = cv2.INTER_AREA if ratio < 1 else cv2.INTER_CUBIC
        resized = cv2.resize(grey, (round(width * ratio), round(height * ratio)), interpolation=way)
        box: Box = (0.0, 0.0, across, across * height / width)
        yield Raster(number, resized, resized.shape[1] / across, Frame(0, box))


def whitened(grey: Any) -> Any:
    """The page with its paper, grey or speckled in a scan, turned white."""
    import numpy as np

    paper = max(PALEST, float(np.median(grey)) * PAPER)
    return np.clip(grey.astype(np.float32) * (255.0 / paper), 0, 255).astype(np.uint8)


def straightened(grey: Any) -> Any:
    """The page turned by the angle at which its lines of ink stand out most; as it is where that is next to nothing."""
    import cv2

    height, width = grey.shape
    angle = slope(grey)
    if abs(angle) < FINE / 2:
        return grey
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def slope(grey: Any) -> float:
    """Degrees, counter-clockwise, that set a page straight."""
    import cv2
    import numpy as np

    ratio = min(1.0, SEARCH_WIDTH / grey.shape[1])
    small = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    ink = (small < 160).astype(np.float32)
    middle = (small.shape[1] / 2, small.shape[0] / 2)

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D(middle, angle, 1.0)
        rows = cv2.warpAffine(ink, turn, (ink.shape[1], ink.shape[0])).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    def steps(start: float, end: float, step: float) -> list[float]:
        return [round(start + k * step, 3) for k in range(round((end - start) / step) + 1)]

    # The smaller turn wins a tie, so that a blank page stays as it is.
    best = max(steps(-STEEPEST, STEEPEST, COARSE), key=lambda a: (sharpness(a), -abs(a)))
    return max(steps(best - COARSE, best + COARSE, FINE), key=lambda a: (sharpness(a), -abs(a)))
