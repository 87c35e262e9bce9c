"""The project's laws: who may import whom, sizes, names, purity, docstrings, lexicons."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import lexicons
from lexicons import loading

ROOT = Path(__file__).resolve().parents[1]

#: The floors, lowest first. A name stands for a module or for a package with all it holds. A module imports from floors
#: below its own, or from its own package. Every module has its place here: a new one is added on purpose.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("spans", "errors"),
    ("values", "diagnostics"),
    ("model",),
    ("patterns", "folding", "numerals", "spreadsheets", "channel_lists"),
    ("words",),
    ("readers", "quantities", "language", "sections", "mastheads", "agencies"),
    ("tables",),
    ("clauses",),
    ("facts", "items"),
    ("reports",),
    ("series",),
    ("auditing",),
    ("exports", "store"),
    ("conversion", "recognition", "sources"),
    ("api",),
    ("batch", "annotation"),
    ("web", "spacy_pipe"),
    ("cli",),
    ("__main__",),
)
#: Floors from this one up are faces: they may read clocks and the environment, print, and set up logging.
FACES = "conversion"
#: Who may import which heavy word library.
WORD_LIBRARIES = {"jieba": {"language"}, "rjieba": {"language"}, "spacy": {"language", "spacy_pipe"}}
NETWORK = {"socket", "urllib.request", "http", "requests", "httpx", "aiohttp", "ftplib"}

MODULE_LINES, FUNCTION_LINES = 300, 60
#: path -> why it may be longer than the law says. Empty is best.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "process"}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """extractor/readers/__init__.py -> extractor.readers"""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), short(path))


EXTRACTOR = python_files("extractor")
INNER = [path for path in EXTRACTOR if module_of(path) != "extractor"]  # all but the public page
SOURCES = python_files("extractor", "lexicons")
MODULES = {module_of(path) for path in python_files("extractor", "lexicons", "corpora")}


def imports(path: Path) -> Iterator[str]:
    """Every module imported anywhere in the file, those inside functions included, by its full name."""
    package = module_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            name = ".".join(part for part in (base, node.module or "") if part)
            for alias in node.names:
                whole = f"{name}.{alias.name}"
                yield whole if whole in MODULES else name


def family(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def floor(module: str) -> int:
    for height, names in enumerate(FLOORS):
        if family(module) in names:
            return height
    raise AssertionError(f"{module} has no floor: give it its place in FLOORS")


def breaches(importer: str, imported: set[str]) -> list[str]:
    """What a module imports against the law, as sentences."""
    found = []
    for name in sorted(imported):
        top = name.split(".")[0]
        if top in {"corpora", "tests"}:
            found.append(f"{importer} imports {name}: examples and tests are not part of the program")
        elif name == "extractor":
            found.append(f"{importer} imports the public page; import the module that holds the thing")
        elif top == "extractor" and family(name) != family(importer) and floor(name) >= floor(importer):
            found.append(f"{importer} imports {name}, which is not below it")
        elif top in WORD_LIBRARIES and family(importer) not in WORD_LIBRARIES[top]:
            found.append(f"{importer} imports {name}: only {sorted(WORD_LIBRARIES[top])} may")
    return found


@pytest.mark.parametrize("path", INNER, ids=short)
def test_imports_go_down_only(path: Path) -> None:
    assert floor(module_of(path)) >= 0
    assert breaches(module_of(path), set(imports(path))) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("extractor.model", "extractor.readers"),
        ("extractor.readers.from_text", "extractor.quantities"),
        ("extractor.facts.counts", "extractor.items"),
        ("extractor.reports", "extractor"),
        ("extractor.clauses", "jieba"),
        ("extractor.cli", "corpora.scoring"),
    ],
)
def test_the_law_of_imports_sees_a_breach(importer: str, imported: str) -> None:
    assert len(breaches(importer, {imported})) == 1


def test_modules_import_no_circle() -> None:
    graph = {
        module_of(path): {name for name in imports(path) if name in MODULES and name != module_of(path)}
        for path in SOURCES
        if module_of(path) != "extractor"
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("path", python_files("lexicons"), ids=short)
def test_lexicons_import_nothing_of_ours(path: Path) -> None:
    assert [name for name in imports(path) if name.split(".")[0] in {"extractor", "corpora", "tests"}] == []


def impurities(module: ast.Module) -> Iterator[str]:
    """Clocks, chance, environment, printing, network and logging set-up, each as "line: what"."""
    for node in ast.walk(module):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            names += [f"{node.module}.{a.name}" for a in node.names] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                if name in {"time", "random", "secrets", "os.environ", "os.getenv"} | NETWORK:
                    yield f"{line}: import {name}"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in {("os", "environ"), ("os", "getenv"), ("uuid", "uuid4"), ("uuid", "uuid1")}:
                yield f"{line}: {owner}.{node.attr}"
            if owner in {"datetime", "date"} and node.attr in {"now", "today", "utcnow"}:
                yield f"{line}: {owner}.{node.attr}"
            if owner == "logging" and node.attr in {"basicConfig", "getLogger", "config", "StreamHandler"}:
                yield f"{line}: logging.{node.attr}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "input"}:
            yield f"{line}: {node.func.id}()"


@pytest.mark.parametrize("path", [p for p in SOURCES if module_of(p) != "extractor"], ids=short)
def test_the_core_knows_no_clock_chance_environment_or_console(path: Path) -> None:
    module = module_of(path)
    if module.startswith("extractor") and floor(module) >= floor(f"extractor.{FACES}"):
        return
    assert list(impurities(tree(path))) == []


@pytest.mark.parametrize(
    "code",
    ["import time", "from os import environ", "import os\nos.environ['A']", "print(1)", "from random import choice",
     "import datetime\ndatetime.datetime.now()", "import logging\nlogging.basicConfig()", "import urllib.request"],
)  # fmt: skip
def test_the_law_of_purity_sees_a_breach(code: str) -> None:
    assert list(impurities(ast.parse(code)))


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_modules_and_functions_are_short(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= MODULE_LINES or short(path) in LONG_MODULES, f"{lines} lines"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            start = (first.end_lineno or 0) if ast.get_docstring(node) else node.lineno
            length = (node.end_lineno or 0) - start
            excused = f"{short(path)}:{node.name}" in LONG_FUNCTIONS
            assert length <= FUNCTION_LINES or excused, f"{node.name}: {length} lines"


def test_exceptions_are_still_needed() -> None:
    for name, why in LONG_MODULES.items():
        assert why
        assert len((ROOT / name).read_text("utf-8").splitlines()) > MODULE_LINES, f"{name} is short now"


@pytest.mark.parametrize("path", python_files("extractor", "lexicons", "corpora", "tests"), ids=short)
def test_names_say_what_a_module_holds(path: Path) -> None:
    parts = {part.removeprefix("test_") for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not parts & BANNED_NAMES
    assert not [part for part in parts if re.search(r"_(utils?|helpers?|manager|handler)$|\d$", part)]


def public(nodes: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, str | None]]:
    for node in nodes:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield owner + node.name, ast.get_docstring(node)
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


@pytest.mark.parametrize("path", EXTRACTOR, ids=short)
def test_public_things_are_told_in_a_sentence(path: Path) -> None:
    wrong = []
    for name, text in public(tree(path).body):
        first = (text or "").split("\n")[0].strip()
        if not re.fullmatch(r"[^a-z\s].*[.。]", first):
            wrong.append(f"{name}: {first!r}")
    assert wrong == []


LEXICON_FILES = sorted(p for p in (ROOT / "lexicons").rglob("*") if p.suffix in {".toml", ".txt", ".tsv"})


@pytest.mark.parametrize("path", LEXICON_FILES, ids=short)
def test_lexicon_files_are_plain_utf8_and_load(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf"), "byte-order mark"
    assert b"\r" not in data
    assert "\ufffd" not in data.decode("utf-8")
    name = path.relative_to(ROOT / "lexicons").as_posix()
    loaded = loading.read_toml(name) if path.suffix == ".toml" else loading.read_text(name)
    assert loaded


def test_every_lexicon_loader_loads() -> None:
    """The public functions of the lexicon modules that need no argument are the loaders."""
    called = 0
    for found in pkgutil.walk_packages(lexicons.__path__, "lexicons."):
        module = importlib.import_module(found.name)
        for name, function in sorted(vars(module).items()):
            if name.startswith("_") or not callable(function) or getattr(function, "__module__", "") != found.name:
                continue
            if inspect.isclass(function) or any(
                p.default is p.empty and p.kind is not p.VAR_POSITIONAL
                for p in inspect.signature(function).parameters.values()
            ):
                continue
            assert function(), f"{found.name}.{name}() is empty"
            called += 1
    assert called
