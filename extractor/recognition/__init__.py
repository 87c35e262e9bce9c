"""Pictures of pages -> Document, with the optional extra for OCR: rasters, ruling lines, recognised characters.

Stands beside the faces, above the pure readers: recognition loads models. What is recognised goes through the PDF
reader's own chain (grids, paragraphs, page breaks), and the document says by its confidence that it was recognised.
The models come with the packages of the extra; nothing is fetched.

    rasters (pixels of each page, upright) -> ruling (strokes) -> strips (lines of ink in a cell)
    -> engines (what a strip says) -> lettering (characters with places) -> readers.pdf.flows
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec

from extractor.diagnostics import diagnostic
from extractor.errors import UnreadableInput
from extractor.model import Document, Source

#: What the first bytes of picture formats are.
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "tif": (b"II*\x00", b"MM\x00*"),
}
#: Where a PDF says that it is one.
PDF, SEARCHED = b"%PDF-", 1024
#: The packages of the extra.
NEEDED = ("rapidocr", "onnxruntime", "cv2", "numpy")
#: Nothing recognised is certain, however sure the recogniser is.
SUREST = 0.99


def image_format(data: bytes) -> str | None:
    """The picture format that the bytes begin with, None where they begin otherwise.

    >>> image_format(b"\\x89PNG\\r\\n\\x1a\\n..."), image_format(b"RIFF\\x00\\x00\\x00\\x00WEBPVP8 ")
    ('png', 'webp')
    >>> image_format(b"BM\\x36\\x00\\x0c\\x00\\x00\\x00\\x00\\x00\\x36"), image_format("BM，总体情况".encode())
    ('bmp', None)
    >>> image_format(b"")
    """
    for name, beginnings in SIGNATURES.items():
        if data.startswith(beginnings):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "bmp" if data[:2] == b"BM" and data[6:10] == b"\x00" * 4 else None


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are of a PDF, whose pages can be drawn.

    >>> is_pdf(b"%PDF-1.7"), is_pdf(b"<html>")
    (True, False)
    """
    return PDF in data[:SEARCHED]


def is_available() -> bool:
    """Whether the extra for OCR is installed, with its models."""
    from extractor.recognition.engines import model_file

    return all(find_spec(name) is not None for name in NEEDED) and bool(model_file("det") and model_file("rec"))


def recognise(data: bytes, path: str) -> Document:
    """The document of a scanned PDF or of a picture of pages, its confidence the mean of the recogniser's.

    Raises ``UnreadableInput``: input.scanned where the extra is not installed or nothing is recognised, input.damaged
    where the picture cannot be opened.
    """
    if not is_available():
        raise UnreadableInput("input.scanned", f'{path}：请运行 pip install "gouji[ocr]" 安装文字识别，然后重试。')
    from extractor.readers.assembly import Assembly
    from extractor.readers.pdf import flows
    from extractor.recognition import engines, pages, rasters

    engine = engines.Engine()
    read = [pages.page_of(raster, engine) for raster in rasters.rasters(data, path)]
    if not any(page.glyphs for page, _ in read):
        raise UnreadableInput("input.scanned", f"{path}：图像中没有识别出文字，请核对原件。")
    assembly = Assembly()
    flows.assemble([page for page, _ in read if page.glyphs], assembly)
    scores = [score for _, found in read for score in found]
    confidence = min(SUREST, round(sum(scores) / len(scores), 3))
    source = Source(path, image_format(data) or "pdf", hashlib.sha256(data).hexdigest())
    notes = (diagnostic("input.recognised"),)
    return assembly.document(source, (), notes, confidence)
