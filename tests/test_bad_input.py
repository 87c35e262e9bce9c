"""What is not a report gets one clear sentence and its own record; the others go on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.recognition import is_available

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpora" / "samples" / "lanting-2024.txt"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def records(result: Result) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


BAD = {
    "empty.txt": (b"", "input.empty"),
    "blank.txt": (b" \n\t\n", "input.empty"),
    "binary.txt": (bytes(range(256)) * 40, "input.binary"),
    "other.txt": ("今日天气晴好，气温二十度，适宜出行。\n".encode() * 20, "input.not_report"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "input.damaged" if is_available() else "input.scanned"),
}


@pytest.mark.parametrize(("name", "data", "code"), [(n, d, c) for n, (d, c) in BAD.items()], ids=list(BAD))
def test_each_bad_file_gets_its_own_record(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = run("extract", str(path))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    (record,) = records(result)
    (note,) = [d for d in record["diagnostics"] if d["code"] == code]
    assert str(path) in note["message"] or code == "input.not_report"
    assert record["findings"] == []
    assert record["facts"] == []
    assert "Traceback" not in result.output


def test_a_missing_path_is_said_and_fails() -> None:
    result = run("extract", "no/such/report.txt")
    assert result.exit_code == 2
    (record,) = records(result)
    assert record["diagnostics"][0]["code"] == "input.missing"


def test_a_folder_with_one_bad_file_gives_all_other_records(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "good.txt")
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 40)
    shutil.copy(SAMPLE, tmp_path / "zgood.txt")
    result = run("audit", str(tmp_path), "-o", str(tmp_path / "out"), "--quiet")
    assert result.exit_code == 0
    lines = (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()
    found = {Path(r["source"]["path"]).name: r for r in map(json.loads, lines)}
    assert set(found) == {"good.txt", "bad.txt", "zgood.txt"}
    assert found["good.txt"]["agency"] == found["zgood.txt"]["agency"]
    assert found["bad.txt"]["agency"] is None
    assert len(list((tmp_path / "out" / "pages").glob("*.html"))) == 3


CUTS = {"二、上年结转政府信息公开申请数量": "table.missing", "4.保护第三方合法权益": "table.cut", "（七）总计": "table.cut"}


@pytest.mark.parametrize(("row", "code"), CUTS.items(), ids=["second row", "middle", "last but one"])
def test_a_report_cut_off_in_a_table_says_so_and_invents_nothing(tmp_path: Path, row: str, code: str) -> None:
    text = SAMPLE.read_text("utf-8")
    at = next((text.find(r) for r in (row, row.replace("（", "(").replace("）", ")")) if r in text), -1)
    assert at > 0
    cut = text[: text.find("\n", at)]
    (tmp_path / "cut.txt").write_text(cut, "utf-8")
    (record,) = records(run("extract", str(tmp_path / "cut.txt")))
    assert code in {d["code"] for d in record["diagnostics"]}
    assert [f for f in record["findings"] if f["severity"] == "error"] == []
    whole = {c["cell"]: c["value"] for c in records(run("extract", str(SAMPLE)))[0]["cells"]}
    for cell in record["cells"]:
        assert cell["value"] in {None, whole[cell["cell"]]}


def test_fail_on_sets_the_exit_code(tmp_path: Path) -> None:
    planted = ROOT / "corpora" / "samples" / "yanchuan-2023.txt"
    out = str(tmp_path / "out")
    assert run("audit", str(planted), "-o", out, "--quiet", "--fail-on", "error").exit_code == 1
    assert run("audit", str(planted), "-o", out, "--quiet").exit_code == 0
    assert run("audit", str(SAMPLE), "-o", out, "--quiet", "--fail-on", "notice").exit_code == 0


def test_explain_says_what_a_check_means() -> None:
    result = run("explain", "text.table")
    assert result.exit_code == 0
    assert "正文与表格不一致" in result.output
    assert "依据" in result.output
    assert run("explain", "no.such").exit_code == 2
