"""Reports that a page carries without showing them: in text areas, templates, scripts, attributes, escaped text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

import regex
from lxml import etree

from extractor.readers.html_elements import Element

MARKUP = regex.compile(r"</?(?:p|div|span|br|table|tr|td|section|h[1-6])\b[^<>]{0,2000}>", regex.IGNORECASE)
SHORTEST = 100
#: So many carriers are looked into; more are no page of a report.
MOST = 50
STRING = regex.compile(r'"((?:[^"\\\n]|\\.){200,}+)"|\'((?:[^\'\\\n]|\\.){200,}+)\'')
CHINESE = regex.compile(r"[一-鿿]")
TEXT_CARRIERS = frozenset({"textarea", "template", "xmp", "noscript", "script", "iframe"})


def embedded(root: Any, page: Element) -> Iterator[tuple[str, str]]:
    """Path and characters of every block that could be an article, in the order of the file."""
    found = 0
    for path, characters in _carriers(root, page):
        if len(characters) < SHORTEST or not CHINESE.search(characters):
            continue
        yield path, characters
        found += 1
        if found >= MOST:
            return


def _carriers(root: Any, page: Element) -> Iterator[tuple[str, str]]:
    tree = root.getroottree()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in TEXT_CARRIERS:
            for characters in _held(element):
                yield tree.getpath(element), characters
        for name, value in element.attrib.items():
            if len(value) >= SHORTEST and "<" in value and not str(name).startswith("on"):
                yield f"{tree.getpath(element)}/@{name}", str(value)
    shown = page.text()
    if len(MARKUP.findall(shown)) > 2:
        yield "/html/body", shown


def _held(element: Any) -> Iterator[str]:
    """The characters that a carrier holds, unescaped where they were escaped."""
    text = "".join(element.itertext())
    if element.tag in {"template", "noscript"} and len(element):
        yield etree.tostring(element, encoding="unicode", method="html", with_tail=False).partition(">")[2]
        return
    kind = element.get("type") or ""
    if element.tag == "script" and "html" not in kind and "template" not in kind:
        yield from script_strings(text)
        return
    yield text if MARKUP.search(text) else unescape(text)


def script_strings(script: str) -> Iterator[str]:
    """Long string literals of a script that hold markup.

    >>> [s[:8] for s in script_strings('var a={"c":"' + "\\\\u003cp\\\\u003e甲乙丙</p>" * 20 + '"};')]
    ['<p>甲乙丙</']
    >>> list(script_strings("var a = 'x';"))
    []
    """
    for match in STRING.finditer(script):
        body = match[1] if match[1] is not None else match[2].replace('"', '\\"').replace("\\'", "'")
        try:
            value = json.loads(f'"{body}"', strict=False)
        except ValueError:
            continue
        if MARKUP.search(value):
            yield value
        elif "&lt;" in value:
            yield unescape(value)
