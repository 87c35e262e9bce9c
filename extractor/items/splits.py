"""Problem and measure in one breath: where a point goes over from what is wrong to what will be done."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.items.leads import Family, Setting, read_heading, read_lead
from extractor.items.likeness import family_of, starts_as_measure
from extractor.items.outlines import HEAD_END
from extractor.items.shapes import OBJECT, shape

_LABEL = r"(?:^|(?<=[。；，\n]))(?P<label>[^。；，：\n]{0,14}?{problem_nouns+measure_nouns+done_nouns}[^。；，：\n]{0,4}|{cause_labels})："
_OVER = (
    r"^(?:(?P<ahead>(?:为此|对此|因此|据此)，?|(?:针对|围绕|就|对){back_references}(?:{problem_nouns}|情况|现象)，|{future}|(?:{subjects})?(?:将|拟|计划)(?!来|近))"
    r"|(?:亟需|亟待|需要|需|应当|应|要)(?:进一步|尽快|切实|继续|持续|及时)?{measure_starters+firm_starters}[^，。；]{4,})"
)
#: What was done about the problem just told: 栏目更新不及时，现已更新; 已 before another word only tells more (已影响群众查询).
_DONE = (
    r"^(?:现|目前|今年|本年度?|年内|均|我局|我镇|我办|我们|，)*已(?:经)?(?:全部|逐一|及时|督促|责令|分别|重新|按要求|于)*"
    r"(?:{concrete_actions+firm_starters+remedy_nouns}|督促|更新|归档|补发|整改|召集|撤下|删除|恢复|销号|换|改)"
)
_DONE_OF_LAST = rf"{_DONE}|^(?:通过|今年|年内|20\d\d年)(?=.{{4}})"
#: After last year's problem 已 and any action will do.
_DONE_OF_LAST_HERE = rf"{_DONE}|^(?:现|目前|今年|均|也|都)*已(?:经)?(?!影响|成为|造成|超过|达|有|不|无|过|久|长期)"
_PASSING = (
    r"(?:针对|对于|关于|围绕|解决|为解决|聚焦)(?P<problem>[^。；]{3,50}?)(?P<noun>(?:等)?(?:的)?(?:突出)?"
    r"(?:问题|情况|现象|短板|现状|实际|困难)|)，(?=.{4})"
)

_YEAR = regex.compile(r"(20\d\d)年")
_BREAK = regex.compile("[。；，]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of the view and what it is."""

    start: int
    end: int
    setting: Setting


def head_of(text: str, start: int, end: int, year: int | None) -> tuple[str, int]:
    """The first sentence of a point without its end mark, or its first clause where that ends in a colon, and where it ends.

    >>> head_of("加强培训。组织学习", 0, 9, 2024), head_of("向前看：当前不足。解读少", 0, 12, 2024)
    (('加强培训', 5), ('向前看：当前不足', 9))
    """
    match = HEAD_END.search(text, start, end)
    if match and match[0] == "：" and read_heading(text[start : match.start()], year) is None:
        longer = regex.search("[。\n；]", text, pos=start, endpos=end)
        if longer and read_heading(text[start : longer.start()], year) is not None:
            match = longer
    stop = match.start() if match else end
    return text[start:stop], match.end() if match else end


def is_body(title: str, body: str, family: Family) -> bool:
    """Whether what follows a short sentence explains it and is not the next point of the same kind.

    >>> is_body("加强培训", "每季度集中学习一次", "measure"), is_body("解读少", "更新慢", "problem")
    (True, False)
    """
    return "，" in body or (family == "measure" and len(body) * 2 > len(title) * 3)


def labelled(text: str, start: int, end: int, year: int | None) -> tuple[Piece, ...]:
    """The pieces that labels cut a point into (问题：…措施：…), with what stands before the first label; none without labels.

    >>> [(p.start, p.setting.family) for p in labelled("解读少。改进措施：多发图解", 0, 13, 2024)]
    [(0, ''), (9, 'measure')]
    >>> labelled("公开形式单一：只用网站", 0, 11, 2024)
    ()
    """
    found = []
    for match in shape(_LABEL).finditer(text[start:end]):
        heading = read_heading(match["label"], year)
        if heading is not None and heading.family:
            found.append((start + match.start("label"), start + match.end(), heading))
    if not found:
        return ()
    pieces = [Piece(start, found[0][0], Setting())] if found[0][0] > start else []
    for (_, begin, heading), stop in zip(found, [f[0] for f in found[1:]] + [end]):
        pieces.append(Piece(begin, stop, heading))
    return tuple(pieces)


def over_to_measure(text: str, start: int, end: int, year: int | None, previous: bool = False) -> tuple[int, Piece] | None:
    """Where the problem ends and the measure after it, or None; last year's is followed by what was done.

    >>> t = "解读形式单一，下一步将制作短视频"
    >>> cut, piece = over_to_measure(t, 0, len(t), 2024)
    >>> t[:cut], t[piece.start:]
    ('解读形式单一，', '制作短视频')
    >>> over_to_measure("解读质量有待进一步提升", 0, 11, 2024) is None
    True
    """
    for match in _BREAK.finditer(text, start, end):
        position = match.end()
        rest, before = text[position:end], text[start : match.start()]
        if len(rest) < 5:
            continue
        strong = shape(_OVER).match(rest)
        if strong and not strong["ahead"] and family_of(rest) == "problem":
            continue
        named = _YEAR.match(rest)
        later = bool(year and named and int(named[1]) > year)
        new_sentence = later or (match[0] != "，" and starts_as_measure(rest) and family_of(rest) == "measure")
        done = _DONE if not previous else _DONE_OF_LAST_HERE if match[0] == "，" else _DONE_OF_LAST
        if shape(done).match(rest) and family_of(rest) != "problem":
            new_sentence = True
        if (not strong and not new_sentence) or (family_of(before) != "problem" and not (strong and strong["ahead"])):
            continue
        lead = read_lead(rest.rstrip("。；\n"), Setting("measure", why="条目内转入措施"), year)
        if family_of(regex.split("[。；]", rest)[0]) == "problem" and not lead.setting.tense:
            continue
        setting = lead.setting if lead.setting.family == "measure" else Setting("measure")
        begin = position + lead.content
        if text[begin] == "将" and not shape(OBJECT).match(text, begin):
            begin += 1
        if begin < end - 2:
            return position, Piece(begin, end, setting)
    return None


def named_in_passing(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The problem that a measure's first clause names: its start and end, and where the measure proper begins.

    >>> t = "针对解读形式单一的问题，制作短视频"
    >>> a, b, c = named_in_passing(t, 0, len(t))
    >>> t[a:b], t[c:]
    ('解读形式单一', '制作短视频')
    >>> named_in_passing("针对社会关注热点，加强公开", 0, 13) is None
    True
    """
    match = shape(_PASSING).match(text, start, end)
    if not match:
        return None
    problem = match["problem"]
    if shape(r"^(?:{back_references})").match(problem) and not shape("{problem_cues}").search(problem):
        return None
    if family_of(problem) != "problem" or not (match["noun"] or shape("{problem_cues+problem_ends}").search(problem)):
        return None
    quoted = problem.startswith("“") and problem.endswith("”")
    return match.start("problem") + quoted, match.end("problem") - quoted, match.end()
