"""Document -> who reports, and about which year; and whether it is such a report at all.

The agency is the body named in the title, in its fullest form anywhere in title, preamble or signature; a title that names only a
region means that region's 人民政府; where no title names it, the name that the text's opening uses most fully, that of a by-line
or a signature, and at last the publisher that the page declares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.model import Document, Section
from extractor.spans import Span
from lexicons.reports.disclosure.agency_words import agency_words
from lexicons.reports.disclosure.masthead_words import masthead_words

DIGITS = str.maketrans("０１２３４５６７８９〇○零一二三四五六七八九", "0123456789000123456789")
YEAR = regex.compile(r"(?P<year>(?:20|２０)[0-9０-９]{2}|二[〇○零Oo0][一二][〇○零一二三四五六七八九])\s*(?=年)")
PERIOD = regex.compile(
    r"(?:期限|期间|统计期|报告期|时间|时段|起止|截[至止]|范围|自|从)[^。；\n]{0,24}?(?P<year>20\d{2})\s*年\s*1\s*月\s*1\s*日"
)
ANY_YEAR = r"(?:20\d{2}|２０[０-９]{2}|二[〇○零Oo0][一二][〇○零一二三四五六七八九])"
CRUMBS = regex.compile(r"[>＞»›]|位置[:：]")
BRACKETED = regex.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]")
YEAR_WORDS = regex.compile(r"(?:20\d{2}|二[〇○零Oo0][一二][〇○零一二三四五六七八九])\s*年?\s*度?|标题|关于|[\s:：《]")
YEAR_IN_TITLE = regex.compile(rf"{ANY_YEAR}年?度?")
TITLE_LABEL = regex.compile(r"^(?:标题|题名|名称)[:：]")
NAMES, NAME_AT_END = regex.compile(r"[一-鿿]{2,40}"), regex.compile(r"[一-鿿]*$")
PARTICLES = regex.compile(r"^(?:关于)+|(?:关于|的)+$")
NO_TITLE = regex.compile(r"[。；]|通知|下载")
LONGEST_TITLE = 70
#: The title is looked for in this much of the text, the preamble's names in this much.
TITLE_REACH, OPENING_REACH, CLOSING_REACH = 1500, 1200, 240


@dataclass(frozen=True, slots=True)
class Masthead:
    """The title line, the agency in its fullest form, the reporting year, and the words the title itself uses."""

    title: Span | None
    agency: str | None
    named: str
    year: int | None


def read_masthead(document: Document, sections: Sequence[Section]) -> Masthead:
    """The masthead of a report.

    >>> from extractor.readers import read
    >>> d = read("临溪县教育局2023年政府信息公开工作年度报告\\n依据条例编制。".encode(), "a.txt")
    >>> m = read_masthead(d, ()); m.agency, m.year
    ('临溪县教育局', 2023)
    >>> read_masthead(read("今天天气好。".encode(), "b.txt"), ()).agency is None
    True
    """
    text = document.text
    title = find_title(text)
    line = title.of(text) if title else dict(document.metadata).get("title", "")
    named = _name_in_title(line)
    agency = _fullest(named, line, text) if named else _from_elsewhere(document)
    return Masthead(title, agency, named or "", _year(line, text, sections))


def is_report(document: Document, sections: Sequence[Section], parts: Sequence[str]) -> bool:
    """Whether the document is a disclosure report: titled as one, or with its sections or its tables.

    ``parts`` are the statutory tables found; the statistics sheet of the years before 2019 is a report by itself.
    """
    tables = len(parts)
    known = {s.id for s in sections} - {"preamble"}
    if "statistics" in parts or tables >= 2 or len(known) >= 4:
        return True
    if len(known) < 2 and not tables and len(document.text) >= 4000:
        return False
    return find_title(document.text) is not None or bool(_kind(dict(document.metadata).get("title", "")))


@cache
def _kind_pattern() -> regex.Pattern[str]:
    words = masthead_words()
    kinds = sorted(words.kinds, key=len, reverse=True)
    spaced = [rf"\s*{ANY_YEAR}\s*".join(r"\s*".join(map(regex.escape, part)) for part in k.split("{year}")) for k in kinds]
    cut = rf"(?:{'|'.join(words.cut)})[工作年度报告]{{0,5}}\s*(?:\.{{2,}}|…+)(?=\s*(?:\n|$))"
    return regex.compile("|".join([*spaced, cut]))


def _kind(line: str) -> regex.Match[str] | None:
    return _kind_pattern().search(line)


def find_title(text: str) -> Span | None:
    """The title: the first short lines near the top that end in what such reports call themselves.

    A title may be broken over lines: between agency and year, or inside 工作年度报告 itself.
    """
    for match in _kind_pattern().finditer(text, 0, min(len(text), TITLE_REACH)):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        line = text[start:end]
        after = text[match.end() : end].strip()
        if after.startswith("》") and regex.match(r"[\s#*]*《", line):
            after = after[1:]
        if len(line) > LONGEST_TITLE or len(after) > 14 or NO_TITLE.search(line) or after[:1] in {"》", "格", "的"}:
            continue
        if CRUMBS.search(line):
            continue
        lead = len(line) - len(line.lstrip(" \t\u3000#*|｜"))
        span = Span(start + lead, start + len(line.rstrip(" \t\u3000#*|｜")))
        if regex.search("[一-鿿]{2,}", YEAR_WORDS.sub("", text[span.start : match.start()])):
            return span
        above = _line_above(text, span.start)
        return Span(above.start, span.end) if above else span
    return None


def _line_above(text: str, at: int) -> Span | None:
    """The short line before a place, which may be the agency's line of a title; a line with the year alone is passed over."""
    head = text[:at].rstrip(" \t\u3000#*\n")
    start = head.rfind("\n") + 1
    line = head[start:].strip(" \t\u3000#*|｜")
    bare = YEAR_WORDS.sub("", line)
    if line and not bare and start:
        return _line_above(text, start)
    if not bare or len(line) > 36 or regex.search(r"[。；：:，\d]", bare) or CRUMBS.search(line):
        return None
    at = start + head[start:].index(line)
    return Span(at, at + len(line))


