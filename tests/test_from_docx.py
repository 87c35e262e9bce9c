"""DOCX: small files of mark-up read as Word shows them; whatever is broken is refused in one sentence."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from corpora.readers.docx import builder
from corpora.readers.docx.builder import archive, cell, docx, paragraph, parts, table
from extractor import readers
from extractor.errors import UnreadableInput
from extractor.model import Document, Source
from extractor.readers import docx_packages, from_docx
from extractor.readers.docx_places import element_at
from extractor.tables import read_tables

CORPUS = Path(__file__).parents[1] / "corpora" / "readers" / "docx"
SHARED = Path(__file__).parents[2] / "shared"
DEV = sorted((SHARED / "dev").glob("*-docx.docx"))


def cases(name: str) -> list[pytest.param]:
    found = tomllib.loads((CORPUS / name).read_text("utf-8"))["case"]
    assert found
    return [pytest.param(case, id=case["id"]) for case in found]


def read(data: bytes) -> Document:
    document = readers.read(data, "报告.docx")
    for block in document.blocks:
        for piece in (block, *block.cells):
            assert piece.span.end <= len(document.text)
    return document


def as_lines(document: Document) -> list[str]:
    return [
        f"{b.kind}{f' {b.level}' if b.kind == 'heading' else ''}|{b.span.of(document.text)}" for b in document.blocks
    ]


@pytest.mark.parametrize("case", cases("paragraphs.toml"))
def test_paragraphs_read_as_shown(case: dict[str, object]) -> None:
    document = read(docx(str(case["body"]).replace("\n", ""), styles=str(case.get("styles", ""))))
    assert as_lines(document) == case["blocks"]
    if "origins" in case:
        assert [b.origin.path for b in document.blocks] == case["origins"]


def _level(index: int, level: list[object]) -> str:
    form, text, start, more = level
    marks = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'
    return f'<w:lvl w:ilvl="{index}">{marks}</w:lvl>'


def _definition(name: str, levels: list[list[object]], more: str = "") -> str:
    written = "".join(_level(index, level) for index, level in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{name}">{written}{more}</w:abstractNum>'


def _number(number: int, name: str, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{name}"/>{more}</w:num>'


def _item(number: int, level: int, text: str, style: str) -> str:
    marks = (f'<w:ilvl w:val="{level}"/>' if level >= 0 else "") + (
        f'<w:numId w:val="{number}"/>' if number >= 0 else ""
    )
    return paragraph(
        text, (f'<w:pStyle w:val="{style}"/>' if style else "") + (f"<w:numPr>{marks}</w:numPr>" if marks else "")
    )


@pytest.mark.parametrize("case", cases("numbering.toml"))
def test_list_numbers_read_as_shown(case: dict) -> None:
    definitions = "".join(_definition(name, levels) for name, levels in case["lists"].items())
    numbers = "".join(_number(*number) for number in case["nums"])
    document = read(
        docx("".join(_item(*item) for item in case["items"]), case.get("styles", ""), definitions + numbers)
    )
    assert document.text.split("\n") == case["expect"]


def test_a_list_style_lends_its_levels() -> None:
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/>{listed}</w:style>'
    numbering = (
        _definition("0", [["decimal", "%1、", 1, ""]], '<w:styleLink w:val="L"/>')
        + _definition("1", [], '<w:numStyleLink w:val="L"/>')
        + _number(1, "0")
        + _number(2, "1")
    )
    document = read(docx(_item(2, 0, "甲", "") + _item(1, 0, "乙", ""), styles, numbering))
    assert document.text == "1、甲\n2、乙"


@pytest.mark.parametrize("case", cases("tables.toml"))
def test_merged_cells_resolve_to_a_rectangle(case: dict) -> None:
    rows = ["".join(cell(text, marks) for text, marks in row) for row in case["rows"]]
    for row, marks in case.get("row_marks", {}).items():
        rows[int(row)] = f"<w:trPr>{marks}</w:trPr>{rows[int(row)]}"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in case.get("grid", ()))
    document = read(docx(table(*rows, grid=grid)))
    (block,) = document.blocks
    assert block.kind == "grid"
    found = [[c.span.of(document.text), c.row, c.column, c.row_span, c.column_span] for c in block.cells]
    assert found == case["cells"]
    if "paths" in case:
        assert [c.origin.path for c in block.cells if c.origin] == case["paths"]


def test_cells_hold_lists_breaks_and_boxes_in_one_line() -> None:
    numbering = _definition("0", [["decimal", "%1.", 1, ""]]) + _number(1, "0")
    shape = f"<v:shape><v:textbox><w:txbxContent>{paragraph('框')}</w:txbxContent></v:textbox></v:shape>"
    box = f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    first = f"<w:tc>{_item(1, 0, '甲', '')}{_item(1, 0, '乙', '')}{box}</w:tc>"
    document = read(docx(table(first + cell("1<!-- -->2")), "", numbering))
    assert [c.span.of(document.text) for c in document.blocks[0].cells] == ["1. 甲 2. 乙 框", "12"]


def test_a_frame_of_one_cell_is_no_grid() -> None:
    inner = table(cell("规章") + cell("3"))
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('前文')}{inner}{paragraph('后文')}</w:tc></w:tr></w:tbl>"
    document = read(docx(frame + paragraph("文外")))
    assert as_lines(document) == ["paragraph|前文", "grid|规章 | 3", "paragraph|后文", "paragraph|文外"]
    assert [b.origin.path for b in document.blocks] == [
        "document.xml tbl[1] r[1] c[1] p[1]",
        "document.xml tbl[2]",
        "document.xml tbl[1] r[1] c[1] p[2]",
        "document.xml p[1]",
    ]


def test_a_table_in_a_data_cell_follows_the_grid() -> None:
    nested = f"<w:tc><w:tcPr/>{table(cell('小') + cell('9'))}<w:p/></w:tc>"
    document = read(docx(table(cell("本年新收申请数量") + cell("12"), cell("其中") + nested)))
    assert as_lines(document) == ["grid|本年新收申请数量 | 12\n其中 | ", "grid|小 | 9"]


def test_columns_that_only_lay_out_tables_are_no_grid() -> None:
    side, main = f"<w:tc>{paragraph('左')}</w:tc>", f"<w:tc>{table(cell('本年新收数量') + cell('12'))}<w:p/></w:tc>"
    document = read(docx(table(side + main)))
    assert as_lines(document) == ["paragraph|左", "grid|本年新收数量 | 12"]


def test_a_comment_finds_its_place_again() -> None:
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('框内')}</w:tc></w:tr></w:tbl>"
    data = docx(paragraph("甲") + table(cell("规章") + cell("3"), cell("许可") + cell("4")) + frame + paragraph("乙"))
    root = docx_packages.Package(data, "a").document()
    document = read(data)
    places = [(b.origin, b.span) for b in document.blocks] + [
        (c.origin, c.span) for b in document.blocks for c in b.cells
    ]
    assert len(places) == 8
    for origin, span in places:
        element = element_at(root, origin.path) if origin else None
        assert element is not None
        text = "".join(t.text or "" for t in element.iter(f"{{{element.nsmap['w']}}}t"))
        assert text == span.of(document.text).replace(" | ", "").replace("\n", "")
    assert element_at(root, "document.xml p[9]") is None
    assert element_at(root, "line 3") is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("某局2024年政府信息公开工作年度报告", (("title", "某局2024年政府信息公开工作年度报告"),)),
        ("无标题", ()),
        ("关于报送材料的通知", ()),
        ("", ()),
    ],
)
def test_the_title_property_is_taken_only_for_a_report(title: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert read(docx(paragraph("甲"), title=title)).metadata == expected


def test_headers_footers_and_notes_stay_out() -> None:
    made = parts(paragraph("正文"))
    for name in ("header1", "footer1", "footnotes", "comments"):
        made[f"word/{name}.xml"] = builder.document_xml(paragraph("页边"))
    assert read(archive(made)).text == "正文"


def test_the_strict_variant_reads_the_same() -> None:
    made = {
        name: part.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(builder.OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, part in parts(paragraph("甲") + table(cell("1") + cell("2"))).items()
    }
    assert read(archive(made)).text == "甲\n1 | 2"


def test_parts_are_found_by_relation_and_in_spite_of_backslashes() -> None:
    made = parts(
        paragraph("甲", '<w:pStyle w:val="x"/>'),
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="heading 3"/></w:style>',
    )
    moved = {
        name.replace("document.xml", "document2.xml"): part.replace("document.xml", "document2.xml")
        for name, part in made.items()
    }
    moved["word\\styles2.xml"] = moved.pop("word/styles.xml")
    moved["word/_rels/document2.xml.rels"] = moved["word/_rels/document2.xml.rels"].replace(
        "styles.xml", "/word/styles2.xml"
    )
    assert as_lines(read(archive(moved))) == ["heading 3|甲"]


@pytest.mark.parametrize(
    "missing",
    ["word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "_rels/.rels", "[Content_Types].xml"],
)
def test_parts_that_may_be_missing(missing: str) -> None:
    made = parts(paragraph("甲"))
    del made[missing]
    assert read(archive(made)).text == "甲"


RICH: dict[str, str | bytes] = dict(
    parts(
        _item(1, 1, "总况", "1")
        + table(cell("规章", '<w:gridSpan w:val="2"/>') + cell("3"))
        + paragraph("全年收到3件。"),
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>',
        _definition("0", [["decimal", "%1", 1, ""]]) + _number(1, "0"),
        "报告",
    )
)
SAMPLE = archive(RICH)


def outcome(data: bytes) -> str:
    """The text, or the code under which the file is refused; any other exception fails the test."""
    try:
        return from_docx.read(data, Source("a.docx", "docx", "")).text
    except UnreadableInput as error:
        return error.code


def refused(data: bytes, path: str = "报告.docx") -> UnreadableInput:
    with pytest.raises(UnreadableInput) as caught:
        readers.read(data, path)
    assert path in str(caught.value)
    return caught.value


def test_a_missing_text_is_damage() -> None:
    made = parts(paragraph("甲"))
    del made["word/document.xml"]
    error = refused(archive(made))
    assert error.code == "input.damaged"
    assert "word/document.xml" in str(error)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.98])
def test_a_file_cut_off_is_damage(share: float) -> None:
    data = docx(paragraph("甲" * 500))
    assert refused(data[: int(len(data) * share)]).code == "input.damaged"


def test_no_body_no_xml_and_no_text() -> None:
    for main, code in (
        ("<w:document/>", "input.damaged"),
        ("", "input.damaged"),
        (builder.document_xml("").replace("w:body", "w:other"), "input.damaged"),
        (builder.document_xml("<w:p/>"), "input.empty"),
        (builder.document_xml('<w:altChunk r:id="x"/>'), "input.format"),
    ):
        assert refused(archive(parts("") | {"word/document.xml": main})).code == code


PICTURE = "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (PICTURE * 2, ["input.scanned"]),
        (paragraph("某局年度报告") + PICTURE * 2, ["input.scanned"]),
        (paragraph("全年收到申请三件，均已办结。" * 20) + PICTURE * 2, []),
        (paragraph("某局年度报告"), []),
    ],
)
def test_pictures_with_hardly_any_text_are_said_to_be_a_scan(body: str, codes: list[str]) -> None:
    document = read(docx(body))
    assert [d.code for d in document.diagnostics] == codes
    assert all("2 幅" in d.message() for d in document.diagnostics)


@pytest.mark.parametrize(
    "files",
    [
        {"a.txt": "甲"},
        {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"},
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"},
    ],
    ids=["archive", "workbook", "open document"],
)
def test_other_zips_are_not_claimed(files: dict[str, str]) -> None:
    assert from_docx.claims(archive(files), ".docx") == 0


def test_old_word_files_are_not_claimed() -> None:
    assert from_docx.claims(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, ".docx") == 0


def test_a_docx_is_claimed_whatever_its_name() -> None:
    data = docx(paragraph("甲"))
    assert readers.read(data, "报告.doc").source.format == "docx"


@pytest.mark.parametrize("size", [3 << 20, 30 << 20])
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml"])
def test_a_bomb_is_refused_before_it_unpacks(name: str, size: int) -> None:
    error = refused(archive(RICH | {name: b" " * size}))
    assert error.code == "input.damaged"
    assert name in str(error)
    assert str(size) in str(error)


def test_broken_properties_break_no_report() -> None:
    assert read(archive(RICH | {"docProps/core.xml": "<a"})).metadata == ()


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    declared = f'<!DOCTYPE w:document [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "展开">]>'
    main = builder.document_xml("<w:p><w:r><w:t>甲&a;&b;</w:t></w:r></w:p>").replace(
        "<w:document", declared + "<w:document", 1
    )
    document = read(archive(parts("") | {"word/document.xml": main}))
    assert document.text == "甲"


@pytest.mark.parametrize("depth", [60, 3000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:ins><w:ins>", "</w:ins></w:ins></w:p>"),
    ],
    ids=["controls", "tables", "insertions"],
)
def test_deep_nesting_is_read_or_refused(opening: str, closing: str, depth: int) -> None:
    assert outcome(docx(opening * depth + paragraph("甲") + closing * depth)) in {"甲", "input.damaged", "input.empty"}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_files_raise_nothing_else(data: st.DataObject) -> None:
    raw = bytearray(SAMPLE[: data.draw(st.integers(0, len(SAMPLE)))] if data.draw(st.booleans()) else SAMPLE)
    for _ in range(data.draw(st.integers(0, 6))):
        if raw:
            raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    suffix = data.draw(st.sampled_from([".docx", ".zip"]))
    assert 0 <= from_docx.claims(bytes(raw), suffix) <= 100
    assert outcome(bytes(raw)) is not None


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_mark_up_raises_nothing_else(data: st.DataObject) -> None:
    """The same inside the parts, where the archive's own checksums do not help."""
    name = data.draw(st.sampled_from(sorted(RICH)))
    raw = bytearray(str(RICH[name]).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(archive(RICH | {name: bytes(raw)})) is not None


def _plain(line: str) -> list[str]:
    return [" ".join(piece.split()) for piece in line.rstrip("| ").split("|")]


@pytest.mark.skipif(not DEV, reason="the shared reports are not here")
@pytest.mark.parametrize("path", DEV, ids=lambda p: p.stem)
def test_reports_read_like_their_siblings_in_plain_text(path: Path) -> None:
    sibling = path.with_name(path.stem.removesuffix("-docx") + "-pipes.txt")
    document = readers.read(path.read_bytes(), path.name)
    expected = [
        _plain(line) for line in readers.read(sibling.read_bytes(), sibling.name).text.splitlines() if line.strip()
    ]
    assert [_plain(line) for line in document.text.split("\n")] == expected
    gold = json.loads((path.parent / "gold" / f"{path.stem}.gold.json").read_text("utf-8"))
    found = {c.id: c.value for c in read_tables(document).cells}
    assert gold["cells"]
    for cell_id, value in gold["cells"].items():
        left_out = gold["blank_zeros"] and cell_id.startswith("applications.")
        blank = value is None or (left_out and Decimal(value) == 0)
        assert found[cell_id] == (None if blank else Decimal(value)), cell_id
    root = docx_packages.Package(path.read_bytes(), "a").document()
    assert all(element_at(root, b.origin.path) is not None for b in document.blocks)


def test_the_form_itself_has_its_grids() -> None:
    path = SHARED / "real" / "template-annual-report.docx"
    if not path.is_file():
        pytest.skip("the form is not here")
    document = readers.read(path.read_bytes(), path.name)
    grids = [b for b in document.blocks if b.kind == "grid"]
    sizes = [(max(c.row + c.row_span for c in g.cells), max(c.column + c.column_span for c in g.cells)) for g in grids]
    assert sizes == [(14, 4), (28, 10), (4, 15)]
    for grid, (rows, columns) in zip(grids, sizes, strict=True):
        covered = [
            (c.row + i, c.column + j) for c in grid.cells for i in range(c.row_span) for j in range(c.column_span)
        ]
        assert len(covered) == len(set(covered)) == rows * columns


def test_comments_and_instructions_are_no_children() -> None:
    assert etree.tostring(docx_packages.parse_xml(b"<a><!-- x --><?y?><b/></a>")) == b"<a><b/></a>"


def test_encrypted_entries_are_refused() -> None:
    data = bytearray(docx(paragraph("甲")))
    entry = next(i for i in zipfile.ZipFile(io.BytesIO(bytes(data))).infolist() if i.filename == "word/document.xml")
    data[entry.header_offset + 6] |= 1
    central = data.rindex(b"word/document.xml") - 46
    data[central + 8] |= 1
    assert refused(bytes(data)).code == "input.damaged"
