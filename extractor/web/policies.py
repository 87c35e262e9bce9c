"""The content policies of pages: each names all that it may run and reach, and nothing else is to be had."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from extractor.exports.as_comparison import inline_style
from extractor.exports.as_html import inline_parts
from extractor.exports.html.parts import source_hash

#: What is no page may do nothing at all, should a browser take it for one.
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def page_policy(styles: Iterable[str] = (), scripts: Iterable[str] = ()) -> str:
    """The policy of a page of the application: its own files and the styles and scripts named by their hashes."""
    style, script = (" ".join(("'self'", *hashes)) for hashes in (styles, scripts))
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; "
        "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@cache
def report_policy() -> str:
    """The policy of a report's page in the application: of what stands inside it only our style and script run."""
    style, script = inline_parts()
    return page_policy([source_hash(style)], [source_hash(script)])


@cache
def comparison_policy() -> str:
    """The policy of a comparison's page in the application: it has no script at all."""
    return page_policy([source_hash(inline_style())])


@cache
def comparison_alone_policy() -> str:
    """The policy of a comparison's page by itself."""
    return f"{NOTHING}; style-src {source_hash(inline_style())}; img-src data:"


@cache
def alone_policy() -> str:
    """The policy of a report's page by itself: it has nobody's rights and may ask nothing of the server."""
    style, script = map(source_hash, inline_parts())
    return f"{NOTHING} allow-scripts; style-src {style}; script-src {script}; img-src data:"
