"""A PDF writer for the corpora, as small as can be: Chinese text in a predefined font, rules in every way that producers
draw them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /CIDSystemInfo << /Registry (Adobe)"
    b" /Ordering (GB1) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
    b" /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)
#: The letters a to f of this font mean: ﬁ, two radicals, two private characters, nothing.
MEANINGS = ("ﬁ", "\N{KANGXI RADICAL SCRIPT}", "\N{CJK RADICAL C-SIMPLIFIED LONG}", "\ue001", "\ue002")
ODD_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 7 0 R >>"
ODD_MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Odd def /CMapType 2 def"
    " 1 begincodespacerange <00> <ff> endcodespacerange"
    f" {len(MEANINGS)} beginbfchar "
    + " ".join(f"<{ord('a') + k:02x}> <{ord(meaning):04x}>" for k, meaning in enumerate(MEANINGS))
    + " endbfchar endcmap end end"
)
#: One grey pixel.
IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    b"\nstream\n\x80\nendstream"
)


@dataclass
class Sheet:
    """One page: drawing operators, in points from the bottom left corner."""

    width: float = 595.0
    height: float = 842.0
    entries: str = ""
    operators: list[str] = field(default_factory=list)
    form: list[str] | None = None
    form_matrix: str = "1 0 0 1 0 0"

    def draw(self, operators: str) -> None:
        """Any operators."""
        self.operators.append(operators)

    def text(self, x: float, y: float, text: str, size: float = 10.0, mode: int = 0) -> None:
        """One text item with its baseline at y; ASCII is half an em wide."""
        self.draw(f"BT /F1 {size} Tf {mode} Tr {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET")

    def odd(self, x: float, y: float, letters: str, size: float = 10.0) -> None:
        """Letters that mean something else, 0.6 em wide each."""
        self.draw(f"BT /F2 {size} Tf {x} {y} Td ({letters}) Tj ET")

    def turned(self, x: float, y: float, text: str, size: float = 10.0) -> None:
        """Text running upwards."""
        self.draw(f"BT /F1 {size} Tf 0 1 -1 0 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A stroked line."""
        self.draw(f"{x0} {y0} m {x1} {y1} l S")

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """A grey picture."""
        self.draw(f"q {width} 0 0 {height} {x} {y} cm /I1 Do Q")


def width_of(text: str, size: float = 10.0) -> float:
    """The advance of a text."""
    return sum(size / 2 if ch.isascii() else size for ch in text)


def _stream(content: str, entries: str = "") -> bytes:
    data = content.encode("ascii")
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def write(sheets: list[Sheet], title: str = "") -> bytes:
    """The bytes of a PDF of these pages."""
    objects: list[bytes] = [
        b"",
        b"",
        FONT,
        IMAGE,
        f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>".encode(),
        ODD_FONT,
    ]
    objects.append(_stream(ODD_MAP))
    kids: list[str] = []
    for sheet in sheets:
        fonts = "/Font << /F1 3 0 R /F2 6 0 R >> /XObject << /I1 4 0 R >>"
        if sheet.form is not None:
            box = f"/Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] /Matrix [{sheet.form_matrix}]"
            objects.append(_stream("\n".join(sheet.form), f"{box} /Resources << {fonts} >>"))
            fonts = f"/Font << /F1 3 0 R /F2 6 0 R >> /XObject << /I1 4 0 R /X1 {len(objects)} 0 R >>"
        objects.append(_stream("\n".join(sheet.operators)))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {sheet.entries}"
            f" /Resources << {fonts} >> /Contents {len(objects)} 0 R >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.7\n")
    offsets: list[int] = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
