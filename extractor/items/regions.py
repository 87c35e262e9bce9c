"""Where problems and measures are sought: section five, sections titled so, and paragraphs elsewhere that announce them.

Enumerations elsewhere give nothing: a region outside section five needs a heading (（六）存在的问题) or a lead-in
(但仍存在…不足) of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.items.enumerators import find_marks
from extractor.items.leads import Setting, read_heading
from extractor.items.outlines import sentences
from extractor.items.shapes import shape
from extractor.items.views import View, view_of
from extractor.model import Section
from extractor.spans import Span

_ANNOUNCED = (
    r"(?:{turns}|虽然|尽管|，)[^。；]{0,60}?(?:还|仍|仍然|也|依然|尚|客观)(?:还|仍)?(?:存在|"
    r"有)[^。；]{0,60}?(?:{problem_nouns+problem_places})"
    r"|^(?:20\d\d年度?，?)?[^。；，]{0,20}存在的?(?:主要)?(?:问题|不足)(?:主要)?(?:是|有|：)"
)
#: No sentence announces anything without one of these words.
_EXISTENCE = regex.compile("存在|[还仍然也尚观]有")
#: Where the report is over, whatever the page still holds: a date alone, the names of the page's buttons.
_DATE = regex.compile(
    r"(?:^|\n)[^\n。；，]{0,30}?(?:20\d\d|"
    r"二[〇○零Ο]二?[一二三四五六七八九〇○零]{1,2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[^\n。；，]{0,4}"
    r"(?=\n|$)"
    r"|(?:^|\n)(?:20\d\d|二[〇○零Ο0O][一二三四五六七八九〇○零\d]{2})年?(?=\n|$)"
)
_CHROME = regex.compile(
    r"(?:^|\n)(?:附件[：\d下]|(?:以上|特此|专此)报告|分享(?:到|至|：|\n)|打印|【?(?:打印|关闭|纠错)|扫一扫|责任编辑|相关链接|"
    r"上一篇|下一篇|主办单位|版权所有|网站地图)"
)
_SIGNATURE = regex.compile(
    r"\n[^\n。；，：]{3,30}(?:局|委员会|厅|府|办公室|管委会|街道|街道办事处|委|办|中心|院|处|公室|队|"
    r"站)\n*$"
)
_HEAD_END = regex.compile("[。：\n]")
_CHAPTERS = ("chapter", "bracketed")


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a view to be read, and the scene that its heading sets."""

    view: View
    setting: Setting


def _pieces(span: Span, skip: tuple[Span, ...]) -> tuple[Span, ...]:
    """The span without the skipped spans."""
    pieces: list[Span] = []
    position = span.start
    for hole in sorted(skip):
        if hole.end <= position or hole.start >= span.end:
            continue
        if hole.start > position:
            pieces.append(Span(position, hole.start))
        position = max(position, hole.end)
    if position < span.end:
        pieces.append(Span(position, span.end))
    return tuple(pieces)


def _part(view: View, start: int, end: int) -> View:
    return View(view.text[start:end], view.offsets[start:end])


def _head(text: str, start: int) -> str:
    """What stands before the first end mark."""
    end = _HEAD_END.search(text, start)
    return text[start : end.start() if end else None]


def _report_alone(view: View, alone: bool) -> View:
    """The view without the next chapter, the signature, the date and the page's furniture after it."""
    text = view.text
    ends = [match.start() for match in (_DATE.search(text), _CHROME.search(text)) if match]
    chapters = [mark for mark in find_marks(text) if mark.kind == "chapter"] if alone else []
    if chapters and chapters[0].number > 1:
        # 二、改进措施 below a section that is itself numbered 一、存在的问题 is no other chapter
        ends += [mark.start for mark in chapters if read_heading(_head(text, mark.end), None) is None][:1]
    end = min(ends, default=len(text))
    signature = _SIGNATURE.search(text, 0, end)
    return _part(view, 0, signature.start() if signature else end)


def find_regions(text: str, sections: tuple[Section, ...], year: int | None, skip: tuple[Span, ...]) -> tuple[Region, ...]:
    """The regions of a document in reading order, each with its heading's scene."""
    regions: list[Region] = []
    for section in sections:
        if section.id == "preamble":
            continue
        body = Span(max(section.title_span.end, section.span.start), max(section.span.end, section.title_span.end))
        if section.title_span.start < section.span.start or section.title_span.end > section.span.end:
            body = section.span
        view = _report_alone(view_of(text, _pieces(body, skip)), section.id == "problems")
        if not view.text:
            continue
        heading = read_heading(section.title, year)
        if section.id == "problems" or (heading is not None and section.id != "overview"):
            regions.append(Region(view, heading or Setting()))
        else:
            regions.extend(_announced(view, year))
    return tuple(regions)


def _announced(view: View, year: int | None) -> list[Region]:
    """Paragraphs of another section that announce problems or measures themselves."""
    text = view.text
    marks = [m for m in find_marks(text) if m.kind in _CHAPTERS]
    found: list[Region] = []
    end_of_last = 0
    for mark in marks:
        if mark.start < end_of_last:
            continue
        head = _head(text, mark.end)
        heading = read_heading(head, year)
        if heading is None or not shape("{problem_nouns+measure_nouns+future}").search(head) or not _is_ours(head):
            continue
        end = min((m.start for m in marks if m.start > mark.start and m.rank <= mark.rank), default=len(text))
        found.append(Region(_part(view, mark.end + len(head), end), heading))
        end_of_last = end
    if found:
        return found
    for start, stop in sentences(text, 0, len(text)):
        if _EXISTENCE.search(text, start, stop) and shape(_ANNOUNCED).search(text[start:stop]):
            end = min((m.start for m in marks if m.start >= stop), default=len(text))
            return [Region(_part(view, start, end), Setting())]
    return []


def _is_ours(head: str) -> bool:
    """Whether a heading outside section five speaks of problems and plans and not of work done (重点工作落实情况)."""
    return bool(shape("{problem_nouns+future+next_year}").search(head) or regex.search("改进|整改", head))
