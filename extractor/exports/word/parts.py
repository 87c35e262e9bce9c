"""The parts of a DOCX, written back: those that changed anew, all others byte for byte as they were."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
from collections.abc import Mapping

from lxml import etree

from extractor.readers.docx_packages import STRICT, STRICT_START, ZIP_ERRORS, damaged

#: The largest file that is written back, unpacked: reports with pictures are a tenth of it.
MAX_BYTES = 512 * 1024 * 1024
EPOCH = (1980, 1, 1, 0, 0, 0)
TYPES = "[Content_Types].xml"
TYPES_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
COMMENTS_KIND = "/relationships/comments"


class Parts:
    """The bytes of a DOCX by part; names are compared as Windows does, without case and with forward slashes."""

    def __init__(self, data: bytes, path: str) -> None:
        self._path = path
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {i.filename.replace("\\", "/").lstrip("/").lower(): i for i in self._archive.infolist()}
        if sum(info.file_size for info in self._names.values()) > MAX_BYTES:
            raise damaged(path, "it unpacks to far more than a report holds")

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none."""
        info = self._names.get(name.lower())
        return self._archive.read(info) if info is not None else None

    def written(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with these parts changed or added; raises ``UnreadableInput`` where another part is damaged."""
        fresh = {name.lower(): (name, data) for name, data in changed.items()}
        target = io.BytesIO()
        try:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, info in self._names.items():
                    copy = zipfile.ZipInfo(info.filename, info.date_time)
                    copy.compress_type = zipfile.ZIP_DEFLATED
                    copy.external_attr = info.external_attr
                    if name in fresh:
                        archive.writestr(copy, fresh.pop(name)[1])
                        continue
                    with self._archive.open(info) as old, archive.open(copy, "w") as new:
                        shutil.copyfileobj(old, new)
                for name, data in fresh.values():
                    archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
        except ZIP_ERRORS as error:
            raise damaged(self._path, f"a part cannot be unpacked ({type(error).__name__})") from None
        return target.getvalue()

    def is_strict(self, name: str) -> bool:
        """Whether a part is of the format's strict variant."""
        return STRICT_START in (self.read(name) or b"")[:4096]


def serialised(root: etree._Element, strict: bool = False) -> bytes:
    """The bytes of a part, in the namespaces of the strict variant where the file is of that.

    >>> serialised(etree.fromstring("<a>年</a>")).splitlines()[1].decode()
    '<a>年</a>'
    """
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if strict:
        for theirs, ours in STRICT:
            data = data.replace(ours, theirs)
    return data


def with_type(types: bytes, part: str) -> bytes:
    """The list of content types, in which the comments part has its own."""
    root = etree.fromstring(types)
    name = f"/{part}"
    if not any(o.get("PartName", "").lower() == name.lower() for o in root.iter(f"{TYPES_SPACE}Override")):
        etree.SubElement(root, f"{TYPES_SPACE}Override", {"PartName": name, "ContentType": COMMENTS_TYPE})
    return serialised(root)


def with_relation(relations: bytes | None, main: str, part: str, strict: bool) -> bytes:
    """The main part's relations, among which is one to the comments part."""
    empty = f'<Relationships xmlns="{RELATIONS_SPACE[1:-1]}"/>'.encode()
    root = etree.fromstring(relations or empty)
    found = list(root.iter(f"{RELATIONS_SPACE}Relationship"))
    if any(r.get("Type", "").endswith(COMMENTS_KIND) for r in found):
        return serialised(root)
    taken = {r.get("Id") for r in found}
    identifier = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    theirs, ours = STRICT[1]
    kind = f"{(theirs if strict else ours).decode()}/comments"
    target = posixpath.relpath(part, posixpath.dirname(main) or ".")
    etree.SubElement(root, f"{RELATIONS_SPACE}Relationship", {"Id": identifier, "Type": kind, "Target": target})
    return serialised(root)


def relations_of(part: str) -> str:
    """The name of the part that holds another's relations.

    >>> relations_of("word/document.xml")
    'word/_rels/document.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