def _name_in_title(title: str) -> str | None:
    """The agency's words in a title, without year and kind; a region alone gets its government."""
    title = "".join(title.split())
    kind = _kind(title)
    if not kind:
        return None
    words = masthead_words()
    body = title[: kind.start()]
    body = TITLE_LABEL.sub("", body)
    body = YEAR_IN_TITLE.sub(" ", BRACKETED.sub("", body) or body)
    names: list[str] = [_bare(part) for part in NAMES.findall(body)]
    names = [part for part in names if len(part) > 1]
    if not names:
        return None
    closed = [n for n in names if n.endswith((*words.endings, *words.administrations, *words.regions))]
    name: str = max(closed or names, key=len)
    if any(name.endswith(e) for e in words.endings):
        return name
    if any(name.endswith(a) for a in words.administrations):
        return f"{name}管理委员会" if "管理" in title else name
    if any(name.endswith(r) for r in words.regions):
        return f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"
    return name


def _bare(part: str) -> str:
    """A piece of a title without the particles at its ends."""
    return PARTICLES.sub("", part)


def _fullest(named: str, title: str, text: str) -> str:
    """The longest form of a name in opening and closing: region names right before it belong to it."""
    core = named.removesuffix("人民政府") if named not in "".join(title.split()) else named
    best = named
    for place in (text[:OPENING_REACH], text[-CLOSING_REACH:]):
        flat = "".join(place.split())
        at = flat.find(core)
        while at >= 0:
            found = _regions_at_end().search(_cut_before(flat[max(0, at - 16) : at]))
            start = at - (len(found[0]) if found else 0)
            head = next((h for h in _heads() if flat.endswith(h, 0, start)), "")
            full = head + (found[0] if found else "") + named
            if len(full) > len(best) and _is_signed(full, flat):
                best = full
            at = flat.find(core, at + (len(core) or 1))
    return _with_place(_with_board(best, text), text)


@cache
def _regions_at_end() -> regex.Pattern[str]:
    return regex.compile(rf"(?:[一-鿿]{{1,6}}?(?:{'|'.join(masthead_words().regions)}))+$")


@cache
def _heads() -> tuple[str, ...]:
    """The heads of vertical bodies, the longest first."""
    return tuple(sorted((h for h in agency_words().vertical.heads if not h.endswith("驻")), key=len, reverse=True))


def _with_board(name: str, text: str) -> str:
    """A zone's name with its administration, where opening or closing give it."""
    words = masthead_words()
    if not name.endswith(words.administrations):
        return name
    boards = [e for e in words.endings if e in {"管理委员会", "管委会"}]
    flat = "".join((text[:OPENING_REACH] + text[-CLOSING_REACH:]).split())
    return next((name + board for board in boards if name + board in flat), name)


