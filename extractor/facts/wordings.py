"""Wordings of the lexicon as patterns: alternatives parted by "|", "…" for up to eight characters, 〔prev〕/〔next〕 for the
year before and after the reporting year, a leading "<" for wordings that count only before a figure, a leading "=" for wordings that
must be all of a figure's own words, a leading "~" for such as may also stand among words of handing in (来自企业的, 由村民提出的).
Plain words in alternation are matched by ``re`` in a fifth of the time that ``regex`` takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lexicons.reports.disclosure.indicator_lexicon import handing_in

GAP = "[^，。；：！？]{0,8}?"
MARKS = re.compile("…|〔prev〕|〔next〕")
WORD_YEARS = {"prev": "上年度?|上一年度?|去年度?|往年|上年末|上年底", "next": "下年度?|下一年度?|明年|次年|转年"}


@dataclass(frozen=True, slots=True)
class Wording:
    """Compiled alternatives: those that count anywhere, only before a figure, or only as all of its own words."""

    anywhere: re.Pattern[str] | None
    before: re.Pattern[str] | None
    alone: re.Pattern[str] | None = None
    handed: re.Pattern[str] | None = None

    def is_all(self, own: str) -> bool:
        """Whether some words are a wording and nothing else; words of handing in around it are looked through where it allows that."""
        if self.alone is not None and self.alone.fullmatch(own):
            return True
        return self.handed is not None and self.handed.fullmatch(_bare(own)) is not None


def wording(source: str, year: int | None) -> Wording:
    """A compiled wording.

    >>> w = wording("结转〔next〕|<收到", 2019)
    >>> bool(w.anywhere.search("结转2020年继续办理")), bool(w.before.search("收到申请"))
    (True, True)
    >>> wording("结转〔next〕", 2019).anywhere.search("结转2019年") is None
    True
    """
    return _wording(source, year if "〔" in source else None)  # most name no year: one pattern serves all reports


def first_match(source: str, words: str, year: int | None) -> re.Match[str] | None:
    """Where a wording first stands in some words; None where it does not. Most do not, which its pieces tell sooner.

    >>> first_match("结转〔next〕", "转下年", 2019) is None
    True
    """
    for piece in pieces(source):
        if piece in words:
            pattern = wording(source, year).anywhere
            return pattern.search(words) if pattern else None
    return None


def everywhere(pattern: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """Every match, those that overlap too: 政府网 in 政府网站 hides no 网站."""
    match = pattern.search(words)
    while match:
        yield match
        match = pattern.search(words, match.start() + 1)


@lru_cache(maxsize=4096)
def pieces(source: str) -> tuple[str, ...]:
    """For each alternative of a wording, characters without which it stands nowhere: the longest run between its gaps.

    >>> pieces("结转〔next〕|<新…申请|=共")
    ('结转', '申请', '共')
    """
    found = (max(MARKS.split(p.lstrip("<=~").strip()), key=len) for p in source.split("|"))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _wording(source: str, year: int | None) -> Wording:
    anywhere = [p for p in source.split("|") if p[0] not in "<=~"]
    before, alone, handed = ([p[1:] for p in source.split("|") if p.startswith(mark)] for mark in "<=~")
    return Wording(_compile(anywhere, year), _compile(before, year), _compile(alone, year), _compile(handed, year))


@lru_cache(maxsize=4096)
def _bare(own: str) -> str:
    """Words without those of handing in that open and close them.

    >>> _bare("来自企业的"), _bare("由村民提出"), _bare("提出")
    ('企业', '村民', '提出')
    """
    opening, closing = handing_in()
    start = next((len(w) for w in opening if own.startswith(w)), 0)
    end = next((len(w) for w in closing if own.endswith(w)), 0)
    return own[start : len(own) - end] or own


def _compile(alternatives: list[str], year: int | None) -> re.Pattern[str] | None:
    if not alternatives:
        return None
    longest_first = sorted(alternatives, key=len, reverse=True)
    return re.compile("|".join(_alternative(a.strip(), year) for a in longest_first))


def _alternative(source: str, year: int | None) -> str:
    pattern = re.escape(source).replace(re.escape("…"), GAP).replace("…", GAP)
    for name, step in (("prev", -1), ("next", 1)):
        words = WORD_YEARS[name]
        words += f"|{year + step}年度?" if year else r"|20\d\d年度?"
        for mark in (re.escape(f"〔{name}〕"), f"〔{name}〕"):
            pattern = pattern.replace(mark, f"(?:{words})")
    return pattern
