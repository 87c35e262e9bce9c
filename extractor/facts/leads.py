"""Leads of one noun that say what follows: ●解读。19件。 is 解读19件; under 2.内容。 stand the classes of what was published.

The lead opens its paragraph with a mark and ends with a full stop or a colon; it names nothing but itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.clauses import Mention, Paragraph, flat, strip_connectives
from extractor.facts.linking import Link
from extractor.facts.subjects import last_subject
from extractor.facts.topics import LEAD
from extractor.model import Fact

NAME = regex.compile(r"(?P<name>[^，。；：、\d]{2,10})(?P<end>[。：])")
#: Leads under which what was published is told class by class.
DIMENSION = regex.compile(r"(?:信息|公开|发布)?(?:内容|结构|类别|类型|种类|分类|构成|组成|领域|重点栏目|重点领域|主要内容)(?:分布|构成|结构|情况)?")
#: A figure of a class has a short name and no verb of its own.
CLASS_NAME = regex.compile(r"[^，。；：\d]{2,14}")
VERB = regex.compile(
    r"收到|清理|删除|下架|撤|整改|修订|答复|办理|办结|报送|转办|采纳|回复|征集|访问|阅读|浏览|播放|新增|开设|新开|纠错|更正|核查|检查|抽查|发现|问题|留言|意见|诉求|咨询|投诉|累计|合计|总计|共|主动公开|公开信息|发布信息"
)
ENTRIES, PAPERS = frozenset({"条", "则"}), frozenset({"条", "则", "份", "项"})
CATEGORY, WEIGHT = "published.category", 0.5


def lead_of(text: str, paragraph: Paragraph) -> tuple[str, str, int]:
    """The name that a marked paragraph opens with, the sign that ends it, and where it ends; "" where none does."""
    body = paragraph.span.of(text)
    mark = LEAD.match(body)
    found = NAME.match(flat(body[mark.end() : mark.end() + 24])) if mark else None
    if mark is None or found is None:
        return "", "", 0
    end = body.find(found["end"], mark.end())
    return found["name"], found["end"], paragraph.span.start + end + 1


def with_leads(text: str, paragraphs: Sequence[Paragraph], found: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, those that stand bare right behind the lead of their paragraph with its name."""
    result = list(found)
    for index, mention in enumerate(found):
        if strip_connectives(mention.before) or strip_connectives(mention.right) or mention.depth:
            continue
        name, sign, end = lead_of(text, paragraphs[mention.paragraph])
        if sign == "。" and end == mention.sentence_span.start:
            result[index] = replace(mention, left=name, clause=name)
    return tuple(result)


def class_under(text: str, paragraphs: Sequence[Paragraph], mention: Mention) -> Link | None:
    """A figure of entries under a lead that names a dimension of what was published, as one of its classes."""
    if mention.section != "overview" or mention.quantity.unit not in ENTRIES or mention.depth:
        return None
    name, sign, _ = lead_of(text, paragraphs[mention.paragraph])
    if not sign or not DIMENSION.fullmatch(name) or last_subject(mention.heading.partition(name)[0]) != "published":
        return None
    own = strip_connectives(mention.left) or strip_connectives(mention.right)
    if not CLASS_NAME.fullmatch(own) or VERB.search(mention.clause + mention.right):
        return None
    return Link(CATEGORY, WEIGHT, f"{name}之下")


def class_after(mention: Mention, former: Fact | None) -> Link | None:
    """A figure that goes on with the classes before it (涉及校园安全71条、学籍管理64条; 政府公告18份、通告6份), as one of them."""
    if former is None or former.indicator != CATEGORY or former.section != mention.section or mention.depth:
        return None
    mark, own = mention.since[:1], mention.since[1:]
    alike = mention.quantity.unit == former.quantity.unit
    if own != mention.left or not (mark == "、" or (mark == "，" and alike)) or mention.quantity.unit not in PAPERS:
        return None
    return Link(CATEGORY, WEIGHT, "同列") if CLASS_NAME.fullmatch(own) and not VERB.search(own + mention.right) else None
