"""The wheel holds everything that the program needs, and nothing else, and works far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = {".toml", ".txt", ".tsv", ".html", ".j2", ".css", ".js", ".svg", ".typed"}

pytestmark = pytest.mark.slow


def run(*command: str, cwd: Path) -> str:
    """What a subprocess prints that is told of no other place."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}
    environment |= {"PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT), cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    options = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target", str(target))
    run(sys.executable, "-m", "pip", "install", *options, str(wheel), cwd=target)
    return target


def test_the_wheel_holds_every_source_and_data_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in ("extractor", "lexicons")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in DATA | {".py"}
    }
    assert "extractor/py.typed" in wanted
    assert wanted - names == set()


def test_the_wheel_holds_no_examples_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"extractor", "lexicons"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_wheel_says_its_licence_and_readme(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (licence,) = (name for name in archive.namelist() if name.endswith("/LICENSE"))
    assert archive.read(licence).decode("utf-8").split() == (ROOT / "LICENSE").read_text("utf-8").split()
    (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    message = message_from_bytes(archive.read(metadata))
    assert message["License-Expression"] == "Apache-2.0"
    assert message["Name"] == "gouji"


def away(installed: Path, tmp_path: Path, code: str) -> str:
    """What the code prints where only the wheel and the installed libraries are."""
    # -S leaves out site-packages with its .pth files (an editable installation is one), -I the working directory.
    paths = [str(installed), *dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))]
    start = f"import sys; sys.path[:0] = {paths!r}\n"
    return run(sys.executable, "-I", "-S", "-c", start + code, cwd=tmp_path)


def test_the_wheel_works_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import extractor, lexicons, lexicons.loading as l; print(extractor.__file__, lexicons.__file__, l.digest())"
    *files, digest = away(installed, tmp_path, code).split()
    assert all(file.startswith(str(installed)) for file in files)
    assert len(digest) == 64


def test_every_installed_module_imports(installed: Path, tmp_path: Path) -> None:
    code = """
import importlib, pkgutil, extractor, lexicons
for package in (extractor, lexicons):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith(("__main__", "spacy_pipe")):
            print(importlib.import_module(module.name).__name__)
"""
    assert "extractor.spans" in away(installed, tmp_path, code).split()


def test_the_command_line_starts_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import runpy; sys.argv[:] = ['gouji', '--help']; runpy.run_module('extractor', run_name='__main__')"
    shown = away(installed, tmp_path, code)
    assert "audit" in shown
    assert "extract" in shown
