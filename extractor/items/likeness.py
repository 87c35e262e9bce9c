"""What a point sounds like by itself: a shortcoming, an action, a closing flourish, a statement that there is nothing."""

from __future__ import annotations

import regex

from extractor.items.leads import Family
from extractor.items.shapes import shape

_REMOVED = r"{problem_objects}[^，。；：]*"
_PREDICATE = r"{problem_cues}(?!(?:问题|情况)?的(?!情况|现象|问题|地方|方面))(?!之)"
_END = r"(?:{problem_ends}|(?<![克困疑为两畏万艰攻磨破解])难)(?=[，。；、]|等|$)"
_OPEN = r"(?:需|应|待|须)(?:要)?(?:进一步|继续|持续|不断|再)?[^，。；：]{0,8}?{open_ends}(?=[，。；、等]|$)"
_STARTS = r"^(?:{subjects})?(?:也|还|并|要|将|应)?(?:进一步|继续)?{measure_starters+firm_starters}"
_FIRM = r"^(?:{subjects})?(?:也|还|并|要|将|应)?(?:进一步|继续)?{firm_starters}"
_AHEAD = regex.compile(r"(?:^|[，。；：们局厅委办市县区镇乡道])(?:将|拟)(?=进|继|持|不|着|重|从|全|积|大)")
_DONE = regex.compile(r"[^为除到罢]了(?!解)")
#: What is already planned or paid for is not yet done: 预算已列入部门计划.
_PROVIDED = regex.compile(r"已(?:经)?(?:列入|纳入|排入|编入|写入|报批|申报|落实)[^，。；]{0,10}(?:计划|预算|日程|经费|方案|盘子|要点)")
_CLAUSE_END = regex.compile("[，。；：]")
_NONE = (
    r"^(?:我局|我镇|我乡|我单位|我办|我委|本机关|本单位|[^，。；：]{0,14}?)?(?:20\d\d年度?)?{none}"
    r"(?:(?:存在)?(?:的)?(?:明显|突出|主要|其他|相关|需要报告|需报告|较大)*(?:的)?{problem_nouns}(?:及.{0,8}|和.{0,8})?"
    r"|(?:需要|需)?(?:报告|说明)的?(?:事项|情况|内容)?)?[。！]?$"
)

#: A sentence that only vows or only concedes: 问题不回避，短板必补齐; 虽有成效，但距群众要求还有差距.
_VOW = (
    r"^[^。；]{0,16}(?:不回避|不遮掩|不护短|照单全收|立行立改|边查边改|即知即改|不折不扣)[^。；：]{0,16}$"
    r"|^(?:虽然|尽管|虽)[^。；：]{4,40}，(?:但|然而)(?:是)?[^。；：，]{0,24}(?:还有|仍有|有一定|尚有)(?:不小|一定|较大)?的?差距$"
)


def family_of(text: str) -> Family:
    """Whether a piece of text reads as a problem, a measure or neither.

    >>> family_of("个别单位解读形式单一")
    'problem'
    >>> family_of("加强检查，解决更新不及时问题")
    'measure'
    >>> family_of("一年来")
    ''
    """
    bare = shape(_REMOVED).sub("", text)
    if shape(_PREDICATE).search(bare) or shape(_END).search(bare) or shape(_OPEN).search(bare):
        return "problem"
    if shape(_STARTS).match(text) or shape(r"(?:将|拟)").search(bare):
        return "measure"
    return "problem" if shape("{problem_hints}").search(bare) else ""


def starts_as_measure(text: str) -> bool:
    """Whether the first clause is an action and no shortcoming."""
    end = _CLAUSE_END.search(text)
    first = text[: end.start() if end else None]
    return bool(shape(_FIRM).match(first)) and family_of(first) == "measure"


def is_done(text: str) -> bool:
    """Whether the text says that the action was carried out.

    >>> is_done("已开设专栏"), is_done("开展培训")
    (True, False)
    """
    bare = _PROVIDED.sub("", text)
    return bool(shape("{past}").search(bare) or _DONE.search(bare))


def is_planned(text: str) -> bool:
    """Whether the text says that the action lies ahead."""
    return bool(shape("{future+next_year}").search(text) or _AHEAD.search(text))


def is_closing(text: str) -> bool:
    """Whether a sentence only promises that all will be well.

    >>> is_closing("推动政务公开工作再上新台阶"), is_closing("推动专区覆盖全部村居")
    (True, False)
    """
    return len(text) <= 80 and bool(shape(r"^{closers}").match(text) and shape("{closing_goals}").search(text))


def closes(text: str) -> bool:
    """Whether a sentence inside the last point is no part of it: a closing that aims at new heights.

    >>> closes("推动政务公开工作再上新台阶。"), closes("确保群众找得到。")
    (True, False)
    """
    return is_closing(text) and bool(shape("{closing_heights}").search(text))


def says_none(text: str) -> bool:
    """Whether the sentence says that there is nothing to say.

    >>> says_none("无。"), says_none("不存在问题"), says_none("没有专职人员")
    (True, True, False)
    """
    return bool(shape(_NONE).match(text) or shape(_VOW).match(text))
