"""DOCX (Word and WPS documents since 2007) -> Document.

The text is what Word shows with all tracked changes accepted: automatic numbers written out, fields by their results,
text boxes after the paragraph that they are anchored in; headers, footers, notes, comments and hidden text stay out.
How places are counted is said in ``docx_places``.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from extractor.diagnostics import diagnostic
from extractor.errors import UnreadableInput
from extractor.model import BlockKind, Document, Origin, Source
from extractor.readers.assembly import Assembly, RawCell
from extractor.readers.docx_fields import Fields
from extractor.readers.docx_numbering import Numbering, join_label
from extractor.readers.docx_packages import ZIP_START, Package, damaged, looks_like_docx, open_archive
from extractor.readers.docx_places import TBL, TC, P, W, children, places
from extractor.readers.docx_runs import TXBX, Line, outline_text, read_line
from extractor.readers.docx_styles import Properties, Styles
from extractor.readers.docx_tables import Slot, is_layout, resolve

NAME = "docx"
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
#: A paragraph in a heading's style that is longer, or reads as prose, is a paragraph all the same.
HEADING_LENGTH = 80
#: With less text than this, a document of pictures is taken for scanned pages.
SCANT = 100
#: A file's title property is often left from an older file; it is taken only where it names such a report.
TITLE_WORDS = ("公开", "报告")


def claims(data: bytes, suffix: str) -> int:
    """Certain for a zip with a word processing document in it; a zip that is cut off goes by its name.

    >>> claims(b"PK\\x03\\x04 cut off", ".docx"), claims(b"PK\\x03\\x04 cut off", ".zip"), claims(b"text", ".docx")
    (60, 0, 0)
    """
    if not data.startswith(ZIP_START):
        return 0
    if looks_like_docx(data):
        return 95
    return 60 if suffix in SUFFIXES and open_archive(data) is None else 0


def read(data: bytes, source: Source) -> Document:
    """A document of paragraphs, headings and grids; raises ``UnreadableInput`` where there is nothing to read."""
    package = Package(data, source.path)
    root = package.document()
    styles = Styles(package.related("styles"))
    body = root.find(f"{W}body")
    if body is None:
        raise damaged(source.path, "its text has no body")
    story = _Story(styles, Numbering(package.related("numbering"), styles), places(body))
    try:
        story.read(body, "")
    except RecursionError:
        raise damaged(source.path, "its elements are nested too deeply") from None
    title = package.title()
    metadata = (("title", title),) if all(word in title for word in TITLE_WORDS) else ()
    document = story.assembly.document(source, metadata)
    if story.pictures and len(document.text) < SCANT:
        note = diagnostic("input.scanned", note=f"文档中几乎没有文字，有 {story.pictures} 幅图片。")
        return replace(document, diagnostics=(note,))
    if not document.text:
        raise _nothing_to_read(body, source.path)
    return document


def _nothing_to_read(body: etree._Element, path: str) -> UnreadableInput:
    if next(body.iter(f"{W}altChunk"), None) is not None:
        return UnreadableInput(
            "input.format", f"{path}: the text is an embedded web page. Save it as DOCX in Word, and try again."
        )
    return UnreadableInput("input.empty", f"{path}: the document holds no text. Check that it was saved completely.")


class _Story:
    """Reads containers (body, text box, layout cell) into one assembly, counting lists on the way."""

    def __init__(self, styles: Styles, numbering: Numbering, paths: dict[etree._Element, str]) -> None:
        self.assembly = Assembly()
        self.pictures = 0
        self._styles = styles
        self._numbering = numbering
        self._paths = paths

    def read(self, container: etree._Element, cell: str) -> None:
        """Append what a container holds; ``cell`` is the path of the cell it is, "" outside tables."""
        fields, pending, start, count = Fields(), "", "", 0
        for element in children(container, P, TBL):
            if element.tag == TBL:
                self._lines(pending, start)
                pending = ""
                self._table(element, cell)
                continue
            count += 1
            path = self._paths.get(element) or (f"{cell} p[{count}]" if container.tag == TC else cell)
            properties = self._styles.properties(element)
            line = self._line(element, properties, fields)
            text, start = pending + line.text, start if pending else path
            pending = text if properties.mark_gone else ""
            if not properties.mark_gone:
                self._append(text, start, properties, fields)
            self._boxes(line, cell, path)
        self._lines(pending, start)

    def _line(self, paragraph: etree._Element, properties: Properties, fields: Fields) -> Line:
        line = read_line(paragraph, self._styles, fields, self._styles.hidden(properties.style))
        self.pictures += line.pictures
        return line

    def _append(self, text: str, path: str, properties: Properties, fields: Fields) -> None:
        """One paragraph as read, a block for each of its lines."""
        label = self._numbering.label(properties.reference, properties.style)
        if not text.strip():
            return
        if self._styles.in_contents(properties.style) or (fields.in_contents and text.rstrip()[-1].isdigit()):
            self._lines(text, path, "noise")
            return
        level = self._styles.level(properties.style)
        if properties.outline >= 0:
            level = properties.outline + 1 if properties.outline < 9 else 0
        if level and (len(text) > HEADING_LENGTH or "。" in text.rstrip()[:-1]):
            level = 0
        self._lines(join_label(label, text), path, "heading" if level else "paragraph", level)

    def _lines(self, text: str, path: str, kind: BlockKind = "paragraph", level: int = 0) -> None:
        for line in text.split("\n"):
            self.assembly.paragraph(line, Origin(path), kind, level)

    def _boxes(self, line: Line, cell: str, path: str) -> None:
        for box in line.boxes:
            if box.tag == TXBX:
                self.read(box, cell)
            else:
                self._lines(outline_text(box), path)

    def _table(self, table: etree._Element, cell: str) -> None:
        path = self._paths.get(table, cell)
        slots = resolve(table, path)
        if is_layout(table, slots):
            for slot in slots:
                self.read(slot.element, slot.path)
            return
        inner: list[etree._Element] = []
        cells = [self._cell(slot, inner) for slot in slots]
        self.assembly.grid(cells, Origin(path))
        for element in inner:
            self._table(element, cell)

    def _cell(self, slot: Slot, inner: list[etree._Element]) -> RawCell:
        lines = self._cell_lines(slot.element, inner)
        return RawCell("\n".join(lines), slot.row, slot.column, slot.row_span, slot.column_span, Origin(slot.path))

    def _cell_lines(self, container: etree._Element, inner: list[etree._Element]) -> list[str]:
        """The paragraphs of a cell, those in its text boxes included; tables in it are put into ``inner``."""
        fields, lines, pending = Fields(), [""], ""
        for element in children(container, P, TBL):
            if element.tag == TBL:
                inner.append(element)
                continue
            properties = self._styles.properties(element)
            line = self._line(element, properties, fields)
            text = pending + line.text
            pending = text if properties.mark_gone else ""
            if not properties.mark_gone:
                label = self._numbering.label(properties.reference, properties.style)
                lines.append(join_label(label, text) if text.strip() else "")
            for box in line.boxes:
                lines.extend(self._cell_lines(box, inner) if box.tag == TXBX else [outline_text(box)])
        return [*lines, pending]
