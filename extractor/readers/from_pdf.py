"""PDF with a text layer -> Document: paragraphs and ruled tables, rejoined over line and page breaks.

The chain is in ``extractor.readers.pdf``. A file of pictures alone is refused as a scan; pages without text among
others, characters without meaning and pages that cannot be loaded are said so in diagnostics. Origins give page and box
in points, path "page 3".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.diagnostics import Diagnostic, diagnostic
from extractor.errors import UnreadableInput
from extractor.model import Document, Source
from extractor.readers.assembly import Assembly
from extractor.readers.encodings import odd_share
from lexicons.printing import shape_of, shapes

if TYPE_CHECKING:
    from extractor.readers.pdf.contents import Page

NAME = "pdf"
SUFFIXES = (".pdf",)
#: Some senders put a mail header or a byte-order mark before the file proper.
SIGNATURE, SEARCHED = b"%PDF-", 1024
#: Above this share of characters that mean nothing, the text is said to be mojibake.
MOJIBAKE_SHARE = 0.01
#: Fewer characters than this on a page with a picture are a stamp or a page number, not its text.
FEW_CHARACTERS = 10
#: So many drawn shapes on a page without text are its letters, turned into outlines.
OUTLINED = 50
#: What recognised text (invisible letters over a picture) is worth.
RECOGNISED = 0.9


def claims(data: bytes, suffix: str) -> int:
    """By its first bytes; the suffix alone is a weak claim, so that a damaged file is said to be damaged.

    >>> claims(b"%PDF-1.7", ""), claims(b"\\x00\\x01", ".pdf"), claims(b"hello", ".txt")
    (95, 20, 0)
    """
    if SIGNATURE in data[:SEARCHED]:
        return 95
    return 20 if suffix in SUFFIXES else 0


def read(data: bytes, source: Source) -> Document:
    """A document of paragraphs and grids.

    Raises ``UnreadableInput``: input.damaged where nothing can be opened, input.scanned where no page has text,
    input.empty where nothing is printed at all.

    >>> read(b"%PDF-1.7 cut", Source("a.pdf", "pdf", ""))
    Traceback (most recent call last):
        ...
    extractor.errors.UnreadableInput: a.pdf: the PDF is damaged or no PDF. Download it again.
    """
    from extractor.readers.pdf import contents, flows

    try:
        with contents.opened(data) as opened:
            loaded = tuple(contents.pages(opened))
            title = contents.title(opened)
    except contents.Unopened as reason:
        locked = "assword" in str(reason)
        fault = "is locked. Save it without a password" if locked else "is damaged or no PDF. Download it again"
        message = f"{source.path}: the PDF {fault}."
        raise UnreadableInput("input.damaged", message) from None
    pages = tuple(page for page in loaded if page is not None)
    scanned = tuple(page.number for page in pages if is_scan(page))
    texts = [page for page in pages if page.glyphs]
    if all(page.number in scanned for page in texts):
        raise _unreadable(source.path, pages, scanned, data)
    assembly = Assembly()
    flows.assemble(texts, assembly)
    characters = "".join(glyph.text for page in texts for glyph in page.glyphs)
    lost = [str(number) for number, page in enumerate(loaded, 1) if page is None]
    notes = _diagnostics(source.path, characters, scanned, lost)
    metadata = [("title", told)] if (told := meaningful(title)) else []
    recognised = sum(page.recognised for page in texts) * 2 > len(texts)
    notes += [diagnostic("input.recognised")] if recognised else []
    return assembly.document(source, metadata, notes, RECOGNISED if recognised else 1.0)


def is_scan(page: Page) -> bool:
    """Whether a page is a picture, or drawn outlines, without text of its own."""
    from extractor.readers.pdf.tolerances import DEFAULT

    if len(page.glyphs) >= FEW_CHARACTERS:
        return False
    return page.picture_share >= DEFAULT.image_share or (not page.glyphs and page.drawn >= OUTLINED)


def meaningful(title: str) -> str:
    """The title that a file states, without what the program added, if a person gave it.

    >>> meaningful("Microsoft Word - 年度报告.doc"), meaningful("无标题文档"), meaningful("scan0001.pdf")
    ('年度报告', '', '')
    """
    bare = title
    for _, addition in shapes("title_addition"):
        bare = addition.sub("", bare).strip()
    return "" if not bare or odd_share(bare) > 0 or shape_of("made_title", bare) else bare


def _unreadable(path: str, pages: Sequence[Page], scanned: Sequence[int], data: bytes) -> UnreadableInput:
    if scanned or any(page.picture_share or page.drawn >= OUTLINED for page in pages):
        return UnreadableInput(
            "input.scanned", f"{path}: pictures without a text layer. Recognise the text first (OCR)."
        )
    if not pages or b"%%EOF" not in data[-2048:]:
        return UnreadableInput(
            "input.damaged", f"{path}: the PDF is cut or damaged, no page has text. Download it again."
        )
    return UnreadableInput("input.empty", f"{path}: no page has text. Check that it was saved completely.")


def _diagnostics(path: str, characters: str, scanned: Sequence[int], lost: Sequence[str]) -> list[Diagnostic]:
    notes: list[Diagnostic] = []
    if scanned:
        notes.append(diagnostic("input.scanned", note=f"第{'、'.join(map(str, scanned))}页"))
    if lost:
        notes.append(diagnostic("input.damaged", path=path, note=f"第{'、'.join(lost)}页无法读取。"))
    share = odd_share(characters)
    if share > MOJIBAKE_SHARE:
        notes.append(diagnostic("input.mojibake", share=f"{share * 100:.1f}"))
    return notes
