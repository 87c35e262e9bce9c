"""A piece of text -> its wording: what is left when numbers, years, names, blanks and punctuation are masked.

Two pieces with the same wording were taken over from one another, whatever figures were put in. Boilerplate is what every report
must say: it is told apart by phrases of the lexicon and compared with nothing.
"""

from __future__ import annotations

import regex

from lexicons.reports.disclosure.reuse_lexicon import boilerplate, masked_names

#: Stands for a number or a year.
NUMBER = "#"
#: Stands between the cells of a grid in the canonical text.
BAR = "|"
#: What ends a sentence.
ENDS = "。；;！!？?\n"
#: Stands for what ends a clause of a sentence while it is masked.
CLAUSE_END = "\ue000"
_TERMINATOR = regex.compile(f"[{ENDS}]")
#: Marks without meaning for a wording; removing each by itself is many times quicker than one pattern for all.
_MARKS = "，,、：:“”‘’\"'（）()《》〈〉【】[]〔〕—–-－…·•●○.．%％~～/／*＊_=＝+|｜"
#: A number of digits, full-width ones too, with all that belongs to it: 1,240.5万余, 20.5%, 2024年, 3—5.
_DIGITS = regex.compile(r"\d[\d.,．，%％‰/:：～~—-]*[百千万亿]*[余多]?(?:年度?(?!龄))?")
#: A number in characters before a measure word (三个, 十二件); 一 alone counts nothing as often as not (一体, 一次办好).
_CHARACTERS = regex.compile(r"[二两三四五六七八九十百千万]{1,6}(?=[个件项条次场期家名份篇人村镇])")
_ENUMERATOR = regex.compile(
    rf"(?<![^{ENDS}])(?:[（(]?[一二三四五六七八九十\d]{{1,3}}(?:[）)、]|[.](?!\d))|第[一二三四五六七八九十](?:[，,、]|(?={CLAUSE_END}))|[一二三四五六七八九十]是|[①-⑳]|[-•·●○])+"
)


def wording(text: str, names: tuple[str, ...] = ()) -> str:
    """The wording of a piece of text; ``names`` are the agency's own and its region's, longest first.

    >>> wording("（一）2023年云岫县水务局培训 12 次，覆盖三个镇", ("云岫县水务局",))
    '#培训#次覆盖#个镇'
    >>> wording("一是我局全年培训9次;覆盖5个镇。") == wording("培训12次，覆盖三个镇")
    True
    >>> wording("")
    ''
    """
    return "".join(part for part in _TERMINATOR.split(masked("".join(text.split()), names)) if part)


def masked(text: str, names: tuple[str, ...] = ()) -> str:
    """A text without blanks in which numbers, years and names are masked and marks removed, the ends of sentences kept."""
    plain = _ENUMERATOR.sub("", text)
    for name in (*names, *masked_names()):
        if name in plain:
            plain = plain.replace(name, "")
    plain = _CHARACTERS.sub(NUMBER, _DIGITS.sub(NUMBER, plain))
    for mark in _MARKS:
        if mark in plain:
            plain = plain.replace(mark, "")
    return plain


def own_names(agency: str | None, region: str = "") -> tuple[str, ...]:
    """The names to mask: the agency's, its name behind the region's, the region's; longest first.

    >>> own_names("云岫县水务局", "云岫县")
    ('云岫县水务局', '云岫县', '水务局')
    >>> own_names(None)
    ()
    """
    name = agency or ""
    behind = name.removeprefix(region) if region else ""
    found = {n for n in (name, region, behind) if len(n) > 1}
    return tuple(sorted(found, key=lambda n: (-len(n), n)))


def boilerplate_places(text: str) -> tuple[int, ...]:
    """Where in a text without blanks the phrases of boilerplate begin, ascending.

    >>> boilerplate_places("全年培训12次。现公布如下。现公布如下")
    (8, 14)
    """
    found = []
    for phrase in (BAR, *boilerplate()):
        at = text.find(phrase)
        while at >= 0:
            found.append(at)
            at = text.find(phrase, at + 1)
    return tuple(sorted(found))
