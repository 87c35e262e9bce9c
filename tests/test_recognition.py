"""Pictures of pages: recognised as such, said so, and never taken for certain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpora.readers.pdf.writing import Sheet, write
from extractor import api, recognition
from extractor.auditing.run import RECOGNISED, audit
from extractor.exports.as_records import to_record
from extractor.model import Document
from extractor.readers import read
from extractor.readers.pdf.frames import Frame
from extractor.readers.pdf.grids import find_lattices
from extractor.readers.pdf.rules import find_rules
from extractor.reports import extract
from extractor.sources import Input

SAMPLES = Path(__file__).parent.parent / "corpora" / "samples"
PICTURES = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "tif": b"II*\x00\x08\x00\x00\x00",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "bmp": b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00\x00\x00",
}
needs_extra = pytest.mark.skipif(not recognition.is_available(), reason="the optional extra for OCR is not installed")


def scan() -> bytes:
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    return write([sheet])


@pytest.mark.parametrize(("name", "data"), PICTURES.items(), ids=list(PICTURES))
def test_pictures_are_known_by_their_first_bytes(name: str, data: bytes) -> None:
    assert recognition.image_format(data) == name


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"RIFF\x24\x00\x00\x00WAVEfmt ", "BMW 共购置3辆。".encode(), b"<html>"]
)
def test_what_is_no_picture_is_not_taken_for_one(data: bytes) -> None:
    assert recognition.image_format(data) is None


@pytest.mark.parametrize("name", ["report.txt", "report.png", "report"])
@pytest.mark.parametrize("data", [*PICTURES.values(), scan()], ids=[*PICTURES, "pdf"])
def test_without_the_extra_the_record_says_what_to_install(
    data: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "is_available", lambda: False)
    report = api.extract_input(Input(name, data))
    (note,) = report.diagnostics
    assert note.code == "input.scanned"
    assert name in note.message()
    assert 'pip install "gouji[ocr]"' in note.message()
    assert (report.cells, report.facts, report.document.text) == ((), (), "")


def test_a_page_of_pictures_in_html_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "recognise", lambda *_: pytest.fail("there is no picture in an HTML file"))
    report = api.extract_input(Input("a.html", b"<html><body><img src=1.jpg></body></html>"))
    assert report.diagnostics[0].code == "input.scanned"


def test_a_scanned_pdf_goes_to_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = SAMPLES / "lanting-2024.txt"
    found = replace(read(sample.read_bytes(), sample.name), confidence=0.9)
    monkeypatch.setattr(api, "recognise", lambda *_: found)
    report = api.extract_input(Input("scan.pdf", scan()))
    assert report.cells
    assert {cell.confidence for cell in report.cells if cell.state == "read"} == {0.9}
    record = to_record(report)
    assert all(cell.get("confidence", 1.0) < 1 for cell in record["cells"])


def sample(name: str, confidence: float) -> Document:
    return replace(read((SAMPLES / name).read_bytes(), name), confidence=confidence)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_what_rests_on_recognised_characters_is_no_error(name: str) -> None:
    printed, recognised = (audit(extract(sample(name, c))).findings for c in (1.0, 0.9))
    assert "error" not in {f.severity for f in recognised}
    assert {(f.check, f.spans) for f in recognised} <= {(f.check, f.spans) for f in printed}
    assert not any(RECOGNISED in f.message for f in printed)
    was = {(f.check, f.spans): f.severity for f in printed}
    for finding in recognised:
        assert (RECOGNISED in finding.message) == (was[finding.check, finding.spans] == "error")


def test_some_sample_has_an_error_to_lower() -> None:
    assert any(f.severity == "error" for f in audit(extract(sample("yanchuan-2023.txt", 1.0))).findings)


def test_letters_hidden_over_a_picture_say_that_they_were_recognised() -> None:
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    sheet.text(80, 700, "识别出来的文字十个以上。", mode=3)
    found = read(write([sheet]), "a.pdf")
    assert "input.recognised" in {d.code for d in found.diagnostics}


def drawn(values: list[list[str]], turn: float = 0.0) -> Any:
    """A page of 200 dots an inch with a ruled table of figures."""
    cv2, np = pytest.importorskip("cv2"), pytest.importorskip("numpy")
    page = np.full((2339, 1654), 255, np.uint8)
    rows, columns = len(values), len(values[0])
    for r in range(rows + 1):
        cv2.line(page, (200, 300 + 80 * r), (200 + 200 * columns, 300 + 80 * r), 0, 2)
    for c in range(columns + 1):
        cv2.line(page, (200 + 200 * c, 300), (200 + 200 * c, 300 + 80 * rows), 0, 2)
    for r, row in enumerate(values):
        for c, text in enumerate(row):
            cv2.putText(page, text, (260 + 200 * c, 352 + 80 * r), cv2.FONT_HERSHEY_DUPLEX, 1.1, 0, 2, cv2.LINE_AA)
    if turn:
        matrix = cv2.getRotationMatrix2D((827, 1170), turn, 1.0)
        page = cv2.warpAffine(page, matrix, (1654, 2339), borderValue=255)
    return page


FIGURES = [["12", "0", "305"], ["", "0", "7"], ["1048", "0", "-"], ["96", "1", "23"]]


@pytest.mark.parametrize("turn", [0.0, 0.8, -2.0])
def test_rules_are_found_in_the_pixels_of_a_crooked_page(turn: float) -> None:
    page = drawn(FIGURES, turn)
    from extractor.recognition import rasters, ruling

    strokes, _ = ruling.find_strokes(ruling.ink_of(rasters.straightened(page)), rasters.SCALE)
    (lattice,) = find_lattices(find_rules(strokes))
    assert (len(lattice.ys) - 1, len(lattice.xs) - 1, len(lattice.places)) == (4, 3, 12)


def test_strokes_of_large_characters_are_no_rules() -> None:
    cv2, np = pytest.importorskip("cv2"), pytest.importorskip("numpy")
    from extractor.recognition import rasters, ruling

    page = np.full((600, 1654), 255, np.uint8)
    for k in range(8):  # 口 and 一 in 22 points, as in a title
        cv2.rectangle(page, (200 + 90 * k, 200), (256 + 90 * k, 256), 0, 4)
    assert ruling.find_strokes(ruling.ink_of(page), rasters.SCALE)[0] == ()


@needs_extra
def test_a_table_of_a_picture_is_read_cell_by_cell() -> None:
    cv2 = pytest.importorskip("cv2")
    data = cv2.imencode(".png", drawn(FIGURES, 0.8))[1].tobytes()
    found = recognition.recognise(data, "page.png")
    (grid,) = [block for block in found.blocks if block.kind == "grid"]
    assert [[c.span.of(found.text) for c in grid.cells if c.row == r] for r in range(4)] == FIGURES
    assert found.confidence < 1
    assert [d.code for d in found.diagnostics] == ["input.recognised"]
    assert found.source.format == "png"


@needs_extra
def test_ink_that_cannot_be_read_does_not_pass_for_an_empty_cell() -> None:
    np = pytest.importorskip("numpy")
    from extractor.recognition import pages
    from extractor.recognition.rasters import SCALE, Raster

    class Blind:
        """Finds no lines and reads nothing."""

        def detect(self, _: Any) -> list[tuple[float, float, float, float]]:
            return []

        def read(self, strips: list[Any]) -> list[tuple[str, float]]:
            return [("", 0.0) for _ in strips]

    raster = Raster(1, np.ascontiguousarray(drawn(FIGURES)), SCALE, Frame(0, (0, 0, 595, 842)))
    page, scores = pages.page_of(raster, Blind())  # type: ignore[arg-type]
    marks = [g.text for g in page.glyphs]
    assert (marks.count("\ufffd"), marks.count("-")) == (10, 1)
    assert sorted(set(scores)) == [0.0, pages.LEAST]


@needs_extra
@pytest.mark.parametrize("data", [PICTURES["png"] + b"\x00" * 40, PICTURES["bmp"]])
def test_a_broken_picture_is_said_to_be_damaged(data: bytes) -> None:
    report = api.extract_input(Input("a.png", data))
    assert report.diagnostics[0].code == "input.damaged"
