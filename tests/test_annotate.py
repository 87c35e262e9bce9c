"""``gouji annotate`` and ``gouji audit --workbook``: what is written, what is said, what is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpora import load_reports
from corpora.formats import Format, write
from corpora.records import plant
from extractor.annotation import annotate
from extractor.cli import main
from extractor.conversion import find_office
from extractor.sources import Input

pytest.importorskip("pypdf", reason="notes in PDF need pypdf")

REPORT = next(r for r in load_reports("tuned") if r.id == "guitang-2024")
PLANTED = plant(REPORT, REPORT.planted[0])


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "来件"
    source.mkdir()
    kinds: tuple[tuple[Format, str], ...] = (("docx", ".docx"), ("pdf", ".pdf"), ("pipes", ".txt"))
    for form, suffix in kinds:
        (source / f"年报{suffix}").write_bytes(write(PLANTED, form))
    return source


def test_each_file_comes_back_in_its_format_and_the_originals_stay(folder: Path, tmp_path: Path) -> None:
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    result = run("annotate", folder, "-o", tmp_path / "批注")
    assert result.exit_code == 0, result.output
    assert {p.name for p in (tmp_path / "批注").iterdir()} == {"年报-批注.docx", "年报-批注.pdf", "年报-批注.html"}
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    assert "此格式不能带批注，结果写成网页。" in result.output
    assert "（1 处）" in result.output


def test_two_of_one_name_do_not_overwrite_each_other(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "又"
    other.mkdir()
    (other / "年报.docx").write_bytes((folder / "年报.docx").read_bytes())
    run("annotate", folder / "年报.docx", other, "-o", tmp_path / "批注")
    assert {p.name for p in (tmp_path / "批注").iterdir()} == {"年报-批注.docx", "年报-批注-2.docx"}


def test_a_baseline_takes_its_findings_out(folder: Path, tmp_path: Path) -> None:
    file, baseline = folder / "年报.docx", tmp_path / "基线.json"
    run("audit", file, "-o", tmp_path / "out", "--write-baseline", baseline, "--quiet")
    assert json.loads(baseline.read_text("utf-8"))
    result = run("annotate", file, "-o", tmp_path / "批注", "--baseline", baseline)
    assert "（0 处）" in result.output


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    result = run("annotate", folder, "-o", tmp_path / "批注")
    assert result.exit_code == 0
    assert "坏.docx" in result.output
    assert (tmp_path / "批注" / "年报-批注.pdf").exists()
    assert run("annotate", tmp_path / "没有.docx", "-o", tmp_path / "批注").exit_code == 2


@pytest.mark.slow
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_an_old_format_comes_back_converted() -> None:
    words = "某局2024年政府信息公开工作年度报告"
    coded = "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536} " for c in words)
    rtf = "{\\rtf1\\ansi\\uc0 " + coded + "\\par}"
    marked = annotate(Input("年报.rtf", rtf.encode("ascii")))
    assert marked.suffix == ".docx"
    assert marked.data.startswith(b"PK")
    assert any("转换" in remark for remark in marked.remarks)


def test_a_missing_package_is_named(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = run("annotate", folder / "年报.pdf", "-o", tmp_path / "批注")
    assert result.exit_code == 2
    assert 'pip install "gouji[office]"' in result.output
    result = run("audit", folder / "年报.pdf", "-o", tmp_path / "out", "--workbook", tmp_path / "a.xlsx")
    assert result.exit_code == 2
    assert 'pip install "gouji[office]"' in result.output


def test_the_workbook_leads_to_the_pages_beside_it(folder: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    book = tmp_path / "表" / "findings.xlsx"
    result = run("audit", folder, "-o", tmp_path / "out", "--workbook", book, "--quiet")
    assert result.exit_code == 0, result.output
    sheet = openpyxl.load_workbook(book)["报告"]
    links = [c.hyperlink.target.replace("\\", "/") for row in sheet.iter_rows(min_row=2) for c in row if c.hyperlink]
    assert len(links) == 3
    assert all((book.parent / link).resolve().is_file() for link in links)
