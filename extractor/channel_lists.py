"""Lists of channels that something was published through: 通过网站、微博等渠道发布 and 局网站、公众号等合计公开 name no one of them."""

from __future__ import annotations

import regex

#: How a list of channels ends that something was published through.
ALL_CHANNELS = regex.compile(r"等(?:多种|各类|多个)?(?:渠道|平台|方式|载体|途径|形式|媒体)(?=[^，。；\d]{0,6}(?:公开|发布|推送|对外))")
#: How a list of channels ends whose figures are summed up (局网站、公众号等合计公开); it must name a site or a paper beside the new media.
SUMMED = regex.compile(r"等(?=(?:合计|共计?|总计|累计)[^，。；\d]{0,4}(?:公开|发布|推送|对外))")
SITES = regex.compile("网|公报|政报|栏|广播")
#: Stands for characters that say nothing of the figures near them.
BLANK = "\u3000"


def without_lists_of_channels(text: str) -> str:
    """A text, blank where a clause lists channels: 通过网站、微博等渠道发布 names no one channel of what was published through them all."""
    for match in (*ALL_CHANNELS.finditer(text), *SUMMED.finditer(text)):
        start = 1 + max(text.rfind(stop, 0, match.start()) for stop in "，。；：\n")
        if match.re is SUMMED and not ("、" in text[start : match.start()] and SITES.search(text, start, match.start())):
            continue
        text = text[:start] + BLANK * (match.end() - start) + text[match.end() :]
    return text
