"""How much a measure promises: an action, its object, an amount or a date, who does it; or only the intent to go on.

A transparent score: every part that was found carries its span in the measure's text, and the points are a plain sum.
"""

from __future__ import annotations

import regex

from extractor.items.shapes import shape
from extractor.model import Substance, SubstanceName, SubstancePart
from extractor.spans import Span

#: What each part is worth; intent alone is worth nothing. The five together make 100.
POINTS: dict[SubstanceName, int] = {"action": 40, "object": 20, "amount": 15, "date": 15, "doer": 10, "intent": 0}

#: An action that is only the name of some work (更新工作，检查力度，发布形式) or past (新修订) is none.
_ACTION = (
    r"(?<!新)(?:{concrete_actions})(?!(?:工作|结果|机制)(?:$|[，。；、])|(?:[^，。；、]{0,4}(?:力度|目的|形式|方式|效果)"
    r"(?:$|[，。；、和])))"
)
_INTENT = r"(?:{empty_intents})"
_OBJECT = _ACTION + r"[^，。；]{0,16}?(?P<object>{concrete_objects})"
_AMOUNT = regex.compile(
    r"(?:不少于|不低于|至少|超过|达到?)?(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)(?:余)?(?:个|次|期|"
    r"场|名|人|篇|部|条|项|件|处|台|份|套|类|小时|天|%|％|个工作日|个百分点|轮|批|家|块)"
)
_DATE = regex.compile(
    r"(?:20\d\d年)?\d{1,2}月(?:底|前|\d{1,2}日)?(?:前|底)?|20\d\d年(?:底|前|内|上半年|下半年)?|年内|"
    r"年底前?|上半年|下半年|每(?:个)?(?:年|月|周|季度?|半年|日|天)|按(?:月|季|周|年)|"
    r"第?[一二三四]季度|(?:\d+|[一二两三四五六七八九十]+)个?(?:工作)?日内|逐[年季月周日]|[当次]日(?!常)|当天"
)
_DOER = regex.compile(
    r"由[^，。；]{2,16}?(?:负责|牵头|承担|提供|审核|把关)|专人|专职|第三方|法律顾问|(?:办公室|科室?|"
    r"领导小组|信息员|分管领导)(?:负责|牵头)"
)


def substance_of(text: str) -> Substance:
    """The substance of a measure; its parts are spans of the text given.

    >>> s = substance_of("每季度举办培训班，全年不少于4期")
    >>> s.score, [(p.name, p.span.of("每季度举办培训班，全年不少于4期")) for p in s.parts]
    (90, [('action', '举办'), ('object', '培训班'), ('amount', '不少于4期'), ('date', '每季度')])
    >>> substance_of("进一步加强政府信息公开工作，不断提升工作水平").intent_only
    True
    >>> substance_of("").score
    0
    """
    parts: list[SubstancePart] = []
    action = shape(_ACTION).search(text)
    if action:
        parts.append(SubstancePart("action", Span(*action.span())))
        thing = shape(_OBJECT).search(text)
        if thing:
            parts.append(SubstancePart("object", Span(*thing.span("object"))))
    date = _DATE.search(text)
    amount = next((m for m in _AMOUNT.finditer(text) if _counts(m, date)), None)
    told: tuple[tuple[SubstanceName, regex.Match[str] | None], ...] = (("amount", amount), ("date", date), ("doer", _DOER.search(text)))
    parts += [SubstancePart(name, Span(*found.span())) for name, found in told if found]
    intent = shape(_INTENT).search(text)
    if intent and not action:
        parts.append(SubstancePart("intent", Span(*intent.span())))
    return Substance(sum(POINTS[part.name] for part in parts), tuple(parts))


def _counts(amount: regex.Match[str], date: regex.Match[str] | None) -> bool:
    """Whether a number counts something: not the days of a time limit, and not the 一个 that stands before any noun."""
    inside = date is not None and date.start() <= amount.start() < date.end()
    return not inside and amount[0] != "一个"
