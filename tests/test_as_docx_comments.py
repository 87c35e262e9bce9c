"""Comments in DOCX, as an independent reader (python-docx) sees them: every finding at its figure, nothing else changed."""

from __future__ import annotations

import hashlib
import io
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from annotated import PLANTED, at, audited, squeezed
from comments import comments_of

from corpora.readers.docx.builder import NAMESPACES, archive, cell, docx, paragraph, parts, table
from extractor import api
from extractor.exports.as_docx_comments import Annotated, annotate_docx
from extractor.exports.notes import Note
from extractor.model import Document, Source
from extractor.readers import from_docx
from extractor.spans import Span

pytest.importorskip("docx", reason="python-docx is the independent reader")

CASES = Path(__file__).parent.parent / "corpora" / "readers" / "docx"


def read(data: bytes) -> Document:
    return from_docx.read(data, Source("a.docx", "docx", hashlib.sha256(data).hexdigest()))


def note(place: Span, number: int = 1, others: tuple[Span, ...] = (), heading: str = "第 1 处") -> Note:
    return Note(number, "error", heading, ("核算 46，载明 64",), "见第 1 处", (place,), others)


@cache
def annotated(name: str, variant: str) -> tuple[bytes, api.Audited, tuple[Note, ...], Annotated]:
    data, result, said = audited(name, variant, "docx")
    return data, result, said, annotate_docx(data, result.report.document, said)


@pytest.mark.parametrize(("name", "variant"), PLANTED, ids=["-".join(case) for case in PLANTED])
def test_each_finding_has_its_comment_at_its_figure(name: str, variant: str) -> None:
    _, result, said, out = annotated(name, variant)
    assert said
    seen = {s.text.split("\n")[0]: s for s in comments_of(out.data)}
    text = result.report.document.text
    cells = {c.span for c in result.report.cells}
    for one in said:
        comment = seen[one.heading]
        assert comment.author == "gouji 勾稽"
        assert comment.text == one.text
        assert squeezed(comment.anchored) == squeezed(one.places[0].of(text))
        assert comment.in_table == (one.places[0] in cells)
    assert (out.exact, out.near, out.listed) == (len(said), 0, 0)


@pytest.mark.parametrize(("name", "variant"), PLANTED[:12], ids=["-".join(case) for case in PLANTED[:12]])
def test_a_comment_says_both_figures_and_the_suggestion(name: str, variant: str) -> None:
    _, result, _, out = annotated(name, variant)
    texts = [s.text for s in comments_of(out.data)]
    for finding in result.audit.findings:
        mine = next(t for t in texts if finding.message in t)
        for value in (finding.expected, finding.actual):
            assert value is None or value in mine
        for suggestion in finding.suggestions:
            assert suggestion.cause in mine
            assert suggestion.value in mine


@pytest.mark.parametrize(("name", "variant"), PLANTED[:12], ids=["-".join(case) for case in PLANTED[:12]])
def test_the_text_is_what_it_was(name: str, variant: str) -> None:
    data, result, _, out = annotated(name, variant)
    again = read(out.data)
    assert again.text == result.report.document.text
    assert [b.origin for b in again.blocks] == [b.origin for b in result.report.document.blocks]
    old, new = (zipfile.ZipFile(io.BytesIO(d)) for d in (data, out.data))
    changed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    for part in set(old.namelist()) - changed:
        assert new.read(part) == old.read(part)


def test_the_same_file_gives_the_same_bytes() -> None:
    data, result, said, out = annotated(*PLANTED[0])
    assert annotate_docx(data, result.report.document, said).data == out.data


#: Automatic numbers stand in no run; they are no longer than this.
LONGEST_LABEL = 12


def reader_cases() -> list[tuple[str, bytes]]:
    found = []
    for file in ("paragraphs", "tables", "numbering"):
        for case in tomllib.loads((CASES / f"{file}.toml").read_text("utf-8"))["case"]:
            if "body" in case:
                data = docx(case["body"], case.get("styles", ""), case.get("numbering", ""))
                found.append((case["id"], data))
    return found


READER_CASES = reader_cases()


