"""Bytes of text -> characters: which encoding, and whether what came out can be trusted.

Order: byte-order mark, declared charset, strict UTF-8, then GB18030 against what charset-normalizer says (GB18030 accepts
Big5 bytes without complaint, so it needs an arbiter).
"""

from __future__ import annotations

import codecs

import regex
from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Characters that official Chinese text is made of; the share of others tells mojibake.
ORDINARY = regex.compile(r"[一-鿿\s0-9A-Za-z，。、；：？！（）《》〈〉“”‘’【】〔〕﹝﹞\p{P}\p{S}０-９Ａ-Ｚａ-ｚ]")
#: Replacement marks, private use, control characters that lay out nothing.
ODD = regex.compile(r"[�\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f]")
#: The characters that carry most running text of any report.
FREQUENT = frozenset("的政府信息公开工作一年不十二和国人了在有是报告为件申请条机关法条行")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding.

    >>> decode("政府信息公开".encode("gb18030"))
    ('政府信息公开', 'gb18030')
    >>> decode("年度报告".encode("utf-16"))
    ('年度报告', 'utf-16')
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name.removesuffix("-sig")
    for charset in (declared, "utf-8"):
        if charset:
            try:
                return data.decode(charset), charset.lower()
            except (UnicodeDecodeError, LookupError):
                pass
    candidates: list[tuple[float, str, str]] = []
    for name in ("gb18030", "big5", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        candidates.append((plausibility(text), text, name))
    if candidates:
        best = max(candidates, key=lambda c: c[0])
        if best[0] > 0:
            return best[1], best[2]
    guess = from_bytes(data).best()
    if guess is not None and guess.encoding not in {"utf_8", "ascii"}:
        return str(guess), guess.encoding.replace("_", "-")
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, errors="replace")
        if text.count("�") < len(text) / 20:
            return text, name
    return data.decode("utf-8", errors="replace"), "utf-8"


def plausibility(text: str) -> float:
    """How much a text looks like Chinese prose: share of the most frequent characters less the share of oddities.

    >>> plausibility("政府信息公开工作年度报告") > plausibility("濂虹珯锛屾斂搴")
    True
    """
    if not text:
        return 0.0
    sample = text[:20000]
    frequent = sum(ch in FREQUENT for ch in sample)
    odd = len(sample) - sum(1 for _ in ORDINARY.finditer(sample))
    return (frequent - 3 * odd) / len(sample)


def odd_share(text: str) -> float:
    """Share of characters that no report is written with: control characters, replacement marks, private use."""
    if not text:
        return 0.0
    return len(ODD.findall(text)) / len(text)
