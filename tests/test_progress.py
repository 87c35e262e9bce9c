"""Bars for people and nothing for pipes; what is printed on a pipe is whole and plain; commands that are cut short say so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from terminals import COMMAND, ROOT, on_terminal, piped, surroundings

from extractor.cli import main

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not here")]

SAMPLES = ROOT / "corpora" / "samples"
REPORTS = tuple(str(p) for p in sorted(SAMPLES.rglob("*.txt")))[:2]
FRAME = re.compile("[\u2500-\u257f]")
ESCAPE = "\x1b"
#: A control sequence of the terminal, and the one that erases a line.
SEQUENCE, ERASE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]"), "\x1b[2K"

LONG_WORK = {
    "extract": ["extract"],
    "audit": ["audit", "-o", "{out}"],
    "items": ["items"],
    "annotate": ["annotate", "-o", "{out}"],
}


def arguments(name: str, out: Path) -> list[str]:
    return [word.format(out=out) for word in LONG_WORK[name]]


def screen_of(written: str) -> list[str]:
    """What stands on the screen in the end, for the few sequences that bars use."""
    lines, row, column = [""], 0, 0
    for token in re.findall(r"\x1b\[[0-9;?]*[a-zA-Z]|[^\x1b]", written):
        if token == "\r":
            column = 0
        elif token == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif token.endswith("A") and token.startswith(ESCAPE):
            row -= int(token[2:-1] or 1)
        elif token == ERASE:
            lines[row] = ""
        elif not token.startswith(ESCAPE):
            lines[row] = lines[row][:column].ljust(column) + token + lines[row][column + 1 :]
            column += 1
    return [line.rstrip() for line in lines]


@pytest.mark.parametrize("name", LONG_WORK)
def test_a_bar_follows_long_work_and_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    shown = on_terminal(*arguments(name, tmp_path), *REPORTS, piped=True)
    assert shown.code == 0
    assert f"{len(REPORTS)}/{len(REPORTS)}" in SEQUENCE.sub("", shown.screen)
    assert "份/秒" in shown.screen
    assert [line for line in screen_of(shown.screen) if line] == []
    assert ESCAPE not in shown.piped
    assert "份/秒" not in shown.piped


@pytest.mark.parametrize("name", LONG_WORK)
def test_pipes_see_no_bar(name: str, tmp_path: Path) -> None:
    done = piped(*arguments(name, tmp_path), *REPORTS[:1])
    assert (done.returncode, done.stderr) == (0, "")
    assert ESCAPE not in done.stdout


@pytest.mark.parametrize("name", LONG_WORK)
def test_quiet_shows_no_bar(name: str, tmp_path: Path) -> None:
    shown = on_terminal(*arguments(name, tmp_path), "--quiet", *REPORTS[:1], piped=True)
    assert (shown.code, shown.screen) == (0, "")


@pytest.mark.parametrize("width", [60])
def test_a_bar_and_a_list_on_one_terminal_do_not_mix(width: int, tmp_path: Path) -> None:
    shown = on_terminal("audit", "-o", str(tmp_path), *REPORTS, width=width)
    left = [line for line in screen_of(shown.screen) if line]
    assert "份/秒" in shown.screen
    assert not any("份/秒" in line or "━" in line for line in left)
    names = [Path(p).name for p in REPORTS]
    assert [name for name in names if not any(name in line for line in left)] == []
    assert any(line.startswith("报告 2 份") for line in left)


def test_the_bar_speaks_the_language_of_the_call() -> None:
    shown = on_terminal("--lang", "en", "extract", *REPORTS[:1], piped=True)
    assert "reports/s" in shown.screen
    assert "份" not in shown.screen


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report whose list of findings has long lines."""
    text = Path(REPORTS[0]).read_text("utf-8")
    path = tmp_path_factory.mktemp("faulty") / f"{'很长的文件名' * 10}.txt"
    path.write_text(f"{text}\n20XX年公开信息XX条，{'公开的内容' * 30}。\n", "utf-8")
    return str(path)


def test_a_pipe_gets_whole_lines_without_frames(faulty: str, tmp_path: Path) -> None:
    done = piped("audit", faulty, "-o", str(tmp_path), "--held")
    assert ESCAPE not in done.stdout
    assert not FRAME.search(done.stdout)
    assert Path(faulty).name in done.stdout  # on one line, longer than any terminal
    assert all(line == line.rstrip() for line in done.stdout.splitlines())


def test_a_terminal_gets_colours_and_no_colour_takes_them_and_the_frames(tmp_path: Path) -> None:
    args = ["items", "--topics", "--quiet", *REPORTS]
    usual, without = on_terminal(*args), on_terminal(*args, NO_COLOR="1")
    assert FRAME.search(usual.screen)
    assert ESCAPE in usual.screen
    assert not FRAME.search(without.screen)
    assert ESCAPE not in without.screen
    assert on_terminal("audit", *REPORTS[:1], "-o", str(tmp_path), "--quiet").screen == ""


def test_topics_on_a_pipe_are_parted_by_tabs() -> None:
    lines = piped("items", "--topics", *REPORTS).stdout.splitlines()
    assert len(lines) > 1
    assert {line.count("\t") for line in lines} == {5}


@pytest.mark.parametrize(("language", "sentence"), [("zh", "已中断。"), ("en", "Interrupted.")])
def test_ctrl_c_ends_with_a_sentence(language: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is an exception in whatever is being done."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.api.extract_many", interrupted)
    done = CliRunner().invoke(main, ["--lang", language, "extract", REPORTS[0]])
    assert (done.exit_code, done.stderr.strip(), done.stdout) == (130, sentence, "")


@pytest.mark.parametrize("args", [["extract", *REPORTS], ["explain"], ["audit", *REPORTS[:1], "-o", "{out}"]])
def test_a_reader_that_leaves_is_no_reason_for_complaint(args: list[str], tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, *(a.format(out=tmp_path) for a in args)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings()
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (141, b"")
