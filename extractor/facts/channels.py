"""A channel that its clause hands on: 公众号全年更新197次，推送图文531篇 is of the same channel.

Only clauses without a subject of their own inherit: they begin with a verb of publishing, and the clause that names a channel last
before them in the sentence names one alone.
"""

from __future__ import annotations

import re
from functools import cache

import regex

from extractor.clauses import Mention
from extractor.facts.linking import Link
from extractor.facts.wordings import wording
from lexicons.reports.disclosure.indicator_lexicon import Indicator, indicators_by_id, unit_classes

#: What is read where no channel is named.
WHOLE = "published.total"
CHANNELS = ("published.website", "published.new_media", "published.wechat", "published.weibo", "published.video")
BOTH = "published.new_media"
#: What a clause without a subject of its own begins with; 主动公开 and 公开 speak of the agency's whole.
VERB = regex.compile(r"(?:全年|本年度?|累计|共|共计|已|并)*(?:发布|推送|更新|推出|发送|转发|编发|原创|图文|推文|发文|发稿|刊发|制作发布)")
WEIGHT = 1.0


def with_channel(linked: Link | None, mention: Mention, year: int | None) -> Link | None:
    """A link, or the inherited channel where nothing or only the whole publication was found."""
    if linked is None or linked.indicator == WHOLE:
        return carried_channel(mention, year) or linked
    return linked


def carried_channel(mention: Mention, year: int | None) -> Link | None:
    """The channel that a figure inherits from a clause before it in its sentence, or None.

    The nearest clause that names a channel decides; 微信 and 微博 together are new media.
    """
    if not VERB.match(mention.left) or mention.depth:
        return None
    said = {c for c in CHANNELS if _names(c, mention.clause + mention.right, year)}
    if said:
        return None
    for clause in reversed(regex.split("[，；：,;:]", mention.before.removesuffix(mention.clause))):
        named = [c for c in CHANNELS if _names(c, clause, year)]
        if named:
            chosen = named[0] if len(named) == 1 else BOTH if "published.website" not in named else None
            return Link(chosen, WEIGHT, "承前") if chosen and _counts(indicators_by_id()[chosen], mention) else None
    return None


def _counts(entry: Indicator, mention: Mention) -> bool:
    return mention.quantity.unit in unit_classes()[entry.units] and not any(w in mention.left for w in entry.not_near)


@cache
def _patterns(channel: str, year: int | None) -> tuple[re.Pattern[str], ...]:
    found = (wording(group, year).anywhere for group in indicators_by_id()[channel].near)
    return tuple(p for p in found if p is not None)


def _names(channel: str, words: str, year: int | None) -> bool:
    return all(p.search(words) for p in _patterns(channel, year))
