"""What all our pages are made with: their files in the package, the templates' house, policies by hash, data for a script."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup


@cache
def part(name: str) -> str:
    """A file of this package: a style, a script or a template."""
    return (files("extractor.exports.html") / name).read_text("utf-8")


@cache
def house() -> Environment:
    """What every template is read with: all text is escaped, and a name that nobody gave is an error."""
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def template(name: str) -> Template:
    """A template of this package."""
    return house().from_string(part(name))


def source_hash(text: str) -> str:
    """A style or script as a content policy names it.

    >>> source_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


@cache
def policy_of(style: str, script: str = "") -> str:
    """What a page that stands alone may do: show its own style, run its own script, if it has one, and reach nothing.

    >>> "script-src" in policy_of("p{}"), "script-src" in policy_of("p{}", "1")
    (False, True)
    """
    run = f"script-src {source_hash(script)}; " if script else ""
    return f"default-src 'none'; style-src {source_hash(style)}; {run}img-src data:; base-uri 'none'; form-action 'none'"


def script_safe(data: dict[str, object]) -> Markup:
    """JSON that may stand inside a script element, whatever the report's text holds.

    >>> script_safe({"a": "</script><!--&"})
    Markup('{"a":"\\\\u003c/script\\\\u003e\\\\u003c!--\\\\u0026"}')
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)
