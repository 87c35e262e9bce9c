"""The Chinese templates that the program says, found in its code: what the lexicon of English sentences must hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHINESE = re.compile("[\u3001-\u3017\u4e00-\u9fff\uff01-\uff5e]")
#: Calls whose first argument, once it was made, is told in the language of the call.
RAISED = {"WrongCall", "UsageError", "UnreadableInput", "MissingPackage"}
SAID = {"say", "told"}
#: Calls whose `note` and `kind` are values of a diagnostic.
NOTED = {"refused", "diagnostic"}


def templates(node: ast.expr) -> Iterator[str]:
    """Constants and f-strings as templates with bare holes; both sides of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from templates(node.body)
        yield from templates(node.orelse)


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def said(path: Path) -> Iterator[tuple[str, str]]:
    """What a module says, and by which call; names of constants and of dictionaries of the module stand for what they hold."""
    tree = ast.parse(path.read_text("utf-8"))
    held = {
        target.id: [v for v in ast.walk(node.value) if isinstance(v, ast.expr)]
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called(node) not in SAID | RAISED | NOTED | {"echo", "Unplaced"}:
            continue
        for keyword in node.keywords if called(node) in NOTED else ():
            if keyword.arg in {"note", "kind"}:
                yield from (("note", words) for words in templates(keyword.value) if CHINESE.search(words))
        for argument in node.args:
            name = next((n.id for n in ast.walk(argument) if isinstance(n, ast.Name) and n.id in held), "")
            for part in [argument, *held.get(name, [])] if called(node) in SAID else [argument]:
                yield from ((called(node), words) for words in templates(part) if CHINESE.search(words))


def bare(template: str) -> str:
    """A template whose holes have no names."""
    return re.sub(r"\{\w*\}", "{}", template)


def constants(path: Path) -> Iterator[str]:
    """Every Chinese constant of a module but docstrings, comments and the pieces of f-strings."""
    tree = ast.parse(path.read_text("utf-8"))
    pieces = {id(v) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for v in node.values}
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in pieces | documented else None
        if isinstance(text, str) and re.search("[\u4e00-\u9fff]", text):
            yield text