@pytest.mark.parametrize(("name", "data"), READER_CASES, ids=[name for name, _ in READER_CASES])
def test_every_word_of_every_kind_of_mark_up_can_be_commented(name: str, data: bytes) -> None:  # noqa: ARG001
    try:
        document = read(data)
    except Exception:
        pytest.skip("not a readable document, which another test says")
    for block in document.blocks:
        for unit in [c.span for c in block.cells] or [block.span]:
            words = unit.of(document.text)
            out = annotate_docx(data, document, [note(unit)])
            seen = next(c for c in comments_of(out.data) if c.author == "gouji 勾稽")
            assert out.listed == 0
            assert out.near == (not covers(seen.anchored, words))
            assert read(out.data).text == document.text


def covers(anchored: str, words: str) -> bool:
    """Whether letters and digits of the words, but for an automatic number, stand among those anchored, in order.

    Hidden and moved text may stand between them.
    """
    wanted = [c for c in words if c.isalnum()]
    for cut in range(min(LONGEST_LABEL, max(len(wanted), 1))):
        found = iter(anchored)
        if all(char in found for char in wanted[cut:]):
            return True
    return False


def bold(text: str) -> str:
    return f'<w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


DELETED = "<w:del w:id='8'><w:r><w:delText>64</w:delText></w:r></w:del>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "words", "number"),
    [
        (f"<w:p>{run('新收申请4')}{bold('6')}{run('件，办结')}</w:p>", "46件", 0),
        (f"<w:p>{bold('新收申请46件，予以公开46件')}</w:p>", "46件", 1),
        (f"<w:p>{run('新收')}<w:hyperlink>{bold('申请46')}</w:hyperlink>{run('件')}</w:p>", "46件", 0),
        (f"<w:p>{run('新收')}<w:ins w:id='9'>{bold('46')}</w:ins>{DELETED}{run('件')}</w:p>", "46件", 0),
        ("<w:p><w:r><w:t>新收</w:t><w:br/><w:t>申请46件</w:t><w:tab/><w:t>办结</w:t></w:r></w:p>", "46件", 0),
        (f"<w:p><w:fldSimple w:instr=' REF a '>{run('共46件')}</w:fldSimple></w:p>", "46", 0),
        (f"<w:p><w:sdt><w:sdtContent>{run('共46件')}</w:sdtContent></w:sdt></w:p>", "46", 0),
    ],
)  # fmt: skip
def test_runs_are_cut_and_keep_their_formatting(body: str, words: str, number: int) -> None:
    data = docx(body)
    document = read(data)
    place = at(document, words, number)
    out = annotate_docx(data, document, [note(place)])
    (seen,) = comments_of(out.data)
    assert seen.anchored == words
    assert read(out.data).text == document.text
    assert formats(out.data) == formats(data)


def formats(data: bytes) -> list[tuple[str, bool]]:
    """Each character with whether it is bold, in order."""
    import docx as library

    body = library.Document(io.BytesIO(data)).element.body
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = []
    for text in body.iter(f"{w}t"):
        run = next(text.iterancestors(f"{w}r"))
        found += [(char, run.find(f"{w}rPr/{w}b") is not None) for char in text.text or ""]
    return found


def test_several_comments_share_a_figure_and_a_run() -> None:
    data = docx(paragraph("新收申请46件，上年结转2件，办结48件。"))
    document = read(data)
    words = {"甲": "46件", "乙": "46件，上年结转2件", "丙": "46"}
    said = [note(at(document, text), number, heading=name) for number, (name, text) in enumerate(words.items())]
    seen = {s.text.split("\n")[0]: s.anchored for s in comments_of(annotate_docx(data, document, said).data)}
    assert seen == words


def test_blank_cells_and_gaps_are_commented_where_they_are() -> None:
    data = docx(paragraph("一、总体情况") + table(cell("项目") + cell(""), cell("许可") + cell("12")) + paragraph("完。"))
    document = read(data)
    blank = document.blocks[1].cells[1].span
    assert not len(blank)
    end = Span(len(document.text), len(document.text))
    out = annotate_docx(data, document, [note(blank, 1, heading="空格"), note(end, 2, heading="末尾")])
    seen = {s.text.split("\n")[0]: s for s in comments_of(out.data)}
    assert seen["空格"].in_table
    assert not seen["末尾"].in_table
    assert (out.exact, out.near, out.listed) == (1, 1, 0)
    import docx as library

    cells = library.Document(io.BytesIO(out.data)).tables[0].rows[0].cells
    assert [len(c._tc.findall(".//{*}commentRangeStart")) for c in cells] == [0, 1]


