"""The recogniser: where lines of text stand in a picture, and what a strip of pixels says.

The only module that knows RapidOCR. It is given the model files that its own package brings, since it would fetch others.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

#: The longest side in pixels at which lines are searched for.
SEARCHED = 1280


def model_file(kind: str) -> Path | None:
    """The model for "det" (lines) or "rec" (characters) that the package brings, None where it brings none.

    >>> model_file("no such kind")
    """
    found = find_spec("rapidocr")
    folders = (found.submodule_search_locations or ()) if found else ()
    models = sorted(path for folder in folders for path in Path(folder).glob(f"models/*_{kind}_*.onnx"))
    return models[-1] if models else None


class Engine:
    """Detector and reader with their models loaded once."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        own = {f"{kind.title()}.model_path": str(model_file(kind)) for kind in ("det", "rec")}
        engine: Any = RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False, **own})
        self._detect: Any = engine._load_det_model()
        self._read: Any = engine._load_rec_model()

    def detect(self, grey: Any) -> list[tuple[float, float, float, float]]:
        """Boxes of pixels (left, top, right, bottom) in which a line of text stands."""
        import cv2

        ratio = min(1.0, SEARCHED / max(grey.shape[:2]))
        small = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
        found = self._detect(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR)).boxes
        boxes = [
            [(float(x) / ratio, float(y) / ratio) for x, y in quad] for quad in (found if found is not None else ())
        ]
        return [(min(x for x, _ in b), min(y for _, y in b), max(x for x, _ in b), max(y for _, y in b)) for b in boxes]

    def read(self, strips: Sequence[Any]) -> list[tuple[str, float]]:
        """What each grey strip says, and how sure that is."""
        import cv2
        from rapidocr.ch_ppocr_rec import TextRecInput

        if not strips:
            return []
        found = self._read(TextRecInput(img=[cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR) for strip in strips]))
        return [(str(text), float(score)) for text, score in zip(found.txts, found.scores)]
