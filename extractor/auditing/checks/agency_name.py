"""Another agency's name where the reporting agency's own should stand.

Only names of the same kind and rank count, standing as the subject of a sentence: another town's 党委、政府 in a town's report, the same
bureau of another county. Names in lists, after 与/向/由 and the like are other bodies rightly named.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractor.auditing.authors import authors, is_another, place_and_office
from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.spans import Span

CHECK = Check(
    code="agency.name",
    title="疑似其他机关名称遗留",
    severity="error",
    meaning="句子的主语应是报告机关自身，却出现同级同类的另一机关名称，疑为套用他处文稿。",
    template="句首“{words}”不是报告机关“{agency}”。",
    advice="核对机关名称；确指其他机关时请忽略。",
    basis="条例第四十九条：各机关发布本机关的年度报告",
    examples=(("甲镇报告：“甲镇党委、政府高度重视”", "held"), ("甲镇报告：“乙镇党委、政府高度重视”", "broken")),
)
#: Ranks whose bare name is a usual subject (清溪镇坚持…); 县 and 市 need their 政府, or 修订县… would be a name.
TOWNS = ("街道", "镇", "乡")
RANKS = ("街道", "镇", "乡", "县", "区", "市", "旗")
BODIES = r"(?:党委|政府|人民政府|党工委|办事处|管委会|党政办)"
VERBS = r"(?:坚持|高度重视|认真|严格|始终|深入|积极|全面|主动(?!公开)|切实|进一步|持续|按照|紧紧|紧扣|严守|牢固|着力|共|不断|将|围绕|聚焦|立足|以)"


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One verdict a foreign name, whatever gives it away."""
    told: list[Span] = []
    for finding in _found(ledger):
        place = finding.spans[0]
        if not any(place.start < t.end and t.start < place.end for t in told):
            told.append(place)
            yield finding


def _found(ledger: Ledger) -> Iterator[Finding]:
    """Sentences that open with a name of the agency's own rank, preambles that name the same office elsewhere, and the like."""
    report = ledger.report
    yield from _same_office_elsewhere(ledger)
    yield from _other_calls_itself_us(ledger)
    yield from _another_zone(ledger)
    yield from _another_plans(ledger)
    yield from _another_made(ledger)
    yield from _same_office_acts(ledger)
    core = _core(report.agency or "")
    if core is None:
        return
    name, rank = core
    text = report.document.text
    known = report.agency or ""
    opens, named = _subject(rank)
    for section in report.sections:
        if section.id not in {"preamble", "overview", "problems", "others"}:
            continue
        place = section.span.start, section.span.end
        found_here = [*opens.finditer(text, *place)] if named.search(text, *place) else []
        if section.id == "preamble":
            found_here += _titled(rank, len(name)).finditer(text, *place)
        for match in found_here:
            found = match["name"]
            if len(found) != len(name) and not name.endswith(found):
                continue
            if found in GENERIC or f"{found}{rank}" in known or name.endswith(found):
                continue
            yield _finding(ledger, Span(match.start("name"), match.end()), name + rank, found + rank, True)