def test_the_other_place_gets_a_short_comment() -> None:
    data = docx(paragraph("予以公开64件。") + table(cell("予以公开") + cell("46"), cell("部分公开") + cell("2")))
    document = read(data)
    other = document.blocks[1].cells[1].span
    seen = comments_of(annotate_docx(data, document, [note(at(document, "64件"), others=(other,))]).data)
    assert [(s.anchored, s.text.split("\n")[0]) for s in seen] == [("64件", "第 1 处"), ("46", "见第 1 处")]


def test_what_has_no_place_is_listed_at_the_top() -> None:
    data = docx(paragraph("第一段。") + paragraph("第二段。"))
    document = read(data)
    nowhere = Note(7, "notice", "第 7 处 · 提示", ("没有位置",), "", (), ())
    out = annotate_docx(data, document, [nowhere, note(at(document, "第二段"))])
    assert (out.exact, out.near, out.listed) == (1, 0, 1)
    seen = comments_of(out.data)
    listed = next(s for s in seen if "第 7 处" in s.text)
    assert "未能在文件中定位" in listed.text
    assert "没有位置" in listed.text
    body = zipfile.ZipFile(io.BytesIO(out.data)).read("word/document.xml").decode()
    assert body.index("commentRangeStart") < body.index("第一段")


def test_comments_that_are_there_stay() -> None:
    files: dict[str, Any] = parts(paragraph("新收申请46件。"))
    old = '<w:comment w:id="5" w:author="某人"><w:p><w:r><w:t>旧批注</w:t></w:r></w:p></w:comment>'
    files["word/comments.xml"] = f"<w:comments {NAMESPACES}>{old}</w:comments>"
    files["word/document.xml"] = files["word/document.xml"].replace(
        "<w:p>", '<w:p><w:commentRangeStart w:id="5"/><w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>', 1
    )
    data = archive(files)
    document = read(data)
    seen = comments_of(annotate_docx(data, document, [note(at(document, "46件"))]).data)
    assert [(s.author, s.anchored) for s in seen] == [("某人", ""), ("gouji 勾稽", "46件")]


def test_the_strict_variant_stays_strict() -> None:
    files: dict[str, Any] = parts(paragraph("新收申请46件。"))
    strict = {
        name: text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, text in files.items()
    }  # fmt: skip
    data = archive(strict)
    document = read(data)
    out = annotate_docx(data, document, [note(at(document, "46件"))])
    archived = zipfile.ZipFile(io.BytesIO(out.data))
    for part in ("word/document.xml", "word/comments.xml"):
        assert b"schemas.openxmlformats.org/wordprocessingml" not in archived.read(part)
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in archived.read("word/_rels/document.xml.rels")
    assert read(out.data).text == document.text


def test_hostile_words_do_no_harm() -> None:
    data = docx(paragraph("新收申请46件。"))
    document = read(data)
    place = at(document, "46件")
    hostile = Note(1, "error", "<w:p>&amp;]]>", ('"\'<script>', "=cmd|' /C calc'!A0"), "", (place,), ())
    (seen,) = comments_of(annotate_docx(data, document, [hostile]).data)
    assert seen.text == "<w:p>&amp;]]>\n\"'<script>\n=cmd|' /C calc'!A0"


def test_a_file_says_when_it_was_saved_and_so_do_the_comments() -> None:
    files: dict[str, Any] = parts(paragraph("新收申请46件。"))
    files["docProps/core.xml"] = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>2025-01-20T08:00:00Z</dcterms:modified></cp:coreProperties>'
    )
    data = archive(files)
    document = read(data)
    comments = zipfile.ZipFile(io.BytesIO(annotate_docx(data, document, [note(at(document, "46件"))]).data)).read("word/comments.xml")
    assert b'w:date="2025-01-20T08:00:00Z"' in comments
