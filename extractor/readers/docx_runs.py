"""One w:p -> its text as accepted and shown, and the text boxes anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.docx_fields import Fields, in_paper
from extractor.readers.docx_places import ALTERNATE, WRAPPERS, R, W, chosen, unread
from extractor.readers.docx_revisions import run_hidden
from extractor.readers.docx_styles import GONE, Styles

TXBX = f"{W}txbxContent"
TEXTPATH = "{urn:schemas-microsoft-com:vml}textpath"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
T, FIELD_CHAR, INSTRUCTION, SIMPLE_FIELD, RUBY = (
    W + name for name in ("t", "fldChar", "instrText", "fldSimple", "ruby")
)
PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata")
#: Elements of a run that stand for a character.
CHARACTERS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
#: Characters of symbol fonts that reports are written with; font -> code without its private-use prefix -> character.
SYMBOLS: dict[str, dict[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA8: "□", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xD8: "➢", 0x75: "◆",
        0x76: "❖", 0xA1: "○", **{0x80 + i: c for i, c in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    },
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0xA3: "□"},
    "symbol": {0xB7: "•", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0x2D: "−", 0x25: "%"},
}  # fmt: skip


@dataclass(slots=True)
class Line:
    """What one paragraph holds: its text, and the containers (w:txbxContent) to be read after it.

    ``elements`` are those that the pieces of text came from, one each.
    """

    pieces: list[str] = field(default_factory=list)
    elements: list[etree._Element] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: int = 0

    def add(self, text: str, element: etree._Element) -> None:
        """Append a piece."""
        self.pieces.append(text)
        self.elements.append(element)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.pieces)


def read_line(paragraph: etree._Element, styles: Styles, fields: Fields, hidden: bool = False) -> Line:
    """The line of a paragraph; ``fields`` are those still open from paragraphs before, ``hidden`` its style's say."""
    line = Line()
    _read(paragraph, line, styles, fields, hidden)
    fields.end_paragraph()
    return line


def _read(element: etree._Element, line: Line, styles: Styles, fields: Fields, hidden: bool) -> None:
    for child in element:
        tag = child.tag
        if tag == R:
            if not run_hidden(child, styles, hidden):
                _read_run(child, line, styles, fields, hidden)
            else:
                _follow_fields(child, fields)
        elif tag in WRAPPERS:
            _read(child, line, styles, fields, hidden)
        elif tag == SIMPLE_FIELD:
            if not in_paper(child.get(f"{W}instr", "")):
                _read(child, line, styles, fields, hidden)
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                _read(branch, line, styles, fields, hidden)
        elif tag in GONE:
            _follow_fields(child, fields)
        elif isinstance(tag, str) and tag.startswith(MATH) and fields.shown:
            for t in child.iter(f"{MATH}t"):
                line.add(t.text or "", t)


def _read_run(run: etree._Element, line: Line, styles: Styles, fields: Fields, hidden: bool) -> None:
    for child in run:
        tag = child.tag
        if tag == T:
            if fields.shown:
                line.add(shown_text(child), child)
        elif tag in (FIELD_CHAR, INSTRUCTION):
            _follow_field(child, fields)
        elif tag in CHARACTERS:
            if fields.shown:
                line.add(CHARACTERS[tag], child)
        elif tag == f"{W}sym":
            if fields.shown:
                line.add(_symbol(child), child)
        elif tag in DRAWN:
            _collect_drawn(child, line)
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                _read_run(branch, line, styles, fields, hidden)
        elif tag == RUBY:  # the small print above (w:rt) is left out
            for base in child.iterchildren(f"{W}rubyBase"):
                _read(base, line, styles, fields, hidden)


def shown_text(element: etree._Element) -> str:
    """The text of a w:t as it is shown."""
    text = element.text or ""
    if element.get(SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ").replace("\r", " ")


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    known = SYMBOLS.get(element.get(f"{W}font", "").lower())
    if 0xE000 <= code <= 0xF8FF or (known is not None and code < 0x100):
        return (known or {}).get(code & 0xFF, "")
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code <= 0x10FFFF else ""


def _collect_drawn(drawn: etree._Element, line: Line) -> None:
    found = False
    for element in drawn.iter(TXBX, TEXTPATH):
        nearest = next(element.iterancestors(TXBX), None)
        inner = nearest is not None and any(a is drawn for a in nearest.iterancestors())
        if inner or unread(element, drawn):
            continue
        found = True
        line.boxes.append(element)
    if not found and next(drawn.iter(*PICTURES), None) is not None:
        line.pictures += 1


def _follow_field(element: etree._Element, fields: Fields) -> None:
    if element.tag == INSTRUCTION:
        fields.instruct(element.text or "")
        return
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        fields.begin()
    elif kind == "separate":
        fields.separate()
    elif kind == "end":
        fields.end()


def _follow_fields(element: etree._Element, fields: Fields) -> None:
    """Fields begin and end in text that is not read, too."""
    for child in element.iter(FIELD_CHAR, INSTRUCTION):
        _follow_field(child, fields)


def outline_text(element: etree._Element) -> str:
    """The words of a WordArt shape (v:textpath)."""
    return element.get("string", "") if element.tag == TEXTPATH else ""
