"""Who a report says made it, and whether that is another body than the one that reports: another office here, the same elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.spans import Span

_NAME = r"(?P<name>(?:(?!由)[\u4e00-\u9fff]){3,26}?(?:局|厅|委员会|政府|办公[室厅]|办事处|管委会|海关))(?:（[^）]{2,30}）)?"
_LAW = r"(?:根据|按照|依照|依据)"
#: Where a preamble names the maker or whose work is reported.
MADE = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"由{_NAME}(?=负责|牵头|组织|具体|统一|汇总|综合|在|{_LAW}|编|起草)[^。]{{0,80}}?(?:编制|编写|起草)",
        rf"(?:^|[，。\n])\s*(?!{_LAW}|结合|经|为|在|由|现|特|对照|如有|请与){_NAME}(?:负责|组织|牵头)?(?:编制|起草)",
        rf"(?:^|[，。\n])\s*(?!{_LAW}|结合|经|为|在|由|现|特|对照|如有|请与){_NAME}{_LAW}《[^。]{{0,80}}?编制",
        rf"(?:现将|特将|兹将|现公布|现发布){_NAME}\s*20\d\d\s*年",
    )
)
_SEAT = regex.compile(r"(?:党政(?:综合)?)?办公[室厅]$")
_TOKENS = regex.compile(r"(?:[\u4e00-\u9fff]{2,5}?[省市县区旗州盟])+")
_OFFICE_END = regex.compile(r"(?:局|厅|委员会)$")
#: Words that offices of many trades share and that tell none.
_COMMON = regex.compile("监督管理|管理|监督|事务|服务|保障|和|与|及")
_RANKS = "省市县区旗州盟镇乡"
_NO_NAME = regex.compile(r"[我本全各该]|政府|通知|要求|有关|部门|单位|国务院|办公")
#: The reform of the departments was carried through and told in the reports of these years: former names are no one else's.
_REFORM = 2019


def authors(text: str, start: int, end: int) -> Iterator[Span]:
    """The names of bodies that a preamble (``start`` to ``end``) calls its maker, or whose work it says it tells.

    >>> t = "本报告由清浦县教育局根据《条例》编制。"
    >>> [s.of(t) for s in authors(t, 0, len(t))]
    ['清浦县教育局']
    >>> t = "按照清浦县教育局的要求编制。"
    >>> [s.of(t) for s in authors(t, 0, len(t))]
    []
    """
    seen: set[int] = set()
    for pattern in MADE:
        for match in pattern.finditer(text, start, end):
            if match.start("name") not in seen:
                seen.add(match.start("name"))
                yield Span(match.start("name"), match.end("name"))


def place_and_office(name: str) -> tuple[str, str]:
    """The places that a name begins with, and what is left.

    >>> place_and_office("棠埠市东岬区城市管理局"), place_and_office("市教育局")
    (('棠埠市东岬区', '城市管理局'), ('', '市教育局'))
    """
    found = _TOKENS.match(name)
    return (found[0], name[found.end() :]) if found and found.end() < len(name) else ("", name)


def is_another(own: str, name: str, year: int | None) -> bool:
    """Whether a name is another body of the reporting agency's kind: the same office elsewhere, or another office in its place.

    >>> is_another("清浦县教育局", "桐岭县教育局", 2023), is_another("清浦县教育局", "清浦县民政局", 2023)
    (True, True)
    >>> is_another("清浦县教育体育局", "县教育局", 2023), is_another("清浦县清溪镇人民政府", "清浦县人民政府办公室", 2023)
    (False, False)
    """
    own, name = _body(own), _body(name)
    if own in name or name in own or _scattered(name, own):
        return False
    shared = next((n for n, (a, b) in enumerate(zip(reversed(own), reversed(name), strict=False)) if a != b), min(len(own), len(name)))
    rest, own_rest = name[: len(name) - shared], own[: len(own) - shared]
    if shared >= 2 and 2 <= len(rest) <= 8 and own_rest and not _NO_NAME.search(rest) and not _scattered(rest, own):
        ranked = name[-shared] in _RANKS or (rest[-1] in _RANKS and rest[-1] == own_rest[-1])
        whole = name[-shared:] not in ("人民政府", "委员会", "管理局", "服务局") and (ranked or name[-shared:] == "海关")
        if whole:
            return True
    return _another_office(own, name, year)


def _body(name: str) -> str:
    """The body whose office is named: 清浦县人民政府办公室 -> 清浦县人民政府."""
    body = _SEAT.sub("", name)
    return regex.sub("(?<!人民)政府$", "人民政府", body) if len(body) > 3 else name


def _another_office(own: str, name: str, year: int | None) -> bool:
    place, office = place_and_office(name)
    own_place, own_office = place_and_office(own)
    if not (_OFFICE_END.search(office) and _OFFICE_END.search(own_office)) or office.endswith("管理委员会") or "政府" in office:
        return False
    if not place or not own_place or (year is not None and year <= _REFORM):
        return False
    if not (place.endswith(own_place[-3:]) or own_place.endswith(place[-3:])):
        return False
    stem, own_stem = (_COMMON.sub("", _OFFICE_END.sub("", words)) for words in (office, own_office))
    return bool(stem and own_stem) and not set(stem) & set(own_stem)


def _scattered(words: str, name: str) -> bool:
    """Whether all characters of some words stand in a name in this order (教育局 in 教育体育局)."""
    at = 0
    for ch in words:
        at = name.find(ch, at) + 1
        if not at:
            return False
    return True
