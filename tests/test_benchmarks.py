"""The benchmarks keep working: each runs with tiny sizes and prints what it says. No figure is asserted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.contests import Contestant, contest, forget
from benchmarks.rows import HEADS, Language, Row, Words, placed, table
from corpora.formats import write
from corpora.generate import generate

ROOT = Path(__file__).resolve().parents[1]
READMES: dict[Language, str] = {"zh": "README.md", "en": "README.en.md"}
LANGUAGES = list(READMES)
needs_arrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")
needs_resource = pytest.mark.skipif(find_spec("resource") is None, reason="no resource module here")


def printed(*arguments: str) -> list[str]:
    """The lines that a benchmark prints in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-W", "ignore", "-m", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def bench_table(page: str) -> list[list[str]]:
    """The rows of the table between the bench marks of a page, head first."""
    found = re.search(r"<!-- bench -->\n(.*?)<!-- /bench -->", page, re.DOTALL)
    assert found
    lines = [line.strip("|").split("|") for line in found[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_shows_the_table_of_benchmarks(language: Language) -> None:
    head, rule, *rows = bench_table((ROOT / READMES[language]).read_text("utf-8"))
    assert head == list(HEADS[language])
    assert set(rule) == {"---"}
    assert {len(row) for row in rows} == {len(head)}
    first = " ".join(row[0] for row in rows)
    wanted = {
        "zh": ("文本", "HTML", "DOCX", "PDF", "启动", "两个进程", "内存"),
        "en": ("text", "HTML", "DOCX", "PDF", "start", "two workers", "memory"),
    }
    assert all(word in first for word in wanted[language])
    instead = " ".join(row[2] for row in rows)
    assert all(name in instead for name in ("jieba.lcut", "spaCy", "pandas.read_html", "python-docx", "pdfplumber"))


def test_both_readmes_show_the_same_run() -> None:
    ratios = [[row[-1] for row in bench_table((ROOT / name).read_text("utf-8"))[2:]] for name in READMES.values()]
    assert ratios[0] == ratios[1]


def test_a_table_takes_the_place_of_the_old_one() -> None:
    row = Row(Words("甲", "a"), Words("乙", "b"), Words("丙", "c"), Words("丁", "d"), (0.5, 0.25, 20.0))
    page = placed("before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n", table([row], "en"))
    assert bench_table(page)[2] == ["a", "b", "c", "d", "0.50 (0.25–20)"]
    assert "old" not in page
    assert page.startswith("before\n")
    assert page.endswith("\nafter\n")
    assert placed(page, table([row], "en")) == page


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="0 places"):
        placed("no marks", [])


def test_contestants_take_turns_over_the_same_documents() -> None:
    seen: list[str] = []
    ours, theirs = (Contestant(name, lambda document, name=name: seen.append(name + document)) for name in "ab")
    absent = Contestant("c", seen.append, ("a package",))
    found = contest([ours, theirs, absent], ["1", "2"], 2)
    assert seen == ["a1", "b1", *("a1", "a2", "b1", "b2"), *("b1", "b2", "a1", "a2")]
    assert {name: [len(one) for one in measured.rounds] for name, measured in found.items()} == {
        "a": [2, 2],
        "b": [2, 2],
    }


def test_what_was_seen_in_documents_is_forgotten_and_lexicons_are_not() -> None:
    from extractor import language

    language.stands("协调解决问题34个", 1, 3)
    assert language._words_of.cache_info().currsize
    forget()
    assert not language._words_of.cache_info().currsize
    assert language.cutter.cache_info().currsize


@pytest.mark.slow
@needs_arrow
def test_the_whole_table_is_measured_and_printed() -> None:
    lines = printed(
        "benchmarks", "--documents", "1", "--rounds", "1", "--times", "1", "--reports", "2", "--language", "en"
    )
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert rows[0] == list(HEADS["en"])
    assert len(rows) >= 2 + 8 + 2 + 2
    for row in rows[2:]:
        assert re.fullmatch(r"[\d.]+ \([\d.]+–[\d.]+\)", row[-1]) or row[3] in {"not installed", "unknown"}, row
    assert "1 generated reports of each format" in lines[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["scale", "--documents", "3", "--workers", "1"], r"\| 3 \| 1 \|", marks=needs_arrow, id="scale"),
        pytest.param(
            ["resume", "--documents", "6", "--kills", "0", "--shard", "3"], "the same bytes", marks=needs_arrow, id="resume"
        ),
        pytest.param(
            ["hostile", "--documents", "6", "--share", "0.34", "--workers", "1"], "the same as without", marks=needs_arrow, id="hostile"
        ),
        pytest.param(["recall", "1", "1", "1"], "culprit", id="recall"),
        pytest.param(["culprit", "1", "1"], "all found", id="culprit"),
        pytest.param(["worlds", "8", "2"], "in all", marks=needs_resource, id="worlds"),
        pytest.param(["stages", "--rounds", "1", "--only", "zhenyu-health-2024-pipes", "--shared", "no"], "segmentation", id="stages"),
        pytest.param(["ablation", "--set", "unseen", "--rounds", "1", "--only", "zhenyu-health-2024-pipes"], "hook, our dictionary", id="ablation"),
    ],
)  # fmt: skip
def test_a_benchmark_runs_with_tiny_sizes(arguments: list[str], said: str) -> None:
    name, *rest = arguments
    assert re.search(said, "\n".join(printed(f"benchmarks.{name}", *rest)))


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pdfplumber") is None, reason="pdfplumber is not installed")
def test_the_benchmark_of_pdf_tables_runs(tmp_path: Path) -> None:
    (report,) = generate(1, seed=3, form="pdf")
    (tmp_path / "a.pdf").write_bytes(write(report.report, "pdf"))
    assert "ratio" in printed("benchmarks.pdf_tables", str(tmp_path / "a.pdf"), "--rounds", "1")[-1]