def _with_place(name: str, text: str) -> str:
    """县财政局 as 青禾县财政局, where a line, a sentence or a by-line of opening or closing begins with that."""
    if not name.startswith(masthead_words().regions):
        return name
    pattern = regex.compile(rf"(?:^|[\n。：:；，由])[ \t\u3000]*(?P<full>[一-鿿]{{2,8}}{regex.escape(name)})")
    places = (text[:OPENING_REACH], text[-CLOSING_REACH:])
    full = [m["full"] for place in places for m in pattern.finditer(place)]
    return max(sorted(full), key=full.count, default=name)


def _is_signed(full: str, flat: str) -> bool:
    return full.removesuffix("人民政府") in flat


def _cut_before(before: str) -> str:
    """The part of a string after the last word that no name reaches over."""
    at = max((before.rfind(w) + len(w) for w in masthead_words().before if w in before), default=0)
    found = NAME_AT_END.search(before, at)
    return found[0] if found else ""


def _from_elsewhere(document: Document) -> str | None:
    """Where no title names it: the opening, a by-line, the signature, and at last what the page says of its publisher."""
    text = document.text
    labels = "|".join(map(regex.escape, masthead_words().publishers))
    by_line = regex.compile(rf"(?:{labels})[ \u3000]*[：:][ \u3000]*([一-鿿]{{4,30}})")
    signed = regex.compile(r"(?m)^[ \t\u3000]*([一-鿿]{4,30})[ \t\u3000]*\n+[ \t\u3000]*\S{4,5}年\S{1,2}月\S{1,3}日\s*\Z")
    found = _from_opening(text)
    if found:
        return found
    named = [m[1] for m in by_line.finditer(text[:OPENING_REACH])] + [m[1] for m in signed.finditer(text[-CLOSING_REACH:])]
    named.append("".join(dict(document.metadata).get("publisher", "").split()))
    return next((name for name in named if _is_full(name)), None)


def _is_full(name: str) -> bool:
    """Whether a name is an agency's with its region or its head, not a website's nor a short form."""
    words = masthead_words()
    regions = "|".join(words.regions)
    placed = regex.match(rf"[一-鿿]{{2,8}}?(?:{regions})", name) or name.startswith(agency_words().vertical.heads)
    return bool(placed) and name.endswith((*words.endings, *words.administrations))


def _from_opening(text: str) -> str | None:
    """Where no title names it: the government or bureau that the opening names most, in its fullest form."""
    words = masthead_words()
    opening = "".join(text[: 2 * OPENING_REACH].split())
    endings = "|".join(e for e in words.endings if len(e) >= 2)
    regions = "|".join(words.regions)
    counts: Counter[str] = Counter()
    for match in regex.finditer(rf"(?:{endings})", opening, overlapped=False):
        before = _cut_before(opening[max(0, match.start() - 18) : match.start()])
        name = regex.search(rf"(?:[一-鿿]{{1,6}}?(?:{regions}))+[一-鿿]{{0,12}}$", before)
        if name and not regex.search(r"[区市县省](?:各|政府)", name[0]):
            counts[_without_office(name[0] + match[0])] += 1
    if not counts:
        return None
    bare = regex.compile("人民政府(?:办公[厅室])?$")
    governments = {n: c for n, c in counts.items() if bare.search(n)} or dict(counts)
    most = max(governments, key=lambda n: (governments[n], len(n)))
    return max((n for n in governments if n.endswith(most)), key=len)


def _without_office(name: str) -> str:
    """A bureau's own office is the bureau's contact: 某省科技厅办公室 -> 某省科技厅; 市人民政府办公室 stays what it is."""
    bare = name.removesuffix("办公室")
    return bare if bare != name and bare.endswith(("厅", "局", "委", "委员会")) else name


def _year(title: str, text: str, sections: Sequence[Section]) -> int | None:
    """Title first, then the statistical period, then the year that the overview opens with."""
    for place in (title,):
        match = YEAR.search(place)
        if match:
            return int(match["year"].translate(DIGITS))
    period = PERIOD.search(text)
    if period:
        return int(period["year"])
    body = next((s.span.of(text) for s in sections if s.id == "overview"), text[:OPENING_REACH])
    years = Counter(int(y) for y in regex.findall(r"(20\d{2})\s*年", body))
    return years.most_common(1)[0][0] if years else None
