"""What of an HTML element a reader of the page sees: hidden, block or inline, white space kept or not.

Inline styles and the page's own simple style rules (one class or one id) decide; style sheets that were not saved with
the page cannot.
"""

from __future__ import annotations

import regex

#: Elements whose content is no text of the page, whatever their style (HTML standard, 15.3.1, and form controls).
UNSEEN = frozenset(
    regex.findall(
        r"\w+",
        """head title script style noscript noframes template meta link base param iframe frame frameset object embed
        applet audio video canvas svg math map area select option datalist button textarea input keygen progress meter
        xmp rt rp nav dialog xml""",
    )
)
BLOCKS = frozenset(
    regex.findall(
        r"\w+",
        """html body div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd dir menu table caption thead tbody tfoot tr td th section
        article header footer main aside figure figcaption blockquote pre listing center address form fieldset legend
        details summary""",
    )
)
KEPT_SPACE = frozenset({"pre", "listing"})
HIDING = regex.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?|opacity\s*:\s*0+(?:\.0+)?)\s*(?:!\s*important\s*)?(?:;|$)",
    regex.IGNORECASE,
)
DISPLAY = regex.compile(r"(?:^|;)\s*display\s*:\s*([a-z-]+)", regex.IGNORECASE)
WHITE_SPACE = regex.compile(r"(?:^|;)\s*white-space\s*:\s*(pre|pre-wrap|pre-line|break-spaces)\b", regex.IGNORECASE)
SIMPLE_SELECTOR = regex.compile(r"[a-zA-Z]*([.#][\w-]+)")


def hides(tag: str, style: str, attributes: dict[str, str], hidden_selectors: frozenset[str]) -> bool:
    """Whether an element and all in it is out of sight.

    >>> hides("div", "color:red; DISPLAY : none", {}, frozenset())
    True
    >>> hides("div", "", {"class": "tip off"}, frozenset({".off"}))
    True
    >>> hides("p", "display:block", {}, frozenset())
    False
    """
    if "hidden" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    if style and HIDING.search(style):
        return True
    if not hidden_selectors or tag in {"html", "body"}:
        return False
    names = {f".{name}" for name in attributes.get("class", "").split()}
    if "id" in attributes:
        names.add(f"#{attributes['id'].strip()}")
    return not names.isdisjoint(hidden_selectors)


def is_block(tag: str, style: str) -> bool:
    """Whether an element breaks the line before and after itself.

    >>> is_block("div", ""), is_block("span", ""), is_block("span", "display:block"), is_block("div", "display:inline")
    (True, False, True, False)
    """
    display = DISPLAY.search(style) if style else None
    if display and tag not in {"td", "th", "tr", "table", "body", "html"}:
        kind = display[1].lower()
        if kind == "inline":
            return False
        if kind in {"block", "list-item", "flex", "grid", "table"}:
            return True
    return tag in BLOCKS


def keeps_space(tag: str, style: str) -> bool:
    """Whether line ends inside an element are line ends of the page."""
    return tag in KEPT_SPACE or bool(style and WHITE_SPACE.search(style))


def hidden_selectors(style_sheet: str) -> frozenset[str]:
    """Classes and ids that a style sheet hides on every screen; the last rule of a selector counts.

    >>> sorted(hidden_selectors(".a, #b {display:none} @media print {.c{display:none}} .a{display:block}"))
    ['#b']
    >>> hidden_selectors("p .x{display:none} .y:hover{display:none}")
    frozenset()
    """
    hidden: set[str] = set()
    for selectors, rules in _top_rules(style_sheet):
        shown = DISPLAY.search(rules)
        if shown is None:
            continue
        for selector in selectors.split(","):
            match = SIMPLE_SELECTOR.fullmatch(selector.strip())
            if match and shown[1].lower() == "none":
                hidden.add(match[1])
            elif match:
                hidden.discard(match[1])
    return frozenset(hidden)


def _top_rules(sheet: str) -> list[tuple[str, str]]:
    """Selector and declarations of the rules that stand in no other rule."""
    rules: list[tuple[str, str]] = []
    depth, start, selector, nested = 0, 0, "", False
    for position, character in enumerate(sheet):
        if character == "{":
            if depth == 0:
                selector, start, nested = sheet[start:position].rpartition("*/")[2], position + 1, False
            else:
                nested = True
            depth += 1
        elif character == "}" and depth:
            depth -= 1
            if depth == 0:
                if not nested:
                    rules.append((selector, sheet[start:position]))
                start = position + 1
    return rules