@cache
def _subject(rank: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """A name of a rank where a sentence has its subject, and what follows the name: that is rare and quickly looked for."""
    bodies = rf"(?:{BODIES}(?:[、和]{BODIES})*)" + ("?" if rank in TOWNS else "")
    verbs = VERBS if rank not in TOWNS else rf"(?:{VERBS}|把|对|在|从|结合|继续|加强|严|做|开|强|健|完善|成立)"
    named = rf"{rank}{bodies}(?={verbs})"
    return regex.compile(rf"(?<=[。；\n：:、.]|^|年，|年,|是|以来，|下，)\s*(?P<name>[一-鿿]{{2,3}}){named}"), regex.compile(named)


@cache
def _titled(rank: str, length: int) -> regex.Pattern[str]:
    """A name of so many characters and a rank in the title of a report."""
    return regex.compile(rf"(?P<name>[一-鿿]{{{length}}}){rank}(?:人民政府|办事处)(?:关于)?\s*20\d\d\s*年")


OFFICE = regex.compile(r"(?P<place>[一-鿿]{2,12}?[省市县区旗州盟])(?P<office>[一-鿿]{3,14}(?:局|委员会|厅|办公室|委))$")
REPORT = regex.compile(r"(?<=[一-鿿])\s*20\d\d\s*年度?\s*(?:政府)?信息公开")
#: A place's name before what two agencies' names share, set off by what goes before it.
PLACED = regex.compile(
    r"(?:^|[，。；、：“（\s]|[省市县区旗州盟局])(?:[现特]?(?:向[^，。]{1,6}?)?(?:将|公布|发布|公开|反映|编制)了?)?(?P<place>[一-鿿]{2,6}?[省市县区旗州盟]?)$"
)
NO_PLACE = regex.compile(r"[现特兹]将|公布|发布|反映|编制|根据|按照|关于|人民政府|[我本全各该的和与及]")


def _same_office_elsewhere(ledger: Ledger) -> Iterator[Finding]:
    """公布乙市生态环境局2022年度政府信息公开… in the preamble of 甲市生态环境局: the office is the same, the place another."""
    agency, text = ledger.report.agency or "", ledger.report.document.text
    for section in ledger.report.sections:
        if section.id != "preamble":
            continue
        for match in REPORT.finditer(text, section.span.start, section.span.end):
            before = text[max(section.span.start, match.start() - 40) : match.start()]
            shared = _shared_end(agency, before)
            place = PLACED.search(before[: len(before) - shared])
            least = 2 if agency.endswith("海关") else 3
            if not least <= shared < len(agency) or place is None or NO_PLACE.search(place["place"]):
                continue
            own = agency[: len(agency) - shared]
            other_rank = agency.endswith("人民政府") and shared == len("人民政府")  # a government below or above, rightly named
            if other_rank or own.endswith(place["place"]) or not _apart(own, place["place"]):
                continue
            start = match.start() - shared - len(place["place"])
            yield _finding(ledger, Span(start, match.start()), agency, text[start : match.start()], True)


def _shared_end(name: str, words: str) -> int:
    """How many characters two strings end alike with."""
    return next((n for n, (a, b) in enumerate(zip(reversed(name), reversed(words), strict=False)) if a != b), min(len(name), len(words)))


def _another_made(ledger: Ledger) -> Iterator[Finding]:
    """由乙区人民政府办公室编制, 现将甲省生态环境厅2024年… in the preamble of 甲省自然资源厅: who makes a report is who reports."""
    agency, text = ledger.report.agency or "", ledger.report.document.text
    for section in ledger.report.sections:
        if section.id != "preamble" or len(agency) < 4:
            continue
        for span in authors(text, section.span.start, section.span.end):
            name = span.of(text)
            told_before = name in text[: section.span.start] or f"（{name}）" in text or f"加挂{name}" in text
            if not told_before and is_another(agency, name, ledger.report.year):
                yield _finding(ledger, span, agency, name, True)


def _same_office_acts(ledger: Ledger) -> Iterator[Finding]:
    """2023年，乙市住房和城乡建设局紧扣… in the report of 甲市住房和城乡建设局: it opens what the report tells of itself."""
    place, office = place_and_office(ledger.report.agency or "")
    text = ledger.report.document.text
    if not place or len(office) < 3 or office not in text:
        return
    acts = regex.compile(rf"{TELLING}(?P<name>[一-鿿]{{2,5}}?{place[-1]}{office})(?={VERBS})")
    for section in ledger.report.sections:
        if section.id not in {"preamble", "overview", "problems", "others"}:
            continue
        for match in acts.finditer(text, section.span.start, section.span.end):
            other = match["name"].removesuffix(office)
            if not NO_PLACE.search(other) and _apart(place, other) and other not in place:
                yield _finding(ledger, Span(match.start("name"), match.end("name")), ledger.report.agency or "", match["name"], True)


#: What opens the tale of the agency's own year.
TELLING = r"(?:(?<=\n)|^|(?<=年，)|(?<=年度，)|(?<=年来，)|(?<=以来，)|(?<=下一步，))[ \u3000]*"
SELF = regex.compile(r"(?P<name>[一-鿿]{4,24}(?:局|厅|委|委员会|政府|办事处|办公室|中心))\s*[（(]以下(?:简称|称)[“\"]?(?:我|本)")


def _other_calls_itself_us(ledger: Ledger) -> Iterator[Finding]:
    """乙市医保局（以下简称“本局”） in the preamble of 甲市医保局: who calls itself 本局 is the reporting agency, or should be."""
    report = ledger.report
    agency = report.agency or ""
    own = OFFICE.match(agency)
    for section in report.sections:
        if section.id != "preamble" or len(agency) < 4:
            continue
        for match in SELF.finditer(report.document.text, section.span.start, section.span.end):
            name = match["name"]
            other = OFFICE.match(name)
            elsewhere = bool(own and other and own["office"] == other["office"] and _apart(own["place"], other["place"]))
            alike = any(name.endswith(agency[i:]) for i in range(max(1, len(agency) - 3))) or agency[-6:] in name
            if elsewhere or not alike:
                yield _finding(ledger, Span(match.start("name"), match.end("name")), agency, name, elsewhere)


def _apart(place: str, other: str) -> bool:
    """Whether two places are not one within the other (甲市 and 乙省甲市 are)."""
    return place[-3:] not in other and other[-3:] not in place


OPENING = r"(?<=[。；\n：:、.]|^|年，|年,|年度，|以来，|下，|下一步，)\s*(?:下一步，|今后，)?"
ZONE = r"(?:开发区|产业园区|园区|新区|示范区|度假区|高新区|保税区|试验区)"
ZONES = regex.compile(rf"{ZONE}|管理委员会$|管委会$")
#: What follows the name; looked for before the name is.
RULES = rf"(?:管委会|管理委员会|党工委)(?={VERBS})"
RULING = regex.compile(RULES)
ZONED = regex.compile(rf"{OPENING}(?P<name>[一-鿿]{{2,16}}?{ZONE}){RULES}")


def _another_zone(ledger: Ledger) -> Iterator[Finding]:
    """乙开发区管委会围绕… in the report of 甲高新区's committee: the zone's own short name is part of its full one."""
    agency = ledger.report.agency or ""
    if not ZONES.search(agency) or not RULING.search(ledger.report.document.text):
        return
    for section in ledger.report.sections:
        if section.id not in {"preamble", "overview", "problems", "others"}:
            continue
        for match in ZONED.finditer(ledger.report.document.text, section.span.start, section.span.end):
            own_words = regex.sub(rf"{ZONE}$", "", match["name"])
            if not _scattered(own_words, agency) and own_words[:2] not in GENERIC:
                yield _finding(ledger, Span(match.start("name"), match.end()), agency, match["name"], True)


def _scattered(words: str, name: str) -> bool:
    """Whether all characters of some words stand in a name in this order (高新 in 高新技术产业, 经开 in 经济技术开发)."""
    at = 0
    for ch in words:
        at = name.find(ch, at) + 1
        if not at:
            return False
    return True


WILL = r"将(?:进一步|继续|持续|认真|坚持|着力|围绕|以|从|按照|不断|切实|重点)"
PLANS = rf"(?:局|厅|委)(?={WILL})"
PLANNED = regex.compile(PLANS)
PLANNING = regex.compile(rf"{OPENING}(?P<name>[省市县区州旗]?[一-鿿]{{2,10}}?{PLANS})")


def _another_plans(ledger: Ledger) -> Iterator[Finding]:
    """市民政局将进一步… in the plans of a 司法局: who plans in a report is its own agency."""
    agency = ledger.report.agency or ""
    if not agency.endswith(("局", "厅", "委", "委员会")) or not PLANNED.search(ledger.report.document.text):
        return
    for section in ledger.report.sections:
        if section.id != "problems":
            continue
        for match in PLANNING.finditer(ledger.report.document.text, section.span.start, section.span.end):
            name = match["name"].lstrip("省市县区州旗我本")
            if name and name[:-1] not in GENERIC and not _scattered(name.rstrip("局厅委"), agency) and not name.startswith(("各", "全", "当")):
                yield _finding(ledger, Span(match.start("name"), match.end("name")), agency, match["name"], False)


def _finding(ledger: Ledger, span: Span, own: str, found: str, sure: bool) -> Finding:
    message = CHECK.template.format(words=span.of(ledger.report.document.text), agency=ledger.report.agency)
    return Finding(CHECK.code, "broken", CHECK.severity if sure else "warning", message, (span,), own, found)


#: Words before a rank that name no place.
GENERIC = frozenset({"本", "全", "我", "各", "该", "所辖", "其他", "各个", "部分", "个别", "基层", "相关", "有关", "全国", "新城", "城"})


SEAT = regex.compile(r"(?:人民政府(?:办公[室厅])?|办事处|管理委员会)$")
PLACE = regex.compile(r"(?:^|.*[省市州盟县区旗])([一-鿿]{2,4})$")


def _core(agency: str) -> tuple[str, str] | None:
    """The agency's own place name and its rank: 柏林县清溪镇人民政府 -> (清溪, 镇); None where the agency is no government.

    >>> _core("柏林县清溪镇人民政府"), _core("柏林县教育局")
    (('清溪', '镇'), None)
    """
    body = SEAT.sub("", agency)
    if body == agency:
        return None
    for rank in RANKS:
        if body.endswith(rank):
            place = PLACE.search(body.removesuffix(rank))
            return (place[1], rank) if place else None
    return None
