"""Old formats: known by their bytes, turned into DOCX by LibreOffice, refused in a clear sentence where it is not."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from corpora.readers.docx.builder import archive, cell, docx, paragraph, table
from extractor import conversion, readers
from extractor.conversion import convert, find_office, needs_conversion
from extractor.errors import UnreadableInput
from extractor.model import Document
from extractor.readers.from_doc import COMPOUND_START, ENCRYPTED_STREAM, OPEN_TEXT, WORD_STREAM

OFFICE = find_office()
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
ROWS = (
    cell("栏目", '<w:gridSpan w:val="2"/>') + cell("总计", '<w:vMerge w:val="restart"/>'),
    cell("甲") + cell("乙") + cell("", "<w:vMerge/>"),
    cell("1") + cell("23") + cell("24"),
    cell("") + cell("/") + cell("0.5"),
)
SAMPLE = docx(
    paragraph("某镇年度报告", '<w:pStyle w:val="1"/>')
    + paragraph("全年收到申请24件，其中“网络”提交23件。")
    + table(*ROWS, grid='<w:gridCol w:w="2000"/>' * 3)
    + paragraph("以上。"),
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>',
)


def compound(stream: bytes) -> bytes:
    return COMPOUND_START + b"\0" * 600 + stream


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (compound(WORD_STREAM), ".doc", True),
        (compound(WORD_STREAM), ".docx", True),
        (compound(b""), ".wps", True),
        (compound(b""), ".bin", False),
        (compound("Workbook".encode("utf-16-le")), ".doc", False),
        (compound(ENCRYPTED_STREAM), ".docx", True),
        (b"{\\rtf1\\ansi}", ".doc", True),
        (b"\xef\xbb\xbf{\\rtf1}", ".txt", True),
        (archive({"mimetype": "x"}), ".odt", False),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetype" + OPEN_TEXT, ".zip", True),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', ".doc", True),
        (b"<html><body>", ".doc", False),
        (SAMPLE, ".doc", False),
        (b"", ".doc", False),
    ],
)
def test_old_formats_are_known_by_their_bytes(data: bytes, suffix: str, expected: bool) -> None:
    assert needs_conversion(data, suffix) is expected


def test_without_libreoffice_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "find_office", lambda: None)
    with pytest.raises(UnreadableInput, match=r"\.doc.*LibreOffice.*not installed.*DOCX") as caught:
        convert(compound(WORD_STREAM), ".doc")
    assert caught.value.code == "input.format"


def test_a_password_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "find_office", lambda: "soffice")
    with pytest.raises(UnreadableInput, match="password"):
        convert(compound(ENCRYPTED_STREAM), ".docx")


@pytest.mark.parametrize(
    ("data", "path", "words"),
    [
        (compound(WORD_STREAM), "报告.doc", "old format"),
        (b"{\\rtf1\\ansi 2024}", "报告.txt", "old format"),
        (compound(ENCRYPTED_STREAM), "报告.docx", "password"),
    ],
)
def test_the_readers_say_that_an_old_format_needs_conversion(data: bytes, path: str, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words) as caught:
        readers.read(data, path)
    assert caught.value.code == "input.format"
    assert path in str(caught.value)


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A program in place of LibreOffice, and a folder in place of the temporary one."""
    program, folder = tmp_path / "office", tmp_path / "temporary"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    folder.mkdir()
    monkeypatch.setattr(conversion, "find_office", lambda: str(program))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_program_that_hangs_is_stopped_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = tmp_path / "late"
    folder = stand_in(tmp_path, monkeypatch, f"(sleep 3; touch {sign}) & wait")
    with pytest.raises(UnreadableInput, match="did not finish") as caught:
        convert(b"{\\rtf1}", ".rtf", timeout=0.2)
    assert caught.value.code == "input.damaged"
    assert not list(folder.iterdir())
    if shutil.which("ps"):
        running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=False).stdout
        assert str(sign) not in running


def test_a_program_that_makes_nothing_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = stand_in(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(UnreadableInput, match="could not open") as caught:
        convert(b"{\\rtf1}", ".rtf")
    assert caught.value.code == "input.damaged"
    assert not list(folder.iterdir())


def shape(document: Document) -> list[tuple[object, ...]]:
    lines: list[tuple[object, ...]] = [
        (block.kind == "grid", block.span.of(document.text)) for block in document.blocks if block.kind != "noise"
    ]
    for block in document.blocks:
        for c in block.cells:
            lines.append((c.span.of(document.text), c.row, c.column, c.row_span, c.column_span))
    return lines


@needs_office
@pytest.mark.parametrize(("suffix", "form"), [(".doc", "doc:MS Word 97"), (".rtf", "rtf"), (".odt", "odt")])
def test_the_same_report_in_an_old_format_reads_the_same(
    suffix: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "sample.docx"
    source.write_bytes(SAMPLE)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    old = (tmp_path / f"sample{suffix}").read_bytes()
    assert needs_conversion(old, suffix)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    found = readers.read(convert(old, suffix), f"sample{suffix}")
    assert shape(found) == shape(readers.read(SAMPLE, "sample.docx"))
    assert found.blocks[0].kind == "heading"
    assert not list(folder.iterdir())
