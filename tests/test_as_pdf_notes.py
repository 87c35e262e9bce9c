"""Notes in PDF, as independent readers (pypdf, PDFium's own text search) see them: over the figure's characters."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from annotated import PLANTED, at, audited, squeezed

from corpora.readers.pdf.writing import Sheet
from corpora.readers.pdf.writing import write as write_sheets
from extractor import api
from extractor.errors import UnreadableInput
from extractor.exports.as_docx_comments import Annotated
from extractor.exports.as_pdf_notes import annotate_pdf
from extractor.exports.notes import Note
from extractor.readers import read
from extractor.spans import Span

pypdf = pytest.importorskip("pypdf", reason="notes in PDF need pypdf")

SAMPLES = Path(__file__).parent.parent / "corpora" / "readers" / "pdf"


def seen(data: bytes) -> list[tuple[int, Any]]:
    """Every annotation of a file with its page, from 0."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    return [(n, a.get_object()) for n, page in enumerate(reader.pages) for a in page.get("/Annots", [])]


def words_under(data: bytes, page: int, annotation: Any) -> str:
    """The characters whose middle lies in the quads of a highlight, asked of PDFium."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    text = document[page].get_textpage()
    quads = [float(v) for v in annotation["/QuadPoints"]]
    boxes = [(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in (quads[i : i + 8] for i in range(0, len(quads), 8))]
    found = ""
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index, loose=True)
        x, y = (left + right) / 2, (bottom + top) / 2
        if any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in boxes):
            found += text.get_text_range(index, 1)
    document.close()
    return squeezed(found)


def note(place: Span, number: int = 1, others: tuple[Span, ...] = ()) -> Note:
    return Note(number, "error", f"第 {number} 处", ("核算 46，载明 64",), "见第 1 处", (place, *others), others)


@cache
def annotated(name: str, variant: str) -> tuple[bytes, api.Audited, tuple[Note, ...], Annotated]:
    data, result, said = audited(name, variant, "pdf")
    return data, result, said, annotate_pdf(data, result.report.document, said)


@pytest.mark.parametrize(("name", "variant"), PLANTED, ids=["-".join(case) for case in PLANTED])
def test_each_finding_is_highlighted_over_its_figure(name: str, variant: str) -> None:
    _, result, said, out = annotated(name, variant)
    assert said
    found = {str(a["/Contents"]).split("\n")[0]: (page, a) for page, a in seen(out.data)}
    for one in said:
        page, annotation = found[one.heading]
        assert annotation["/Subtype"] == "/Highlight"
        assert annotation["/T"] == "gouji 勾稽"
        assert annotation["/Contents"] == one.text
        words = squeezed(one.places[0].of(result.report.document.text))
        # the samples' font draws % over the mark that follows it
        under = words_under(out.data, page, annotation).rstrip("。；")
        # a place that runs over a page break is marked where it begins
        assert under == words or (len(words) > 10 and words.startswith(under) and len(under) >= 3)
    assert (out.exact, out.near, out.listed) == (len(said), 0, 0)


def test_the_file_given_stands_at_the_beginning_and_the_result_repeats() -> None:
    data, result, said, out = annotated(*PLANTED[0])
    assert out.data.startswith(data)
    assert annotate_pdf(data, result.report.document, said).data == out.data
    again = read(out.data, "a.pdf")
    assert again.text == result.report.document.text


def test_a_highlight_is_drawn_by_every_viewer() -> None:
    """Its colour is in the picture that PDFium makes of the page, and the figure is still to be read through it."""
    import pypdfium2

    _, _, _, out = annotated(*PLANTED[0])
    page, annotation = seen(out.data)[0]
    document = pypdfium2.PdfDocument(out.data)
    height = document[page].get_height()
    picture = document[page].render(scale=2, rev_byteorder=True).to_numpy()[:, :, :3].astype(int)
    left, bottom, right, top = (float(v) for v in annotation["/Rect"])
    x0, y0, x1, y1 = (int(2 * v) for v in (left, height - top, right, height - bottom))
    inside = picture[y0:y1, x0:x1].reshape(-1, 3)
    document.close()
    red, green = inside[:, 0], inside[:, 1]
    assert ((red > 200) & (green < 200)).mean() > 1 / 4
    assert (inside.sum(axis=1) < 200).any()


def page_of(text: str) -> bytes:
    sheet = Sheet()
    sheet.text(80, 700, text)
    sheet.text(80, 600, "第二段，全年办结48件，上年结转2件。")
    return write_sheets([sheet])


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_turned_and_cropped_pages_are_marked_in_the_right_place(angle: int, cropped: bool) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(page_of("全年新收申请46件，予以公开46件。")))
    page = writer.pages[0].rotate(angle)
    if cropped:
        page.cropbox.lower_left, page.cropbox.upper_right = (50, 100), (560, 760)
    target = io.BytesIO()
    writer.write(target)
    data = target.getvalue()
    document = read(data, "a.pdf")
    out = annotate_pdf(data, document, [note(at(document, "46件", 1))])
    ((number, annotation),) = seen(out.data)
    assert words_under(out.data, number, annotation) == "46件"
    assert out.exact == 1


def test_text_that_runs_upwards_is_marked() -> None:
    sheet = Sheet()
    for line, text in enumerate(("新收申请46件，", "予以公开38件，", "结转下年8件。")):
        sheet.turned(200 + 20 * line, 100, text)
    data = write_sheets([sheet])
    document = read(data, "a.pdf")
    out = annotate_pdf(data, document, [note(at(document, "38件"))])
    ((number, annotation),) = seen(out.data)
    assert words_under(out.data, number, annotation) == "38件"
    left, bottom, right, top = (float(v) for v in annotation["/Rect"])
    assert top - bottom > right - left


def test_two_equal_figures_are_told_apart() -> None:
    data = page_of("全年新收申请46件，予以公开46件。")
    document = read(data, "a.pdf")
    first, second = (annotate_pdf(data, document, [note(at(document, "46件", n))]) for n in (0, 1))
    rects = [[float(v) for v in seen(out.data)[0][1]["/Rect"]] for out in (first, second)]
    assert rects[0][2] < rects[1][0]


def test_a_blank_cell_is_marked_as_a_whole() -> None:
    sheet = Sheet()
    xs, ys = (100, 200, 300), (700, 680, 660)
    for x in xs:
        sheet.line(x, ys[-1], x, ys[0])
    for y in ys:
        sheet.line(xs[0], y, xs[-1], y)
    for x, y, text in ((104, 686, "事项"), (204, 686, "数量"), (104, 666, "许可")):
        sheet.text(x, y, text)
    data = write_sheets([sheet])
    document = read(data, "a.pdf")
    blank = document.blocks[0].cells[3].span
    assert not len(blank)
    out = annotate_pdf(data, document, [note(blank)])
    assert (out.exact, out.near) == (1, 0)
    rect = [float(v) for v in seen(out.data)[0][1]["/Rect"]]
    assert rect == pytest.approx([200, 660, 300, 680], abs=1.5)


def test_what_has_no_place_is_listed_on_the_first_page() -> None:
    data = page_of("全年新收申请46件。")
    document = read(data, "a.pdf")
    nowhere = Note(7, "notice", "第 7 处 · 提示", ("没有位置",), "", (), ())
    out = annotate_pdf(data, document, [nowhere, note(at(document, "46件"))])
    assert (out.exact, out.near, out.listed) == (1, 0, 1)
    listed = next(a for _, a in seen(out.data) if a["/Subtype"] == "/Text")
    assert "第 7 处" in listed["/Contents"]
    assert "没有位置" in listed["/Contents"]


def test_a_gap_is_marked_at_its_paragraph_and_said_to_be_near() -> None:
    data = page_of("全年新收申请46件。")
    document = read(data, "a.pdf")
    end = len(document.text)
    out = annotate_pdf(data, document, [note(Span(end, end))])
    assert (out.exact, out.near, out.listed) == (0, 1, 0)
    ((number, annotation),) = seen(out.data)
    assert "办结48件" in words_under(out.data, number, annotation)


def test_annotations_that_are_there_stay() -> None:
    from pypdf.annotations import FreeText

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(page_of("全年新收申请46件。")))
    writer.add_annotation(0, FreeText(text="旧注", rect=(50, 50, 100, 70)))
    target = io.BytesIO()
    writer.write(target)
    document = read(target.getvalue(), "a.pdf")
    out = annotate_pdf(target.getvalue(), document, [note(at(document, "46件"))])
    assert [a["/Contents"].split("\n")[0] for _, a in seen(out.data)] == ["旧注", "第 1 处"]


def test_a_file_locked_against_changes_is_annotated_as_a_copy() -> None:
    data = (SAMPLES / "encrypted.pdf").read_bytes()
    document = read(data, "a.pdf")
    out = annotate_pdf(data, document, [note(at(document, "1286条"))])
    ((number, annotation),) = seen(out.data)
    assert words_under(out.data, number, annotation) == "1286条"
    assert not out.data.startswith(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7 cut", (SAMPLES / "locked.pdf").read_bytes()])
def test_a_file_that_cannot_be_opened_is_refused_in_a_sentence(data: bytes) -> None:
    document = read(page_of("全年新收申请46件。"), "a.pdf")
    with pytest.raises(UnreadableInput, match="不能写入批注"):
        annotate_pdf(data, document, [note(at(document, "46件"))])
