"""The papers agree with the code and with each other: README, changelog, lock, CI; nothing of other places in any."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import extractor
import extractor.auditing.checks
from extractor.auditing.findings import Check
from extractor.cli import COMMANDS
from extractor.readers import readers

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
README, ENGLISH = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.en.md"))
TEXTS = {".py", ".toml", ".txt", ".tsv", ".md", ".html", ".css", ".js", ".lock", ".yml", ".yaml", ".cfg", ""}


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def command(page: str, name: str) -> str:
    """The one line in the fenced block after ``<!-- command:name -->``."""
    found = re.search(rf"<!-- command:{name} -->\n```bash\n(.+)\n```", page)
    assert found, f"no command {name}"
    return found[1]


def test_both_commands_set_everything_up_themselves() -> None:
    audit, tests = (command(README, name).split(" && ") for name in ("audit", "tests"))
    assert audit[:-1] == tests[:-1]
    assert tests[-1] == ".venv/bin/python -m pytest"
    assert audit[-1].startswith(".venv/bin/gouji audit ")


@pytest.mark.parametrize("name", ["audit", "tests"])
def test_both_languages_give_the_same_commands(name: str) -> None:
    assert command(README, name) == command(ENGLISH, name)


@pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="bash is not here")
def test_ci_runs_the_command_of_the_readme() -> None:
    shown = subprocess.run(["bash", ".ci/run", "--show"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == command(README, "tests")
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "pytest" not in script
    assert 'bash -euo pipefail -c "$tests"' in script


def test_the_version_has_an_entry_in_the_changelog() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == PROJECT["project"]["version"]


def pins() -> dict[str, str]:
    lines = [line.split(";")[0].strip() for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()]
    found = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


def test_the_lock_pins_every_requirement() -> None:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"], *PROJECT["build-system"]["requires"]]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", line)[0]).lower() for line in wanted}
    assert names <= pins().keys()


def test_the_lock_names_no_place() -> None:
    assert not re.search(r"://|file:|^-|@ ", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)


def listed(page: str, name: str) -> set[str]:
    """The names between ``<!-- name -->`` and ``<!-- /name -->``; words in brackets say that there are none."""
    found = re.search(rf"<!-- {name} -->(.*?)<!-- /{name} -->", page, re.DOTALL)
    assert found, f"no list {name}"
    return {word.strip() for word in found[1].split("·") if not word.strip().startswith(("（", "("))}


def formats() -> set[str]:
    """Formats that the readers yield; Markdown is read as text under its own name."""
    names = {reader.NAME for reader in readers()}
    return names | ({"md"} if "txt" in names else set())


def checks() -> set[str]:
    """Codes of the checks, found in the modules of their package."""
    codes = set()
    for found in pkgutil.iter_modules(extractor.auditing.checks.__path__, "extractor.auditing.checks."):
        for value in vars(importlib.import_module(found.name)).values():
            several = value if isinstance(value, tuple) else (value,)
            codes |= {one.code for one in several if isinstance(one, Check)}
    return codes


@pytest.mark.parametrize("page", [README, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize(("name", "found"), [("formats", formats), ("checks", checks)])
def test_the_readme_lists_what_is_there(page: str, name: str, found: Callable[[], set[str]]) -> None:
    assert listed(page, name) == found()
    assert not listed(page, f"{name}-planned") & found()


@pytest.mark.parametrize("page", [README, ENGLISH], ids=["zh", "en"])
def test_the_readme_names_every_command(page: str) -> None:
    named = set(re.findall(r"^gouji (\w+)|bin/gouji (\w+)", page, re.MULTILINE))
    assert {first or second for first, second in named} == set(COMMANDS)


@pytest.mark.skipif(not hasattr(extractor, "audit"), reason="no public page yet")
@pytest.mark.parametrize("page", [README, ENGLISH], ids=["zh", "en"])
def test_the_python_of_the_readme_runs(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    samples = sorted(path for path in (ROOT / "corpora" / "samples").rglob("*") if path.suffix in {".txt", ".docx"})
    (code,) = re.findall(r"```python\n(.+?)```", page, re.DOTALL)
    assert "报告.docx" in code
    exec(code.replace("报告.docx", samples[0].as_posix()), {})
    printed = capsys.readouterr().out.splitlines()
    assert all(line.split()[0] in {"error", "warning", "notice"} for line in printed)


def foreign_names() -> list[str]:
    """Agencies and file names of the material that the project is measured on."""
    names: set[str] = set()
    for gold in SHARED.glob("*/gold/**/*.json"):
        record = json.loads(gold.read_text("utf-8"))
        for one in record if isinstance(record, list) else [record]:
            if isinstance(one, dict) and isinstance(one.get("agency"), str):
                names.add(one["agency"])
    for folder in ("dev", "devseries", "real", "seed"):
        names |= {path.stem for path in (SHARED / folder).rglob("*.*") if "gold" not in path.parts}
    return sorted(name for name in names if len(name) >= 4 and name.lower() not in {"readme", "world"})


@pytest.mark.skipif(not SHARED.is_dir(), reason="no measuring material beside the checkout")
def test_rules_name_no_document_they_are_measured_on() -> None:
    names = foreign_names()
    assert names
    sources = [p for f in ("extractor", "lexicons") for p in (ROOT / f).rglob("*") if p.suffix in TEXTS and p.is_file()]
    for path in sources:
        text = path.read_text("utf-8")
        assert [name for name in names if name in text] == [], short(path)


HERE = re.compile(r"(?<![\w.*/-])/(work|tmp/bash|home/[a-z]+|root)\b(?![-.])")


def test_nothing_of_the_writers_machine_is_left() -> None:
    folders = ("extractor", "lexicons", "corpora", "tests", "docs", ".ci", "examples")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    paths += [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    for path in paths:
        if path.suffix.lower() in TEXTS and path != Path(__file__).resolve() and "__pycache__" not in path.parts:
            found = HERE.search(path.read_bytes().decode("utf-8", "ignore"))
            assert found is None, f"{short(path)}: {found and found[0]}"


def test_doctests_run_with_the_tests(request: pytest.FixtureRequest) -> None:
    assert request.config.getoption("doctestmodules")
    assert {"tests", "extractor", "lexicons"} <= set(PROJECT["tool"]["pytest"]["ini_options"]["testpaths"])
