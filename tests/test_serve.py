"""The command ``gouji serve``: what it says, where it listens, what it refuses; and its paper."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.cli.serve import serve
from extractor.web.api import description
from extractor.web.verdicts import default_baseline

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_command_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extractor", "serve", "--port", "0", "--token", "some-token", "--baseline", str(tmp_path / "b.json")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stdout
        found = re.search(r"(http://127\.0\.0\.1:\d+/)\?token=some-token$", running.stdout.readline())
        assert found
        with httpx.Client(headers={"Authorization": "Bearer some-token"}, trust_env=False, timeout=60) as client:
            assert client.get(f"{found[1]}api/reports").json() == {"reports": []}
        assert [path.name[:12] for path in tmp_path.iterdir()] == ["gouji-serve-"]
        running.send_signal(signal.SIGINT)
        running.wait(30)
    assert list(tmp_path.iterdir()) == []


def test_wrong_calls_are_told(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text("{", "utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for options, words in (
            (["--baseline", str(tmp_path / "b.json")], "b.json 不是基线文件"),
            (["--token", "short"], "令牌至少八个字符"),
            (["--port", str(taken.getsockname()[1])], "请换一个端口"),
        ):
            result = CliRunner().invoke(main, ["serve", "--port", "0", *options])
            assert result.exit_code == 2
            assert words in result.output


def test_without_its_extra_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 2
    assert 'pip install "gouji[web]"' in result.output


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="other systems have their own folders")
def test_the_baseline_lies_with_the_users_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_baseline() == tmp_path / "gouji" / "baseline.json"


def test_the_paper_names_every_option_route_and_picture() -> None:
    paper = (ROOT / "docs" / "SERVE.md").read_text("utf-8")
    assert {option.opts[0] for option in serve.params} == set(re.findall(r"^\| `(--\w+)", paper, re.MULTILINE))
    for path in description()["paths"]:
        last = path.replace("{fingerprint}", "{指纹}") if path.count("/") < 4 or "findings" in path else f"/{path.rpartition('/')[2]}"
        assert last in paper, path
    pictures = {path.name for path in (ROOT / "docs" / "images").glob("*.png")}
    assert set(re.findall(r"images/([\w-]+\.png)", paper)) <= pictures
    assert all((ROOT / "docs" / "images" / name).stat().st_size < 200_000 for name in pictures)
