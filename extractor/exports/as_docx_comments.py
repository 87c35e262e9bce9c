"""The same DOCX back with a Word comment at each finding, anchored at the characters of the figure.

The bytes given are not changed; all parts but the text, its comments and the two lists that name them are copied as they
are. Written with zip and lxml, which the reader needs anyway, so that no further package is wanted and the same report
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from extractor.exports.notes import Note, list_heading
from extractor.exports.word.comments import Commenting
from extractor.exports.word.parts import TYPES, Parts, relations_of, serialised, with_relation, with_type
from extractor.model import Document
from extractor.readers.docx_packages import Package
from extractor.readers.docx_places import W
from extractor.readers.docx_styles import Styles

SUFFIX = ".docx"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A source file with its notes: how many stand at their characters, near them, or in the list at the top."""

    data: bytes
    exact: int
    near: int
    listed: int


def annotate_docx(data: bytes, document: Document, notes: Sequence[Note]) -> Annotated:
    """The file of a document that was read from these bytes, with its notes as comments.

    Raises ``UnreadableInput`` where the bytes are no DOCX that can be written back.
    """
    package = Package(data, document.source.path)
    parts = Parts(data, document.source.path)
    main, listing = package.main, package.name_of("comments")
    root, comments = package.document(), package.related("comments")
    if comments is None:
        comments = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
    commenting = Commenting(document, root, Styles(package.related("styles")), comments, package.saved())
    count = _comment(commenting, notes)
    strict = parts.is_strict(main)
    relations = relations_of(main)
    changed = {
        TYPES: with_type(parts.read(TYPES) or b"", listing),
        relations: with_relation(parts.read(relations), main, listing, strict),
        main: serialised(root, strict),
        listing: serialised(comments, strict),
    }
    return Annotated(parts.written(changed), *count)


def _comment(commenting: Commenting, notes: Sequence[Note]) -> tuple[int, int, int]:
    """Put all notes; how many stand exactly, nearly, or in the list at the top."""
    aims, lost = [], []
    for note in notes:
        aim = commenting.put(note.places[0], note.heading, note.lines) if note.places else "lost"
        aims.append(aim)
        if aim == "lost":
            lost.append(note)
        for place in note.others:
            commenting.put(place, note.brief, ())
    if lost:
        commenting.put_first(list_heading(lost), [line for note in lost for line in (note.heading, *note.lines)])
    return aims.count("exact"), aims.count("near"), len(lost)
