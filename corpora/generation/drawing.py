"""Report ``index`` of seed ``seed``: an agency, its tables, its prose; the same two numbers give the same report, always and alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from corpora.consistency import broken_claims, broken_identities
from corpora.generation.agencies import Agency, draw_agency
from corpora.generation.figures import Figure, figures
from corpora.generation.lists import lists
from corpora.generation.numbers import Cells, draw_cells
from corpora.generation.phrasing import Voice
from corpora.generation.problems import draw_problems
from corpora.generation.prose import overview, phrase, section_four, section_six, section_three, section_two
from corpora.generation.writing import draw_style, mark
from corpora.records import CorpusError, Item, Prose, Report

YEARS = tuple(range(2019, 2026))
_TITLES = (
    "{agency}{year}年政府信息公开工作年度报告", "{agency}{year}年度政府信息公开工作年度报告", "{agency}\n{year}年政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
)  # fmt: skip
_HEADINGS = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
             "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")  # fmt: skip
_FEES = ("未收取", "没有收取", "未产生")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A consistent report, its agency, the same agency's cells of the year before, and what it says was published (0: not said)."""

    report: Report
    agency: Agency
    last: Mapping[str, str]
    published: int = 0

    @property
    def problems(self) -> tuple[str, ...]:
        """The problems that the report names, which the next year's may say were mended."""
        return tuple(item.text for item in self.report.items if item.role == "current_problem")


def draw(seed: int, index: int) -> Drawn:
    """The report of that number."""
    chance = Random(f"corpus {seed} {index}")
    agency = draw_agency(chance)
    year = chance.choice(YEARS)
    form = form_of(year)
    last = draw_cells(chance, form, agency.size, makes_rules(agency))
    cells = draw_cells(chance, form, agency.size, makes_rules(agency), last)
    return write(chance, f"g{seed}-{index:06}", agency, year, cells, last)


def form_of(year: int) -> str:
    """The statutory form of a year's reports."""
    return "2019" if year < 2021 else "2021"


def makes_rules(agency: Agency) -> bool:
    """Whether an agency can make rules (规章): provinces and cities alone."""
    return agency.kind == "province" or (agency.kind == "government" and agency.name.count("市") == 1 and "市人民" in agency.name
                                         and "区" not in agency.name and "县" not in agency.name)  # fmt: skip


def write(
    chance: Random, ident: str, agency: Agency, year: int, cells: Cells, last: Mapping[str, str] | None, before: Drawn | None = None,
    told: bool = True,
) -> Drawn:  # fmt: skip
    """A report around cells, proven consistent; last year's figures are spoken of where they are ``told``, as the report ``before`` says."""
    form = form_of(year)
    known = figures(cells, form) | _published(chance.randint(20, 3000))
    published = before.published if before else chance.randint(20, 3000)
    earlier = (figures(last, form) | _published(published)) if last and told else {}
    words = _words(chance, agency, year)
    voice = Voice(chance, draw_style(chance), words, form, agency.kind, known, earlier, lists())
    preamble = phrase(voice, "preamble")
    texts = (overview(voice), section_two(voice), section_three(voice), section_four(voice))
    problems, items = draw_problems(chance, words, before.problems if before else ())
    sections = _sections((*texts, problems, section_six(voice)))
    report = Report(
        ident, agency.name, (), year, form, chance.choice(_TITLES).format(agency=agency.name, year=year), preamble, sections,
        tuple(cells.items()), items, (), _signature(chance, agency, year), False, ident,
    )  # fmt: skip
    _refuse(report, items)
    return Drawn(report, agency, last or {}, int(known["published"].value) if "published" in voice.mentioned else 0)


def _sections(texts: tuple[str, ...]) -> tuple[tuple[str, Prose], ...]:
    names = ("overview", "disclosure", "applications", "review", "problems", "others")
    return tuple((n, Prose(h, t)) for n, h, t in zip(names, _HEADINGS, texts, strict=True))


def _published(count: int) -> dict[str, Figure]:
    return {"published": Figure("published.total", Decimal(count), "条", ())}


def _words(chance: Random, agency: Agency, year: int) -> dict[str, str]:
    fee = mark(chance.choice(_FEES), "processing_fee.amount", value="0", unit="元")
    blame = {f"none:{w}": mark(w, "work.accountability", value="0", unit="人") for w in ("没有", "未发生")}
    years = blame | {"year": str(year), "lastyear": str(year - 1), "nextyear": str(year + 1)}
    return years | {"agency": agency.name, "we": agency.we, "all": agency.all, "site": agency.site, "place": agency.place, "zero_fee": fee}


def _signature(chance: Random, agency: Agency, year: int) -> str:
    if chance.random() < 0.6:
        return ""
    return f"{agency.name}\n{year + 1}年1月{chance.randint(4, 30)}日"


def _refuse(report: Report, items: tuple[Item, ...]) -> None:
    """Complains where the generator contradicted itself."""
    wrong = [i.where for i, _ in broken_identities(report)] + [f"{b.check} {b.fact.raw}" for b in broken_claims(report)]
    text = dict(report.passages())["problems"]
    wrong += [item.text for item in items if item.text not in text]
    if wrong:
        raise CorpusError(report.id, "generator", f"contradicts itself: {', '.join(wrong)}")
