"""How cells of the workbook look: a style is a name, its variants (decimals, a leading quote) are made when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}
LINE = "#BFBFBF"
BORDER: dict[str, Any] = {"border": 1, "border_color": LINE}
WRAPPED: dict[str, Any] = {"text_wrap": True, "valign": "top", "indent": 1}
STYLES: dict[str, dict[str, Any]] = {
    "text": {"valign": "top"},
    "wrap": WRAPPED,
    "head": {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True, "align": "center", **BORDER},
    "title": {"bold": True, "font_size": 16},
    "subtitle": {"bold": True, "font_size": 12, "font_color": "#1F4E79"},
    "caption": {"bold": True, "font_size": 11, "bg_color": "#DDEBF7"},
    "link": {"font_color": "#0563C1", "underline": 1, "valign": "top"},
    "captionlink": {"bold": True, "font_size": 11, "bg_color": "#DDEBF7", "font_color": "#0563C1", "underline": 1},
    "number": {"align": "right", "valign": "top"},
    "plain": {"align": "center", "valign": "top", "num_format": "0"},
    "label": {"text_wrap": True, "bg_color": "#F7F7F7", **BORDER},
    "group": {"text_wrap": True, "bg_color": "#F7F7F7", "align": "center", **BORDER},
    # states of cells in the statutory tables
    "read": {"align": "right", **BORDER},
    "blank": {"align": "right", "bg_color": "#EDEDED", **BORDER},
    "placeholder": {"align": "center", "bg_color": "#EDEDED", "font_color": "#7F7F7F", "italic": True, **BORDER},
    "unreadable": {"align": "center", "bg_color": "#FCE4D6", "font_color": "#833C0C", "italic": True, **BORDER},
    "inferred": {"align": "right", "bg_color": "#DDEBF7", "font_color": "#1F4E79", "italic": True, **BORDER},
    "absent": {"pattern": 8, "fg_color": "#D9D9D9", "bg_color": "#FFFFFF", **BORDER},
    # verdicts and severities: a fill, and bold or a border besides, so that colour alone says nothing
    "broken": {"align": "right", "bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True, **BORDER},
    "doubtful": {"align": "right", "bg_color": "#E4DFEC", "font_color": "#403151", "bold": True, **BORDER},
    "error": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True, "align": "center", "valign": "top"},
    "warning": {"bg_color": "#FFEB9C", "font_color": "#7F6000", "align": "center", "valign": "top"},
    "notice": {"bg_color": "#DDEBF7", "font_color": "#1F4E79", "align": "center", "valign": "top"},
    "undecided": {"bg_color": "#E4DFEC", "font_color": "#403151", "align": "center", "valign": "top"},
}
#: An empty cell of these is seen all the same; others are not written.
FILLED = frozenset(name for name, form in STYLES.items() if {"bg_color", "border"} & form.keys())
GROUPED = "#,##0"


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, int | None, bool], Format] = {}

    def get(self, name: str, decimals: int | None = None, quoted: bool = False) -> Format:
        """The format of a style; ``decimals`` for numbers, ``quoted`` for text that must stay text when it is edited."""
        if "num_format" in STYLES[name]:
            decimals = None
        key = (name, decimals, quoted)
        if key not in self._made:
            extra: Mapping[str, Any] = {"num_format": number_format(decimals)} if decimals is not None else {}
            self._made[key] = self._book.add_format({**FONT, **STYLES[name], **extra})
            if quoted:
                self._made[key].set_quote_prefix()
        return self._made[key]


def number_format(decimals: int) -> str:
    """Thousands parted, as many decimals as are written.

    >>> number_format(0), number_format(2)
    ('#,##0', '#,##0.00')
    """
    return GROUPED if decimals <= 0 else f"{GROUPED}.{'0' * decimals}"
