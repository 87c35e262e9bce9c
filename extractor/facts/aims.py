"""What opinions were asked about: 就6件规章、规范性文件草案向社会公开征求意见 counts what the public was asked, not what it was asked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.clauses import Mention

AIM = regex.compile("(?:就|围绕|针对)$")
ASKED = regex.compile(r"[^，。；：\d]{1,40}?(?:征求[^，。；\d]{0,6}意见|征集[^，。；\d]{0,6}意见|听取[^，。；\d]{0,6}意见|问计)")


def aimed(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, those of things that opinions were asked about with the asking as their own words."""
    return tuple(_with_asking(m) if AIM.search(m.left) else m for m in found)


def _with_asking(mention: Mention) -> Mention:
    asked = ASKED.match(mention.after)
    return mention if asked is None else replace(mention, right=asked[0])
